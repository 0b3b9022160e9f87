"""The page around an article: what stands beside its title, and what was left out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotations.domain.text import clean, fold
from annotations.intake.bylines import read_credits
from annotations.intake.dates import FoundDate
from annotations.intake.extracted import Dropped
from annotations.intake.paragraphs import is_prose

_LINES_AHEAD: Final = 4
_LINES_BELOW: Final = 10
_MOST: Final = 100
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Beside:
    """By-line and date in lines of their own beside the title; empty and None where there are none."""

    byline: str = ""
    published: FoundDate | None = None


def credits_beside(title: str, texts: Sequence[str]) -> Beside:
    """Read the lines around the title, up to the first paragraph."""
    lines = _lines(texts)
    own = fold(title)
    at = next((place for place, line in enumerate(lines) if own and fold(line) == own), None)
    if at is None:
        return Beside()
    near = lines[max(0, at - _LINES_AHEAD) : at]
    for line in lines[at + 1 : at + 1 + _LINES_BELOW]:
        if is_prose(line):
            break
        near.append(line)
    found = [credits for credits in map(read_credits, near) if credits]
    dates = [date for credits in found for date in credits.dates if date.day and not date.updated]
    return Beside(
        byline=next((credits.byline for credits in found if credits.byline), ""),
        published=dates[0] if dates else None,
    )


def _lines(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in clean(text).split("\n") if line]


def around(page: Sequence[tuple[str, str]], article: str) -> tuple[Dropped, ...]:
    """The page's other words: of more than a hundred pieces the longest, in their order."""
    kept = fold(article)
    pieces: dict[str, str] = {}
    for words in _lines([words for _kind, words in page]):
        folded = fold(words)
        if folded and folded not in kept:
            pieces.setdefault(folded, words)
    longest = set(sorted(pieces, key=len, reverse=True)[:_MOST])
    return tuple(
        Dropped("page_around", words[:_LONGEST])
        for folded, words in pieces.items()
        if folded in longest
    )
