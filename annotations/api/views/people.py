"""Who calls, and the scales they rate on."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view

from annotations.api.serializers.people import MeOut
from annotations.api.serializers.ratings import ScalesOut
from annotations.api.views.base import ReadsUnversioned
from annotations.queries import people, ratings


@extend_schema_view(
    get=extend_schema(summary="Who calls, and on which desk", operation_id="me", responses=MeOut)
)
class Me(ReadsUnversioned):
    """The member behind the token or session."""

    def read(self) -> Any:
        """Account, desk, role and permissions."""
        return people.me(self.member)


@extend_schema_view(
    get=extend_schema(
        summary="The rating scales in use", operation_id="ratings", responses=ScalesOut
    )
)
class Ratings(ReadsUnversioned):
    """The scales of the desk with their ratings in order."""

    def read(self) -> Any:
        """The scales in use."""
        return {"results": ratings.scales(self.member)}
