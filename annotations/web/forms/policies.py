"""A new version of a review policy, and what a queue is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.domain.consensus import LONGEST_HOURS, MOST_APPROVALS
from annotations.domain.vocabulary import ReviewKind
from annotations.models import ReviewQueue
from annotations.models.labels import LABELS
from annotations.web.forms.merging import VersionedForm
from annotations.web.forms.settings import line


def number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    """A whole number between two bounds, both included."""
    box = forms.NumberInput({"class": "form-control num", "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=box, **more)


class PolicyForm(forms.Form):
    """How many approvals of each kind, blind or open, from where a third person decides, until when."""

    name = line(_("Name"), longest=100)
    blind = forms.BooleanField(
        label=_("Blind"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
        help_text=_("While a review is open, nobody sees what another reviewer decided."),
    )
    adjudication_steps = number(
        _("Steps apart from which a third person decides"),
        1,
        20,
        help_text=_("On a scale of six, True and Mostly true are one step apart."),
    )
    due_hours = number(
        _("Hours until it is due"),
        1,
        LONGEST_HOURS,
        help_text=_("Counted from the moment a verdict is submitted."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ReviewKind:
            self.fields[f"kind_{kind}"] = number(
                LABELS[ReviewKind][kind], 0, MOST_APPROVALS, required=False
            )

    @property
    def kinds(self) -> list[forms.BoundField]:
        """The fields that count approvals."""
        return [self[f"kind_{kind}"] for kind in ReviewKind]

    @property
    def fields_of_act(self) -> dict[str, Any]:
        """What was given, as the act takes it."""
        given = dict(self.cleaned_data)
        kinds = {kind: given.pop(f"kind_{kind}") or 0 for kind in ReviewKind}
        return {**given, "kinds": kinds}

    @classmethod
    def shown(cls, policy: dict[str, Any]) -> dict[str, Any]:
        """What the form shows of a policy."""
        kinds = {f"kind_{kind}": policy["kinds"].get(kind.value, 0) for kind in ReviewKind}
        names = ("name", "blind", "adjudication_steps", "due_hours")
        return {**{name: policy[name] for name in names}, **kinds}


class QueueForm(VersionedForm):
    """What a queue is called, and how long a review in it is held for one person."""

    name = line(_("Name"), longest=100)
    lease_minutes = number(
        _("Minutes a review is held for whoever takes it"),
        5,
        240,
        help_text=_("Then somebody else may take it. Whoever works on it can hold on."),
    )

    @classmethod
    def shown(cls, queue: ReviewQueue) -> dict[str, Any]:
        """What the form shows of a queue, and its version."""
        return {
            "name": queue.name,
            "lease_minutes": queue.lease_minutes,
            "version": queue.row_version,
        }
