"""Asking for an export."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain.names import publisher_key
from annotations.domain.text import fold
from annotations.domain.vocabulary import ClaimKind, DateField, ExportFormat, VerdictState
from annotations.models import Membership, Publisher, Topic
from annotations.models.labels import Words, choices
from annotations.web.forms.naming import the_person

MORE: Final = ("topic", "publisher", "person", "kind", "language")
STATES: list[tuple[str, Words]] = [
    ("any", _("Every state")),
    ("open", _("Without a verdict")),
    *choices(VerdictState),
]


def _select(label: Words, options: list[tuple[str, Words]], **more: Any) -> forms.ChoiceField:
    box = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=label, choices=options, widget=box, **more)


def _date(label: Words) -> forms.DateField:
    box = forms.DateInput({"class": "form-control", "type": "date"})
    return forms.DateField(label=label, required=False, widget=box)


def _line(label: Words, longest: int, **more: Any) -> forms.CharField:
    box = forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=longest, widget=box, **more)


class ExportForm(forms.Form):
    """The format, and which claims: by the state of their verdict, by one of their dates, by what they are about."""

    format = _select(_("Format"), choices(ExportFormat))
    state = _select(
        _("State of the verdict"), STATES, required=False, initial=VerdictState.APPROVED
    )
    date_field = _select(
        _("Date that counts"), choices(DateField), required=False, initial=DateField.CREATED
    )
    since = _date(_("From"))
    until = _date(_("Until"))
    topic = _line(_("Topic"), 80)
    publisher = _line(_("Publisher of the article"), 200)
    person = _line(_("Said by"), 500)
    kind = _select(_("Kind of claim"), [("", _("Any")), *choices(ClaimKind)], required=False)
    language = _line(_("Language of the claim"), 12)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["language"].widget.attrs["placeholder"] = member.desk.language
        self.fields["topic"].widget.attrs["list"] = "topics"
        self.fields["publisher"].widget.attrs["list"] = "publishers"

    @property
    def narrowed(self) -> bool:
        """Whether the claims are chosen by more than state and dates."""
        return any(self[name].value() for name in MORE)

    def clean_topic(self) -> str:
        """A topic of the desk: with another the file would be empty."""
        given: str = self.cleaned_data["topic"].strip()
        key = (fold(given) or given)[:80]
        if given and not Topic.objects.visible_to(self.member).filter(folded=key).exists():
            raise forms.ValidationError(_("No claim has this topic."))
        return given

    def clean_publisher(self) -> str:
        """A publisher of the desk."""
        given: str = self.cleaned_data["publisher"].strip()
        key = publisher_key(given) or given.casefold()
        if given and not Publisher.objects.visible_to(self.member).filter(folded=key).exists():
            raise forms.ValidationError(_("The desk has no article of this publisher."))
        return given

    def clean_person(self) -> str:
        """The id of a person of the desk, by name or by the address of their page."""
        given: str = self.cleaned_data["person"].strip()
        return str(the_person(self.member, given).pk) if given else ""

    def clean(self) -> dict[str, Any]:
        """A span that ends before it begins would be empty."""
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error(
                "until", _("This is before the first day. Choose the same day or a later one.")
            )
        return given

    def filters(self) -> dict[str, str]:
        """The filters as `request_export` takes them: what was left empty is left out."""
        given = self.cleaned_data
        chosen = {"state": given["state"]}
        if given["since"] or given["until"]:
            chosen["date_field"] = given["date_field"] or DateField.CREATED
        for name in ("since", "until"):
            if given[name]:
                chosen[name] = given[name].isoformat()
        chosen |= {name: given[name] for name in MORE}
        return {name: value for name, value in chosen.items() if value}
