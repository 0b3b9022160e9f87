"""Export jobs."""

from rest_framework import serializers

from annotations.api.serializers.fields import Id, In, Out, Text, Word
from annotations.api.serializers.people import PersonOut
from annotations.domain.vocabulary import ClaimKind, DateField, ExportFormat, ExportState, VerdictState


class ExportFiltersIn(In):
    """Which claims. Without a state: those approved whose approval stands."""

    article = Id(required=False)
    state = Word(VerdictState, required=False)
    kind = Word(ClaimKind, required=False)
    topic = Text(max_length=80, required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    date_field = Word(DateField, required=False)


class ExportIn(In):
    """A format and filters."""

    format = Word(ExportFormat)
    filters = ExportFiltersIn(required=False)


class ExportOut(Out):
    """An export: how far it is, and the file that came out."""

    id = serializers.UUIDField()
    format = Word(ExportFormat)
    filters = serializers.DictField(child=serializers.CharField())
    state = Word(ExportState)
    progress = serializers.IntegerField(help_text="Whole per cent; 100 only when the file is there.")
    done = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True)
    rows = serializers.IntegerField(allow_null=True)
    losses = serializers.ListField(child=serializers.CharField(), help_text="What the format could not carry.")
    sha256 = serializers.CharField()
    size = serializers.IntegerField(allow_null=True)
    problem = serializers.CharField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    requested_by = PersonOut()
    etag = serializers.CharField()
    may_cancel = serializers.BooleanField()
