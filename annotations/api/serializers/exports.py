"""Export jobs."""

from typing import Any

from rest_framework import serializers

from annotations.api.serializers.fields import Id, In, Out, Text, Word
from annotations.api.serializers.people import PersonOut
from annotations.domain.vocabulary import (
    ClaimKind,
    DateField,
    ExportFormat,
    ExportState,
    VerdictState,
)

EXPORT_STATES = ("any", "open", *(state.value for state in VerdictState))


class ExportFiltersIn(In):
    """Which claims. Without a state: those approved whose approval stands."""

    state = serializers.ChoiceField(choices=EXPORT_STATES, required=False)
    article = Id(required=False, allow_null=True)
    since = serializers.DateField(
        required=False, allow_null=True, help_text="On the desk's calendar, included."
    )
    until = serializers.DateField(
        required=False, allow_null=True, help_text="On the desk's calendar, included."
    )
    date_field = Word(DateField, required=False)
    kind = Word(ClaimKind, required=False)
    topic = Text(max_length=80, required=False)
    publisher = Text(max_length=200, required=False, help_text="Of an article the claim stands in.")
    person = Id(
        required=False,
        allow_null=True,
        help_text="Who said it; whoever is marked the same counts too.",
    )
    language = Text(max_length=12, required=False, help_text="Of the statement, such as `en`.")

    def validate(self, attrs: Any) -> Any:
        """The filters in the plain words they are kept in."""
        attrs = super().validate(attrs)
        return {name: str(value) for name, value in attrs.items() if value is not None}


class ExportIn(In):
    """A format and filters."""

    format = Word(ExportFormat)
    filters = ExportFiltersIn(required=False)


class LossOut(Out):
    """A claim that is not in the file, and why. The last one of many has no claim but says how many `more`."""

    claim = serializers.UUIDField(allow_null=True)
    why = serializers.CharField()
    more = serializers.IntegerField(required=False)


class ExportOut(Out):
    """An export: how far it is, and the file that came out."""

    id = serializers.UUIDField()
    format = Word(ExportFormat)
    filters = serializers.DictField(child=serializers.CharField())
    state = Word(ExportState)
    progress = serializers.IntegerField(
        help_text="Whole per cent; 100 only when the file is there."
    )
    done = serializers.IntegerField()
    total = serializers.IntegerField(allow_null=True)
    rows = serializers.IntegerField(allow_null=True)
    losses = LossOut(many=True)
    sha256 = serializers.CharField(allow_null=True)
    size = serializers.IntegerField(allow_null=True)
    problem = serializers.CharField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    requested_by = PersonOut()
    etag = serializers.CharField()
    may_cancel = serializers.BooleanField()
    expired_at = serializers.DateTimeField(
        allow_null=True, help_text="Since when the file is deleted: it was kept its time."
    )
