"""Blocking words out of texts: what is withheld keeps its length, so offsets, blocks and anchors stay true."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

BLOCK: Final = "█"
"""Stands for one withheld code point."""
KEPT: Final = frozenset('"\\')
"""Not blocked out, like control characters: they tell nothing, and in JSON they are written as two characters."""
SHORTEST: Final = 4
"""A text shorter than this is blocked out where it stands alone, not inside other texts."""


def blocked(text: str) -> str:
    """The text with every character blocked out; of the same length, and with the same lines."""
    return "".join(c if c < " " or c in KEPT else BLOCK for c in text)


class Mask:
    """Blocks words out of texts and of JSON.

    `words` are found in any case, with any white space between their parts. `texts` are whole texts that are
    withheld elsewhere: copies of them go too.
    """

    def __init__(self, *, words: str = "", texts: Iterable[str] = ()) -> None:
        wanted = unicodedata.normalize("NFC", words).strip()
        whole = {text for text in texts if text.strip() and set(text) - {BLOCK}}
        inside = sorted((text for text in whole if len(text) >= SHORTEST), key=len, reverse=True)
        parts = [r"\s+".join(map(re.escape, text.split())) for text in [wanted, *inside] if text]
        self._alone = whole
        self._inside = re.compile("|".join(parts), re.IGNORECASE) if parts else None

    def text(self, text: str) -> str:
        """The text, blocked out where it is to be."""
        if text in self._alone:
            return blocked(text)
        return self._inside.sub(lambda hit: blocked(hit[0]), text) if self._inside else text

    def json(self, value: Any) -> Any:
        """JSON with the strings in it blocked out; names and numbers stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {name: self.json(item) for name, item in value.items()}
        return [self.json(item) for item in value] if isinstance(value, list) else value


class Whole(Mask):
    """Blocks out everything."""

    def text(self, text: str) -> str:
        """The text, blocked out from end to end."""
        return blocked(text)
