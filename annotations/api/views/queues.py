"""Review queues: what waits, and the next review for whoever asks."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view

from annotations.actions import queues as acts
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.serializers.queues import QueueItemOut, QueuesOut
from annotations.api.views.base import Creates, Lists, ReadsUnversioned
from annotations.models import QueueItem
from annotations.queries import queues as questions


@extend_schema_view(
    get=extend_schema(summary="The review queues", operation_id="queues", responses=QueuesOut)
)
class Queues(ReadsUnversioned):
    """The queues of the desk."""

    def read(self) -> Any:
        """Each queue with what waits in it."""
        return {"results": questions.queue_list(self.member)}


@extend_schema_view(
    get=extend_schema(
        summary="What waits in a queue, in order",
        operation_id="queue_items",
        responses=QueueItemOut(many=True),
    )
)
class QueueItems(Lists):
    """The items of a queue."""

    pagination_class = Pages
    page_ordering = ("rank_at", "id")

    def get_queryset(self) -> QuerySet[QueueItem]:
        """The live items of the queue."""
        return questions.items_of(self.member, self.kwargs["slug"])

    def row(self, item: QueueItem) -> dict[str, Any]:
        """One item."""
        return questions.item_row(item, self.member)


@extend_schema_view(
    post=extend_schema(
        summary="Take the next review",
        description="The item the caller holds, else the first free one open to them, leased for a while.",
        operation_id="take_next",
        request=None,
        responses={
            200: QueueItemOut,
            204: OpenApiResponse(description="Nothing waits for the caller"),
        },
        extensions={"x-problems": ["not_permitted"]},
    )
)
class Next(Creates):
    """The next review of a queue."""

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Lease the next item."""
        item = acts.take_next(actor=self.member, queue_slug=self.kwargs["slug"])
        if item is None:
            return None, 204
        return questions.item_row(questions.item_of(self.member, item.pk), self.member), 200
