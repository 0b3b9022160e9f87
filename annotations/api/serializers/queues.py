"""Review queues and their items."""

from rest_framework import serializers

from annotations.api.serializers.fields import Out, Word
from annotations.api.serializers.people import PersonOut
from annotations.domain.vocabulary import QueueItemState, ReviewKind, VerdictState


class QueueOut(Out):
    """A review queue."""

    slug = serializers.CharField()
    name = serializers.CharField()
    waiting = serializers.IntegerField()
    mine = serializers.IntegerField()


class QueuesOut(Out):
    """The desk's review queues."""

    results = QueueOut(many=True)


class ReasonOut(Out):
    """Why an item stands where it stands: the hours it was moved ahead."""

    code = serializers.CharField()
    text = serializers.CharField()
    hours = serializers.IntegerField()


class LeaseOut(Out):
    """Somebody holds the item until then."""

    until = serializers.DateTimeField()
    mine = serializers.BooleanField()
    holder = serializers.CharField()


class QueueItemOut(Out):
    """One review that somebody has to give."""

    id = serializers.UUIDField()
    queue = serializers.CharField()
    verdict = serializers.UUIDField()
    claim = serializers.UUIDField()
    seat = serializers.IntegerField()
    kind = Word(ReviewKind)
    state = Word(QueueItemState)
    rank_at = serializers.DateTimeField(
        help_text="Items are given out in this order, earliest first."
    )
    due_at = serializers.DateTimeField()
    reasons = ReasonOut(many=True)
    lease = LeaseOut(allow_null=True)
    statement = serializers.CharField()
    verdict_state = Word(VerdictState)
    late = serializers.BooleanField()
    author = PersonOut()
    submission = serializers.UUIDField()
    submitted_at = serializers.DateTimeField()
    submitted_by = serializers.CharField()
    etag = serializers.CharField()
