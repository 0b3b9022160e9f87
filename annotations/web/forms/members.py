"""Inviting somebody to the desk, finding members, and changing or ending a place."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import Role
from annotations.models import Membership
from annotations.models.labels import choices
from annotations.queries.people import scopes_like

STATES = [
    ("", _("Here or to come")),
    ("here", _("Here now")),
    ("invited", _("Invited")),
    ("to_come", _("Begins later")),
    ("ending", _("With a last day")),
    ("ended", _("Ended")),
]


def _role(**more: Any) -> forms.ChoiceField:
    box = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=_("Role"), choices=choices(Role), widget=box, **more)


def _day(label: Any, help_text: Any) -> forms.DateField:
    box = forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=box, help_text=help_text)


def start_of(day: date | None, zone: str) -> datetime | None:
    """The first moment of the day in the zone of the desk."""
    return None if day is None else datetime.combine(day, time.min, ZoneInfo(zone))


def end_of(day: date | None, zone: str) -> datetime | None:
    """The moment after the day in the zone of the desk."""
    return (
        None if day is None else datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone))
    )


class ScopeMixin(forms.Form):
    """Only one article or claim: searched for by its words, then chosen from what was found.

    It works without a script: whoever has typed words presses “Find”, and the form comes back with what there is.
    """

    find = forms.CharField(
        label=_("Find an article or claim"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "dir": "auto"}),
        help_text=_(
            "For guests. Words of its title or statement; without a choice a guest reads everything."
        ),
    )
    scope = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def offer(self, member: Membership, chosen: str = "") -> list[dict[str, Any]]:
        """What was found for the words that were typed, and which of it is chosen."""
        chosen = self.data.get("scope", chosen) if self.is_bound else chosen
        found = scopes_like(member, self.data.get("find", "") if self.is_bound else "")
        return [
            {"value": f"{kind}:{pk}", "kind": kind, "words": words, "on": chosen == f"{kind}:{pk}"}
            for kind, pk, words in found
        ]

    def clean_scope(self) -> tuple[str, UUID] | None:
        """The kind and the id of what was chosen."""
        kind, colon, pk = self.cleaned_data["scope"].partition(":")
        if not colon:
            return None
        try:
            return {"article": "article", "claim": "claim"}[kind], UUID(pk)
        except (KeyError, ValueError):
            raise forms.ValidationError(_("Choose one of what was found.")) from None


class InviteForm(ScopeMixin):
    """Whom, as what, from when until when, and for a guest perhaps only one article or claim."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "autofocus": True}),
        help_text=_("So they are called on the desk until they accept."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput({"class": "form-control", "autocomplete": "off"}),
        help_text=_("A link to accept goes there. It works once, within 7 days."),
    )
    role = _role(initial=Role.EDITOR)
    first_day = _day(_("First day"), _("Without a day the place begins as soon as it is accepted."))
    last_day = _day(_("Last day"), _("Without a day it has no end."))


class MemberForm(ScopeMixin):
    """The role of a member, and what a guest sees, at the version they were read."""

    role = _role()
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def shown(cls, member: Membership) -> dict[str, Any]:
        """The form as it stands."""
        scope = f"{member.scope_kind}:{member.scope_id}" if member.scope_kind else ""
        return {"role": member.role, "version": member.row_version, "scope": scope}


class EndForm(forms.Form):
    """When a place ends: at once, or at the end of a day."""

    last_day = _day(_("Last day"), _("Without a day the place ends now."))


class FindForm(forms.Form):
    """Which members are listed."""

    q = forms.CharField(
        label=_("Name or address"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "form-control", "type": "search", "dir": "auto"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=lambda: [("", _("Every role")), *choices(Role)],
        widget=forms.Select({"class": "form-select"}),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=STATES,
        widget=forms.Select({"class": "form-select"}),
    )

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for; what nobody could choose is not asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
