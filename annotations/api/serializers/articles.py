"""Articles coming in and going out."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from annotations.api.serializers.fields import In, Moment, Out, Text, WebAddress, Word
from annotations.api.serializers.people import PersonOut
from annotations.domain.errors import UnsupportedError
from annotations.domain.vocabulary import Precision

STATUSES = ("new", "in_progress", "checked", "archived")
TEXT_LIMIT = 6 * 1024 * 1024
"""Above what an article may hold (5 MB), so that the act says so (`too_large`)."""


class Dated(In):
    """What an article's date needs: the precision follows from how the moment was written, unless it is given."""

    def validate(self, attrs: Any) -> Any:
        """`published_at` as a moment, `published_precision` beside it."""
        attrs = super().validate(attrs)
        if attrs.get("published_at"):
            attrs["published_at"], known = attrs["published_at"]
            attrs.setdefault("published_precision", known.value)
        return attrs


class ArticleIn(Dated):
    """A text, a page or a file, with what is known of it. What is given here wins over what is found inside."""

    text = Text(max_length=TEXT_LIMIT, required=False, help_text="The words, as pasted.")
    html = Text(max_length=TEXT_LIMIT, required=False, help_text="The source of a page.")
    file = serializers.FileField(
        required=False, help_text="A text or HTML file (as multipart/form-data)."
    )
    title = Text(max_length=500, required=False)
    url = WebAddress(required=False, help_text="Where it was published.")
    publisher = Text(max_length=200, required=False, help_text="The outlet's name.")
    published_at = Moment(required=False)
    published_precision = Word(Precision, required=False)
    language = Text(
        max_length=12, required=False, help_text="BCP 47; found by itself where it is not given."
    )

    def validate(self, attrs: Any) -> Any:
        """Exactly one of text, html and file. Raises UnsupportedError for an address alone."""
        given = [name for name in ("text", "html", "file") if attrs.get(name)]
        if not given and attrs.get("url"):
            raise UnsupportedError(
                _(
                    "Pages are not fetched from an address yet. Copy the article’s words and send them as “text”."
                )
            )
        if len(given) != 1:
            sentence = _("Send exactly one of text, html and file.")
            raise serializers.ValidationError({name: [sentence] for name in given or ["text"]})
        return super().validate(attrs)


class ArticleChangeIn(Dated):
    """What the desk knows of an article. The text cannot be changed."""

    title = Text(max_length=500, required=True, allow_blank=False)
    url = WebAddress()
    publisher = Text(max_length=200, allow_null=True, help_text="The outlet's name; null for none.")
    byline = Text(max_length=300)
    published_at = Moment(allow_null=True)
    published_precision = Word(Precision)
    language = Text(max_length=12, required=True, allow_blank=False)


class RevisionRefOut(Out):
    """One immutable canonical text, without its words."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of the text's UTF-8 bytes.")
    length = serializers.IntegerField(help_text="In code points.")


class SnapshotOut(Out):
    """The raw bytes a revision was made from."""

    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    media_type = serializers.CharField()


class DroppedOut(Out):
    """A line left out of the text, and the rule that said so."""

    rule = serializers.CharField()
    text = serializers.CharField()


class RevisionOut(RevisionRefOut):
    """One immutable canonical text."""

    text = serializers.CharField()
    snapshot = SnapshotOut()
    dropped = DroppedOut(many=True)
    created_at = serializers.DateTimeField()


class ArticleRowOut(Out):
    """An article as lists show it."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    url = serializers.CharField()
    publisher = PersonOut(allow_null=True)
    byline = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    published_precision = Word(Precision)
    zone_assumed = serializers.BooleanField(
        help_text="The source gave no zone and the desk's was taken."
    )
    practice = serializers.BooleanField(
        help_text="Newcomers try things on it; its claims enter no export."
    )
    withheld_on = serializers.DateField(
        allow_null=True,
        help_text="Since when words are withheld by an order; blocks stand in their place.",
    )
    language = serializers.CharField()
    direction = serializers.ChoiceField(choices=["ltr", "rtl"])
    status = serializers.ChoiceField(choices=STATUSES, help_text="Computed from the claims.")
    claims_count = serializers.IntegerField()
    checked_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    etag = serializers.CharField()
    revision = RevisionRefOut()


class ArticleOut(ArticleRowOut):
    """An article with its current text."""

    revision = RevisionOut()
