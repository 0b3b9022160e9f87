"""A canonical text as people edit it: paragraphs apart by a blank line, with a mark before what is none.

``# `` is a heading, ``- `` an item of a list, ``> `` a quote. A backslash before such a mark makes it a character.
"""

import re
from collections.abc import Iterable
from typing import Final, Protocol

from annotations.domain.errors import InvalidTextError, TooLargeError
from annotations.domain.text import CanonicalText, canonical, clean
from annotations.domain.vocabulary import BlockKind
from annotations.domain.wording import gettext_noop
from annotations.intake.detect import MAX_BYTES, TOO_LARGE

NO_WORDS: Final = gettext_noop("An article needs a text. Write at least one paragraph.")
_MARKS: Final = {BlockKind.HEADING: "# ", BlockKind.LIST_ITEM: "- ", BlockKind.QUOTE: "> "}
_KINDS: Final = {mark: kind for kind, mark in _MARKS.items()}
_LOOKS_MARKED: Final = re.compile(r"\\*[#>-] ")


class Piece(Protocol):
    """A block, as it comes from a text or from a table."""

    @property
    def kind(self) -> str:
        """A `BlockKind`."""

    @property
    def text(self) -> str:
        """Its words."""


def to_marked(blocks: Iterable[Piece]) -> str:
    """The blocks as one text to edit."""
    return "\n\n".join(_marked(BlockKind(block.kind), block.text) for block in blocks)


def _marked(kind: BlockKind, text: str) -> str:
    escape = "\\" if _LOOKS_MARKED.match(text) else ""
    return f"{_MARKS.get(kind, '')}{escape}{text}"


def from_marked(text: str) -> CanonicalText:
    """The canonical text of what was edited. Raises InvalidTextError without words, and TooLargeError."""
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        raise TooLargeError(TOO_LARGE, limit=MAX_BYTES)
    made = canonical(map(_block, re.split(r"\n{2,}", clean(text))))
    if not made.text:
        raise InvalidTextError(NO_WORDS)
    return made


def _block(text: str) -> tuple[BlockKind, str]:
    kind = _KINDS.get(text[:2], BlockKind.PARAGRAPH)
    words = text[2:] if text[:2] in _KINDS else text
    return kind, words[1:] if _LOOKS_MARKED.match(words) and words[0] == "\\" else words
