"""Canonical text: the one form of words that offsets, anchors and hashes refer to.

Offsets everywhere are Unicode code points, half open: ``text[start:end]``. A browser counts UTF-16
code units; it converts with the rule of `utf16_offset`. The canonical form is defined here once:

* NFC; every kind of line break is a line feed; a line has no space at its ends; a run of spaces is
  one space;
* tabs are spaces; other control characters, byte order marks and the two overrides of direction
  are dropped; NUL and lone surrogates are refused;
* blocks (paragraphs, headings, list items, quotes) stand apart by exactly one blank line.

Making a text canonical twice changes nothing.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from annotations.domain.errors import InvalidTextError
from annotations.domain.vocabulary import BlockKind
from annotations.domain.wording import gettext_noop

UNSTORABLE: Final = gettext_noop(
    "The text holds a NUL character or half of a surrogate pair, which cannot be stored. "
    "Remove it, or save the text as UTF-8, and try again."
)
SEPARATOR: Final = "\n\n"
CONTEXT_SIZE: Final = 32

_SPACE: Final = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_REFUSED: Final = re.compile("[\u0000\ud800-\udfff]")
_LINE_BREAK: Final = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028]")
# What is left of C0, DEL and C1 once tabs and line feeds are spoken for, the byte order mark, and the
# overrides of direction: they show 21 where 12 is written. Isolates, embeddings and marks only
# put words in their order, and Arabic and Hebrew need them.
_DROPPED: Final = re.compile("[\u0001-\u0008\u000e-\u001f\u007f-\u009f\u202d\u202e\ufeff]")
_SPACES: Final = re.compile(f"[{_SPACE}]{{2,}}")
_LINE_EDGE: Final = re.compile(f"[{_SPACE}]*\n[{_SPACE}]*")
_UNCLEAN: Final = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202d\u202e\ufeff\ud800-\udfff]"
    f"|[{_SPACE}][{_SPACE}\n]|\n[{_SPACE}]"
)
"""What a canonical text has nowhere: most texts are found clean in one look."""
_EDGES: Final = re.sub("-", "\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", _SPACE) + "\n"
_BLANK_LINES: Final = re.compile("\n{2,}")

# Marks that search looks past. Vowel signs of Indic scripts and Japanese voicing make other words
# and stay.
_FOLDED_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_INVISIBLE: Final = re.compile(
    "[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f]"
)
_FOLDED_LETTERS: Final = str.maketrans("øłđðıħŧŋ", "olddihtn")
_FOLDED_LIGATURES: Final = {ord("þ"): "th", ord("æ"): "ae", ord("œ"): "oe"}

_RIGHT_TO_LEFT_LANGUAGES: Final = re.compile(
    "ar|arc|ckb|dv|fa|he|iw|khw|ks|lrc|mzn|nqo|pnb|ps|sd|syr|ug|ur|yi"
)
_RIGHT_TO_LEFT_SCRIPTS: Final = re.compile("adlm|arab|hebr|mand|mend|nkoo|rohg|samr|syrc|thaa")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a canonical text; ``text == whole[start:end]``, in code points."""

    start: int
    end: int
    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A text in canonical form, its blocks in order, and its `sha256_hex`."""

    text: str
    blocks: tuple[Block, ...]
    sha256: str


def sha256_hex(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes, lower-case hexadecimal."""
    return sha256(text.encode()).hexdigest()


def clean(text: str) -> str:
    """The text in canonical characters. Blank lines are left in: `canonical` splits there.

    Raises InvalidTextError for a NUL character or a lone surrogate: neither can be stored. Its
    `extra["position"]` is the code-point offset.
    """
    refused = _REFUSED.search(text)
    if refused:
        raise InvalidTextError(UNSTORABLE, position=refused.start())
    if not _UNCLEAN.search(text) and unicodedata.is_normalized("NFC", text):
        return text.strip(_EDGES)
    text = _LINE_BREAK.sub("\n", text).replace("\u2029", SEPARATOR).replace("\t", " ")
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text))
    return _LINE_EDGE.sub("\n", _SPACES.sub(" ", text)).strip(_EDGES)


def one_line(text: str) -> str:
    """The text in canonical characters on a single line, as a title stands. Raises like `clean`."""
    return clean(text).replace("\n", " ")


def canonical(blocks: Iterable[tuple[str, str]]) -> CanonicalText:
    """Join ``(kind, text)`` pairs to a canonical text.

    A pair that holds blank lines becomes several blocks of its kind; a pair without words becomes
    none. Raises InvalidTextError like `clean`, and ValueError for an unknown kind.
    """
    made: list[Block] = []
    at = 0
    for kind, raw in blocks:
        for part in _BLANK_LINES.split(clean(raw)):
            if part:
                made.append(Block(at, at + len(part), BlockKind(kind), part))
                at += len(part) + len(SEPARATOR)
    text = SEPARATOR.join(block.text for block in made)
    return CanonicalText(text, tuple(made), sha256_hex(text))


def fold(text: str) -> str:
    """The text as search compares it.

    Without case, accents, vowel points, invisible characters and repeated spaces.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = _INVISIBLE.sub("", _FOLDED_MARKS.sub("", text))
    text = text.translate(_FOLDED_LETTERS).translate(_FOLDED_LIGATURES)
    return " ".join(unicodedata.normalize("NFC", text).split())


def utf16_offset(text: str, codepoint: int) -> int:
    """How many UTF-16 code units stand before this code-point offset."""
    if not 0 <= codepoint <= len(text):
        raise ValueError(f"offset {codepoint} is outside a text of {len(text)} code points")
    return len(text[:codepoint].encode("utf-16-le")) // 2


def codepoint_offset(text: str, utf16: int) -> int:
    """The code-point offset of a UTF-16 offset.

    Raises ValueError outside the text or between two surrogates.
    """
    units = text.encode("utf-16-le")
    if not 0 <= 2 * utf16 <= len(units):
        raise ValueError(f"offset {utf16} is outside a text of {len(units) // 2} UTF-16 code units")
    try:
        return len(units[: 2 * utf16].decode("utf-16-le"))
    except UnicodeDecodeError:
        raise ValueError(f"offset {utf16} stands between two surrogates") from None


def grapheme_boundary(text: str, at: int) -> bool:
    """Whether a cut at this code-point offset parts no mark from its letter and no emoji."""
    if not 0 < at < len(text):
        return True
    here, before = text[at], text[at - 1]
    if unicodedata.category(here)[0] == "M" or "\u200d" in (here, before):
        return False
    if "\U0001f3fb" <= here <= "\U0001f3ff" or "\U000e0020" <= here <= "\U000e007f":
        return False  # skin tones and the tags of regional flags
    if _is_regional(here) and _is_regional(before):
        start = at
        while start > 0 and _is_regional(text[start - 1]):
            start -= 1
        return (at - start) % 2 == 0
    return True


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def context(text: str, start: int, end: int, size: int = CONTEXT_SIZE) -> tuple[str, str]:
    """Up to `size` code points before and after a span.

    Shorter where the outer cut would split a letter from its mark.
    """
    left, right = max(0, start - size), min(len(text), end + size)
    while left < start and not grapheme_boundary(text, left):
        left += 1
    while right > end and not grapheme_boundary(text, right):
        right -= 1
    return text[left:start], text[end:right]


def direction(language: str) -> str:
    """``"rtl"`` or ``"ltr"`` for a BCP 47 tag.

    A script subtag (``az-Arab``, ``ar-Latn``) outweighs the language.
    """
    subtags = language.lower().replace("_", "-").split("-")
    script = next((tag for tag in subtags[1:] if len(tag) == 4 and tag.isalpha()), None)
    if script:
        return "rtl" if _RIGHT_TO_LEFT_SCRIPTS.fullmatch(script) else "ltr"
    return "rtl" if _RIGHT_TO_LEFT_LANGUAGES.fullmatch(subtags[0]) else "ltr"
