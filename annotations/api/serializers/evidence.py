"""Evidence coming in and going out."""

from rest_framework import serializers

from annotations.api.serializers.fields import (
    Calculation,
    Id,
    In,
    Locator,
    Out,
    Text,
    WebAddress,
    Word,
)
from annotations.api.serializers.people import PersonOut
from annotations.domain.vocabulary import (
    Channel,
    EvidenceKind,
    FileFamily,
    Stance,
    Terms,
    Visibility,
)

PREVIEW_STATES = [(state, state) for state in ("waiting", "made", "none")]


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
    place = Text(
        max_length=500,
        required=False,
        help_text="The locator in words: `p. 3–5`, `Table!B4:C9`, `12:30–13:05`, `row 12, column total`.",
    )
    informant = Text(max_length=300, required=False, help_text="Who was asked, or wrote.")
    channel = Word(Channel, required=False, allow_blank=True)
    calculation = Calculation(required=False, help_text="An own calculation.")
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


class PreviewOut(Out):
    """What can be seen of a file: nothing yet (`waiting`), something (`made`), or nothing, and why (`none`)."""

    state = serializers.ChoiceField(choices=PREVIEW_STATES)
    why = serializers.CharField()
    family = Word(FileFamily, allow_blank=True)
    pages = serializers.IntegerField(help_text="Pages or sheets of the file.")
    pictures = serializers.IntegerField(help_text="How many pages were drawn.")


class TableOut(Out):
    """The first rows of a sheet, as text."""

    name = serializers.CharField()
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    more = serializers.BooleanField(help_text="There is more than is shown.")


class PreviewWordsOut(PreviewOut):
    """A preview with the tables and texts in it."""

    tables = TableOut(many=True)
    headers = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    text = serializers.CharField()
    more = serializers.BooleanField(help_text="The text goes on.")
    attachments = serializers.IntegerField(help_text="Parts of an e-mail that are not shown.")


class FileOut(Out):
    """A kept file. Name and media type are told by its bytes."""

    name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    media_type = serializers.CharField()
    withheld = serializers.BooleanField()
    preview = PreviewOut()


class ReaderIn(In):
    """Who may read a sealed piece of evidence, or may no longer."""

    account = Id()
    reads = serializers.BooleanField(default=True)


class ReaderOut(Out):
    """Somebody who may read it."""

    account = PersonOut()
    since = serializers.DateTimeField()
    named_by = PersonOut()


class ReadersOut(Out):
    """Everybody who may read it."""

    readers = ReaderOut(many=True)


class CalculationCheckOut(Out):
    """What the formula gives, and whether the result agrees."""

    value = serializers.CharField()
    agrees = serializers.BooleanField()


class CalculationInputOut(Out):
    """A number that goes in."""

    name = serializers.CharField()
    value = serializers.CharField()
    unit = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    evidence = serializers.CharField()


class CalculationOut(Out):
    """An own calculation."""

    words = serializers.CharField()
    formula = serializers.CharField()
    inputs = CalculationInputOut(many=True)
    result = serializers.CharField()
    unit = serializers.CharField()
    check = CalculationCheckOut(allow_null=True)


class EvidenceOut(Out):
    """One piece of evidence. Of a sealed one the words come only to those named on it (`readable`)."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    kind = Word(EvidenceKind)
    stance = Word(Stance)
    visibility = Word(Visibility)
    terms = Word(Terms)
    obtained_on = serializers.DateField(allow_null=True)
    obtained_by = PersonOut(allow_null=True)
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
    place = serializers.CharField(help_text="The locator in words.")
    place_url = serializers.CharField(help_text="The address, leading to the place where it can.")
    informant = serializers.CharField()
    channel = Word(Channel, allow_blank=True)
    calculation = CalculationOut(allow_null=True)
    note = serializers.CharField()
    file = FileOut(allow_null=True)


class ListedEvidenceOut(EvidenceOut):
    """One piece of evidence in the list over all claims."""

    statement = serializers.CharField(help_text="What the claim says.")
