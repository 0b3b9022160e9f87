"""Finding articles and bringing them in."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import Precision
from annotations.models.labels import Words
from annotations.web.forms.lists import (
    ListForm,
    choice_field,
    day_field,
    line_field,
    offer_members,
    search_field,
    yes_field,
)

SOURCES: dict[str, tuple[str, Words]] = {
    "text": ("type", _("Paste text")),
    "html": ("clipboard", _("Paste HTML")),
    "file": ("upload", _("File")),
}
MISSING: dict[str, Words] = {
    "text": _("There is no text yet. Paste the article here."),
    "html": _("There is no HTML yet. Paste the page here."),
    "file": _("No file is chosen yet. Choose one here."),
}
STATUSES: list[tuple[str, Words]] = [
    ("new", _("Not begun")),
    ("in_progress", _("In work")),
    ("checked", _("All checked")),
    ("archived", _("Archived")),
]
ORDERS: list[tuple[str, Words]] = [
    ("-created", _("Newest first")),
    ("created", _("Oldest first")),
    ("title", _("By title, from A")),
    ("-title", _("By title, from Z")),
    ("-published", _("Published last")),
    ("published", _("Published first")),
]


class ArticleFilterForm(ListForm):
    """What the list of articles shows."""

    first = ("q", "status")

    q = search_field(_("Find in title, text, by-line, publisher or address"))
    status = choice_field(_("State"), STATUSES, _("Any but archived"))
    publisher = line_field(_("Publisher"))
    language = line_field(_("Language"))
    added_by = choice_field(_("Added by"), (), _("Anybody"))
    has_claims = yes_field(_("Has claims"))
    added_since = day_field(_("Came in from"))
    added_until = day_field(_("Came in until"))
    published_since = day_field(_("Published from"))
    published_until = day_field(_("Published until"))

    def prepare(self) -> None:
        """The members of the desk as those who may have added it."""
        offer_members(self, "added_by")


def _text(label: Words, rows: int, help_text: Words) -> forms.CharField:
    area = forms.Textarea({"class": "form-control", "rows": rows, "dir": "auto"})
    return forms.CharField(label=label, widget=area, strip=False, help_text=help_text)


def _line(label: Words, help_text: Words = "") -> forms.CharField:
    box = forms.TextInput({"class": "form-control", "dir": "auto"})
    return forms.CharField(label=label, required=False, widget=box, help_text=help_text)


class ImportForm(forms.Form):
    """A text, a page's HTML or a file, and what is known of the article.

    Only the field of the chosen source is asked.
    """

    text = _text(
        _("Text of the article"),
        14,
        _(
            "Paste it as it is. Lines of the page around the article are left out and shown; nothing else is changed."
        ),
    )
    html = _text(
        _("HTML of the page"), 14, _("The whole page: the article’s text is taken out of it.")
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("A text or HTML file."),
        widget=forms.FileInput(
            {"class": "form-control", "accept": ".txt,.md,.html,.htm,text/plain,text/html"}
        ),
    )
    title = _line(_("Title"), _("Left empty, the title is taken from the text."))
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput({"class": "form-control", "placeholder": "https://"}),
    )
    publisher = _line(_("Publisher"))
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput({"class": "form-control", "type": "date"}),
    )

    def __init__(self, *args: Any, source: str, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source if source in SOURCES else "text"
        self.zone = ZoneInfo(zone)
        for other in SOURCES.keys() - {self.source}:
            del self.fields[other]
        self.fields[self.source].error_messages["required"] = MISSING[self.source]

    def fields_of_act(self) -> dict[str, Any]:
        """The arguments of `add_article`."""
        given = self.cleaned_data
        fields: dict[str, Any] = {name: given[name] for name in ("title", "url", "publisher")}
        if self.source == "file":
            fields |= {"data": given["file"].read(), "name": given["file"].name}
        else:
            # Browsers send every line break of a form as CRLF; the snapshot keeps what was pasted.
            fields |= {"data": given[self.source].replace("\r\n", "\n"), "kind": self.source}
        if given["published_on"]:
            midnight = datetime.combine(given["published_on"], time(), self.zone)
            fields |= {"published_at": midnight, "published_precision": Precision.DAY}
        return fields
