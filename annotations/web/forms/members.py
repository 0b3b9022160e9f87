"""Inviting somebody to the desk, and changing or ending their place."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import Role
from annotations.models import Membership
from annotations.models.labels import choices

ADDRESS = re.compile(
    r"/(article|claim)s/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?(?:[#?].*)?$"
)
"""The address of the page of an article or a claim, as somebody copies it."""


def _role(**more: Any) -> forms.ChoiceField:
    box = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=_("Role"), choices=choices(Role), widget=box, **more)


class InviteForm(forms.Form):
    """Whom, as what, and for a guest perhaps only one article or claim."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "autofocus": True}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput({"class": "form-control", "autocomplete": "off"}),
        help_text=_("A link to set the password goes there. It works once, within 7 days."),
    )
    role = _role(initial=Role.EDITOR)
    scope = forms.CharField(
        label=_("Only this article or claim"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "dir": "ltr"}),
        help_text=_("For guests: the address of its page. Without one a guest reads everything."),
    )

    def clean_scope(self) -> tuple[str, UUID] | None:
        """The kind and the id in the address."""
        given = self.cleaned_data["scope"].strip()
        if not given:
            return None
        found = ADDRESS.search(given)
        if found is None:
            raise forms.ValidationError(
                _("Copy the address of the page of an article or claim, such as %(example)s"),
                params={"example": reverse("web:articles") + "…/"},
            )
        return found[1], UUID(found[2])


class MemberForm(forms.Form):
    """The role of a member, at the version it was read."""

    role = _role()
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, member: Membership) -> "MemberForm":
        """The form as it stands."""
        return cls(initial={"role": member.role, "version": member.row_version})


class EndForm(forms.Form):
    """When a place ends: at once, or at the end of a day."""

    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput({"class": "form-control", "type": "date"}),
        help_text=_("Without a day the place ends now."),
    )
