"""What is said of a claim and of where it was made, put right without the workbench."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain import vocabulary as v
from annotations.models.labels import Words, choices
from annotations.web.forms.merging import VersionedForm

LINE: Final = {"class": "form-control", "dir": "auto"}
PARTS: Final = ("value", "unit", "period", "place")


def _line(label: Words, longest: int, help_text: Words = "", **more: Any) -> forms.CharField:
    box = forms.TextInput(dict(LINE))
    return forms.CharField(
        label=label, max_length=longest, widget=box, help_text=help_text,
        required=more.pop("required", False), **more,
    )  # fmt: skip


def _text(label: Words, longest: int, rows: int, help_text: Words = "") -> forms.CharField:
    box = forms.Textarea({**LINE, "rows": rows})
    return forms.CharField(
        label=label, max_length=longest, widget=box, required=False, help_text=help_text
    )


def _choice(label: Words, options: Any, *, required: bool = True) -> forms.ChoiceField:
    box = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=label, choices=options, widget=box, required=required)


def _day(label: Words) -> forms.DateField:
    box = forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=box)


LEVELS: Final = [("", _("Not set")), *choices(v.Level)]


class ClaimForm(VersionedForm):
    """Everything that is said of a claim; statement and quantity are substantive."""

    statement = _text(_("Statement"), 5_000, 3, _("In words that can stand alone."))
    statement_language = _line(_("Language of the statement"), 12, required=True)
    kind = _choice(_("Kind"), choices(v.ClaimKind))
    topics = _line(_("Topics"), 1_000, _("With commas between them."))
    harm = _choice(_("Harm, if it is believed and wrong"), LEVELS, required=False)
    reach = _choice(_("Reach"), LEVELS, required=False)
    value = _line(_("Number"), 60)
    unit = _line(_("Unit"), 60)
    period = _line(_("Period"), 60)
    place = _line(_("Place"), 120)
    assignee = _choice(_("Who works on it"), [], required=False)
    note = _text(_("Note for the desk"), 20_000, 3, _("It is not part of what is submitted."))

    def __init__(self, *args: Any, people: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(person["id"], person["name"]) for person in people]
        self.fields["assignee"].choices = [("", _("Nobody")), *named]  # type: ignore[attr-defined]

    def fields_of_act(self) -> dict[str, Any]:
        """The changes as `reword_claim` takes them."""
        given = self.changes()
        if any(given.pop(part, None) is not None for part in PARTS):
            given["quantity"] = {part: self.cleaned_data[part] for part in PARTS}
        if "topics" in given:
            given["topics"] = [name.strip() for name in given["topics"].split(",") if name.strip()]
        if "assignee" in given:
            given["assignee"] = given["assignee"] or None
        return given


def claim_values(claim: dict[str, Any]) -> dict[str, Any]:
    """What the form shows of a claim, and its version."""
    quantity = claim["quantity"] or {}
    return {
        **{name: claim[name] for name in ("statement", "statement_language", "kind", "note")},
        **{part: quantity.get(part, "") for part in PARTS},
        "harm": claim["harm"],
        "reach": claim["reach"],
        "topics": ", ".join(claim["topics"]),
        "assignee": claim["assignee"]["id"] if claim["assignee"] else "",
        "version": int(claim["etag"].partition(".")[0]),
    }


class OccurrenceForm(VersionedForm):
    """Where, when and by whom a claim was made. Of words in an article the text says which they are."""

    media_url = forms.URLField(
        label=_("Address of the post, picture, video or speech"),
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput({"class": "form-control", "placeholder": "https://"}),
    )
    timecode = _line(_("Where in the recording"), 20, _("Such as 00:01:30."))
    words = _text(_("The words as they were said"), 20_000, 3)
    form = _choice(_("Form"), choices(v.Form))
    language = _line(_("Language of the words"), 12)
    translation = _text(_("Translation"), 20_000, 3, _("Shown beside the original."))
    speaker = _line(_("Speaker"), 200)
    speaker_role = _line(_("What they were that day"), 200)
    said_on = _day(_("Said on"))
    said_precision = _choice(_("How exactly that is known"), choices(v.Precision))
    outlet_position = _choice(_("Who says it"), choices(v.OutletPosition))
    published_on = _day(_("Published on"))
    place = _line(_("Place"), 200)

    def __init__(self, *args: Any, in_article: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if in_article:
            for name in ("media_url", "timecode", "words"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A day that is named is known to the day, unless somebody said less."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("said_on") is None:
            given["said_precision"] = v.Precision.UNKNOWN.value
        elif given.get("said_precision") == v.Precision.UNKNOWN:
            given["said_precision"] = v.Precision.DAY.value
        return given

    def fields_of_act(self) -> dict[str, Any]:
        """The changes as the acts take them; a day goes with how exactly it is known."""
        given = self.changes()
        if given.keys() & {"said_on", "said_precision"}:
            given |= {name: self.cleaned_data[name] for name in ("said_on", "said_precision")}
        return given


def occurrence_values(occurrence: dict[str, Any]) -> dict[str, Any]:
    """What the form shows of an occurrence, and its version."""
    speaker = next(iter(occurrence["speakers"]), {"name": "", "role": ""})
    names = (
        "media_url", "timecode", "words", "form", "language", "translation", "said_on", "said_precision",
        "outlet_position", "published_on", "place",
    )  # fmt: skip
    return {
        **{name: occurrence[name] or "" for name in names},
        "speaker": speaker["name"],
        "speaker_role": speaker["role"],
        "version": int(occurrence["etag"]),
    }
