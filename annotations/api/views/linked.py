"""Claims and articles as linked data: schema.org ClaimReview and W3C Web Annotation."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.views.base import JSON_LD, ReadsUnversioned
from annotations.domain.errors import NotReadyError
from annotations.exports import claimreview, webannotation
from annotations.exports.header import base_url
from annotations.queries.articles import article_of
from annotations.queries.exports import row_of, rows_of_article


@extend_schema_view(
    get=extend_schema(
        summary="A claim as schema.org ClaimReview",
        description="For a claim whose approval stands; before that: `not_ready`.",
        operation_id="claimreview",
        responses={(200, JSON_LD): OpenApiTypes.OBJECT},
        extensions={"x-problems": ["not_ready"]},
    )
)
class ClaimReview(ReadsUnversioned):
    """The ClaimReview of a claim."""

    def get(self, request: Request, **ids: Any) -> Response:
        """The document."""
        row = row_of(self.member, self.id)
        why = claimreview.missing(row)
        if why:
            raise NotReadyError(why)
        document = claimreview.one(row, base_url(self.member.desk))
        return self.single(document, media_type=JSON_LD)


@extend_schema_view(
    get=extend_schema(
        summary="The claims of an article as a W3C AnnotationPage",
        operation_id="article_annotations",
        responses={(200, JSON_LD): OpenApiTypes.OBJECT},
    )
)
class ArticleAnnotations(ReadsUnversioned):
    """The annotations of an article."""

    def get(self, request: Request, **ids: Any) -> Response:
        """The document."""
        article = article_of(self.member, self.id)
        rows = rows_of_article(self.member, article.pk)
        page = webannotation.page(rows, base_url(self.member.desk), str(article.pk))
        return self.single(page, media_type=JSON_LD)
