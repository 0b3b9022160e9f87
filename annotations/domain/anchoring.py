"""Finding the words of an anchor in a text: a ladder that ends in "lost", never in a guess.

1. Position and context agree: the words stand where they stood.
2. The quote stands somewhere, read loosely (quotation marks, dashes, spaces, case); where it stands
   more than once, what stands around it decides.
3. Something very like the quote stands somewhere, found from the words both share.
4. It is lost. Two places that are equally good are ambiguous, and then neither is taken.

Work is bounded by counts, not by time: the same input gives the same answer on any machine.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from annotations.domain.errors import InvalidError, QuoteMismatchError
from annotations.domain.likeness import Loose, Quote, fit, loosen, windows
from annotations.domain.selectors import TextPositionSelector, TextQuoteSelector
from annotations.domain.text import CONTEXT_SIZE, context
from annotations.domain.vocabulary import AnchorState
from annotations.domain.wording import gettext_noop

# The weights and limits of the ladder, all in one place. Likeness runs from 0 to 1; two unrelated
# pieces of prose are 0.4 to 0.55 alike.
SAME_SURROUNDINGS: Final = 0.7
"""How alike the surroundings must be to vouch for a short quote."""
SPEAKS_FOR_ITSELF: Final = 48
"""Code points from which a quote that stands only once needs no surroundings."""
CLEAR_LEAD: Final = 0.1
"""How much better than the second the best place must be."""
LIKE_ENOUGH: Final = 0.65
"""How like the quote changed words must be if their surroundings are the same."""
NEARLY_THE_SAME: Final = 0.88
"""How like it they must be if their surroundings are not."""
QUOTE_WEIGHT: Final = 0.7
MOST_PLACES: Final = 1000
LONGEST_FUZZY_QUOTE: Final = 5000
LONGEST_CONTEXT: Final = 512

OUTSIDE: Final = gettext_noop("These offsets lie outside the text. Select the words again.")
MISMATCH: Final = gettext_noop(
    "Other words stand at these offsets. The text may have changed: reload it and select again."
)


@dataclass(frozen=True, slots=True)
class Located:
    """Where the words stand now. Lost and ambiguous ones have no offsets.

    `confidence` runs from 0 to 1: how sure the ladder is of the place, or how good the best place
    was that it did not take.
    """

    state: AnchorState
    start: int | None
    end: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    likeness: float
    surroundings: float

    @property
    def score(self) -> float:
        return QUOTE_WEIGHT * self.likeness + (1 - QUOTE_WEIGHT) * self.surroundings


def check(text: str, start: int, end: int, exact: str | None = None) -> str:
    """The words at a span, if they are `exact`.

    Raises InvalidError for offsets outside the text or an empty span, QuoteMismatchError (with the
    words found in `extra`) where others stand there.
    """
    if not 0 <= start < end <= len(text):
        raise InvalidError(OUTSIDE, errors={"start": [OUTSIDE]}, length=len(text))
    found = text[start:end]
    if exact is not None and found != exact:
        raise QuoteMismatchError(MISMATCH, found=found[:LONGEST_CONTEXT], start=start, end=end)
    return found


def describe(text: str, start: int, end: int) -> tuple[TextPositionSelector, TextQuoteSelector]:
    """Selectors of a span, with as much context as tells it from all others (up to a bound)."""
    exact = check(text, start, end)
    size = CONTEXT_SIZE
    prefix, suffix = context(text, start, end, size)
    while size < LONGEST_CONTEXT and _twice(text, prefix + exact + suffix):
        size *= 2
        prefix, suffix = context(text, start, end, size)
    return TextPositionSelector(start, end), TextQuoteSelector(exact, prefix, suffix)


def _twice(text: str, words: str) -> bool:
    first = text.find(words)
    return text.find(words, first + 1) >= 0


def locate(
    text: str, quote: TextQuoteSelector, position: TextPositionSelector | None = None
) -> Located:
    """Find one anchor. For many anchors in one text make one `Locator`."""
    return Locator(text).locate(quote, position)


class Locator:
    """Finds anchors in one text; what the text has to be prepared for is done once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _loose(self) -> Loose:
        return Loose.of(self.text)

    def locate(
        self, quote: TextQuoteSelector, position: TextPositionSelector | None = None
    ) -> Located:
        """Climb down the ladder. Whatever is found, ``text[start:end]`` are whole letters."""
        if position is not None and self._stands_at(quote, position):
            return Located(AnchorState.EXACT, position.start, position.end, 1.0)
        parts = (quote.exact, quote.prefix, quote.suffix)
        wanted = Quote(*(loosen(part).strip() for part in parts))
        if not wanted.exact:
            return _nowhere(0.0)
        places = self._same_words(quote, wanted)
        if not places:
            places = self._similar_words(quote, wanted)
        return self._decide(places, quote, position)

    def _stands_at(self, quote: TextQuoteSelector, position: TextPositionSelector) -> bool:
        start, end = position.start, position.end
        return (
            self.text[start:end] == quote.exact
            and self.text[max(0, start - len(quote.prefix)) : start] == quote.prefix
            and self.text[end : end + len(quote.suffix)] == quote.suffix
        )

    def _same_words(self, quote: TextQuoteSelector, wanted: Quote) -> list[_Place]:
        places: list[_Place] = []
        at = self._loose.text.find(wanted.exact)
        while at >= 0 and len(places) < MOST_PLACES:
            places.append(self._place(quote, wanted, at, at + len(wanted.exact)))
            at = self._loose.text.find(wanted.exact, at + 1)
        return places

    def _similar_words(self, quote: TextQuoteSelector, wanted: Quote) -> list[_Place]:
        if len(wanted.exact) > LONGEST_FUZZY_QUOTE:
            return []
        found = windows(self._loose.text, wanted.exact)
        spans = {fit(self._loose.text, wanted, low, high) for low, high in found}
        return [self._place(quote, wanted, start, end) for start, end in spans if start < end]

    def _place(self, quote: TextQuoteSelector, wanted: Quote, start: int, end: int) -> _Place:
        text = self._loose.text
        likeness = wanted.words(text, start, end)
        before, after = len(wanted.before), len(wanted.after)
        alike = before * wanted.ahead(text, start) + after * wanted.behind(text, end)
        # Nothing recorded around a quote speaks neither for nor against the same words.
        around = alike / (before + after) if before + after else float(likeness == 1.0)
        first, last = self._with_edges(quote.exact, *self._loose.span(start, end))
        return _Place(first, last, likeness, around)

    def _with_edges(self, exact: str, start: int, end: int) -> tuple[int, int]:
        """The span with the spaces at its ends that the quote has too."""
        lead = exact[: len(exact) - len(exact.lstrip())]
        trail = exact[len(exact.rstrip()) :]
        if lead and self.text[:start].endswith(lead):
            start -= len(lead)
        if trail and self.text.startswith(trail, end):
            end += len(trail)
        return start, end

    def _decide(
        self,
        places: list[_Place],
        quote: TextQuoteSelector,
        position: TextPositionSelector | None,
    ) -> Located:
        if not places:
            return _nowhere(0.0)
        best, *others = sorted(places, key=lambda place: (-place.score, place.start))
        rivals = [place for place in others if place.start >= best.end or place.end <= best.start]
        if not _believable(best, len(quote.exact)):
            return _nowhere(best.score)
        if rivals and best.score - rivals[0].score < CLEAR_LEAD * (1 - QUOTE_WEIGHT):
            return Located(AnchorState.AMBIGUOUS, None, None, best.score)
        state = AnchorState.MOVED
        if self.text[best.start : best.end] != quote.exact:
            state = AnchorState.CHANGED
        elif position is None or position.start == best.start:
            state = AnchorState.EXACT
        return Located(state, best.start, best.end, best.score)


def _nowhere(confidence: float) -> Located:
    return Located(AnchorState.LOST, None, None, confidence)


def _believable(place: _Place, length: int) -> bool:
    """Whether a place may be taken for the words' own, rivals aside."""
    if place.surroundings >= SAME_SURROUNDINGS:
        return place.likeness >= LIKE_ENOUGH
    return place.likeness >= NEARLY_THE_SAME and length >= SPEAKS_FOR_ITSELF
