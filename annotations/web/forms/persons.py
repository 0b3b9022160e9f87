"""A person: name, links and roles, with a row for one more role."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models.labels import Words
from annotations.web.forms.merging import VersionedForm

NEW: Final = "new"
"""Stands for the id of a role that is not there yet."""
SHOWN: Final = re.compile(r"role-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-title")
PARTS: Final = ("title", "organisation", "starts_on", "ends_on", "gone")


def _line(label: Words, **more: Any) -> forms.CharField:
    box = forms.TextInput({"class": "form-control", "dir": "auto"})
    return forms.CharField(label=label, max_length=200, widget=box, **more)


def _day(label: Words) -> forms.DateField:
    box = forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=box)


class PersonForm(VersionedForm):
    """What is known of a person. Whoever is quoted keeps their name: the field only shows it."""

    name = _line(_("Name"))
    links = forms.CharField(
        label=_("Links"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(
            {"class": "form-control", "rows": 3, "dir": "ltr", "placeholder": "https://"}
        ),
        help_text=_("One address a line: Wikidata, a page of their own, a register."),
    )

    def __init__(
        self, *args: Any, roles: Iterable[str] = (), quoted: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].disabled = quoted
        self.roles = [*roles, NEW]
        for role in self.roles:
            for part, made in _role_fields(new=role == NEW).items():
                made.show_hidden_initial = True
                self.fields[_name(role, part)] = made

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each role, for the page."""
        return [
            {"new": role == NEW, **{part: self[_name(role, part)] for part in PARTS[:4]}}
            | ({} if role == NEW else {"gone": self[_name(role, "gone")]})
            for role in self.roles
        ]

    def clean_links(self) -> str:
        """Each line a web address, with the scheme it lacks."""
        address = forms.URLField(assume_scheme="https", max_length=2000)
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        return "\n".join(address.clean(line) for line in lines)

    def clean(self) -> dict[str, Any]:
        """A role with an organisation or a day has a title, and ends after it begins."""
        given: dict[str, Any] = super().clean() or {}
        for role in self.roles:
            values = {part: given.get(_name(role, part)) for part in PARTS}
            if values["gone"]:
                continue
            if any(values.values()) and not values["title"] and role == NEW:
                self.add_error(_name(role, "title"), _("Say what the person was."))
            starts, ends = values["starts_on"], values["ends_on"]
            if starts and ends and ends < starts:
                self.add_error(
                    _name(role, "ends_on"), _("This is before the role begins. Correct one day.")
                )
        return given

    def fields_of_act(self) -> dict[str, Any]:
        """The changes as `change_person` takes them."""
        changes = self.changes()
        told: dict[str, Any] = {}
        if "name" in changes:
            told["name"] = changes["name"]
        if "links" in changes:
            told["links"] = changes["links"].split("\n")
        if any(name.startswith("role-") for name in changes):
            told["roles"] = [entry for role in self.roles if (entry := self._role(role))]
        return told

    def _role(self, role: str) -> dict[str, Any] | None:
        values = {part: self.cleaned_data.get(_name(role, part)) for part in PARTS}
        if values.pop("gone") or (role == NEW and not values["title"]):
            return None
        return values if role == NEW else {"id": role, **values}


def _name(role: str, part: str) -> str:
    return f"role-{role}-{part}"


def _role_fields(*, new: bool) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        "title": _line(_("Role"), required=not new),
        "organisation": _line(_("Organisation"), required=False),
        "starts_on": _day(_("From")),
        "ends_on": _day(_("Until")),
    }
    if not new:
        box = forms.CheckboxInput({"class": "form-check-input"})
        made["gone"] = forms.BooleanField(
            label=_("Take this role away"), required=False, widget=box
        )
    return made


def shown_in_form(person: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a person, and the version."""
    shown = {
        "name": person["name"],
        "links": "\n".join(person["links"]),
        "version": int(person["etag"]),
    }
    for role in person["roles"]:
        for part in PARTS[:4]:
            shown[_name(role["id"], part)] = role[part] or ""
        shown[_name(role["id"], "gone")] = False
    return shown


def roles_shown(data: Iterable[str]) -> list[str]:
    """The ids of the roles a form was sent with."""
    found = (SHOWN.fullmatch(name) for name in data)
    return [match[1] for match in found if match]


class NewPersonForm(PersonForm):
    """Somebody who is entered; a name the desk has already asks whether this is another person."""

    namesake = forms.BooleanField(
        label=_("This is another person of the same name"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )
