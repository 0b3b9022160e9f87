"""Notices: what somebody was told of."""

from rest_framework import serializers

from annotations.api.serializers.fields import Entries, Id, In, Out, Word
from annotations.api.serializers.people import PersonOut
from annotations.domain.vocabulary import NoticeKind


class ReadIn(In):
    """Which notices were read; without `ids` all of them."""

    ids = Entries(child=Id(), max_length=200, required=False)


class ReadOut(Out):
    """How many notices were unread before."""

    read = serializers.IntegerField()


class NoticeClaimOut(Out):
    """The claim a notice is about."""

    id = serializers.UUIDField()
    statement = serializers.CharField()


class NoticeOut(Out):
    """One thing the caller was told of."""

    id = serializers.UUIDField()
    kind = Word(NoticeKind)
    subject = serializers.UUIDField(help_text="What it is about: a review, a contact, an export …")
    claim = NoticeClaimOut(allow_null=True)
    by = PersonOut(allow_null=True)
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
