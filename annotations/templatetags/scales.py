"""Scales and review policies in words."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.domain.vocabulary import AveritecLabel, ReviewKind
from annotations.models.labels import LABELS, Words

register = template.Library()
HOURS_OF_DAYS = 48
"""From here on hours are told in days, where they are whole ones."""


@register.filter
def averitec_words(value: str) -> Words:
    """The AVeriTeC label in words."""
    return LABELS[AveritecLabel][value]


@register.filter
def policy_words(policy: Mapping[str, Any]) -> str:
    """What a policy asks for, as one sentence that people can repeat."""
    parts = [_approvals(ReviewKind(kind), int(n)) for kind, n in policy["kinds"].items() if n]
    asked = _(" and ").join(parts) or _("No approval")
    by = _("%(asked)s by people who did not contribute") % {"asked": asked}
    blind = _("blind") if policy["blind"] else _("reviewers see what others decided")
    steps = int(policy["adjudication_steps"])
    apart = ngettext(
        "a third person decides from %(n)d step apart",
        "a third person decides from %(n)d steps apart",
        steps,
    ) % {"n": steps}
    due = _("due in %(span)s") % {"span": _span(int(policy["due_hours"]))}
    sentence = "; ".join((by, blind, apart, due)) + "."
    return sentence[:1].upper() + sentence[1:]


def _approvals(kind: ReviewKind, count: int) -> str:
    words = {
        ReviewKind.EDITORIAL: ngettext(
            "%(n)d editorial approval", "%(n)d editorial approvals", count
        ),
        ReviewKind.LEGAL: ngettext("%(n)d legal approval", "%(n)d legal approvals", count),
        ReviewKind.COPY: ngettext(
            "%(n)d approval of the copy", "%(n)d approvals of the copy", count
        ),
        ReviewKind.STANDARDS: ngettext(
            "%(n)d approval of standards", "%(n)d approvals of standards", count
        ),
    }
    return words[kind] % {"n": count}


def _span(hours: int) -> str:
    if hours >= HOURS_OF_DAYS and hours % 24 == 0:
        days = hours // 24
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
