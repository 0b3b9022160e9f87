"""Signing in."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from annotations.models import Account


class SignInForm(forms.Form):
    """E-mail address and password. The refusal does not tell which of the two is wrong."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(
            {"class": "form-control", "autocomplete": "username", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"class": "form-control", "autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.account: Account | None = None

    def clean(self) -> dict[str, Any]:
        """Look the account up; both fields are there when this is reached without errors."""
        given: dict[str, Any] = super().clean() or {}
        if {"email", "password"} <= given.keys():
            found = authenticate(self.request, username=given["email"], password=given["password"])
            self.account = found if isinstance(found, Account) else None
            if self.account is None:
                raise forms.ValidationError(
                    _(
                        "That e-mail address and password do not belong together. Check both and try again."
                    )
                )
        return given
