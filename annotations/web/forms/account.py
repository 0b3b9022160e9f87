"""Signing in, passwords, tokens."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations import throttle
from annotations.domain.vocabulary import Scope
from annotations.models import Account
from annotations.models.labels import Words, choices
from annotations.web import browsers


def _password(label: Words, autocomplete: str, **more: Any) -> forms.CharField:
    box = forms.PasswordInput({"class": "form-control", "autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=1000, widget=box, **more)


class SignInForm(forms.Form):
    """E-mail address and password. The refusal does not tell which of the two is wrong.

    Validation raises ThrottledError, before it looks at the password, when there were too many tries.
    """

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(
            {"class": "form-control", "autocomplete": "username", "autofocus": True}
        ),
    )
    password = _password(_("Password"), "current-password")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.account: Account | None = None

    def clean(self) -> dict[str, Any]:
        """Look the account up; both fields are there when this is reached without errors."""
        given: dict[str, Any] = super().clean() or {}
        if {"email", "password"} <= given.keys():
            self.account = self._proven(given["email"], given["password"])
            if self.account is None:
                raise forms.ValidationError(
                    _(
                        "That e-mail address and password do not belong together. Check both and try again."
                    )
                )
        return given

    def _proven(self, email: str, password: str) -> Account | None:
        number = browsers.known_as(self.request, email)
        address = browsers.address_of(self.request)
        if number:
            throttle.admit((throttle.SIGN_IN_KNOWN, number))
        else:
            throttle.admit((throttle.SIGN_IN_ACCOUNT, email), (throttle.SIGN_IN_ADDRESS, address))
        found = authenticate(self.request, username=email, password=password)
        if not isinstance(found, Account):
            return None
        if number:
            throttle.forgive(throttle.SIGN_IN_KNOWN, number)
        else:
            throttle.forgive(throttle.SIGN_IN_ACCOUNT, email)
            throttle.take_back(throttle.SIGN_IN_ADDRESS, address)
        return found


class ForgottenForm(forms.Form):
    """Whose password is to be set anew."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(
            {"class": "form-control", "autocomplete": "username", "autofocus": True}
        ),
    )


class NewPasswordForm(forms.Form):
    """A new password. It is shown while it is typed, if the person wants: one field is enough."""

    password = _password(
        _("New password"),
        "new-password",
        help_text=_(
            "At least 12 characters. A few words in a row are good; nothing else is asked of it."
        ),
    )


class ChangePasswordForm(NewPasswordForm):
    """The new password, and the old one as a proof that it is really you."""

    current = _password(_("Your password now"), "current-password")
    field_order = ["current", "password"]


class TokenForm(forms.Form):
    """A token to be made."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
        help_text=_("A name by which you will know it again, such as the script that uses it."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=choices(Scope),
        initial=[Scope.READ.value],
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )
    days = forms.TypedChoiceField(
        label=_("How long"),
        coerce=int,
        initial=90,
        choices=[
            (7, _("7 days")),
            (30, _("30 days")),
            (90, _("90 days")),
            (365, _("One year")),
        ],
        widget=forms.Select({"class": "form-select"}),
    )
