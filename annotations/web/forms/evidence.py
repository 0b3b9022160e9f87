"""A piece of evidence: what it is, where in it, who gave it, what was reckoned, and who may see it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain import vocabulary as v
from annotations.domain.calculations import LETTERS, MOST_INPUTS
from annotations.models.labels import Words, choices
from annotations.web.forms.merging import VersionedForm

FEWEST_ROWS = 3
PARTS = ("name", "value", "unit", "source", "evidence")
RECKONED = ("words", "formula", "result", "unit")
FILES = ".png,.jpg,.jpeg,.gif,.webp,.tif,.tiff,.avif,.pdf,.xlsx,.csv,.tsv,.eml,.txt,image/*,audio/*,video/*"


def _line(
    label: Words, longest: int, *, help_text: Words = "", **attributes: str
) -> forms.CharField:
    box = forms.TextInput(
        {"class": "form-control", "dir": "auto", "autocomplete": "off", **attributes}
    )
    return forms.CharField(
        label=label, required=False, max_length=longest, widget=box, help_text=help_text
    )


def _area(label: Words, longest: int, rows: int, css: str = "form-control") -> forms.CharField:
    box = forms.Textarea({"class": css, "rows": rows, "dir": "auto"})
    return forms.CharField(label=label, required=False, max_length=longest, widget=box)


def _day(label: Words) -> forms.DateField:
    box = forms.DateInput({"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=box)


def _select(label: Words, options: list[tuple[str, Words]], **more: Any) -> forms.ChoiceField:
    attributes = {"class": "form-select", **more.pop("attributes", {})}
    return forms.ChoiceField(label=label, choices=options, widget=forms.Select(attributes), **more)


class EvidenceForm(VersionedForm):
    """One piece of evidence. With `rows` numbers that go into a calculation; `others` are pieces they may come from."""

    stance = forms.ChoiceField(
        label=_("What it does to the claim"),
        choices=choices(v.Stance),
        widget=forms.RadioSelect({"class": "form-check-input"}),
        error_messages={"required": _("Say whether it supports, refutes or gives context.")},
    )
    kind = _select(_("Kind"), choices(v.EvidenceKind), initial=v.EvidenceKind.WEB)
    title = _line(_("Title"), 500)
    url = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput({"class": "form-control", "placeholder": "https://"}),
    )
    publisher = _line(_("Publisher"), 200)
    published_on = _day(_("Published on"))
    place = _line(
        _("Where in it"),
        500,
        help_text=_(
            "p. 3–5 · Table!B4:C9 · 12:30–13:05 · row 12, column total · or words that stand there"
        ),
    )
    quote = _area(_("Quote, in its own words"), 50_000, 3, "form-control serif")
    quote_typed = forms.BooleanField(
        label=_("Typed by hand, not copied"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )
    informant = _line(_("Who was asked, or wrote"), 300)
    channel = _select(_("How"), [("", _("Not said")), *choices(v.Channel)], required=False)
    obtained_on = _day(_("Obtained on"))
    terms = _select(_("On which terms"), choices(v.Terms), initial=v.Terms.ON_RECORD)
    visibility = _select(
        _("Who may see it"),
        choices(v.Visibility),
        initial=v.Visibility.PUBLIC,
        attributes={"data-seals": v.Visibility.SEALED.value},
        help_text=_("Sealed: only those named on it, you at first. Sealing cannot be undone."),
    )
    note = _area(_("Note"), 20_000, 2)
    calc_words = _area(_("How it is reckoned, in words"), 2000, 2)
    calc_formula = _line(
        _("As a formula"),
        500,
        help_text=_("Optional, with the letters of the numbers: (A − B) / B * 100"),
    )
    calc_result = _line(_("What comes out"), 100)
    calc_unit = _line(_("Unit"), 100)

    def __init__(
        self,
        *args: Any,
        rows: int = FEWEST_ROWS,
        others: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = min(max(rows, FEWEST_ROWS), MOST_INPUTS)
        pieces: list[tuple[str, Words]] = [("", _("Elsewhere")), *others]
        for row in range(self.rows):
            for part, field in _input_fields(pieces).items():
                field.show_hidden_initial = True
                self.fields[_name(row, part)] = field

    @property
    def reckons(self) -> bool:
        """Whether anything of a calculation was entered, or is asked for: else its fields stay folded."""
        fields = [name for name in self.fields if name.startswith("calc_")]
        return self["kind"].value() == v.EvidenceKind.CALCULATION or any(
            self[name].value() or name in self.errors for name in fields
        )

    @property
    def inputs(self) -> list[dict[str, Any]]:
        """The fields of each number that goes in, with its letter."""
        return [
            {"letter": LETTERS[row], **{part: self[_name(row, part)] for part in PARTS}}
            for row in range(self.rows)
        ]

    def fields_of_act(self) -> dict[str, Any]:
        """What was said, or what was changed of it, as the acts take it; the calculation as a whole."""
        given = self.changes() if self.initial.get("version") else self._filled()
        said = {name: value for name, value in given.items() if not name.startswith("calc_")}
        if any(name.startswith("calc_") for name in given):
            said["calculation"] = self._calculation()
        return said

    def _filled(self) -> dict[str, Any]:
        empty = (None, "", False)
        return {
            name: value
            for name in self.texts
            if (value := self.cleaned_data.get(name)) not in empty and name != "file"
        }

    def _calculation(self) -> dict[str, Any]:
        rows = [
            {part: self.cleaned_data[_name(row, part)] for part in PARTS}
            for row in range(self.rows)
        ]
        told = {part: self.cleaned_data[f"calc_{part}"] for part in RECKONED}
        inputs = [row for row in rows if any(row.values())]
        return {**told, "inputs": inputs} if inputs or any(told.values()) else {}


class NewEvidenceForm(EvidenceForm):
    """Evidence that is attached now, with a file perhaps."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput({"class": "form-control", "accept": FILES}),
        help_text=_(
            "An image (25 MB), a PDF (50 MB), audio or video (200 MB), an .xlsx or CSV table, an e-mail (.eml) or text."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # there is no earlier state to compare with
            field.show_hidden_initial = False


def _name(row: int, part: str) -> str:
    return f"calc_{row}_{part}"


def _input_fields(pieces: list[tuple[str, Words]]) -> dict[str, forms.Field]:
    return {
        "name": _line(_("Number"), 200),
        "value": _line(_("Value"), 100, inputmode="decimal"),
        "unit": _line(_("Unit"), 100),
        "source": _line(_("Where from"), 500),
        "evidence": _select(_("From this evidence"), pieces, required=False),
    }


def rows_sent(data: Mapping[str, Any]) -> int:
    """How many numbers a form was sent with."""
    return sum(_name(row, "name") in data for row in range(MOST_INPUTS))


def shown_in_form(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a piece of evidence, and its version."""
    source, calculation = row["source"] or {}, row["calculation"] or {}
    plain = ("stance", "kind", "url", "place", "quote", "quote_typed", "informant", "channel")
    more = ("obtained_on", "terms", "visibility", "note")
    shown = {name: row[name] or "" for name in (*plain, *more)}
    shown["quote_typed"] = row["quote_typed"]
    shown |= {name: source.get(name) or "" for name in ("title", "publisher", "published_on")}
    shown |= {f"calc_{part}": calculation.get(part, "") for part in RECKONED}
    inputs = calculation.get("inputs", [])
    for number in range(len(inputs) + FEWEST_ROWS):
        entry = inputs[number] if number < len(inputs) else {}
        shown |= {_name(number, part): entry.get(part, "") for part in PARTS}
    return {**shown, "version": int(row["etag"])}
