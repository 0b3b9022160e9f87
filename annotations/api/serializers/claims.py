"""Claims, where they occur, triage and contacts."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from annotations.api.serializers.evidence import EvidenceOut
from annotations.api.serializers.fields import Entries, Id, In, Offset, Out, Text, WebAddress, Word
from annotations.api.serializers.people import PersonOut
from annotations.api.serializers.verdicts import VerdictOut
from annotations.domain.vocabulary import (
    AnchorState,
    ClaimKind,
    Form,
    Level,
    OutletPosition,
    Precision,
    TriageDecision,
    TriageGround,
    VerdictState,
)

OPEN = "open"
CLAIM_STATES = (OPEN, *(state.value for state in VerdictState))


class QuantityIn(In):
    """The number a claim is about."""

    value = Text(max_length=60, required=False)
    unit = Text(max_length=60, required=False)
    period = Text(max_length=60, required=False)
    place = Text(max_length=120, required=False)


class SpokenIn(In):
    """The circumstances in which a claim was made."""

    speaker = Text(
        max_length=200, required=False, allow_null=True, help_text="A name, or the id of a person."
    )
    speaker_role = Text(max_length=200, required=False, help_text="What the speaker was that day.")
    said_on = serializers.DateField(required=False, allow_null=True)
    said_precision = Word(Precision, required=False)
    form = Word(Form, required=False)
    outlet_position = Word(OutletPosition, required=False)
    language = Text(max_length=12, required=False, help_text="Of the words as they were said.")
    translation = Text(max_length=20_000, required=False)
    published_on = serializers.DateField(required=False, allow_null=True)
    place = Text(max_length=200, required=False)


class ClaimChangeIn(SpokenIn):
    """What is said of a claim; what belongs to an occurrence changes the first one."""

    statement = Text(
        max_length=5_000, required=False, help_text="The claim in words that stand alone."
    )
    statement_language = Text(max_length=12, required=False, allow_blank=False)
    kind = Word(ClaimKind, required=False)
    topics = Entries(child=Text(max_length=80, allow_blank=False), max_length=30, required=False)
    harm = Word(Level, required=False, allow_blank=True)
    reach = Word(Level, required=False, allow_blank=True)
    quantity = QuantityIn(required=False, allow_null=True)
    parent = Id(required=False, allow_null=True, help_text="The claim this one is a part of.")  # type: ignore[assignment]
    assignee = Id(required=False, allow_null=True, help_text="An account of the desk.")
    note = Text(max_length=20_000, required=False)


class ClaimIn(ClaimChangeIn):
    """A claim at words of an article. Offsets are code points of the revision, half open."""

    article = Id()
    revision = Id(
        required=False,
        help_text="The revision the offsets count in; refused if it is not the current one.",
    )
    start = Offset()
    end = Offset()
    exact = Text(
        max_length=100_000,
        required=False,
        allow_blank=False,
        help_text="The words; refused if others stand there.",
    )

    def validate(self, attrs: Any) -> Any:
        """The end comes after the start."""
        return checked_span(super().validate(attrs))


class OccurrenceIn(SpokenIn):
    """Another place where the claim was made: words of an article, or an image, video, post or speech."""

    article = Id(required=False)
    start = Offset(required=False)
    end = Offset(required=False)
    exact = Text(max_length=100_000, required=False, allow_blank=False)
    media_url = WebAddress(required=False)
    timecode = Text(max_length=20, required=False, help_text="Where in the recording: `00:01:30`.")
    words = Text(
        max_length=20_000, required=False, help_text="Of a media reference: what was said in it."
    )

    def validate(self, attrs: Any) -> Any:
        """Either a whole span of an article, or a media address."""
        attrs = super().validate(attrs)
        span = [name for name in ("article", "start", "end") if name in attrs]
        if len(span) == 3 and not attrs.get("media_url"):
            return checked_span(attrs)
        if not span and attrs.get("media_url"):
            return attrs
        sentence = _("Say where it was made: article, start and end together, or a media address.")
        raise serializers.ValidationError({"article": [sentence]})


def checked_span(attrs: Any) -> Any:
    """Offsets whose end comes after their start."""
    if attrs["end"] <= attrs["start"]:
        raise serializers.ValidationError({"end": [_("The end must come after the start.")]})
    return attrs


class TriageIn(In):
    """Whether the claim will be checked."""

    decision = Word(TriageDecision)
    ground = Word(TriageGround, required=False, allow_blank=True)
    reason = Text(
        max_length=5_000,
        required=False,
        help_text="This or `ground` is needed for everything but `to_check`.",
    )


class ContactIn(In):
    """One attempt to reach whoever made the claim, or the reason why there was none."""

    person = Id(required=False, allow_null=True)
    whom = Text(max_length=200, required=False)
    channel = Text(max_length=60, required=False)
    question = Text(max_length=20_000, required=False)
    sent_at = serializers.DateTimeField(required=False, allow_null=True)
    deadline = serializers.DateTimeField(required=False, allow_null=True)
    reply = Text(max_length=50_000, required=False)
    replied_at = serializers.DateTimeField(required=False, allow_null=True)
    none_because = Text(max_length=5_000, required=False)


class AnchorOut(Out):
    """The words of an occurrence in one revision: `text[start:end] == exact`, in code points."""

    revision = serializers.UUIDField()
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    exact = serializers.CharField()
    prefix = serializers.CharField()
    suffix = serializers.CharField()
    state = Word(AnchorState)


class SpeakerOut(Out):
    """Who said it, and what they were that day."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.CharField()


class OccurrenceOut(Out):
    """Where a claim was made."""

    id = serializers.UUIDField()
    article = serializers.UUIDField(allow_null=True)
    media_url = serializers.CharField()
    timecode = serializers.CharField()
    form = Word(Form)
    words = serializers.CharField()
    language = serializers.CharField()
    translation = serializers.CharField()
    speakers = SpeakerOut(many=True)
    outlet_position = Word(OutletPosition)
    said_on = serializers.DateField(allow_null=True)
    said_precision = Word(Precision)
    published_on = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    etag = serializers.CharField()
    anchors = AnchorOut(many=True)


class QuantityOut(Out):
    """The number a claim is about."""

    value = serializers.CharField()
    unit = serializers.CharField()
    period = serializers.CharField()
    place = serializers.CharField()


class ClaimMayOut(Out):
    """What the caller may do with the claim."""

    edit = serializers.BooleanField()
    withdraw = serializers.BooleanField()
    submit = serializers.BooleanField()
    review = serializers.BooleanField()


class ClaimOut(Out):
    """A claim with all that belongs to it."""

    id = serializers.UUIDField()
    article = serializers.UUIDField(allow_null=True)
    statement = serializers.CharField()
    statement_language = serializers.CharField()
    kind = Word(ClaimKind)
    topics = serializers.ListField(child=serializers.CharField())
    harm = Word(Level, allow_blank=True)
    reach = Word(Level, allow_blank=True)
    quantity = QuantityOut(allow_null=True)
    withheld_on = serializers.DateField(
        allow_null=True,
        help_text="Since when words are withheld by an order; blocks stand in their place.",
    )
    note = serializers.CharField()
    parent = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]
    assignee = PersonOut(allow_null=True)
    withdrawn = serializers.BooleanField()
    version = serializers.IntegerField(
        help_text="Counts substantive changes; a submission freezes one version."
    )
    etag = serializers.CharField()
    state = serializers.ChoiceField(choices=CLAIM_STATES)
    occurrences = OccurrenceOut(many=True)
    anchors = AnchorOut(many=True)
    evidence = EvidenceOut(many=True)
    verdict = VerdictOut(allow_null=True)
    created_by = PersonOut()
    created_at = serializers.DateTimeField()
    may = ClaimMayOut()
    contributors = PersonOut(many=True)


class ArticleClaimsOut(Out):
    """The claims of an article in reading order."""

    counter = serializers.IntegerField(help_text="What to ask for changes `since`.")
    revision = serializers.UUIDField()
    results = ClaimOut(many=True)


class TriageOut(Out):
    """A decision about a claim."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    decision = Word(TriageDecision)
    ground = Word(TriageGround, allow_blank=True)
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    created_by = PersonOut()


class ContactOut(Out):
    """One attempt to reach whoever made the claim."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    person = PersonOut(allow_null=True)
    whom = serializers.CharField()
    channel = serializers.CharField()
    question = serializers.CharField()
    sent_at = serializers.DateTimeField(allow_null=True)
    deadline = serializers.DateTimeField(allow_null=True)
    reply = serializers.CharField()
    replied_at = serializers.DateTimeField(allow_null=True)
    none_because = serializers.CharField()
    late = serializers.BooleanField(
        help_text="Whether the deadline has passed and no reply has come."
    )
    created_at = serializers.DateTimeField()
    created_by = PersonOut()
    etag = serializers.CharField()
