"""Evidence: attached to a claim, read, changed and detached."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from annotations import serving
from annotations.actions import evidence as acts
from annotations.actions import sealing
from annotations.actions.acts import Versions
from annotations.api import examples
from annotations.api.conditional import is_known, tag
from annotations.api.idempotency import Outcome
from annotations.api.rendering import JsonParser
from annotations.api.serializers.evidence import (
    EvidenceChangeIn,
    EvidenceIn,
    EvidenceOut,
    PreviewWordsOut,
    ReaderIn,
    ReadersOut,
)
from annotations.api.views.base import Changes, Creates, MemberView, ReadsUnversioned, Removes
from annotations.domain.errors import NotFoundError
from annotations.queries import files
from annotations.queries.evidence import evidence_detail, readers_of


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
        description=(
            "As JSON, or as multipart/form-data with a `file` (`locator` and `calculation` as JSON text): an "
            "image of at most 25 MB, a PDF of 50, audio or video of 200, "
            "a table (.xlsx, CSV), an e-mail or plain text of 25."
        ),
        operation_id="attach_evidence",
        responses={201: EvidenceOut},
        examples=[examples.EVIDENCE_IN],
        extensions={"x-problems": ["wrong_state", "too_large", "unsupported", "gone"]},
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


@extend_schema_view(
    get=extend_schema(
        summary="The file of evidence",
        description="As it came, always as a download. A part of it, for players, with `Range`.",
        operation_id="evidence_file",
        responses={
            (200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, "The file"),
            (206, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, "A part"),
        },
        extensions={"x-problems": ["not_permitted", "gone"]},
    )
)
class EvidenceFile(MemberView):
    """The file of a piece of evidence."""

    def get(self, request: Request, **ids: Any) -> HttpResponseBase:
        """The bytes, for whoever may read the evidence; their hash is the `ETag`."""
        file = files.original_of(self.member, self.id)
        if is_known(request, tag(file.sha256)):
            headers = {"ETag": tag(file.sha256)}
            return Response(None, status.HTTP_304_NOT_MODIFIED, headers=headers)
        return serving.original(request._request, file, lost=files.lost())


@extend_schema_view(
    get=extend_schema(
        summary="What can be seen of the file of evidence",
        description="Tables and texts of its beginning; pictures are shown on the pages of the product.",
        operation_id="evidence_preview",
        responses=PreviewWordsOut,
        extensions={"x-problems": ["not_permitted", "gone"]},
    )
)
class EvidencePreview(ReadsUnversioned):
    """The preview of a file."""

    def read(self) -> Any:
        """Its state, tables and texts."""
        return files.preview_of(self.member, self.id)


@extend_schema_view(
    get=extend_schema(
        summary="Who may read sealed evidence",
        description="Shown to those who may read it.",
        operation_id="evidence_readers",
        responses=ReadersOut,
        extensions={"x-problems": ["not_permitted"]},
    ),
    post=extend_schema(
        summary="Name a reader of sealed evidence, or take one away",
        description="By those who read it. At least one stays. Whoever takes themselves away sees no list.",
        operation_id="name_evidence_reader",
        request=ReaderIn,
        responses={200: ReadersOut},
        examples=[examples.READER_IN],
        extensions={"x-problems": ["not_permitted", "wrong_state", "duplicate"]},
    ),
)
class EvidenceReaders(ReadsUnversioned, Creates):
    """Who may read a sealed piece of evidence."""

    serializer_class = ReaderIn

    def read(self) -> Any:
        """Everybody who may read it."""
        return {"readers": readers_of(self.member, self.id)}

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Name a reader, or take one away."""
        account = fields["account"]
        act = sealing.name_reader if fields["reads"] else sealing.remove_reader
        act(actor=self.member, evidence_id=self.id, account_id=account)
        gone = not fields["reads"] and account == self.member.account_id
        return ({"readers": []} if gone else self.read()), 200
