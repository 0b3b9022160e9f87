"""Withholding words by an order."""

from django import forms
from django.utils.translation import gettext_lazy as _


def _line(rows: int = 0) -> forms.Widget:
    look = {"class": "form-control", "dir": "auto"}
    return forms.Textarea({**look, "rows": rows}) if rows else forms.TextInput(look)


class RedactionForm(forms.Form):
    """What is to go, by which order and why. The words themselves are kept nowhere."""

    subject = forms.ChoiceField(
        label=_("What the order is about"), widget=forms.Select({"class": "form-select"})
    )
    words = forms.CharField(
        label=_("Only these words"),
        required=False,
        widget=_line(2),
        help_text=_(
            "They are found in any case, in everything that hangs on it. Leave this empty to withhold it whole."
        ),
    )
    order = forms.CharField(
        label=_("Order"),
        max_length=300,
        widget=_line(),
        help_text=_("Who ordered it and under which number, such as “District court, 3 O 17/26”."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=_line(3),
        help_text=_("This stays readable in place of the words: do not repeat them."),
    )

    def __init__(self, *args: object, subjects: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]
