"""Deciding on a verdict."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import ReviewOutcome
from annotations.models.labels import choices


class DecisionForm(forms.Form):
    """Approve or request changes, of the submission the reviewer read."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=choices(ReviewOutcome))
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        widget=forms.Textarea({"class": "form-control", "rows": 4, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever asks for changes says which."""
        given: dict[str, Any] = super().clean() or {}
        asks = given.get("outcome") == ReviewOutcome.REQUEST_CHANGES
        if asks and not given.get("comment", "").strip():
            self.add_error("comment", _("Say what should change, and in which field."))
            self.fields["comment"].widget.attrs["autofocus"] = True
        return given
