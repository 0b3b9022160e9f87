"""Places on the desk, and tokens, coming in and going out."""

from rest_framework import serializers

from annotations.actions.tokens import LONGEST_NAME, MOST_DAYS
from annotations.api.serializers.fields import Id, In, Moment, Out, Text, Word
from annotations.domain.vocabulary import Role, Scope


class TokenIn(In):
    """A token to be made."""

    name = Text(max_length=LONGEST_NAME, required=True)
    scopes = serializers.ListField(child=Word(Scope), allow_empty=False, max_length=len(Scope))
    days = serializers.IntegerField(
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text="How long it lives; 90 by default.",
    )


class TokenOut(Out):
    """A token without its secret."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    scopes = serializers.ListField(child=Word(Scope))
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)
    revoked = serializers.BooleanField()
    etag = serializers.CharField()


class NewTokenOut(TokenOut):
    """A token just made, with its secret: it is shown this once."""

    secret = serializers.CharField(
        allow_null=True, help_text="Null when the answer is that to a repeated request."
    )


class _Scoped(In):
    article = Id(required=False, allow_null=True, help_text="For guests: the one article they see.")
    claim = Id(required=False, allow_null=True, help_text="For guests: the one claim they see.")


class MemberIn(_Scoped):
    """Somebody to be invited."""

    email = serializers.EmailField(max_length=254)
    name = Text(max_length=200, required=True)
    role = Word(Role)
    starts_at = Moment(required=False)
    ends_at = Moment(required=False)


class MemberChangeIn(_Scoped):
    """What changes: role and view of a guest together, or the end alone."""

    role = Word(Role, required=False)
    ends_at = Moment(required=False)


class MemberOut(Out):
    """A place on the desk. Until an invitation is accepted, `name` is what the inviter typed."""

    id = serializers.UUIDField()
    account = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()
    role = Word(Role)
    invited = serializers.BooleanField(help_text="Whether the invitation is not accepted yet.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)
    scope_kind = serializers.ChoiceField(choices=["", "article", "claim"])
    scope = serializers.UUIDField(allow_null=True)
    etag = serializers.CharField()
