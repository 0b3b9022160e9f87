"""Evidence: attached to a claim, read, changed and detached."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.parsers import MultiPartParser

from annotations.actions import evidence as acts
from annotations.actions.acts import Versions
from annotations.api import examples
from annotations.api.idempotency import Outcome
from annotations.api.rendering import JsonParser
from annotations.api.serializers.evidence import EvidenceChangeIn, EvidenceIn, EvidenceOut
from annotations.api.views.base import Changes, Creates, MemberView, Removes
from annotations.domain.errors import NotFoundError
from annotations.queries.evidence import evidence_detail


class ShowsEvidence(MemberView):
    """What evidence looks like to the member."""

    def shown(self, evidence_id: UUID | str) -> dict[str, Any]:
        """The evidence, or NotFoundError; a guest sees that of the claims in their scope."""
        row = evidence_detail(self.member, evidence_id)
        if row is None:
            raise NotFoundError(_("There is no such evidence on this desk, or it was detached."))
        return row


@extend_schema_view(
    post=extend_schema(
        summary="Attach evidence to a claim",
        description="As JSON, or as multipart/form-data with a `file` (25 MB at most; `locator` as JSON text).",
        operation_id="attach_evidence",
        responses={201: EvidenceOut},
        examples=[examples.EVIDENCE_IN],
        extensions={"x-problems": ["wrong_state", "too_large"]},
    )
)
class AttachedEvidence(ShowsEvidence, Creates):
    """The evidence of a claim."""

    parser_classes = [JsonParser, MultiPartParser]
    serializer_class = EvidenceIn
    location = "evidence"

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Attach the evidence."""
        file = fields.pop("file", None)
        evidence = acts.attach_evidence(
            actor=self.member, claim_id=self.id, fields=fields, file=file
        )
        return self.shown(evidence.pk), 201

    def kept(self, body: Any) -> Any:
        """Sealed words have no second place: of sealed evidence the key remembers the id alone."""
        return {"id": body["id"]} if body["sealed"] else body

    def recalled(self, kept: Any) -> Any:
        """The answer again; of sealed evidence, as it stands now."""
        return kept if "claim" in kept else self.shown(kept["id"])


@extend_schema_view(
    get=extend_schema(
        summary="One piece of evidence", operation_id="evidence", responses=EvidenceOut
    ),
    patch=extend_schema(
        summary="Change what is said of evidence",
        description="Quote, stance, source and locator are substantive: changing them voids an approval.",
        operation_id="change_evidence",
        request=EvidenceChangeIn,
        responses=EvidenceOut,
        examples=[examples.EVIDENCE_CHANGE],
        extensions={"x-problems": ["wrong_state"]},
    ),
    delete=extend_schema(
        summary="Detach evidence",
        description="It no longer counts for the claim and stays in the history.",
        operation_id="detach_evidence",
        request=None,
        responses={204: None},
        extensions={"x-problems": ["wrong_state"]},
    ),
)
class OneEvidence(ShowsEvidence, Changes, Removes):
    """A piece of evidence."""

    serializer_class = EvidenceChangeIn

    def read(self) -> Any:
        """The evidence as the member may see it."""
        return self.shown(self.id)

    def perform_update(self, changes: dict[str, Any], expected: Versions) -> None:
        """Change the evidence."""
        acts.change_evidence(
            actor=self.member, evidence_id=self.id, expected_version=expected, changes=changes
        )

    def perform_destroy(self, expected: Versions) -> None:
        """Detach the evidence."""
        acts.detach_evidence(actor=self.member, evidence_id=self.id, expected_version=expected)
