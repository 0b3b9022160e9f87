"""Putting right what is known of an article."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain.vocabulary import Precision
from annotations.intake.marked import to_marked
from annotations.models import Article
from annotations.models.labels import Words
from annotations.queries.articles import current_revision
from annotations.web.forms.merging import VersionedForm


def _line(label: Words, longest: int, *, required: bool = False) -> forms.CharField:
    box = forms.TextInput({"class": "form-control", "dir": "auto"})
    return forms.CharField(label=label, required=required, max_length=longest, widget=box)


class DetailsForm(VersionedForm):
    """Title, by-line, publisher, address and day of publication."""

    title = _line(_("Title"), 500, required=True)
    byline = _line(_("By-line"), 300)
    publisher = _line(_("Publisher"), 200)
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput({"class": "form-control", "placeholder": "https://"}),
    )
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d"),
    )

    def fields_of_act(self, zone: str) -> dict[str, Any]:
        """The changes as `correct_metadata` takes them; a day begins at midnight of the desk's zone."""
        given = self.changes()
        if "published_on" in given:
            day = given.pop("published_on")
            given["published_at"] = day and datetime.combine(day, time(), ZoneInfo(zone))
            given["published_precision"] = Precision.DAY if day else Precision.UNKNOWN
        return given


def details_of(article: Article, zone: str) -> dict[str, Any]:
    """What the form shows of an article, and its version."""
    at = article.published_at
    return {
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher.name if article.publisher else "",
        "url": article.url,
        "published_on": at.astimezone(ZoneInfo(zone)).date() if at else None,
        "version": article.row_version,
    }


class TextForm(VersionedForm):
    """The whole text, as `intake.marked` writes it."""

    text = forms.CharField(
        label=_("Text of the article"),
        strip=False,
        error_messages={"required": _("An article needs a text. Write at least one paragraph.")},
        help_text=_(
            "A blank line parts two paragraphs. “# ” begins a heading, “- ” an item of a list, “> ” a quote."
        ),
        widget=forms.Textarea({"class": "form-control", "rows": 24, "dir": "auto"}),
    )

    def clean_text(self) -> str:
        """Browsers send every line break of a form as CRLF."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


def text_of(article: Article) -> dict[str, Any]:
    """What the form shows of an article's newest text, and the article's version."""
    blocks = current_revision(article).blocks.all()
    return {"text": to_marked(blocks), "version": article.row_version}
