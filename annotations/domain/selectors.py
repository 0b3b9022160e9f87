"""W3C Web Annotation selectors for a span of text (Recommendation of 2017, section 4.2).

Offsets are code points, half open, as the Recommendation demands. A position names the span, a
quote bears witness to it: several selectors in a list are alternatives for the same span.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from annotations.domain.errors import InvalidError
from annotations.domain.wording import gettext_noop

MALFORMED: Final = gettext_noop(
    "This is not a selector of a span of text. Send a TextQuoteSelector with an exact quote, a "
    "TextPositionSelector with start and end, or both in a list."
)


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words of a span and what stands before and after them. `exact` is never empty."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    def to_json(self) -> dict[str, object]:
        """The selector as JSON; context that is not there is left out."""
        found: dict[str, object] = {"type": "TextQuoteSelector", "exact": self.exact}
        if self.prefix:
            found["prefix"] = self.prefix
        if self.suffix:
            found["suffix"] = self.suffix
        return found


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """Where a span starts and ends; ``0 <= start < end``."""

    start: int
    end: int

    def to_json(self) -> dict[str, object]:
        """The selector as JSON."""
        return {"type": "TextPositionSelector", "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Selectors:
    """What a target says of its span; at least one of the two is there."""

    quote: TextQuoteSelector | None = None
    position: TextPositionSelector | None = None


def read_selectors(value: object) -> Selectors:
    """Read one selector or a list of alternatives. Selectors of other types are passed over.

    Raises InvalidError for a malformed one, for two of one type that differ, and where neither
    type is there.
    """
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    quotes: set[TextQuoteSelector] = set()
    positions: set[TextPositionSelector] = set()
    for item in items:
        if not isinstance(item, Mapping):
            raise InvalidError(MALFORMED)
        if item.get("type") == "TextQuoteSelector":
            quotes.add(_quote(item))
        elif item.get("type") == "TextPositionSelector":
            positions.add(_position(item))
    if len(quotes) > 1 or len(positions) > 1 or not (quotes or positions):
        raise InvalidError(MALFORMED)
    return Selectors(next(iter(quotes), None), next(iter(positions), None))


def _quote(item: Mapping[str, object]) -> TextQuoteSelector:
    exact, prefix, suffix = item.get("exact"), item.get("prefix", ""), item.get("suffix", "")
    if not (isinstance(exact, str) and isinstance(prefix, str) and isinstance(suffix, str)):
        raise InvalidError(MALFORMED)
    if not exact:
        raise InvalidError(MALFORMED)
    return TextQuoteSelector(exact, prefix, suffix)


def _position(item: Mapping[str, object]) -> TextPositionSelector:
    start, end = item.get("start"), item.get("end")
    # In Python a boolean is an integer; in JSON it is none.
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise InvalidError(MALFORMED)
    return TextPositionSelector(start, end)
