"""Filters of list pages: every field may stay empty, and an odd value is refused beside its field."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any, ClassVar, Final, Self

from django import forms
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models.labels import Words
from annotations.queries import people
from annotations.queries.search import LONGEST

Choices = Iterable[tuple[str, Words]]
YES: Final = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


def search_field(label: Words, help_text: Words = "") -> forms.CharField:
    """The field for words; the key "f" leads to it."""
    look = {"class": "form-control", "type": "search", "data-key": "f", "autocomplete": "off"}
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(look),
        help_text=help_text,
    )


def choice_field(label: Words, choices: Choices, empty: Words) -> forms.ChoiceField:
    """One value of a closed list, or any."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", empty), *choices],
        widget=forms.Select({"class": "form-select"}),
    )


def yes_field(label: Words) -> forms.ChoiceField:
    """Yes, no, or either."""
    return choice_field(label, YES, gettext_lazy("Either"))


def line_field(label: Words) -> forms.CharField:
    """A few words of a name."""
    look = {"class": "form-control", "dir": "auto"}
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, widget=forms.TextInput(look)
    )


def day_field(label: Words) -> forms.DateField:
    """A day of the desk's calendar."""
    look = {"class": "form-control", "type": "date"}
    return forms.DateField(label=label, required=False, widget=forms.DateInput(look, "%Y-%m-%d"))


def offer_members(form: "ListForm", name: str) -> None:
    """Let the field offer everybody who works on the desk now."""
    field = form.fields[name]
    known = [(row["id"], row["name"]) for row in people.members(form.member)]
    field.choices = [*field.choices, *known]  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """Filters of a list. Those named in `first` are shown at once, the others under “Filters”."""

    first: ClassVar[tuple[str, ...]] = ("q",)

    ordering = choice_field(gettext_lazy("Order"), (), "")

    def __init__(
        self, data: Mapping[str, Any], *, orders: Choices, member: Any, facet: str = ""
    ) -> None:
        super().__init__(data)
        self.member = member
        self.facet = facet
        self.fields["ordering"].choices = [*orders]  # type: ignore[attr-defined]
        self.fields["ordering"].required = False
        self.prepare()
        self.move_ordering_last()

    def asked(self, data: Mapping[str, Any]) -> Self:
        """The same form with another address: its choices are not looked up anew."""
        other = copy(self)
        other.data = data
        other._errors = None  # type: ignore[attr-defined]
        other._bound_fields_cache = {}  # type: ignore[attr-defined]
        return other

    def prepare(self) -> None:
        """Choices that depend on the desk are set here."""

    def move_ordering_last(self) -> None:
        """The order stands after the filters, in forms and in addresses."""
        self.order_fields([name for name in self.fields if name != "ordering"])

    def shown_first(self) -> list[forms.BoundField]:
        """The fields that are always in sight."""
        return [self[name] for name in (*self.first, "ordering")]

    def shown_on_demand(self) -> list[forms.BoundField]:
        """The fields under “Filters”."""
        shown = [self[name] for name in self.fields if name not in {*self.first, "ordering"}]
        return [field for field in shown if not field.is_hidden]

    def opened(self) -> bool:
        """Whether one of the fields under “Filters” holds, or was refused."""
        return any(field.value() or field.errors for field in self.shown_on_demand())

    def given(self) -> dict[str, str]:
        """What was asked for as it stands in an address, in the order of the fields; odd values too."""
        found = {}
        for name in self.fields:
            value = self.data.get(name, "")
            if isinstance(value, str) and (value := value.strip()):
                found[name] = value
        return found

    def address(self, **changes: str) -> str:
        """The query string with these changes, always in the same order; an empty value takes a filter off."""
        wanted = {**self.given(), **changes}
        kept = {name: wanted[name] for name in self.fields if wanted.get(name)}
        return "?" + urlencode(kept) if kept else "?"

    def chips(self) -> list[dict[str, str]]:
        """Each filter that holds: its words, and the address without it."""
        return [
            {"words": self.in_words(name, value), "without": self.address(**{name: ""})}
            for name, value in self.given().items()
            if name != "ordering"
        ]

    def in_words(self, name: str, value: str) -> str:
        """A filter as a person reads it."""
        field = self.fields[name]
        if name == "q":
            return f"“{value}”"
        if isinstance(field, forms.ChoiceField):
            value = str(dict(_flat(field.choices)).get(value, value))
        elif isinstance(field, forms.DateField) and (day := self.cleaned_data.get(name)):
            value = date_format(day, "DATE_FORMAT")
        return _("%(field)s: %(value)s") % {"field": field.label, "value": value}

    def filters(self) -> dict[str, Any]:
        """The filters as the question takes them: those that hold, without the order."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "ordering" and value not in ("", None)
        }


def _flat(choices: Any) -> Iterable[tuple[str, Any]]:
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield from words
        else:
            yield str(value), words
