"""Members of the desk, for its leads; and the tokens of whoever calls."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view

from annotations import policies
from annotations.actions import members as acts
from annotations.actions import tokens as keys
from annotations.actions.acts import Versions, found
from annotations.api import examples
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.serializers.members import (
    MemberChangeIn,
    MemberIn,
    MemberOut,
    NewTokenOut,
    TokenIn,
    TokenOut,
)
from annotations.api.views.base import Changes, Creates, Lists, Reads, Removes
from annotations.domain.errors import InvalidError
from annotations.domain.vocabulary import Role
from annotations.models import ApiToken, Membership
from annotations.queries import people


@extend_schema_view(
    get=extend_schema(
        summary="Your tokens of this desk, newest first",
        operation_id="tokens",
        responses=TokenOut(many=True),
    ),
    post=extend_schema(
        summary="Make a token",
        description="A token can make one that may do no more than itself, and that ends with it at the latest.",
        operation_id="make_token",
        responses={201: NewTokenOut},
        examples=[examples.TOKEN_IN],
    ),
)
class Tokens(Lists, Creates):
    """The tokens of whoever calls."""

    pagination_class = Pages
    serializer_class = TokenIn
    location = "me-token"

    def get_queryset(self) -> QuerySet[ApiToken]:
        """The member's own tokens."""
        return people.own_tokens(self.member)

    def row(self, item: ApiToken) -> dict[str, Any]:
        """One token, without its secret."""
        return people.token_row(item)

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Make the token; its secret is in this answer and nowhere else."""
        by = self.request.auth
        token, secret = keys.issue_token(
            actor=self.member, by=UUID(str(by)) if by else None, **fields
        )
        return {**people.token_row(token), "secret": secret}, 201

    def kept(self, body: Any) -> Any:
        """A secret has no second place."""
        return {**body, "secret": None}


@extend_schema_view(
    get=extend_schema(summary="One of your tokens", operation_id="token", responses=TokenOut),
    delete=extend_schema(
        summary="Revoke a token",
        description="It opens nothing any more, and stays in the list.",
        operation_id="revoke_token",
        request=None,
        responses={204: None},
    ),
)
class OneToken(Reads, Removes):
    """A token of whoever calls."""

    def read(self) -> Any:
        """The token without its secret."""
        return people.token_row(found(people.own_tokens(self.member), self.id))

    def perform_destroy(self, expected: Versions) -> None:
        """Revoke it."""
        own = found(people.own_tokens(self.member), self.id)
        keys.revoke_token(actor=self.member, token_id=own.pk, expected_version=expected)


@extend_schema_view(
    get=extend_schema(
        summary="Everybody with a place on the desk",
        operation_id="members",
        responses=MemberOut(many=True),
        extensions={"x-problems": ["not_permitted"]},
    ),
    post=extend_schema(
        summary="Invite somebody",
        description="A mail tells them; the place opens once they accept.",
        operation_id="invite_member",
        responses={201: MemberOut},
        examples=[examples.MEMBER_IN],
        extensions={"x-problems": ["not_permitted", "duplicate"]},
    ),
)
class Members(Lists, Creates):
    """The members of the desk, for its leads."""

    pagination_class = Pages
    page_ordering = ("-id",)
    serializer_class = MemberIn
    location = "member"

    def get_queryset(self) -> QuerySet[Membership]:
        """Everybody here or to come."""
        policies.may_manage_members(self.member).require()
        return people.members_like(self.member)

    def row(self, item: Membership) -> dict[str, Any]:
        """One place."""
        return people.member_row(item)

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Invite them."""
        scope = _scope(fields)
        fields["role"] = Role(fields["role"])
        member = acts.invite_member(actor=self.member, scope=scope, **fields)
        return people.member_row(member), 201


@extend_schema_view(
    get=extend_schema(
        summary="One member",
        operation_id="member",
        responses=MemberOut,
        extensions={"x-problems": ["not_permitted"]},
    ),
    patch=extend_schema(
        summary="Change a role, what a guest sees, or the end of a place",
        operation_id="change_member",
        request=MemberChangeIn,
        responses=MemberOut,
        examples=[examples.MEMBER_CHANGE],
        extensions={"x-problems": ["not_permitted", "wrong_state"]},
    ),
    delete=extend_schema(
        summary="End a place now",
        description="Tokens, sessions and leases end with it. What was contributed stays.",
        operation_id="end_membership",
        request=None,
        responses={204: None},
        extensions={"x-problems": ["not_permitted", "wrong_state"]},
    ),
)
class OneMember(Changes, Removes):
    """A place on the desk."""

    serializer_class = MemberChangeIn

    def read(self) -> Any:
        """The place."""
        policies.may_manage_members(self.member).require()
        return people.member_row(self._place())

    def perform_update(self, changes: dict[str, Any], expected: Versions) -> None:
        """Change role and view, or the end."""
        who: dict[str, Any] = {"actor": self.member, "membership_id": self.id}
        ends_at = changes.pop("ends_at", None)
        if ends_at is not None and changes:
            words = _("Change the end of a place in a call of its own.")
            raise InvalidError(words, errors={"ends_at": [words]})
        if ends_at is not None:
            acts.end_membership(**who, ends_at=ends_at, expected_version=expected)
            return
        policies.may_manage_members(self.member).require()
        role = Role(changes.get("role") or self._place().role)
        acts.change_role(**who, role=role, scope=_scope(changes), expected_version=expected)

    def perform_destroy(self, expected: Versions) -> None:
        """End it now."""
        acts.end_membership(actor=self.member, membership_id=self.id, expected_version=expected)

    def _place(self) -> Membership:
        return found(people.members_like(self.member), self.id)


def _scope(fields: dict[str, Any]) -> tuple[str, UUID] | None:
    """The one article or claim, taken out of the body. Raises InvalidError for both."""
    given = {kind: fields.pop(kind, None) for kind in ("article", "claim")}
    chosen = [(kind, pk) for kind, pk in given.items() if pk is not None]
    if len(chosen) > 1:
        words = _("A guest sees one article or one claim, not both.")
        raise InvalidError(words, errors={"claim": [words]})
    return chosen[0] if chosen else None
