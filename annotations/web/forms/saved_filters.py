"""Naming a filter that is saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain.list_names import ListName
from annotations.models import SavedFilter
from annotations.models.labels import choices

LONGEST = 60


def _name() -> forms.CharField:
    look = {"class": "form-control", "dir": "auto", "autocomplete": "off"}
    return forms.CharField(label=_("Name"), max_length=LONGEST, widget=forms.TextInput(look))


class SaveForm(forms.Form):
    """What is saved, as the list sends it, and its name."""

    list = forms.ChoiceField(choices=choices(ListName), widget=forms.HiddenInput())
    query = forms.CharField(max_length=2000, widget=forms.HiddenInput())
    name = _name()
    shared = forms.BooleanField(
        required=False, widget=forms.CheckboxInput({"class": "form-check-input"})
    )


class NameForm(forms.Form):
    """Another name for a saved filter."""

    name = _name()

    def __init__(self, data: Any = None, *, of: SavedFilter) -> None:
        super().__init__(data, initial={"name": of.name}, auto_id=f"filter_{of.pk}_%s")
        self.of = of
