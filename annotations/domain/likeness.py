"""Reading a text as loosely as an editor does, without losing where each letter stands.

Quotation marks, dashes, spaces and case vary between copies of one text; soft hyphens and joiners
cannot be seen. `Loose` holds a text without such differences, and for each of its characters the
code-point offset it came from.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from annotations.domain.text import grapheme_boundary

_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼʻ", "'"),
        **dict.fromkeys("“”„‟″«»‹›＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        "…": "...",
    }
)
MOST_WINDOWS: Final = 8
MOST_SEEDS: Final = 64
MOST_SIGHTINGS: Final = 200
"""A seed seen more often than this says nothing about the place."""
MOST_EDGES: Final = 24
_SEED_LENGTH: Final = 4
_LONGEST_SEED: Final = 16
_WORD: Final = re.compile(r"\w{3,}")
_EDGE: Final = re.compile(r"\b|(?<=\s)(?=\S)|(?<=\S)(?=\s|$)")
_UNSEEN: Final = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f]")


@dataclass(frozen=True, slots=True)
class Loose:
    """The loose form of a text; `origins[i]` is the offset in the text of its i-th character."""

    source: str
    text: str
    origins: "array[int]"

    @classmethod
    def of(cls, source: str) -> Self:
        """Read a text loosely."""
        made: list[str] = []
        origins = array("l")
        spaced = True
        for at, character in enumerate(source):
            loose = loosen(character)
            if loose == " " and spaced:
                continue
            spaced = loose == " " or (spaced and not loose)
            made.append(loose)
            origins.extend([at] * len(loose))
        return cls(source, "".join(made), origins)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code-point span of the source behind a span of the loose text, letters whole."""
        first, last = self.origins[start], self.origins[end - 1] + 1
        while not grapheme_boundary(self.source, first):
            first -= 1
        while not grapheme_boundary(self.source, last):
            last += 1
        return first, last


def loosen(text: str) -> str:
    """The loose form of a short text, spaces at its ends included."""
    text = _UNSEEN.sub("", text).translate(_ALIKE).casefold()
    return re.sub(r"\s+", " ", text)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote and what stood around it, in loose form and without spaces at their ends."""

    exact: str
    before: str
    after: str

    def words(self, text: str, start: int, end: int) -> float:
        """How like the quote a span is, from 0 to 1."""
        return Indel.normalized_similarity(self.exact, text[start:end])

    def ahead(self, text: str, start: int) -> float:
        """How like what stood before the quote the text before a place is, from 0 to 1."""
        found = text[max(0, start - len(self.before) - 1) : start].strip()
        return Indel.normalized_similarity(self.before, found)

    def behind(self, text: str, end: int) -> float:
        """How like what stood after the quote the text after a place is, from 0 to 1."""
        found = text[end : end + len(self.after) + 1].strip()
        return Indel.normalized_similarity(self.after, found)

    def likeness_from(self, text: str, start: int, end: int) -> float:
        """The worth of a start: letters alike in the span and before it."""
        alike = len(self.exact) * self.words(text, start, end)
        return alike + len(self.before) * self.ahead(text, start)

    def likeness_until(self, text: str, start: int, end: int) -> float:
        """The worth of an end: letters alike in the span and after it."""
        alike = len(self.exact) * self.words(text, start, end)
        return alike + len(self.after) * self.behind(text, end)


def windows(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Spans of a loose text in which something like `wanted` may stand, the best first.

    Words that both share vote for where `wanted` would have to start. At most `MOST_WINDOWS`.
    """
    step = max(32, len(wanted) // 4)
    votes: Counter[int] = Counter()
    for offset, seed in _seeds(wanted):
        seen = _sightings(text, seed)
        for at in seen if len(seen) < MOST_SIGHTINGS else ():
            bucket = (at - offset) // step
            for near in (bucket - 1, bucket, bucket + 1):
                votes[near] += len(seed)
    best = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:MOST_WINDOWS]
    for bucket, _ in best:
        start = bucket * step
        yield max(0, start - step), min(len(text), start + len(wanted) + 2 * step)


def _seeds(wanted: str) -> list[tuple[int, str]]:
    """Words to look for, the longest first, with their offsets; long runs of letters in pieces."""
    found: list[tuple[int, str]] = []
    for match in _WORD.finditer(wanted):
        word, at = match.group(), match.start()
        if len(word) <= _LONGEST_SEED and word[0] < "\u2e80":
            found.append((at, word))
        else:
            pieces = range(0, len(word) - _SEED_LENGTH + 1, _SEED_LENGTH // 2)
            found += [(at + piece, word[piece : piece + _SEED_LENGTH]) for piece in pieces]
    return sorted(found, key=lambda seed: (-len(seed[1]), seed))[:MOST_SEEDS]


def _sightings(text: str, seed: str) -> list[int]:
    found: list[int] = []
    at = text.find(seed)
    while at >= 0 and len(found) < MOST_SIGHTINGS:
        found.append(at)
        at = text.find(seed, at + 1)
    return found


def fit(text: str, quote: Quote, low: int, high: int) -> tuple[int, int]:
    """The span between `low` and `high` that is most like the quote.

    Its edges lie at words' edges, where what stands around it is most like what stood around the
    quote. Empty (start equals end) where nothing there is like it.
    """
    aligned = fuzz.partial_ratio_alignment(quote.exact, text[low:high])
    if aligned is None or aligned.dest_start == aligned.dest_end:
        return low, low
    start, end = low + aligned.dest_start, low + aligned.dest_end
    edges = [low + match.start() for match in _EDGE.finditer(text[low:high])]
    slack = max(16, len(quote.exact) // 4)
    for _ in range(2):
        starts = [at for at in _near(text, edges, start, slack) if at < end]
        start = max(starts, key=lambda at: quote.likeness_from(text, at, end), default=start)
        ends = [at for at in _near(text, edges, end, slack) if at > start]
        end = max(ends, key=lambda at: quote.likeness_until(text, start, at), default=end)
    return start, end


def _near(text: str, edges: list[int], at: int, slack: int) -> list[int]:
    """Where a span may begin or end instead; scripts without spaces may do so at any letter."""
    near = sorted((abs(edge - at), edge) for edge in edges if abs(edge - at) <= slack)
    places = [at, *(edge for _, edge in near[:MOST_EDGES])]
    if any(letter >= "\u2e80" for letter in text[max(0, at - 1) : at + 1]):
        places += range(max(0, at - MOST_EDGES // 2), min(len(text), at + MOST_EDGES // 2) + 1)
    return places
