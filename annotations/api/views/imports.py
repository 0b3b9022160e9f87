"""Imports of many articles: asked for, watched, cancelled, gone on with."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.parsers import MultiPartParser

from annotations.actions import imports as acts
from annotations.api import examples
from annotations.api.conditional import version_if_sent
from annotations.api.idempotency import Outcome
from annotations.api.lines import LinesParser
from annotations.api.pagination import Pages
from annotations.api.rendering import JsonParser
from annotations.api.serializers.imports import ImportIn, ImportOut, ImportRowOut
from annotations.api.views.base import Creates, Lists, MemberView, Reads
from annotations.api.views.parameters import choice_of
from annotations.domain.vocabulary import RowFate
from annotations.models import ArticleImport, ImportRow
from annotations.queries import imports as questions


class ShowsImport(MemberView):
    """What an import looks like to the member."""

    def shown(self) -> dict[str, Any]:
        """The import of the address, or NotFoundError."""
        return questions.import_row(questions.import_of(self.member, self.id))


@extend_schema_view(
    get=extend_schema(
        summary="The desk's imports, newest first",
        operation_id="imports",
        responses=ImportOut(many=True),
    ),
    post=extend_schema(
        summary="Take many articles in",
        description=(
            "Send `articles` as JSON, `files` as a form (texts and pages, one zip, or one file of JSON lines), "
            "or JSON lines as the body (`application/x-ndjson`). What cannot be read as a whole is refused now; "
            "each article has its own fate later. Watch `state` and the counts at the address in `Location`."
        ),
        operation_id="request_import",
        request={
            "application/json": ImportIn,
            "multipart/form-data": ImportIn,
            "application/x-ndjson": {"type": "string", "format": "binary"},
        },
        responses={202: ImportOut},
        examples=[examples.IMPORT_IN],
        extensions={"x-problems": ["not_permitted", "unsupported", "too_large"]},
    ),
)
class Imports(Lists, Creates):
    """The imports of the desk."""

    parser_classes = [JsonParser, MultiPartParser, LinesParser]
    pagination_class = Pages
    serializer_class = ImportIn
    location = "import"

    def get_queryset(self) -> QuerySet[ArticleImport]:
        """All imports of the desk."""
        return questions.import_list(self.member)

    def row(self, item: ArticleImport) -> dict[str, Any]:
        """One import."""
        return questions.import_row(item)

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Ask for the import."""
        articles = fields.pop("articles", None)
        files = fields.pop("files", None) or [_as_lines(articles)]
        job = acts.request_import(actor=self.member, files=files, **fields)
        return questions.import_row(job), 202


def _as_lines(articles: list[Mapping[str, Any]]) -> File:  # type: ignore[type-arg]
    """The articles of a JSON body as the file they are kept in."""
    lines = "".join(f"{json.dumps(article)}\n" for article in articles)
    return File(BytesIO(lines.encode()), "articles.jsonl")


@extend_schema_view(
    get=extend_schema(summary="How far an import is", operation_id="import", responses=ImportOut)
)
class OneImport(ShowsImport, Reads):
    """An import."""

    def read(self) -> Any:
        """State, progress and counts."""
        return self.shown()


@extend_schema_view(
    get=extend_schema(
        summary="What became of each file or line",
        operation_id="import_rows",
        responses=ImportRowOut(many=True),
        parameters=[OpenApiParameter("fate", enum=list(RowFate), description="Only these.")],
    )
)
class ImportRows(Lists):
    """The rows of an import in their order."""

    pagination_class = Pages
    page_ordering = ("number",)

    def get_queryset(self) -> QuerySet[ImportRow]:
        """The rows asked for."""
        job = questions.import_of(self.member, self.id)
        return questions.rows_of(job, choice_of(self.request, "fate", set(RowFate)))

    def row(self, item: ImportRow) -> dict[str, Any]:
        """One row."""
        return questions.fate_row(item)


@extend_schema_view(
    post=extend_schema(
        summary="Cancel an import",
        description="What has come in stays. One that is being read stops after the articles in hand.",
        operation_id="cancel_import",
        request=None,
        responses={200: ImportOut},
        extensions={"x-problems": ["wrong_state", "not_permitted", "stale"]},
    )
)
class CancelImport(ShowsImport, Creates):
    """Giving an import up."""

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Cancel the import."""
        acts.cancel_import(
            actor=self.member, import_id=self.id, expected_version=version_if_sent(self.request)
        )
        return self.shown(), 200


@extend_schema_view(
    post=extend_schema(
        summary="Go on with an import",
        description="One that was cancelled or failed; what has its fate keeps it.",
        operation_id="resume_import",
        request=None,
        responses={200: ImportOut},
        extensions={"x-problems": ["wrong_state", "gone", "not_permitted", "stale"]},
    )
)
class ResumeImport(ShowsImport, Creates):
    """Going on with an import."""

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Resume the import."""
        acts.resume_import(
            actor=self.member, import_id=self.id, expected_version=version_if_sent(self.request)
        )
        return self.shown(), 200
