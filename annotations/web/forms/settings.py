"""What somebody sets for their own account."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import Density, TextSize, Theme
from annotations.models import Account
from annotations.models.labels import Words, choices
from annotations.web.forms.merging import VersionedForm


def line(
    label: Words, *, required: bool = True, longest: int = 200, **more: Any
) -> forms.CharField:
    """One line of text in any script."""
    box = forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, required=required, max_length=longest, widget=box, **more)


def written_languages() -> list[tuple[str, str]]:
    """The languages statements may be written in, each by its own name."""
    known = [
        (code, info["name_local"].capitalize())
        for code, info in LANG_INFO.items()
        if "name_local" in info and "-" not in code
    ]
    return sorted(known, key=lambda pair: pair[1].casefold())


def time_zones() -> list[tuple[str, str]]:
    """The time zones of places, without the old spellings of them."""
    places = (
        name
        for name in zoneinfo.available_timezones()
        if name == "UTC" or ("/" in name and not name.startswith(("Etc/", "SystemV/", "US/")))
    )
    return [(name, name.replace("_", " ")) for name in sorted(places)]


class AccountForm(VersionedForm):
    """Settings of an account, at the version they were read."""

    @classmethod
    def shown(cls, account: Account) -> dict[str, Any]:
        """What the form shows of the account, and its version."""
        names = [name for name in cls.base_fields if name != "version"]
        return {**{name: getattr(account, name) for name in names}, "version": account.row_version}


class ProfileForm(AccountForm):
    """What one is called, how reports name one, and in which language one writes."""

    name = line(_("Name"), help_text=_("Others on your desks read it beside your work."))
    credit = line(
        _("How you are credited"),
        required=False,
        help_text=_("The name on reports, if it is another one. Empty: your name."),
    )
    writes = forms.ChoiceField(
        label=_("Language you write statements in"),
        required=False,
        choices=lambda: [("", _("As the article")), *written_languages()],
        widget=forms.Select({"class": "form-select"}),
        help_text=_("New claims that you put into your own words begin in it."),
    )


class AppearanceForm(AccountForm):
    """Theme, text size, density, and whether single letters are shortcuts."""

    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=choices(Theme),
        widget=forms.RadioSelect({"class": "form-check-input"}),
    )
    text_size = forms.ChoiceField(
        label=_("Text of articles"),
        choices=choices(TextSize),
        widget=forms.RadioSelect({"class": "form-check-input"}),
    )
    density = forms.ChoiceField(
        label=_("Rows of lists"),
        choices=choices(Density),
        widget=forms.RadioSelect({"class": "form-check-input"}),
    )
    letter_keys = forms.BooleanField(
        label=_("Single letters are shortcuts"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
        help_text=_(
            "Switch this off if you dictate, or if a slip of the hand sets something off. Keys with Ctrl go on working."
        ),
    )


class LanguageForm(AccountForm):
    """Language of the pages and zone of the times."""

    language = forms.ChoiceField(
        label=_("Language of the pages"),
        required=False,
        choices=lambda: [("", _("As the browser asks for")), *settings.LANGUAGES],
        widget=forms.Select({"class": "form-select"}),
        help_text=_("Articles, statements and evidence stay in the language they are in."),
    )
    zone = forms.ChoiceField(
        label=_("Time zone of shown times"),
        required=False,
        choices=lambda: [("", _("As the desk")), *time_zones()],
        widget=forms.Select({"class": "form-select"}),
        help_text=_("Deadlines are the same moment for everybody; only the clock differs."),
    )


class AddressForm(forms.Form):
    """A new address, and the password as a proof that it is really you."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        widget=forms.EmailInput({"class": "form-control", "autocomplete": "email"}),
        help_text=_("A link goes there. Until it is opened you sign in with the old one."),
    )
    current = forms.CharField(
        label=_("Your password now"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput({"class": "form-control", "autocomplete": "current-password"}),
    )
