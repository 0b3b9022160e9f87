"""Articles, their claims in reading order, and what changed."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from annotations.actions import articles as acts
from annotations.actions.acts import Versions
from annotations.api import examples
from annotations.api.conditional import tag_of_whole
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.rendering import JsonParser
from annotations.api.serializers.articles import (
    STATUSES,
    ArticleChangeIn,
    ArticleIn,
    ArticleOut,
    ArticleRowOut,
)
from annotations.api.serializers.claims import ArticleClaimsOut
from annotations.api.views.base import (
    Changes,
    Creates,
    Lists,
    MemberView,
    ReadsUnversioned,
    Removes,
)
from annotations.api.views.parameters import (
    YES_NO,
    choice_of,
    counter_of,
    day_of,
    id_of,
    text_of,
)
from annotations.models import Article, ArticleRevision
from annotations.queries import articles as questions
from annotations.queries import claims

ORDERINGS: Final = questions.ORDERINGS
DAYS: Final = ("added_since", "added_until", "published_since", "published_until")
"""Parameters that name a day of the desk's calendar, which belongs to what is found."""


@extend_schema_view(
    get=extend_schema(
        summary="The desk's articles",
        operation_id="articles",
        responses=ArticleRowOut(many=True),
        parameters=[
            OpenApiParameter(
                "q",
                description="Words of title, text, by-line, outlet or address, or a part of one of those names. "
                '"Words together", -without, or.',
            ),
            OpenApiParameter(
                "status", enum=STATUSES, description="Without it: all but the archived ones."
            ),
            OpenApiParameter("publisher", description="Part of the outlet's name."),
            OpenApiParameter("language", description="A language tag, or the beginning of one."),
            OpenApiParameter(
                "added_by", OpenApiTypes.UUID, description="The account that brought it in."
            ),
            OpenApiParameter("has_claims", enum=YES_NO),
            *(OpenApiParameter(name, OpenApiTypes.DATE) for name in DAYS),
            OpenApiParameter("ordering", enum=list(ORDERINGS), default="-created"),
        ],
    ),
    post=extend_schema(
        summary="Take an article in",
        description=(
            "Send exactly one of `text`, `html` and `file`. The same text under the same address is the same "
            "article: then the answer is 200. Addresses alone are not fetched yet (`unsupported`)."
        ),
        operation_id="add_article",
        responses={
            201: ArticleOut,
            200: OpenApiResponse(ArticleOut, "The article was there already"),
        },
        examples=[examples.ARTICLE_IN],
        extensions={"x-problems": ["unsupported", "too_large", "not_permitted"]},
    ),
)
class Articles(Lists, Creates):
    """The articles of the desk."""

    parser_classes = [JsonParser, MultiPartParser]
    pagination_class = Pages
    serializer_class = ArticleIn
    location = "article"

    @property
    def page_ordering(self) -> tuple[str, ...]:  # type: ignore[override]
        """The keys of the ordering asked for."""
        return ORDERINGS[choice_of(self.request, "ordering", ORDERINGS) or "-created"]

    def get_queryset(self) -> QuerySet[Article]:
        """The articles asked for."""
        rows = questions.article_list(
            self.member,
            q=text_of(self.request, "q"),
            status=choice_of(self.request, "status", STATUSES),
            publisher=text_of(self.request, "publisher"),
            language=text_of(self.request, "language"),
            added_by=id_of(self.request, "added_by"),
            has_claims=choice_of(self.request, "has_claims", YES_NO),
            **{name: day_of(self.request, name) for name in DAYS},
        )
        return rows.prefetch_related(
            Prefetch("revisions", ArticleRevision.objects.defer("text").order_by("-number"))
        )

    def row(self, item: Article) -> dict[str, Any]:
        """An article with its current revision, without the text."""
        revision = item.revisions.all()[0]
        named = {
            "id": revision.pk,
            "number": revision.number,
            "sha256": revision.sha256,
            "length": revision.length,
        }
        return {**questions.article_row(item), "revision": named}

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Take the article in."""
        file = fields.pop("file", None)
        text, html = fields.pop("text", None), fields.pop("html", None)
        if file is not None:
            source: dict[str, Any] = {"data": file.read(), "name": file.name or ""}
        else:
            source = {"data": text or html, "kind": "text" if text else "html"}
        article, new = acts.add_article(actor=self.member, **source, **fields)
        return questions.article_detail(self.member, article.pk), 201 if new else 200


@extend_schema_view(
    get=extend_schema(
        summary="One article with its text", operation_id="article", responses=ArticleOut
    ),
    patch=extend_schema(
        summary="Correct what is known of an article",
        operation_id="correct_article",
        request=ArticleChangeIn,
        responses=ArticleOut,
        examples=[examples.ARTICLE_CHANGE],
    ),
    delete=extend_schema(
        summary="Archive an article",
        description="It leaves the daily list; the article and everything on it stay readable.",
        operation_id="archive_article",
        request=None,
        responses={204: None},
    ),
)
class OneArticle(Changes, Removes):
    """An article."""

    serializer_class = ArticleChangeIn

    def read(self) -> Any:
        """The article with its current text."""
        return questions.article_detail(self.member, self.id)

    def etag(self, body: Mapping[str, Any]) -> str:
        """Status and counts follow from the claims: the row's version alone would not tell that they changed."""
        shown = {name: body[name] for name in body if name != "revision"}
        return tag_of_whole(body["etag"], [shown, body["revision"]["id"]])

    def perform_update(self, changes: dict[str, Any], expected: Versions) -> None:
        """Correct the article's metadata."""
        acts.correct_metadata(
            actor=self.member, article_id=self.id, expected_version=expected, changes=changes
        )

    def perform_destroy(self, expected: Versions) -> None:
        """Archive the article."""
        acts.archive_article(actor=self.member, article_id=self.id, expected_version=expected)


@extend_schema_view(
    get=extend_schema(
        summary="All claims of an article in reading order",
        description="With the anchors of the current revision, and the counter to ask for changes from.",
        operation_id="article_claims",
        responses=ArticleClaimsOut,
    )
)
class ArticleClaims(ReadsUnversioned):
    """The claims of an article."""

    def read(self) -> Any:
        """The standing claims, in reading order."""
        return claims.claims_of_article(self.member, self.id)

    def etag(self, body: Mapping[str, Any]) -> str | None:
        """A digest of the claims: the counter moves with every change of the desk, and an older one is safe."""
        return super().etag({"results": body["results"]})


@extend_schema_view(
    get=extend_schema(
        summary="What changed after a counter",
        description="Claims that changed, withdrawn ones included; a row may come twice, never not at all.",
        operation_id="article_changes",
        parameters=[
            OpenApiParameter(
                "since", int, required=True, description="The counter of the last answer."
            )
        ],
        responses={200: ArticleClaimsOut, 304: OpenApiResponse(description="Nothing changed")},
    )
)
class ArticleChanges(MemberView):
    """What changed on an article."""

    def get(self, request: Any, **ids: Any) -> Response:
        """The changed claims; 304 where there are none."""
        since = counter_of(request, "since")
        if since is None:
            raise ValidationError({"since": [_("Send the counter of the last answer.")]})
        changed = claims.changes_of_article(self.member, self.id, since)
        return (
            Response(None, status.HTTP_304_NOT_MODIFIED) if changed is None else Response(changed)
        )
