"""Lists of claims: by words and by everything that is known of them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from annotations.domain.names import name_key, publisher_key
from annotations.domain.priority import BOOST_HOURS
from annotations.domain.text import fold
from annotations.domain.vocabulary import Level, TriageDecision, VerdictState
from annotations.models import (
    Article,
    Claim,
    Contact,
    Evidence,
    Membership,
    Occurrence,
    OccurrenceSpeaker,
    Triage,
    Verdict,
)
from annotations.models.claim import ClaimQuerySet
from annotations.queries.claims import OPEN, claim_rows
from annotations.queries.moments import start_of
from annotations.queries.search import matching

ORDERINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "-created": ("-id",),
    "created": ("id",),
    "-changed": ("-changed_xid", "-id"),
    "-priority": ("-priority", "-id"),
}
UNDECIDED: Final = "undecided"
TRIAGES: Final = (UNDECIDED, *TriageDecision)
MISSING: Final = ("evidence", "verdict", "contact")


def claim_list(
    member: Membership, *, q: str = "", state: str = "", triage: str = "", **filters: Any
) -> QuerySet[Claim]:
    """The desk's claims, in no order. `priority` counts the hours that harm and reach move a review ahead.

    Other filters: kind, harm, reach, language, assignee and article (ids), person (the speaker's id), speaker
    and publisher (parts of names), topic (a name), missing (evidence, verdict or contact), overdue ("yes" or
    "no": an answer is due and has not come), and days from added_since to said_until, all inclusive.
    """
    rows = matching(Claim.objects.visible_to(member), member, "claim", q)
    rows = _by_triage(_in_state(rows.annotate(priority=_priority()), state), triage)
    for name, value in filters.items():
        if value:
            rows = rows.filter(_FILTERS[name](value))
    return rows


def _priority() -> Any:
    def hours(column: str) -> Any:
        whens = [
            When(Q((column, level)), then=Value(BOOST_HOURS.get(f"{column}_{level}", 0)))
            for level in Level
        ]
        return Case(*whens, default=Value(0), output_field=IntegerField())

    return hours("harm") + hours("reach")


def _in_state(rows: Any, state: str) -> ClaimQuerySet:
    live = Verdict.objects.live().filter(claim=OuterRef("pk"))
    found: ClaimQuerySet = rows
    if state == OPEN:
        found = found.standing().filter(~Exists(live))
    elif state == VerdictState.WITHDRAWN:
        found = found.exclude(withdrawn_at=None)
    elif state:
        found = found.standing().filter(Exists(live.filter(state=state)))
    return found


def _by_triage(rows: ClaimQuerySet, triage: str) -> ClaimQuerySet:
    if not triage:
        return rows
    if triage == UNDECIDED:
        return rows.filter(~Exists(Triage.objects.filter(claim=OuterRef("pk"))))
    latest = Subquery(Triage.objects.latest_of("pk").values("decision"))
    return rows.annotate(decision=latest).filter(Q(("decision", triage)))


def _at(**conditions: Any) -> Exists:
    """Some occurrence of the claim is like this."""
    return Exists(Occurrence.objects.filter(claim=OuterRef("pk"), **conditions))


def _by_speaker(**conditions: Any) -> Exists:
    speakers = OccurrenceSpeaker.objects.filter(removed_at=None, **conditions)
    return Exists(speakers.filter(occurrence__claim=OuterRef("pk")))


def _missing(what: str) -> Any:
    if what == "evidence":
        return ~Exists(Evidence.objects.attached().filter(claim=OuterRef("pk")))
    if what == "verdict":
        return ~Exists(Verdict.objects.live().filter(claim=OuterRef("pk")))
    return ~Exists(Contact.objects.filter(claim=OuterRef("pk")))


def _overdue(wanted: str) -> Any:
    late = Contact.objects.filter(
        claim=OuterRef("pk"), replied_at=None, deadline__lt=timezone.now()
    )
    return Exists(late) if wanted == "yes" else ~Exists(late)


def _after(day: date) -> Any:
    return start_of(day + timedelta(days=1))


_FILTERS: Final[Mapping[str, Any]] = {
    "kind": lambda value: Q(kind=value),
    "harm": lambda value: Q(harm=value),
    "reach": lambda value: Q(reach=value),
    "language": lambda value: Q(statement_language__istartswith=value),
    "assignee": lambda value: Q(assignee=UUID(value)),
    "topic": lambda value: Q(topics__folded=fold(value) or value),
    "article": lambda value: _at(article=UUID(value)),
    "publisher": lambda value: _at(
        article__publisher__folded__contains=publisher_key(value) or value
    ),
    "person": lambda value: _by_speaker(person=UUID(value)),
    "speaker": lambda value: _by_speaker(person__folded__contains=name_key(value) or value),
    "missing": _missing,
    "overdue": _overdue,
    "added_since": lambda day: Q(created_at__gte=start_of(day)),
    "added_until": lambda day: Q(created_at__lt=_after(day)),
    "said_since": lambda day: _at(said_on__gte=day),
    "said_until": lambda day: _at(said_on__lte=day),
}


def listed_claims(member: Membership, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Claims as a list shows them: with the titles of their articles and the triage that holds."""
    rows = claim_rows([claim.pk for claim in claims], member)
    wanted = {row["article"] for row in rows if row["article"]}
    titles = {
        str(pk): title
        for pk, title in Article.objects.visible_to(member)
        .filter(pk__in=wanted)
        .values_list("pk", "title")
    }
    decided = triages_of([claim.pk for claim in claims])
    return [
        {
            **row,
            "article_title": titles.get(row["article"] or "", ""),
            "speakers": [
                speaker["name"] for place in row["occurrences"] for speaker in place["speakers"]
            ],
            "triage": decided.get(row["id"]),
        }
        for row in rows
    ]


def triages_of(claim_ids: Sequence[UUID]) -> dict[str, Triage]:
    """The decision that holds, by the id of its claim, of those claims that have one."""
    latest = (
        Triage.objects.filter(claim__in=claim_ids)
        .select_related("account")
        .order_by("claim", "-id")
        .distinct("claim")
    )
    return {str(triage.claim_id): triage for triage in latest}
