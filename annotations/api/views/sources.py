"""Sources: listed, entered, read and put right."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet
from drf_spectacular.utils import (
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from annotations.actions import sources as acts
from annotations.actions.acts import Versions
from annotations.api import examples
from annotations.api.conditional import tag_of_whole
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.serializers.sources import SourceDetailOut, SourceIn, SourceRowOut
from annotations.api.views.base import Changes, Creates, Lists, MemberView
from annotations.api.views.filtering import (
    day,
    described,
    filters_of,
    ordering_of,
    words,
    yes_or_no,
)
from annotations.models import Source
from annotations.queries import sources as questions

FILTERS: Final = {
    "q": words("Words of title or address."),
    "publisher": words("Part of the publisher's name."),
    "owner": words("Part of the owner's name."),
    "person": words("Part of the name of the person who is the source."),
    "cited": yes_or_no("Cited on a claim."),
    "published_since": day("Published on this day or later."),
    "published_until": day("Published on this day or earlier."),
}


class ShowsSource(MemberView):
    """What a source looks like to the member."""

    def etag(self, body: Mapping[str, Any]) -> str | None:
        """Its uses show too: the row's version alone would not tell that they changed."""
        return tag_of_whole(body["etag"], body) if "etag" in body else None


@extend_schema_view(
    get=extend_schema(
        summary="The sources of the desk",
        operation_id="sources",
        responses=SourceRowOut(many=True),
        parameters=described(FILTERS, questions.ORDERINGS, "-created"),
    ),
    post=extend_schema(
        summary="Enter a source",
        description="The same title and address is the same source: then the answer is 200.",
        operation_id="add_source",
        responses={
            201: SourceDetailOut,
            200: OpenApiResponse(SourceDetailOut, "The source was there already"),
        },
        examples=[examples.SOURCE_IN],
        extensions={"x-problems": ["not_permitted"]},
    ),
)
class Sources(ShowsSource, Lists, Creates):
    """The sources of the desk."""

    pagination_class = Pages
    serializer_class = SourceIn
    location = "source"

    @property
    def page_ordering(self) -> tuple[str, ...]:  # type: ignore[override]
        """The keys of the ordering asked for."""
        return ordering_of(self.request, questions.ORDERINGS, "-created")

    def get_queryset(self) -> QuerySet[Source]:
        """The sources asked for."""
        return questions.found_sources(self.member, **filters_of(self.request, FILTERS))

    def row(self, item: Source) -> dict[str, Any]:
        """One source."""
        return questions.listed_source_row(item)

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Enter the source."""
        source, new = acts.add_source(actor=self.member, fields=fields)
        return questions.source_detail(self.member, source.pk), 201 if new else 200


@extend_schema_view(
    get=extend_schema(summary="One source", operation_id="source", responses=SourceDetailOut),
    patch=extend_schema(
        summary="Put right what is known of a source",
        description="Of one that is cited only the owner (`wrong_state` for the rest).",
        operation_id="change_source",
        request=SourceIn,
        responses=SourceDetailOut,
        examples=[examples.SOURCE_CHANGE],
        extensions={"x-problems": ["wrong_state", "not_permitted"]},
    ),
)
class OneSource(ShowsSource, Changes):
    """A source."""

    serializer_class = SourceIn

    def read(self) -> Any:
        """The source as the member may see it."""
        return questions.source_detail(self.member, self.id)

    def perform_update(self, changes: dict[str, Any], expected: Versions) -> None:
        """Put the source right."""
        acts.change_source(
            actor=self.member, source_id=self.id, expected_version=expected, changes=changes
        )
