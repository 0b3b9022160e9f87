"""A new version of a rating scale: its ratings as rows that are added, moved, or left out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from annotations.domain.ratings import BEST, WORST, RatingDefinition
from annotations.domain.vocabulary import AveritecLabel
from annotations.models.labels import choices
from annotations.web.forms.settings import line

if TYPE_CHECKING:
    FormSet = forms.BaseFormSet["RatingForm"]
else:
    FormSet = forms.BaseFormSet

OFF = ""
SPARE_ROWS, MOST_ROWS, LONGEST_SLUG = 2, 20, 50
RULER = [
    (WORST, _("1, least true")),
    (2, "2"),
    (3, "3"),
    (4, "4"),
    (BEST, _("5, most true")),
    (OFF, _("Outside the order")),
]


def _text(label: Any, **more: Any) -> forms.CharField:
    box = forms.Textarea({"class": "form-control", "rows": 2, "dir": "auto"})
    return forms.CharField(label=label, required=False, max_length=2000, widget=box, **more)


class ScaleForm(forms.Form):
    """What the scale is called and what it measures."""

    name = line(_("Name"), longest=100)
    definition = _text(_("What it measures"))


class RatingForm(forms.Form):
    """One rating. A row without a label and a definition is not there; one marked as left out goes."""

    slug = forms.SlugField(required=False, widget=forms.HiddenInput)
    place = forms.IntegerField(
        label=_("Order"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput({"class": "form-control num", "inputmode": "numeric"}),
    )
    label = line(_("Rating"), required=False, longest=60)
    definition = _text(_("Definition"))
    claimreview = forms.TypedChoiceField(
        label=_("Place on the ruler"),
        required=False,
        choices=RULER,
        coerce=int,
        empty_value=None,
        widget=forms.Select({"class": "form-select"}),
    )
    averitec = forms.ChoiceField(
        label=_("AVeriTeC label"),
        choices=choices(AveritecLabel),
        initial=AveritecLabel.NOT_ENOUGH_EVIDENCE.value,
        widget=forms.Select({"class": "form-select"}),
    )
    left_out = forms.BooleanField(
        label=_("Leave out"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    @property
    def is_there(self) -> bool:
        """Whether the row is part of the new version."""
        given = self.cleaned_data
        return bool(given.get("label") or given.get("definition")) and not given.get("left_out")


class RatingRows(FormSet):
    """The rows of a scale."""

    def definitions(self) -> list[tuple[RatingForm, RatingDefinition]]:
        """The rows that are there, in their order, each with what it says."""
        there = [form for form in self.forms if form.is_there]
        there.sort(key=lambda form: form.cleaned_data["place"] or len(self.forms) + 1)
        taken = {form.cleaned_data["slug"] for form in there} - {""}
        return [(form, _definition(form.cleaned_data, taken)) for form in there]


def _definition(given: dict[str, Any], taken: set[str]) -> RatingDefinition:
    return RatingDefinition(
        slug=given["slug"] or _slug(given["label"], taken),
        label=given["label"],
        definition=given["definition"],
        averitec=AveritecLabel(given["averitec"]),
        claimreview=given["claimreview"],
    )


def _slug(label: str, taken: set[str]) -> str:
    """A short name for a new rating: of its label, with a number where that is taken or says nothing."""
    stem = slugify(label)[: LONGEST_SLUG - 3] or "rating"
    names = (stem, *(f"{stem}-{number}" for number in range(2, MOST_ROWS + 2)))
    slug = next(name for name in names if name not in taken)
    taken.add(slug)
    return slug


Rows = forms.formset_factory(
    RatingForm,
    formset=RatingRows,
    extra=SPARE_ROWS,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


def rows_of(scale: dict[str, Any], data: Mapping[str, Any] | None) -> RatingRows:
    """The rows of a scale, filled in with what was sent, else with what it says."""
    shown = [
        {
            "slug": rating["slug"],
            "place": number,
            "label": rating["label"],
            "definition": rating["definition"],
            "claimreview": rating["claimreview"] or OFF,
            "averitec": rating["averitec"],
        }
        for number, rating in enumerate(scale["ratings"], 1)
    ]
    return cast("RatingRows", Rows(data, initial=shown, prefix="rating"))
