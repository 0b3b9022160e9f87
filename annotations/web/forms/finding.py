"""What people, sources, evidence, verdicts, reviews and the queue can be found by."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotations.domain import vocabulary as v
from annotations.models.labels import choices
from annotations.queries.queues import queue_list
from annotations.queries.ratings import every_rating
from annotations.web.forms.lists import (
    ListForm,
    choice_field,
    day_field,
    line_field,
    offer_members,
    search_field,
    yes_field,
)

ANY = _("Any")
CLAIM_STATES = [("open", _("No verdict yet")), *choices(v.VerdictState)]
STANDS = [("yes", _("Approved, and stands")), ("no", _("Changed since it was submitted"))]
ROUNDS = [
    ("open", pgettext_lazy("a round of review", "Open")),
    ("closed", pgettext_lazy("a round of review", "Closed")),
]


class PeopleFilterForm(ListForm):
    """People by name, by what they were, and by whether they are quoted."""

    first = ("q", "role")

    q = search_field(_("Name"))
    role = line_field(_("Role or organisation"))
    has_claims = yes_field(_("Quoted on a claim"))
    matched = yes_field(_("Entered twice"))


class SourcesFilterForm(ListForm):
    """Sources by words, by who stands behind them, by day, and by whether they are cited."""

    first = ("q", "cited")

    q = search_field(_("Title or address"))
    cited = yes_field(_("Cited"))
    publisher = line_field(_("Publisher"))
    owner = line_field(_("Owner"))
    person = line_field(_("Person"))
    published_since = day_field(_("Published from"))
    published_until = day_field(_("Published until"))


class EvidenceFilterForm(ListForm):
    """Evidence by words and by everything that is noted of it."""

    first = ("q", "stance", "kind")

    q = search_field(_("Quote, note or source"))
    stance = choice_field(_("Stance"), choices(v.Stance), ANY)
    kind = choice_field(_("Kind"), choices(v.EvidenceKind), ANY)
    source = line_field(_("Source, publisher or owner"))
    visibility = choice_field(_("Who may see it"), choices(v.Visibility), ANY)
    terms = choice_field(_("Terms"), choices(v.Terms), ANY)
    claim_state = choice_field(_("State of the claim"), CLAIM_STATES, ANY)
    added_by = choice_field(_("Attached by"), (), _("Anybody"))
    has_file = yes_field(_("With a file"))
    has_address = yes_field(_("With an address"))
    obtained_since = day_field(_("Obtained from"))
    obtained_until = day_field(_("Obtained until"))

    def prepare(self) -> None:
        """Offer the members of the desk."""
        offer_members(self, "added_by")


class VerdictsFilterForm(ListForm):
    """Verdicts by state, rating and author, and by what waits."""

    first = ("q", "state", "rating")

    q = search_field(_("Summary or reasons"))
    state = choice_field(_("State"), choices(v.VerdictState), ANY)
    rating = choice_field(_("Rating"), (), ANY)
    author = choice_field(_("Author"), (), _("Anybody"))
    stands = choice_field(_("Does it stand?"), STANDS, _("Either"))
    overdue = yes_field(_("Review overdue"))
    language = line_field(_("Language"))
    as_of_since = day_field(_("As of, from"))
    as_of_until = day_field(_("As of, until"))

    def prepare(self) -> None:
        """Offer the members of the desk, and the ratings of all its scales, retired ones too."""
        offer_members(self, "author")
        field: Any = self.fields["rating"]
        field.choices = [*field.choices, *every_rating(self.member)]


class ReviewsFilterForm(ListForm):
    """Reviews by words, outcome and kind; for leads also by who gave them."""

    first = ("q", "outcome")

    q = search_field(_("Comment or claim"))
    outcome = choice_field(_("Outcome"), choices(v.ReviewOutcome), ANY)
    kind = choice_field(_("Kind of review"), choices(v.ReviewKind), ANY)
    round = choice_field(_("Round"), ROUNDS, ANY)
    reviewer = choice_field(_("Given by"), (), _("Anybody"))
    since = day_field(_("Given from"))
    until = day_field(_("Given until"))

    def prepare(self) -> None:
        """Offer the members of the desk to a lead: everybody else sees their own reviews."""
        if self.member.is_lead:
            offer_members(self, "reviewer")
        else:
            del self.fields["reviewer"]


class QueueFilterForm(ListForm):
    """What waits for a review: in which queue, of which kind, for whom, and whether it is late."""

    first = ("mine", "kind", "overdue")

    mine = choice_field(
        _("For whom"),
        [
            ("open", _("I could review")),
            ("held", _("I hold it")),
            ("assigned", _("Assigned to me")),
        ],
        _("Anybody"),
    )
    kind = choice_field(_("Kind of review"), choices(v.ReviewKind), ANY)
    overdue = yes_field(_("Overdue"))
    queue = choice_field(_("Queue"), (), ANY)

    def prepare(self) -> None:
        """Offer the queues of the desk, where there is more than one."""
        queues = queue_list(self.member)
        if len(queues) > 1:
            field: Any = self.fields["queue"]
            field.choices = [*field.choices, *((row["slug"], row["name"]) for row in queues)]
        else:
            del self.fields["queue"]
