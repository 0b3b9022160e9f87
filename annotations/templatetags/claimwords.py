"""The words people read for the stored values of claims, evidence and reviews."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django import template

from annotations.domain import vocabulary as v
from annotations.domain.calculations import LETTERS
from annotations.domain.errors import InvalidError
from annotations.domain.locators import area, pages
from annotations.models.labels import Words, label

register = template.Library()

WORDS: dict[str, type[StrEnum]] = {
    "kind_words": v.ClaimKind,
    "level_words": v.Level,
    "evidence_kind_words": v.EvidenceKind,
    "visibility_words": v.Visibility,
    "terms_words": v.Terms,
    "channel_words": v.Channel,
    "family_words": v.FileFamily,
    "outcome_words": v.ReviewOutcome,
    "notice_words": v.NoticeKind,
    "round_words": v.RoundOutcome,
    "relation_words": v.RelationKind,
    "triage_words": v.TriageDecision,
    "ground_words": v.TriageGround,
    "outlet_words": v.OutletPosition,
    "review_kind_words": v.ReviewKind,
    "anchor_words": v.AnchorState,
    "form_words": v.Form,
    "format_words": v.ExportFormat,
    "state_words": v.VerdictState,
    "date_field_words": v.DateField,
}


def _words_of(enum: type[StrEnum]) -> Callable[[str], Words]:
    def words(value: str) -> Words:
        return label(enum, value)

    return words


for _name, _enum in WORDS.items():
    register.filter(_name, _words_of(_enum))


@register.filter
def letter(number: int) -> str:
    """The letter of a number that goes into a calculation, counted from 0."""
    return LETTERS[number] if number < len(LETTERS) else ""


@register.filter
def picture_name(number: int) -> str:
    """The large picture of a page, as its address names it."""
    return f"{number}-large"


@register.filter
def place_in_preview(piece: dict[str, Any]) -> str:
    """What to put behind the address of a preview to come to the cited page or cell."""
    locator = piece["locator"]
    if area(locator):
        return "#cell"
    try:
        if locator.get("page"):
            return f"#page-{pages(str(locator['page'])).partition('–')[0]}"
    except InvalidError:
        return ""
    return ""
