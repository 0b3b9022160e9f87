"""Asking the claimant, and what came back."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.labels import Words
from annotations.web.forms.merging import MINUTE, VersionedForm

LINE: Final = {"class": "form-control", "dir": "auto"}
TIMES: Final = ("sent_at", "deadline", "replied_at")


def _line(label: Words, longest: int, help_text: Words = "") -> forms.CharField:
    box = forms.TextInput(dict(LINE))
    return forms.CharField(
        label=label, max_length=longest, widget=box, required=False, help_text=help_text
    )


def _text(label: Words, longest: int, help_text: Words = "") -> forms.CharField:
    box = forms.Textarea({**LINE, "rows": 4})
    return forms.CharField(
        label=label, max_length=longest, widget=box, required=False, help_text=help_text
    )


class Moment(forms.DateTimeField):
    """A moment to the minute, in the zone the page is read in."""

    def __init__(self, label: Words) -> None:
        box = forms.DateTimeInput(
            {"class": "form-control", "type": "datetime-local"}, format=MINUTE
        )
        super().__init__(label=label, required=False, widget=box, input_formats=[MINUTE])


class ContactForm(VersionedForm):
    """One attempt to reach the claimant, or why there was none; later the reply."""

    whom = _line(_("Who was asked"), 200)
    channel = _line(_("How"), 60, _("Such as e-mail, telephone or a letter."))
    question = _text(_("Question"), 20_000)
    sent_at = Moment(_("Sent at"))
    deadline = Moment(_("Reply wanted by"))
    reply = _text(_("Reply"), 50_000)
    replied_at = Moment(_("Reply came at"))
    none_because = _text(
        _("Why nobody was asked"), 5_000, _("Instead of a question: such as “died in 1998”.")
    )

    def clean(self) -> dict[str, Any]:
        """Who notes a reply without its time notes it as it comes."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("reply") and not given.get("replied_at") and "replied_at" not in self.errors:
            given["replied_at"] = timezone.now()
        return given

    def fields_of_act(self) -> dict[str, Any]:
        """The changes as the acts take them."""
        given = self.changes()
        if given.get("reply"):
            given["replied_at"] = self.cleaned_data["replied_at"]
        return given


def contact_values(row: dict[str, Any]) -> dict[str, Any]:
    """What the form shows of a contact, and its version; times to the minute."""
    texts = ("whom", "channel", "question", "reply", "none_because")
    return {
        **{name: row[name] for name in texts},
        **{name: _minute(row[name]) for name in TIMES},
        "version": int(row["etag"]),
    }


def _minute(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(second=0, microsecond=0)
