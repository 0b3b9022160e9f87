"""Evidence coming in and going out."""

from rest_framework import serializers

from annotations.api.serializers.fields import In, Locator, Out, Text, WebAddress, Word
from annotations.api.serializers.people import PersonOut
from annotations.domain.vocabulary import EvidenceKind, Stance, Terms, Visibility


class EvidenceChangeIn(In):
    """What is said of a piece of evidence. Sealing moves its words apart; it cannot be undone."""

    kind = Word(EvidenceKind, required=False)
    url = WebAddress(required=False)
    title = Text(max_length=500, required=False, help_text="The source's title.")
    publisher = Text(max_length=200, required=False, help_text="Who published the source.")
    published_on = serializers.DateField(required=False, allow_null=True)
    owner = Text(
        max_length=200, required=False, help_text="The source's owner: wire copies share one."
    )
    quote = Text(max_length=50_000, required=False, help_text="Word for word, in its own language.")
    quote_language = Text(max_length=12, required=False)
    quote_typed = serializers.BooleanField(required=False, help_text="Typed by hand, not copied.")
    locator = Locator(required=False, help_text="Page, sheet and cell, timecode, text quote.")
    stance = Word(Stance, required=False)
    note = Text(max_length=20_000, required=False)
    terms = Word(Terms, required=False)
    visibility = Word(Visibility, required=False)
    obtained_on = serializers.DateField(required=False, allow_null=True)


class EvidenceIn(EvidenceChangeIn):
    """A source used for one claim: an address, a file, or neither."""

    stance = Word(Stance)
    file = serializers.FileField(required=False, help_text="As multipart/form-data.")


class SourceOut(Out):
    """What can be cited."""

    id = serializers.UUIDField(allow_null=True)
    title = serializers.CharField()
    url = serializers.CharField()
    publisher = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    owner = serializers.CharField()


class FileOut(Out):
    """A kept file."""

    name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class EvidenceOut(Out):
    """One piece of evidence. Of a sealed one the words come only to those named on it (`readable`)."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    kind = Word(EvidenceKind)
    stance = Word(Stance)
    visibility = Word(Visibility)
    terms = Word(Terms)
    obtained_on = serializers.DateField(allow_null=True)
    created_by = PersonOut()
    created_at = serializers.DateTimeField()
    withheld_on = serializers.DateField(
        allow_null=True,
        help_text="Since when words are withheld by an order; blocks stand in their place.",
    )
    etag = serializers.CharField()
    sealed = serializers.BooleanField()
    readable = serializers.BooleanField()
    url = serializers.CharField()
    source = SourceOut(allow_null=True)  # type: ignore[assignment]
    quote = serializers.CharField()
    quote_language = serializers.CharField()
    quote_typed = serializers.BooleanField()
    locator = Locator()
    note = serializers.CharField()
    file = FileOut(allow_null=True)
