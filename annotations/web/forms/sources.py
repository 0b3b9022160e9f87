"""A source: what it is, who published it, who stands behind it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.actions.sources import AS_CITED
from annotations.models import Membership, Person
from annotations.models.labels import Words
from annotations.web.forms.merging import VersionedForm
from annotations.web.forms.naming import the_person


def _line(label: Words, longest: int, **more: Any) -> forms.CharField:
    box = forms.TextInput({"class": "form-control", "dir": "auto"})
    return forms.CharField(label=label, required=False, max_length=longest, widget=box, **more)


class SourceForm(VersionedForm):
    """Of a source that is cited only the owner can be changed: the other fields only show what was cited."""

    title = _line(_("Title"), 500)
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput({"class": "form-control", "placeholder": "https://"}),
    )
    publisher = _line(_("Publisher"), 200)
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )
    owner = _line(
        _("Owner"),
        200,
        help_text=_(
            "Who stands behind it: the agency of a wire copy, the house of sister titles. Sources "
            "with one owner count as one voice."
        ),
    )
    person = _line(
        _("Person"),
        500,
        help_text=_("Where the source is somebody: their name, as the desk has them."),
    )

    def __init__(self, *args: Any, member: Membership, cited: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        for name in AS_CITED:
            self.fields[name].disabled = cited
        self.found: Person | None = None

    def clean_person(self) -> str:
        """The person is one of the desk, by name or by the address of their page."""
        given: str = self.cleaned_data["person"].strip()
        if not given or self.fields["person"].disabled:
            return given
        self.found = the_person(self.member, given)
        return given

    def fields_of_act(self) -> dict[str, Any]:
        """The changes as `change_source` takes them."""
        told = self.changes()
        if "person" in told:
            told["person"] = self.found and self.found.pk
        return told


def shown_in_form(source: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a source, and the version."""
    shown = {name: source[name] for name in ("title", "url", "publisher", "owner")}
    person = source["person"]
    return {
        **shown,
        "published_on": source["published_on"] or "",
        "person": person["name"] if person else "",
        "version": int(source["etag"]),
    }
