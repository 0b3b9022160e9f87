"""A form that was filled in while somebody else changed the row: both texts, and mine kept in the form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from django import forms
from django.utils import timezone

from annotations.domain.differences import Part, differences
from annotations.models.labels import Words

VERSION = "version"
NEVER = 0
MINUTE: Final = "%Y-%m-%dT%H:%M"
"""Moments as a browser sends them, in the zone the page is read in."""


class VersionedForm(forms.Form):
    """A form that carries the version it was read at, and what each field said then."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.texts:
            self.fields[name].show_hidden_initial = True

    @property
    def texts(self) -> list[str]:
        """The names of the fields a person fills in."""
        return [name for name in self.fields if name != VERSION]

    @property
    def read_version(self) -> int:
        """The version the person read; a form without one counts as one that read an older state."""
        return self.cleaned_data.get(VERSION) or NEVER

    def changes(self) -> dict[str, Any]:
        """What the person changed, and nothing that merely stood in the form."""
        return {name: self.cleaned_data[name] for name in self.texts if name in self.changed_data}


class Clash(NamedTuple):
    """A field that two people changed: its label, and both texts with their differences."""

    name: str
    label: Words
    mine: list[Part]
    theirs: list[Part]


def merged(form: VersionedForm, theirs: Mapping[str, Any]) -> tuple[dict[str, Any], list[Clash]]:
    """The data of a form that goes on from `theirs` with what was typed kept, and the fields that clash.

    `theirs` holds what stands there now, by field, and its version. What only they changed is taken over.
    """
    typed = {name: value for name, value in form.changes().items() if value != theirs[name]}
    data: dict[str, Any] = {VERSION: theirs[VERSION]}
    clashes = []
    for name in form.texts:
        data[name] = _plain(typed.get(name, theirs[name]))
        data[form.add_initial_prefix(name)] = _plain(theirs[name])
        if name in typed:
            label = form.fields[name].label or name
            both = differences(_shown(typed[name]), _shown(theirs[name]))
            clashes.append(Clash(name, label, *both))
    return data, clashes


def _shown(value: Any) -> str:
    return _plain(value).replace("T", " ") if isinstance(value, datetime) else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime(MINUTE)
    return "" if value is None else str(value)
