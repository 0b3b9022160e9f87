"""Who calls, the scales they rate on, and the policies they review under."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view

from annotations.api.serializers.people import MeOut
from annotations.api.serializers.ratings import PoliciesOut, ScalesOut, ScaleVersionsOut
from annotations.api.views.base import ReadsUnversioned
from annotations.queries import people, ratings
from annotations.queries.policies import policies_in_use


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


@extend_schema_view(
    get=extend_schema(
        summary="Every version of every scale, retired ones too",
        operation_id="scales",
        responses=ScaleVersionsOut,
    )
)
class Scales(ReadsUnversioned):
    """The versions of the desk's scales: a verdict pins one of them."""

    def read(self) -> Any:
        """Each version with its ratings; of each scale the newest first."""
        return {"results": ratings.every_scale(self.member)}


@extend_schema_view(
    get=extend_schema(
        summary="The review policies in use", operation_id="policies", responses=PoliciesOut
    )
)
class Policies(ReadsUnversioned):
    """What a verdict needs before it is approved."""

    def read(self) -> Any:
        """The policies rounds may begin under, the default first."""
        return {"results": policies_in_use(self.member)}
