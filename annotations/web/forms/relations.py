"""Relating two claims."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import RelationKind
from annotations.models.labels import choices


class RelationForm(forms.Form):
    """The other claim, how the two relate and, of a variant, in what they differ."""

    other = forms.UUIDField(
        error_messages={
            "required": _("Choose the other claim."),
            "invalid": _("Choose the other claim."),
        }
    )
    kind = forms.ChoiceField(
        label=_("How this claim relates to it"),
        choices=choices(RelationKind),
        widget=forms.Select({"class": "form-select"}),
    )
    differs = forms.CharField(
        label=_("In what it differs"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
        help_text=_("Of a variant: the number, unit, period, place, or a “not”."),
    )

    def clean(self) -> dict[str, Any]:
        """A variant says in what it differs."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == RelationKind.VARIANT_OF and not given.get("differs", "").strip():
            self.add_error("differs", _("Say in what it differs from the other claim."))
        return given
