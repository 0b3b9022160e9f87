"""Times in words, in the time zone of the desk."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.domain.vocabulary import Precision

register = template.Library()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _moment(value: Any) -> datetime | None:
    """A moment in the desk's zone, from a datetime or its ISO text; None for a bare date."""
    found = parse_datetime(value) if isinstance(value, str) else value
    known = isinstance(found, datetime) and timezone.is_aware(found)
    return timezone.localtime(found) if known else None


@register.simple_tag
def ago(value: Any) -> SafeString:
    """How long ago it was (or how soon it will be), with the full time behind it."""
    moment = _moment(value)
    if moment is None:
        return SafeString("")
    return format_html(
        '<time datetime="{}" data-as="ago">{}</time>', moment.isoformat(), _distance(moment)
    )


def _distance(moment: datetime) -> str:
    gap = moment - timezone.now()
    return (
        _("in %(span)s") % {"span": span(gap)}
        if gap > timedelta()
        else _("%(span)s ago") % {"span": span(-gap)}
    )


def span(gap: timedelta) -> str:
    """A length of time in its largest unit."""
    if gap >= DAY:
        return ngettext("%(n)s day", "%(n)s days", gap.days) % {"n": gap.days}
    if gap >= HOUR:
        hours = gap // HOUR
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    minutes = max(gap // timedelta(minutes=1), 0)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


@register.simple_tag
def clock(value: Any) -> SafeString:
    """Day and time of day; today's without the day."""
    moment = _moment(value)
    if moment is None:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), _clock_words(moment))


def _clock_words(moment: datetime) -> str:
    today = timezone.localdate()
    if moment.date() == today:
        return formatted(moment, "H:i")
    return formatted(moment, "j M H:i" if moment.year == today.year else "j M Y")


@register.simple_tag
def day(value: Any, precision: str = Precision.DAY) -> SafeString:
    """A date as exactly as it is known: 24 November 2026, November 2026, 2026."""
    moment = _moment(value) or (parse_date(value) if isinstance(value, str) else value)
    if not isinstance(moment, date) or precision == Precision.UNKNOWN:
        return SafeString(_("date unknown"))
    pattern = {Precision.YEAR: "Y", Precision.MONTH: "F Y", Precision.MINUTE: "j F Y, H:i"}.get(
        Precision(precision), "j F Y"
    )
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), formatted(moment, pattern)
    )


@register.simple_tag
def due(value: Any) -> SafeString:
    """When something must be done, in large, with the clock below; what is late says so in words."""
    moment = _moment(value)
    if moment is None:
        return SafeString("")
    gap = moment - timezone.now()
    late = gap < timedelta()
    words = _("%(span)s late") % {"span": span(-gap)} if late else _due_words(moment, gap)
    shown = '<div class="due{}"><b>{}</b><span>{}</span></div>'
    return format_html(
        shown, " late" if late else "", words, _("due %(clock)s") % {"clock": _clock_words(moment)}
    )


def _due_words(moment: datetime, gap: timedelta) -> str:
    days = (moment.date() - timezone.localdate()).days
    if gap < 6 * HOUR:
        return _("in %(span)s") % {"span": span(gap)}
    if days == 0:
        return _("Today")
    return _("Tomorrow") if days == 1 else formatted(moment, "l" if days < 7 else "j M")
