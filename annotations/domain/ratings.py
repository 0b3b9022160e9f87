"""Rules of a rating scale, and the numbers ClaimReview wants.

A scale has ordered ratings (position 1 is furthest from the truth) and off-scale ones, which stand
outside the order and have no number. Versions of a scale never change; a verdict pins its version.
The two scales every desk starts with stand at the end, in English and marked for translation.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import Final

from annotations.domain.errors import InvalidError
from annotations.domain.vocabulary import AveritecLabel
from annotations.domain.wording import gettext_noop

WORST: Final = 1
BEST: Final = 5


@dataclass(frozen=True, slots=True)
class RatingDefinition:
    """One rating. `position` and `claimreview` are None exactly when it is off the scale."""

    slug: str
    label: str
    definition: str
    averitec: AveritecLabel
    position: int | None = None
    claimreview: int | None = None

    @property
    def off_scale(self) -> bool:
        """Whether the rating stands outside the order."""
        return self.position is None


@dataclass(frozen=True, slots=True)
class ScaleDefinition:
    """A scale with its ratings in the order they are shown."""

    slug: str
    name: str
    definition: str
    ratings: tuple[RatingDefinition, ...]

    @property
    def steps(self) -> int:
        """How many ordered ratings there are."""
        return sum(not rating.off_scale for rating in self.ratings)


@dataclass(frozen=True, slots=True)
class ScaleProblem:
    """Why a scale cannot be used: a stable code, the rating it is about (or None), and a text."""

    code: str
    rating: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ClaimReviewNumbers:
    """`ratingValue`, `worstRating` and `bestRating`; closer to best is truer."""

    value: int
    worst: int
    best: int


def claimreview_numbers(
    value: int | None, *, worst: int = WORST, best: int = BEST
) -> ClaimReviewNumbers | None:
    """The three numbers of a rating, or None for an off-scale one: it is published by label alone.

    Readers of ClaimReview refuse a worst rating below 1, a best that is not above it, and a value
    outside the two; so does this, with InvalidError.
    """
    if value is None:
        return None
    if worst < 1 or best <= worst or not worst <= value <= best:
        raise InvalidError(
            gettext_noop("A rating's number must lie between worst (1 or more) and a higher best."),
            value=value,
            worst=worst,
            best=best,
        )
    return ClaimReviewNumbers(value, worst, best)


def steps_apart(first: int | None, second: int | None) -> int | None:
    """How many steps of the order lie between two positions, or None where one is off the scale."""
    return None if first is None or second is None else abs(first - second)


def scale_problems(ratings: Iterable[RatingDefinition]) -> list[ScaleProblem]:
    """Everything that keeps these ratings from being a scale; an empty list means they are one."""
    ratings = tuple(ratings)
    problems = list(_order_problems(ratings))
    for slug, times in Counter(rating.slug for rating in ratings).items():
        if times > 1:
            text = gettext_noop("Two ratings have the same short name. Give each its own.")
            problems.append(ScaleProblem("slug_twice", slug, text))
    for rating in ratings:
        problems.extend(_number_problems(rating))
    return problems


def placed(ratings: Iterable[RatingDefinition]) -> list[RatingDefinition]:
    """The ratings as they stand in a row, their positions counted: those with a ClaimReview number are in the order."""
    place = count(1)
    return [
        replace(rating, position=None if rating.claimreview is None else next(place))
        for rating in ratings
    ]


def _order_problems(ratings: tuple[RatingDefinition, ...]) -> Iterator[ScaleProblem]:
    ordered = sorted((r for r in ratings if r.position is not None), key=lambda r: r.position or 0)
    if len(ordered) < 2:
        yield ScaleProblem(
            "too_few", None, gettext_noop("A scale needs at least two ratings in order.")
        )
    if [rating.position for rating in ordered] != list(range(1, len(ordered) + 1)):
        text = gettext_noop("Positions must run 1, 2, 3 … without a gap and without a repeat.")
        yield ScaleProblem("positions", None, text)
    for lower, higher in pairwise(ordered):
        if (lower.claimreview or 0) > (higher.claimreview or 0):
            text = gettext_noop("A truer rating cannot have a lower ClaimReview number.")
            yield ScaleProblem("numbers_fall", higher.slug, text)


def _number_problems(rating: RatingDefinition) -> Iterator[ScaleProblem]:
    if not rating.label.strip() or not rating.definition.strip():
        text = gettext_noop("Each rating needs a label and a definition that readers can look up.")
        yield ScaleProblem("wording", rating.slug, text)
    if rating.off_scale and rating.claimreview is not None:
        text = gettext_noop("A rating outside the order has no ClaimReview number. Remove it.")
        yield ScaleProblem("off_scale_number", rating.slug, text)
    if not rating.off_scale and not WORST <= (rating.claimreview or 0) <= BEST:
        text = gettext_noop("Each rating in the order needs a ClaimReview number from 1 to 5.")
        yield ScaleProblem("number", rating.slug, text)


TRUTH_SCALE: Final = ScaleDefinition(
    slug="truth",
    name=gettext_noop("Truth in six steps"),
    definition=gettext_noop(
        "How well the statement, as it was made and understood at the time, agrees with the best "
        "evidence the desk could find. The rating judges the statement, not the person."
    ),
    ratings=(
        RatingDefinition(
            slug="fabricated",
            label=gettext_noop("Fabricated"),
            definition=gettext_noop(
                "There is nothing behind it: the event, document, image or quotation was made up, "
                "or altered so that it shows what never was. Say what it was made from, if known."
            ),
            averitec=AveritecLabel.REFUTED,
            position=1,
            claimreview=1,
        ),
        RatingDefinition(
            slug="false",
            label=gettext_noop("False"),
            definition=gettext_noop(
                "Reliable evidence contradicts the core of the statement, and no fair reading of "
                "it holds."
            ),
            averitec=AveritecLabel.REFUTED,
            position=2,
            claimreview=1,
        ),
        RatingDefinition(
            slug="mostly-false",
            label=gettext_noop("Mostly false"),
            definition=gettext_noop(
                "Something in it is right, but the point it makes is not: the right part is minor, "
                "or facts that are left out would lead a reader to the opposite conclusion."
            ),
            averitec=AveritecLabel.REFUTED,
            position=3,
            claimreview=2,
        ),
        RatingDefinition(
            slug="half-true",
            label=gettext_noop("Half true"),
            definition=gettext_noop(
                "Parts that matter are right and parts that matter are wrong or missing, so that "
                "neither believing nor rejecting it would be fair."
            ),
            averitec=AveritecLabel.CONFLICTING,
            position=4,
            claimreview=3,
        ),
        RatingDefinition(
            slug="mostly-true",
            label=gettext_noop("Mostly true"),
            definition=gettext_noop(
                "The point it makes holds. A detail is imprecise or needs context, but a reader "
                "who knew it would still come to the same conclusion."
            ),
            averitec=AveritecLabel.SUPPORTED,
            position=5,
            claimreview=4,
        ),
        RatingDefinition(
            slug="true",
            label=gettext_noop("True"),
            definition=gettext_noop(
                "Reliable evidence confirms the statement, and nothing is left out that would "
                "change how a reader understands it."
            ),
            averitec=AveritecLabel.SUPPORTED,
            position=6,
            claimreview=5,
        ),
        RatingDefinition(
            slug="unproven",
            label=gettext_noop("Unproven"),
            definition=gettext_noop(
                "After a real search, the evidence that can be had neither confirms nor refutes "
                "the statement. Say where the desk looked and what would settle it."
            ),
            averitec=AveritecLabel.NOT_ENOUGH_EVIDENCE,
        ),
    ),
)

AVERITEC_SCALE: Final = ScaleDefinition(
    slug="averitec",
    name=gettext_noop("AVeriTeC labels"),
    definition=gettext_noop(
        "The four labels of the AVeriTeC data set, for checks that are exported to research. They "
        "say what the evidence does to the statement."
    ),
    ratings=(
        RatingDefinition(
            slug="refuted",
            label=gettext_noop("Refuted"),
            definition=gettext_noop("The evidence that was found contradicts the statement."),
            averitec=AveritecLabel.REFUTED,
            position=1,
            claimreview=1,
        ),
        RatingDefinition(
            slug="conflicting",
            label=gettext_noop("Conflicting evidence or cherry-picking"),
            definition=gettext_noop(
                "Good evidence points both ways, or the statement is right as far as it goes but "
                "misleads by what it leaves out."
            ),
            averitec=AveritecLabel.CONFLICTING,
            position=2,
            claimreview=3,
        ),
        RatingDefinition(
            slug="supported",
            label=gettext_noop("Supported"),
            definition=gettext_noop("The evidence that was found bears the statement out."),
            averitec=AveritecLabel.SUPPORTED,
            position=3,
            claimreview=5,
        ),
        RatingDefinition(
            slug="not-enough-evidence",
            label=gettext_noop("Not enough evidence"),
            definition=gettext_noop(
                "What was found is too little to say that the statement is supported or refuted."
            ),
            averitec=AveritecLabel.NOT_ENOUGH_EVIDENCE,
        ),
    ),
)

SHIPPED_SCALES: Final = (TRUTH_SCALE, AVERITEC_SCALE)
