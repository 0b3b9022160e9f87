"""Filters of the list of claims, and what is done to many at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from annotations.domain import vocabulary as v
from annotations.models import Membership
from annotations.models.labels import Words, choices
from annotations.queries import people
from annotations.queries.claim_lists import UNDECIDED
from annotations.web.forms.lists import (
    ListForm,
    choice_field,
    day_field,
    line_field,
    offer_members,
    search_field,
    yes_field,
)

ORDERS: list[tuple[str, Words]] = [
    ("-created", _("Newest first")),
    ("created", _("Oldest first")),
    ("-changed", _("Changed last")),
    ("-priority", _("Harm and reach")),
]
STATES: list[tuple[str, Words]] = [("open", _("No verdict yet")), *choices(v.VerdictState)]
TRIAGES: list[tuple[str, Words]] = [(UNDECIDED, _("Not decided")), *choices(v.TriageDecision)]
MISSING: list[tuple[str, Words]] = [
    ("evidence", _("Evidence")),
    ("verdict", _("A verdict")),
    ("contact", _("Asking the claimant")),
]


class ClaimFilterForm(ListForm):
    """What the list of claims shows."""

    first = ("q", "state", "triage")

    q = search_field(_("Find in statement, words or speakers"))
    state = choice_field(_("State"), STATES, _("Any"))
    triage = choice_field(_("Triage"), TRIAGES, _("Any"))
    kind = choice_field(_("Kind"), choices(v.ClaimKind), _("Any"))
    topic = line_field(_("Topic"))
    speaker = line_field(_("Speaker"))
    publisher = line_field(_("Publisher"))
    article = forms.UUIDField(required=False, widget=forms.HiddenInput(), label=_("Article"))
    person = forms.UUIDField(required=False, widget=forms.HiddenInput(), label=_("Person"))
    assignee = choice_field(_("Assigned to"), (), _("Anybody"))
    harm = choice_field(_("Harm if wrong"), choices(v.Level), _("Any"))
    reach = choice_field(_("Reach"), choices(v.Level), _("Any"))
    language = line_field(_("Language"))
    missing = choice_field(_("Still missing"), MISSING, _("Anything"))
    overdue = yes_field(_("Answer overdue"))
    added_since = day_field(_("Made from"))
    added_until = day_field(_("Made until"))
    said_since = day_field(_("Said from"))
    said_until = day_field(_("Said until"))

    def prepare(self) -> None:
        """The members of the desk, the reader first."""
        offer_members(self, "assignee")

    def filters(self) -> dict[str, Any]:
        """The filters; ids as the question takes them."""
        ids = ("article", "person")
        return {k: str(v) if k in ids else v for k, v in super().filters().items()}


class BulkClaimsForm(forms.Form):
    """One act for every picked claim; only the fields of that act are asked for."""

    act = forms.ChoiceField(choices=[("triage", ""), ("assign", ""), ("topic", "")])
    decision = forms.ChoiceField(
        label=_("Triage"),
        required=False,
        choices=choices(v.TriageDecision),
        widget=forms.Select({"class": "form-select"}),
    )
    ground = forms.ChoiceField(
        label=_("Why, in a word"),
        required=False,
        choices=[("", _("Why, in a word")), *choices(v.TriageGround)],
        widget=forms.Select({"class": "form-select"}),
    )
    reason = forms.CharField(
        label=_("Why, in your words"),
        required=False,
        max_length=5_000,
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )
    assignee = forms.ChoiceField(
        label=_("Assign to"), required=False, widget=forms.Select({"class": "form-select"})
    )
    topic = forms.CharField(
        label=_("Topic"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"class": "form-control", "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, member: Membership) -> None:
        super().__init__(data, auto_id="bulk_%s")
        known = [(row["id"], row["name"]) for row in people.members(member)]
        field: Any = self.fields["assignee"]
        field.choices = [("", _("Nobody")), *known]

    def clean(self) -> dict[str, Any]:
        """What the act needs is there."""
        given = super().clean() or {}
        act = given.get("act")
        if act == "triage" and not given.get("decision"):
            self.add_error("decision", _now("Choose a decision."))
        if act == "topic" and not given.get("topic"):
            self.add_error("topic", _now("Name the topic."))
        return given
