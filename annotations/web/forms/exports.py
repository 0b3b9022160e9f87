"""Asking for an export."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import DateField, ExportFormat, VerdictState
from annotations.models.labels import Words, choices

STATES: list[tuple[str, Words]] = [
    ("any", _("Every state")),
    *choices(VerdictState),
]


def _select(label: Words, options: list[tuple[str, Words]], **more: Any) -> forms.ChoiceField:
    box = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=label, choices=options, widget=box, **more)


def _date(label: Words) -> forms.DateField:
    box = forms.DateInput({"class": "form-control", "type": "date"})
    return forms.DateField(label=label, required=False, widget=box)


class ExportForm(forms.Form):
    """The format, and which claims: by the state of their verdict and by one of their dates."""

    format = _select(_("Format"), choices(ExportFormat))
    state = _select(
        _("State of the verdict"), STATES, required=False, initial=VerdictState.APPROVED
    )
    date_field = _select(
        _("Date that counts"), choices(DateField), required=False, initial=DateField.CREATED
    )
    since = _date(_("From"))
    until = _date(_("Until"))

    def clean(self) -> dict[str, Any]:
        """A span that ends before it begins would be empty."""
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error(
                "until", _("This is before the first day. Choose the same day or a later one.")
            )
        return given

    def filters(self) -> dict[str, str]:
        """The filters as `request_export` takes them: what was left empty is left out."""
        given = self.cleaned_data
        chosen = {"state": given["state"]}
        if given["since"] or given["until"]:
            chosen["date_field"] = given["date_field"] or DateField.CREATED
        for name in ("since", "until"):
            if given[name]:
                chosen[name] = given[name].isoformat()
        return {name: value for name, value in chosen.items() if value}
