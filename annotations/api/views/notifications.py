"""What the caller was told of."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view

from annotations.actions import notifications as acts
from annotations.api import examples
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.serializers.notifications import NoticeOut, ReadIn, ReadOut
from annotations.api.views.base import Creates, Lists
from annotations.api.views.parameters import choice_of
from annotations.models import Notification
from annotations.queries import notifications as questions


@extend_schema_view(
    get=extend_schema(
        summary="What you were told of, newest first",
        operation_id="notifications",
        responses=NoticeOut(many=True),
        parameters=[
            OpenApiParameter("unread", enum=["yes"], description="Only what was not read.")
        ],
    )
)
class Notifications(Lists):
    """The caller's notices on the desk."""

    pagination_class = Pages
    page_ordering = ("-created_at", "-id")

    def get_queryset(self) -> QuerySet[Notification]:
        """The notices asked for."""
        unread = choice_of(self.request, "unread", ["yes"]) == "yes"
        return questions.notices_of(self.member, unread=unread)

    def rows(self, items: list[Notification]) -> list[dict[str, Any]]:
        """The notices, with the claims the caller sees."""
        return questions.notice_rows(items, self.member)


@extend_schema_view(
    post=extend_schema(
        summary="Mark notices as read",
        description="Those of `ids`, or all without it. Ids that are not yours change nothing.",
        operation_id="read_notifications",
        responses={200: ReadOut},
        examples=[examples.READ_IN],
    )
)
class ReadNotifications(Creates):
    """Reading notices."""

    serializer_class = ReadIn

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Mark them as read."""
        return {"read": acts.read_notices(actor=self.member, ids=fields.get("ids"))}, 200
