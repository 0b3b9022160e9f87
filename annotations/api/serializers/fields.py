"""Strict fields: what is not of the right kind is refused and never bent into shape."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.domain.vocabulary import Precision
from annotations.models.labels import choices

OFFSET_LIMIT: Final = 2**31 - 1
LOCATOR_LIMIT: Final = 20_000
NUMBER_LIMIT: Final = 2**53
"""From here on a browser would round a whole number."""
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_MOMENT: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d.*))?)?)?")


class In(serializers.Serializer[Any]):
    """A body that comes in. A field it does not know is refused by name: a typing error must not look like success."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "unknown": gettext_lazy("There is no such field here."),
        "nothing": gettext_lazy("Name at least one field to change."),
    }

    def to_internal_value(self, data: Any) -> Any:
        """The validated fields. Raises ValidationError, naming unknown fields too."""
        if isinstance(data, Mapping):
            unknown = [
                str(name) for name in data if name not in self.fields or self.fields[name].read_only
            ]
            if unknown:
                sentence = self.error_messages["unknown"]
                raise serializers.ValidationError(
                    {_shown(name): [sentence] for name in sorted(unknown)[:20]}
                )
        return super().to_internal_value(data)

    def validate(self, attrs: Any) -> Any:
        """A change changes something."""
        if self.partial and not attrs:
            self.fail("nothing")
        return attrs


class Nothing(In):
    """A body without fields."""


class Out(serializers.Serializer[Any]):
    """A body that goes out, for the OpenAPI document; the rows themselves come as plain dicts from the queries."""


def _shown(name: str) -> str:
    return _UNSTORABLE.sub("\ufffd", name)[:100]


class Longest(MaxLengthValidator):
    """Says which field is too long in NFC, and by how much: the sentence may be shown far from the field."""

    requires_context = True

    def __call__(self, value: Any, field: Any = None) -> None:
        """Raises ValidationError for a longer string."""
        length = len(unicodedata.normalize("NFC", value))
        if length > self.limit_value:
            name = field.field_name or field.parent.field_name
            raise serializers.ValidationError(
                _("“%(field)s” has %(length)d characters; %(most)d is the most.")
                % {"field": name, "length": length, "most": self.limit_value},
                code="max_length",
            )


class Text(serializers.CharField):
    """A string of at most `max_length` code points. Numbers are not strings; NUL and lone surrogates are refused."""

    def __init__(self, *, max_length: int, **options: Any) -> None:
        options.setdefault("allow_blank", not options.get("required", False))
        super().__init__(trim_whitespace=False, **options)
        self.max_length = max_length
        self.validators.append(Longest(max_length))

    def to_internal_value(self, data: Any) -> str:
        """The string as it came."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class WebAddress(Text):
    """An http(s) address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2000, **options)

    def to_internal_value(self, data: Any) -> str:
        """The address. Raises ValidationError for anything that is none."""
        value = super().to_internal_value(data).strip()
        if not value:
            return value
        try:
            parts = urlsplit(value)
            good = (
                parts.scheme in {"http", "https"}
                and bool(parts.hostname)
                and not re.search(r"[\s\x00-\x1f\x7f-\x9f]", value)
            )
        except ValueError:
            good = False
        if not good:
            raise serializers.ValidationError(
                _("Give a whole address that begins with http:// or https://.")
            )
        return value


class Entries(serializers.ListField):
    """A list of at most `max_length` entries, counted before any of them is looked at."""

    def to_internal_value(self, data: Any) -> list[Any]:
        """The entries."""
        if isinstance(data, list) and len(data) > (self.max_length or 0):
            self.fail("max_length", max_length=self.max_length)
        entries: list[Any] = super().to_internal_value(data)
        return entries


@extend_schema_field(OpenApiTypes.INT)
class Offset(serializers.IntegerField):
    """An offset in Unicode code points."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=OFFSET_LIMIT, **options)

    def to_internal_value(self, data: Any) -> int:
        """The integer; a string or a fraction is none."""
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class Word(serializers.ChoiceField):
    """One value of a closed vocabulary."""

    def __init__(self, enum: type[StrEnum], **options: Any) -> None:
        super().__init__(choices=choices(enum), **options)

    def to_internal_value(self, data: Any) -> str:
        """The value; only a string can be one."""
        if not isinstance(data, str):
            self.fail("invalid_choice", input=str(data)[:50])
        return str(super().to_internal_value(data))


class Id(serializers.UUIDField):
    """An id; only a string can be one."""

    def to_internal_value(self, data: Any) -> UUID:
        """The id."""
        if not isinstance(data, str):
            self.fail("invalid", value=str(data)[:50])
        value: UUID = super().to_internal_value(data)
        return value


@extend_schema_field({"type": "object", "additionalProperties": True})
class Locator(serializers.Field[Any, Any, Any, Any]):
    """Where in the source: an object of names and values (in a form: the object as JSON text)."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The object. Raises ValidationError where it is none, too large or not storable."""
        if isinstance(data, str):
            try:
                data = json.loads(data)
            except (ValueError, RecursionError):
                data = None
        if not isinstance(data, dict):
            raise serializers.ValidationError(_("Give an object of names and values."))
        self.refuse_unstorable(data)
        if len(json.dumps(data)) > LOCATOR_LIMIT:
            raise serializers.ValidationError(_("It is too long."))
        return data

    def refuse_unstorable(self, data: dict[str, Any]) -> None:
        """Raise ValidationError for what database, JSON or browsers would not hold as it is."""
        if not all(_storable(leaf) for leaf in _leaves(data, depth=0)):
            raise serializers.ValidationError(_unstorable())

    def to_representation(self, value: Any) -> Any:
        """The object as it is."""
        return value


@extend_schema_field(
    {
        "type": "object",
        "description": "What goes in, how it is reckoned, and what comes out. In the formula the inputs are A, B, C …",
        "required": ["inputs", "result"],
        "properties": {
            "words": {"type": "string", "maxLength": 2000},
            "formula": {"type": "string", "maxLength": 500},
            "inputs": {
                "type": "array",
                "minItems": 1,
                "maxItems": 20,
                "items": {
                    "type": "object",
                    "required": ["name", "value"],
                    "properties": {
                        "name": {"type": "string"},
                        "value": {"type": "string"},
                        "unit": {"type": "string"},
                        "source": {"type": "string", "description": "Where the number is from."},
                        "evidence": {
                            "type": "string",
                            "description": "The evidence of this claim it is from.",
                        },
                    },
                },
            },
            "result": {"type": "string"},
            "unit": {"type": "string"},
        },
    }
)
class Calculation(Locator):
    """An own calculation (in a form: the object as JSON text); `domain.calculations` says what belongs in it."""

    def refuse_unstorable(self, data: dict[str, Any]) -> None:
        """As for a locator, by the name of the part."""
        wrong = {
            str(name): [_unstorable()]
            for name, part in data.items()
            if not all(_storable(leaf) for leaf in _leaves(part, depth=1))
        }
        if wrong:
            raise serializers.ValidationError(wrong)
        super().refuse_unstorable(data)


def _unstorable() -> str:
    return _("It holds a character or a number that cannot be stored, or is nested too deep.")


def _leaves(value: Any, depth: int) -> Iterable[Any]:
    if depth > 5:
        yield "\x00"
    elif isinstance(value, dict):
        yield from (str(key) for key in value)
        for part in value.values():
            yield from _leaves(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part, depth + 1)
    else:
        yield value


def _storable(leaf: Any) -> bool:
    """Whether database, JSON and browsers can hold it as it is."""
    if isinstance(leaf, str):
        return not _UNSTORABLE.search(leaf)
    # Of a float too: the database hands 1e30 back as a whole number of 31 digits, which JSON readers take for another.
    return leaf is None or abs(leaf) < NUMBER_LIMIT


@extend_schema_field(
    {
        "type": "string",
        "description": "ISO 8601: year, month, day or moment. Without a zone the desk’s zone is meant.",
        "examples": ["2026-03-01T09:30:00+01:00", "2026-03-01", "2026-03"],
    }
)
class Moment(serializers.Field[Any, Any, Any, Any]):
    """A moment as far as it is known: `2026`, `2026-03`, `2026-03-01` or with a time, with or without a zone."""

    def to_internal_value(self, data: Any) -> tuple[datetime, Precision]:
        """The moment (naive where no zone was given) and how much of it is known."""
        found = _MOMENT.fullmatch(data) if isinstance(data, str) and len(data) < 50 else None
        try:
            if found is None:
                raise ValueError(data)
            year, month, day, time = found.groups()
            date = f"{year}-{month or '01'}-{day or '01'}"
            moment = datetime.fromisoformat(f"{date}T{time}" if time else date)
        except ValueError:
            raise serializers.ValidationError(
                _("Give a date or a moment in ISO 8601, such as 2026-03-01.")
            ) from None
        known = (Precision.MINUTE, time), (Precision.DAY, day), (Precision.MONTH, month)
        return moment, next((precision for precision, part in known if part), Precision.YEAR)

    def to_representation(self, value: Any) -> Any:
        """The moment as it is."""
        return value
