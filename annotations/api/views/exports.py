"""Exports: asked for, watched, cancelled, taken."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.actions import exports as acts
from annotations.api import examples
from annotations.api.conditional import is_known, tag, version_if_sent
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.serializers.exports import ExportIn, ExportOut
from annotations.api.views.base import Creates, Lists, MemberView, Reads
from annotations.exports import FORMATS
from annotations.models import ExportJob
from annotations.queries import exports as questions


class ShowsExport(MemberView):
    """What an export looks like to the member."""

    def shown(self) -> dict[str, Any]:
        """The export of the address, or NotFoundError."""
        return questions.export_row(questions.export_of(self.member, self.id))


@extend_schema_view(
    get=extend_schema(
        summary="The desk's exports, newest first",
        operation_id="exports",
        responses=ExportOut(many=True),
    ),
    post=extend_schema(
        summary="Ask for an export",
        description="A worker writes the file; watch `state` and `progress` at the address in `Location`.",
        operation_id="request_export",
        responses={202: ExportOut},
        examples=[examples.EXPORT_IN],
        extensions={"x-problems": ["not_permitted", "unsupported"]},
    ),
)
class Exports(Lists, Creates):
    """The exports of the desk."""

    pagination_class = Pages
    serializer_class = ExportIn
    location = "export"

    def get_queryset(self) -> QuerySet[ExportJob]:
        """All exports of the desk."""
        return questions.export_list(self.member)

    def row(self, item: ExportJob) -> dict[str, Any]:
        """One export."""
        return questions.export_row(item)

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Ask for the export."""
        job = acts.request_export(
            actor=self.member, format=fields["format"], filters=fields.get("filters", {})
        )
        return questions.export_row(job), 202


@extend_schema_view(
    get=extend_schema(summary="How far an export is", operation_id="export", responses=ExportOut)
)
class OneExport(ShowsExport, Reads):
    """An export."""

    def read(self) -> Any:
        """State, progress, size and hash."""
        return self.shown()


@extend_schema_view(
    post=extend_schema(
        summary="Cancel an export",
        operation_id="cancel_export",
        request=None,
        responses={200: ExportOut},
        extensions={"x-problems": ["wrong_state", "not_permitted", "stale"]},
    )
)
class CancelExport(ShowsExport, Creates):
    """Giving an export up."""

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Cancel the export."""
        acts.cancel_export(
            actor=self.member, export_id=self.id, expected_version=version_if_sent(self.request)
        )
        return self.shown(), 200


@extend_schema_view(
    get=extend_schema(
        summary="The file of an export",
        description=(
            "Who took it is logged. While it is still being written: `not_ready`. Where the file is lost: `gone`."
        ),
        operation_id="download_export",
        responses={
            (200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, "The file")
        },
        extensions={"x-problems": ["not_ready", "gone"]},
    )
)
class DownloadExport(MemberView):
    """The file of an export."""

    def get(self, request: Request, **ids: Any) -> HttpResponseBase | Response:
        """The file, in pieces, under a safe name; its hash is its `ETag`."""
        job = acts.take_export(actor=self.member, export_id=self.id)
        headers = {"ETag": tag(job.sha256)}
        if is_known(request, headers["ETag"]):
            job.file.close()
            return Response(None, status.HTTP_304_NOT_MODIFIED, headers=headers)
        kind = FORMATS[job.format]
        name = f"claims-{job.created_at:%Y-%m-%d}-{job.format}.{kind.extension}"
        return FileResponse(
            job.file.open("rb"),
            as_attachment=True,
            filename=name,
            content_type=kind.media_type,
            headers=headers,
        )
