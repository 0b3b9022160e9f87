"""Imports of many articles."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.api.serializers.fields import Entries, In, Out, Text, Word
from annotations.api.serializers.people import PersonOut
from annotations.domain.vocabulary import ImportKind, ImportState, RowFate
from annotations.intake.given import MAX_ARTICLES


@extend_schema_field({"type": "object", "additionalProperties": True})
class Line(serializers.Field[Any, Any, Any, Any]):
    """An article as one of many: an object. What is wrong inside it is its own fate, later."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The object as it came."""
        if not isinstance(data, dict):
            raise serializers.ValidationError(_("Give an object of names and values."))
        return data

    def to_representation(self, value: Any) -> Any:
        """The object as it is."""
        return value


class ImportIn(In):
    """Articles, or files of them; and what holds for all that do not say it themselves."""

    articles = Entries(
        child=Line(),
        required=False,
        min_length=1,
        max_length=MAX_ARTICLES,
        help_text=(
            "Each with text or html, and perhaps title, url, publisher, published_at, language. Each is looked "
            "at by itself, later."
        ),
    )
    files = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True),
        required=False,
        help_text="Texts and pages, or one zip, or one file of JSON lines (as multipart/form-data).",
    )
    publisher = Text(max_length=200, required=False, help_text="The outlet's name.")
    language = Text(max_length=12, required=False, help_text="BCP 47.")

    def validate(self, attrs: Any) -> Any:
        """Exactly one of articles and files."""
        given = [name for name in ("articles", "files") if attrs.get(name)]
        if len(given) != 1:
            sentence = _("Send exactly one of articles and files.")
            raise serializers.ValidationError({name: [sentence] for name in given or ["articles"]})
        return super().validate(attrs)


class ImportOut(Out):
    """An import: how far it is, and how many met which fate."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = Word(ImportKind)
    publisher = serializers.CharField()
    language = serializers.CharField()
    state = Word(ImportState)
    progress = serializers.IntegerField(help_text="Whole per cent; 100 only at the end.")
    done = serializers.IntegerField()
    total = serializers.IntegerField(
        allow_null=True, help_text="Null until a worker has looked through the file."
    )
    waiting = serializers.IntegerField(allow_null=True)
    added = serializers.IntegerField()
    known = serializers.IntegerField(help_text="Those the desk had already.")
    refused = serializers.IntegerField()
    size = serializers.IntegerField()
    problem = serializers.CharField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    requested_by = PersonOut()
    etag = serializers.CharField()
    may_cancel = serializers.BooleanField()
    may_resume = serializers.BooleanField()


class NamedArticleOut(Out):
    """An article by id and title."""

    id = serializers.UUIDField()
    title = serializers.CharField()


class ImportRowOut(Out):
    """One file or line, and what became of it."""

    number = serializers.IntegerField(help_text="Of the line; files are counted.")
    name = serializers.CharField(help_text="Of the file, without what leads elsewhere.")
    fate = Word(RowFate)
    code = serializers.CharField(help_text="Of the refusal.")
    reason = serializers.CharField(help_text="Why it was refused, and what to do.")
    article = NamedArticleOut(allow_null=True)
