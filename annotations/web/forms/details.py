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
from annotations.web.languages import language_choices

LONGEST_TAG = 12
"""Of a language, as the table of articles keeps it."""


def _line(label: Words, longest: int, *, required: bool = False) -> forms.CharField:
    box = forms.TextInput({"class": "form-control", "dir": "auto"})
    return forms.CharField(label=label, required=required, max_length=longest, widget=box)


class DetailsForm(VersionedForm):
    """Title, by-line, publisher, address, language and when it was published."""

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
    published_time = forms.TimeField(
        label=_("At"),
        required=False,
        help_text=_("In the time zone of the desk. Left empty, the day alone is known."),
        widget=forms.TimeInput({"class": "form-control", "type": "time"}, format="%H:%M"),
    )
    language = forms.ChoiceField(label=_("Language"), widget=forms.Select({"class": "form-select"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = self._languages()  # type: ignore[attr-defined]

    def _languages(self) -> list[tuple[str, str]]:
        choices = language_choices()
        stands = self.initial.get("language") or self.data.get("language") or choices[0][0]
        named = any(tag == stands for tag, _name in choices)
        return choices if named or len(stands) > LONGEST_TAG else [(stands, stands), *choices]

    def clean(self) -> dict[str, Any]:
        """A time alone says nothing."""
        given = super().clean() or {}
        if given.get("published_time") and not given.get("published_on") and not self.errors:
            self.add_error("published_on", _("Say the day too."))
        return given

    def fields_of_act(self, zone: str) -> dict[str, Any]:
        """The changes as `correct_metadata` takes them; a day begins at midnight of the desk's zone."""
        given = self.changes()
        if {"published_on", "published_time"} & set(given):
            given = {name: given[name] for name in given if not name.startswith("published_")}
            day, clock = (self.cleaned_data[name] for name in ("published_on", "published_time"))
            known = Precision.MINUTE if clock else Precision.DAY
            given["published_at"] = day and datetime.combine(day, clock or time(), ZoneInfo(zone))
            given["published_precision"] = known if day else Precision.UNKNOWN
        return given


def details_of(article: Article, zone: str) -> dict[str, Any]:
    """What the form shows of an article, and its version."""
    at = article.published_at.astimezone(ZoneInfo(zone)) if article.published_at else None
    to_the_minute = article.published_precision == Precision.MINUTE
    return {
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher.name if article.publisher else "",
        "url": article.url,
        "published_on": at.date() if at else None,
        "published_time": at.time().replace(second=0, microsecond=0)
        if at and to_the_minute
        else None,
        "language": article.language,
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
