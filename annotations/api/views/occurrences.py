"""One occurrence of a claim: read, and its circumstances put right."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view

from annotations.actions.claims import reword_claim
from annotations.api import examples
from annotations.api.serializers.claims import OccurrenceChangeIn, OccurrenceOut
from annotations.api.views.base import Changes
from annotations.domain.errors import NotFoundError, StaleError, UnsupportedError
from annotations.models import Claim, Occurrence
from annotations.queries.claims import occurrence_row


@extend_schema_view(
    get=extend_schema(
        summary="One occurrence of a claim", operation_id="occurrence", responses=OccurrenceOut
    ),
    patch=extend_schema(
        summary="Change who said it, when and how",
        description="Of the first occurrence of a claim. Speakers and dates are substantive.",
        operation_id="change_occurrence",
        request=OccurrenceChangeIn,
        responses=OccurrenceOut,
        examples=[examples.OCCURRENCE_CHANGE],
        extensions={"x-problems": ["wrong_state", "unsupported"]},
    ),
)
class OneOccurrence(Changes):
    """An occurrence."""

    serializer_class = OccurrenceChangeIn

    def read(self) -> Any:
        """The occurrence with its speakers and anchors."""
        return occurrence_row(self._found())

    def perform_update(self, changes: dict[str, Any], expected: int) -> None:
        """Change the occurrence through its claim, whose version moves with each of its occurrences.

        Both versions are read in one statement: had the occurrence changed before the act locks the claim,
        the claim's version would have changed too, and the act refuses.
        """
        occurrence = self._found()
        if occurrence.row_version != expected:
            raise StaleError(
                _(
                    "Somebody changed this while you had it open. Look at both texts, then save again."
                ),
                current=occurrence.row_version,
            )
        if occurrence.pk != occurrence.first_id:  # type: ignore[attr-defined]
            raise UnsupportedError(
                _("Only the first occurrence of a claim can be changed. Add the right one instead.")
            )
        reword_claim(
            actor=self.member,
            claim_id=occurrence.claim_id,
            expected_version=occurrence.claim_version,  # type: ignore[attr-defined]
            changes=changes,
        )

    def _found(self) -> Occurrence:
        seen = Claim.objects.visible_to(self.member)
        first = (
            Occurrence.objects.filter(claim=models.OuterRef("claim"))
            .order_by("id")
            .values("pk")[:1]
        )
        occurrence = (
            Occurrence.objects.filter(pk=self.id, claim__in=seen)
            .annotate(claim_version=models.F("claim__row_version"), first_id=models.Subquery(first))
            .first()
        )
        if occurrence is None:
            raise NotFoundError(_("There is no such occurrence on this desk."))
        return occurrence
