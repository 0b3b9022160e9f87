"""Bringing many articles in, and choosing which of their fates are shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPTED = ".txt,.md,.html,.htm,.zip,.jsonl,.ndjson,text/plain,text/html,application/zip"


class SeveralFiles(forms.FileInput):
    """A box in which several files can be chosen at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; each is looked at by the act."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files in the order in which they were chosen."""
        files = [file for file in data or [] if file]
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


def _line(label: Any, most: int, help_text: Any) -> forms.CharField:
    box = forms.TextInput({"class": "form-control", "dir": "auto"})
    return forms.CharField(
        label=label, required=False, max_length=most, widget=box, help_text=help_text
    )


class ImportManyForm(forms.Form):
    """Files, a zip or JSON lines, and what holds for all articles in them."""

    files = FilesField(  # type: ignore[assignment]  # forms take their fields apart from attributes
        label=_("Files"),
        help_text=_("Texts and web pages side by side, or one zip, or one file of JSON lines."),
        widget=SeveralFiles({"class": "form-control", "accept": ACCEPTED}),
        error_messages={
            "required": _("No file is chosen yet. Choose files, a zip or a file of JSON lines.")
        },
    )
    publisher = _line(_("Publisher"), 200, _("For every article that does not name its own."))
    language = _line(
        _("Language"), 12, _("Such as en or pt-BR; left empty, it is found by reading.")
    )
