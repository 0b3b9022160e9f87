"""What a desk is called, where it is, and where readers find it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Desk
from annotations.models.labels import Words
from annotations.web.forms.merging import VersionedForm
from annotations.web.forms.settings import line, time_zones, written_languages


def _address(label: Words, help_text: Words) -> forms.URLField:
    box = forms.URLInput({"class": "form-control", "placeholder": "https://", "dir": "ltr"})
    return forms.URLField(
        label=label, required=False, assume_scheme="https", widget=box, help_text=help_text
    )


class DeskForm(VersionedForm):
    """Name, zone, language and public addresses, at the version they were read."""

    name = line(_("Name of the desk"))
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        widget=forms.Select({"class": "form-select"}),
        help_text=_("Days and deadlines of the desk are meant in it."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=written_languages,
        widget=forms.Select({"class": "form-select"}),
        help_text=_("In which the desk writes. New members begin with it."),
    )
    public_url = _address(
        _("Public address"), _("Where readers find the desk. Reports name it as their publisher.")
    )
    corrections_policy_url = _address(
        _("Address of the corrections policy"), _("Reports lead readers there.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("zone", "language"):  # what a desk was founded with can always be kept
            kept = self.initial.get(name) or self.data.get(name)
            field = self.fields[name]
            if kept and isinstance(field, forms.ChoiceField) and not field.valid_value(kept):
                known = time_zones() if name == "zone" else written_languages()
                field.choices = [(kept, kept), *known]

    @classmethod
    def shown(cls, desk: Desk) -> dict[str, Any]:
        """What the form shows of the desk, and its version."""
        names = [name for name in cls.base_fields if name != "version"]
        return {**{name: getattr(desk, name) for name in names}, "version": desk.row_version}
