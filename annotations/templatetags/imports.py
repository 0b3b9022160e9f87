"""The marks of imports."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotations.domain.vocabulary import ImportState, RowFate
from annotations.models.labels import label
from annotations.templatetags.workbench import icon

register = template.Library()

STATES = {
    ImportState.QUEUED: ("open", "clock"),
    ImportState.RUNNING: ("submitted", "hourglass-split"),
    ImportState.DONE: ("approved", "check2"),
    ImportState.FAILED: ("changes", "exclamation-octagon"),
    ImportState.CANCELLED: ("gone", "x-circle"),
}
FATES = {
    RowFate.WAITING: ("open", "clock"),
    RowFate.ADDED: ("approved", "check2"),
    RowFate.KNOWN: ("draft", "layers"),
    RowFate.REFUSED: ("changes", "exclamation-octagon"),
}
_SHOWN = '<span class="state state-{}">{}{}</span>'


@register.simple_tag
def import_chip(state: str) -> SafeString:
    """Where an import stands: icon and word on its tint."""
    look, name = STATES[ImportState(state)]
    return format_html(_SHOWN, look, icon(name), label(ImportState, state))


@register.simple_tag
def fate_chip(fate: str) -> SafeString:
    """What became of a file or a line."""
    look, name = FATES[RowFate(fate)]
    return format_html(_SHOWN, look, icon(name), label(RowFate, fate))
