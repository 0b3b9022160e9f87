"""The evidence over all claims, found by what is noted of it."""

from typing import Any, Final

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from annotations.api.pagination import Pages
from annotations.api.serializers.evidence import ListedEvidenceOut
from annotations.api.views.base import Lists
from annotations.api.views.filtering import (
    day,
    described,
    filters_of,
    one_of,
    ordering_of,
    row,
    value_of,
    words,
    yes_or_no,
)
from annotations.domain.vocabulary import EvidenceKind, Stance, Terms, VerdictState, Visibility
from annotations.models import Evidence
from annotations.queries.evidence_list import OPEN, ORDERINGS, evidence_list, listed_evidence_row

FILTERS: Final = {
    "q": words("Words of quote, note or source. Sealed words are not searched."),
    "kind": value_of(EvidenceKind),
    "stance": value_of(Stance),
    "visibility": value_of(Visibility),
    "terms": value_of(Terms),
    "source": words("Part of the source's title, publisher or owner."),
    "added_by": row("The id of an account."),
    "has_file": yes_or_no("With a file."),
    "has_address": yes_or_no("With an address of its own or of its source."),
    "obtained_since": day("Obtained on this day or later."),
    "obtained_until": day("Obtained on this day or earlier."),
    "claim_state": one_of([OPEN, *VerdictState], "The state of the claim's verdict."),
}


@extend_schema_view(
    get=extend_schema(
        summary="The evidence over all claims",
        operation_id="all_evidence",
        responses=ListedEvidenceOut(many=True),
        parameters=described(FILTERS, ORDERINGS, "-created"),
    )
)
class AllEvidence(Lists):
    """Everything attached to claims."""

    pagination_class = Pages

    @property
    def page_ordering(self) -> tuple[str, ...]:  # type: ignore[override]
        """The keys of the ordering asked for."""
        return ordering_of(self.request, ORDERINGS, "-created")

    def get_queryset(self) -> QuerySet[Evidence]:
        """The evidence asked for."""
        return evidence_list(self.member, **filters_of(self.request, FILTERS))

    def row(self, item: Evidence) -> dict[str, Any]:
        """One piece of evidence; of a sealed one the words come only to those named on it."""
        return listed_evidence_row(item, self.member)
