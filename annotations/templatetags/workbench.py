"""The marks of the pages: icons, state chips, rating marks, stances, the text of an article.

None of them queries.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from annotations.domain.vocabulary import (
    BlockKind,
    ExportState,
    ReviewOutcome,
    Stance,
    VerdictState,
)
from annotations.models.labels import label

register = template.Library()

LOOKS = {
    "open": ("open", "circle"),
    VerdictState.DRAFT: ("draft", "pencil"),
    VerdictState.SUBMITTED: ("submitted", "hourglass-split"),
    VerdictState.IN_REVIEW: ("submitted", "hourglass-split"),
    VerdictState.CHANGES_REQUESTED: ("changes", "arrow-return-left"),
    VerdictState.DISPUTED: ("disputed", "people"),
    VerdictState.APPROVED: ("approved", "check2"),
    VerdictState.PUBLISHED: ("approved", "check2-all"),
    VerdictState.CORRECTED: ("approved", "check2-all"),
    VerdictState.RETRACTED: ("gone", "dash-circle"),
    VerdictState.WITHHELD: ("gone", "dash-circle"),
    VerdictState.WITHDRAWN: ("gone", "dash-circle"),
}
EXPORT_LOOKS = {
    ExportState.QUEUED: ("open", "clock"),
    ExportState.RUNNING: ("submitted", "hourglass-split"),
    ExportState.DONE: ("approved", "check2"),
    ExportState.FAILED: ("changes", "exclamation-octagon"),
    ExportState.CANCELLED: ("gone", "x-circle"),
}
ARTICLE_LOOKS = {
    "new": ("open", "circle"),
    "in_progress": ("draft", "pencil"),
    "checked": ("approved", "check2"),
    "archived": ("gone", "archive"),
}
STANCE_ICONS = {
    Stance.SUPPORTS: "plus-circle",
    Stance.REFUTES: "dash-circle",
    Stance.CONTEXT: "info-circle",
}
GATE_ICONS = {"ok": "check2", "soft": "exclamation-triangle", "todo": "circle"}
BLOCK_TAGS = {BlockKind.HEADING: "h2", BlockKind.QUOTE: "blockquote"}
RULER = 5
WIDEST_PART = 24


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite, for the eye alone: words stand beside it."""
    sprite = static("annotations/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name
    )


def _chip(look: str, name: str, words: Any) -> SafeString:
    return format_html('<span class="state state-{}">{}{}</span>', look, icon(name), words)


def _state_word(state: str) -> Any:
    return _("No verdict yet") if state == "open" else label(VerdictState, state)


@register.simple_tag
def state_chip(state: str) -> SafeString:
    """The state of a claim or verdict: icon and word on its tint."""
    return _chip(*LOOKS[state], _state_word(state))


@register.filter
def look(state: str) -> str:
    """The family of colours of a state: `edge-…`, `tick-…`, `hl-…` take it."""
    return LOOKS[state][0]


@register.simple_tag
def article_chip(status: str) -> SafeString:
    """How far an article has been checked."""
    words = {
        "new": _("Not begun"),
        "in_progress": _("In work"),
        "checked": _("All checked"),
        "archived": _("Archived"),
    }
    return _chip(*ARTICLE_LOOKS[status], words[status])


@register.simple_tag
def export_chip(job: Mapping[str, Any]) -> SafeString:
    """The state of an export; a finished one that left something out says so."""
    losses = sum(loss.get("more", 1) for loss in job["losses"])
    if job["state"] == ExportState.DONE and losses:
        words = ngettext("Ready, with %(n)s loss", "Ready, with %(n)s losses", losses) % {
            "n": losses
        }
        return _chip("draft", "exclamation-triangle", words)
    return _chip(*EXPORT_LOOKS[job["state"]], label(ExportState, job["state"]))


@register.simple_tag
def review_chip(outcome: str) -> SafeString:
    """What a reviewer decided."""
    approved = outcome == ReviewOutcome.APPROVE
    look = LOOKS[VerdictState.APPROVED if approved else VerdictState.CHANGES_REQUESTED]
    return _chip(*look, label(ReviewOutcome, outcome))


@register.simple_tag
def gate_icon(gate: str) -> SafeString:
    """The sign before one condition of a review policy, with its meaning for those who cannot see it."""
    words = {"ok": _("Met"), "soft": _("Take note"), "todo": _("Open")}
    return format_html(
        '{}<span class="visually-hidden">{}: </span>', icon(GATE_ICONS[gate]), words[gate]
    )


@register.simple_tag
def rating_mark(rating: Mapping[str, Any]) -> SafeString:
    """A place on the five-step ruler and the word; off the scale the ruler is hatched."""
    place = rating.get("claimreview")
    cells = [(f"r{n} on" if n == place else f"r{n}",) for n in range(1, RULER + 1)]
    ruler = format_html_join("", '<i class="{}"></i>', cells)
    off = " off" if rating.get("off_scale") else ""
    shown = '<span class="rating"><span class="ruler{}" aria-hidden="true">{}</span>{}</span>'
    return format_html(shown, off, ruler, rating["label"])


@register.simple_tag
def stance(value: str) -> SafeString:
    """What a piece of evidence does to its claim: sign and word."""
    shown = '<span class="stance {}">{}{}</span>'
    return format_html(shown, value, icon(STANCE_ICONS[Stance(value)]), label(Stance, value))


@register.simple_tag
def balance(evidence: Iterable[Mapping[str, Any]]) -> SafeString:
    """How the evidence leans: a bar (solid, hatched, outlined) and the counts."""
    count = Counter(piece["stance"] for piece in evidence)
    named = {
        Stance.SUPPORTS: pgettext("counted evidence", "supports"),
        Stance.REFUTES: pgettext("counted evidence", "refutes"),
        Stance.CONTEXT: pgettext("counted evidence", "context"),
    }
    words = [(count[value], named[value]) for value in Stance if count[value]]
    if not words:
        return SafeString("")
    spoken = ", ".join(f"{number} {word}" for number, word in words)
    parts = [(value[0], min(count[value], WIDEST_PART)) for value in Stance if count[value]]
    bar = format_html_join("", '<i class="{} part-{}"></i>', parts)
    key = format_html_join("", "<span><b>{}</b> {}</span>", words)
    bar = format_html('<div class="bar" role="img" aria-label="{}">{}</div>', spoken, bar)
    return format_html('<div class="balance">{}<div class="key">{}</div></div>', bar, key)


@register.simple_tag
def avatar(name: str) -> SafeString:
    """Initials in a disc; the name for those who cannot see it."""
    words = name.split() or ["?"]
    initials = (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
    tone = ("", " b", " c", " d")[zlib.crc32(name.encode()) % 4]
    disc = format_html('<span aria-hidden="true">{}</span>', initials)
    hidden = format_html('<span class="visually-hidden">{}</span>', name)
    return format_html('<span class="avatar{}">{}{}</span>', tone, disc, hidden)


@register.simple_tag
def article_text(text: str, blocks: Sequence[Any]) -> SafeString:
    """The canonical text in its blocks.

    Without the tags it is `text`, character for character: whatever stands between two blocks
    stands between their elements.
    """
    shown: list[tuple[str, str, str, str]] = []
    position = 0
    for block in blocks:
        tag = BLOCK_TAGS.get(block.kind, "p")
        shown.append((text[position : block.start], tag, text[block.start : block.end], tag))
        position = block.end
    return format_html_join("", "{}<{}>{}</{}>", shown) + format_html("{}", text[position:])
