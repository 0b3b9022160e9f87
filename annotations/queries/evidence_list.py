"""Everything attached over all claims. Sealed words are neither searched nor shown."""

from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations.domain.names import name_key
from annotations.domain.vocabulary import Visibility
from annotations.models import Claim, Evidence, Membership, Verdict
from annotations.queries.evidence import evidence_row, with_words
from annotations.queries.search import matching

OPEN: Final = "open"
ORDERINGS: Final = {
    "-created": ("-id",),
    "created": ("id",),
    "-obtained": ("-obtained_on", "-id"),
    "obtained": ("obtained_on", "id"),
}


def evidence_list(
    member: Membership,
    *,
    q: str = "",
    kind: str = "",
    stance: str = "",
    visibility: str = "",
    terms: str = "",
    source: str = "",
    added_by: str = "",
    has_file: str = "",
    has_address: str = "",
    obtained_since: date | None = None,
    obtained_until: date | None = None,
    claim_state: str = "",
) -> QuerySet[Evidence]:
    """What is attached to claims the member sees, in no order.

    A filter by what stands in evidence leaves sealed evidence out, whoever asks: that it matches would tell of it.
    """
    rows = _seen(member)
    if q:
        rows = matching(_open(rows), member, "evidence", q)
    exact = {"kind": kind, "stance": stance, "visibility": visibility, "terms": terms}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if source:
        rows = _from(_open(rows), source)
    if added_by:
        rows = rows.filter(Q(("made_by_id", added_by)))
    if has_file:
        rows = rows.filter(snapshot__isnull=has_file != "yes")
    if has_address:
        with_address = ~Q(url="") | ~Q(source=None) & ~Q(source__url="")
        rows = _open(rows).filter(with_address if has_address == "yes" else ~with_address)
    if obtained_since:
        rows = rows.filter(obtained_on__gte=obtained_since)
    if obtained_until:
        rows = rows.filter(obtained_on__lte=obtained_until)
    return _of_state(rows, claim_state) if claim_state else rows


def _seen(member: Membership) -> QuerySet[Evidence]:
    claims = Claim.objects.visible_to(member).standing()
    return with_words(Evidence.objects.attached().filter(claim__in=claims)).select_related("claim")


def _open(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return rows.exclude(visibility=Visibility.SEALED)


def _from(rows: QuerySet[Evidence], source: str) -> QuerySet[Evidence]:
    key = name_key(source) or source.casefold()
    return rows.filter(
        Q(source__title__unaccent__icontains=source)
        | Q(source__owner__unaccent__icontains=source)
        | Q(source__publisher__folded__contains=key)
    )


def _of_state(rows: QuerySet[Evidence], state: str) -> QuerySet[Evidence]:
    live = Verdict.objects.live().filter(claim=OuterRef("claim"))
    if state == OPEN:
        return rows.filter(~Exists(live))
    return rows.filter(Exists(live.filter(state=state)))


def listed_evidence_row(evidence: Evidence, member: Membership) -> dict[str, Any]:
    """One piece of evidence of the list, with the statement of its claim."""
    row = evidence_row(evidence, member)
    return {**row, "statement": evidence.claim.statement}
