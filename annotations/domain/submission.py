"""Freezing what a reviewer judges: one canonical JSON text for the same content, and its hash.

The JSON has sorted keys, no spaces, NFC strings, UTC times and ISO dates. Lists of rows (mappings
with an ``id``) are sorted by that id, because the order rows come in from a database means nothing;
other lists keep their order.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from annotations.domain.text import sha256_hex
from annotations.domain.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Frozen:
    """A content as canonical JSON, and the SHA-256 of its UTF-8 bytes."""

    json: str
    sha256: str


def freeze(content: Mapping[str, object]) -> Frozen:
    """Freeze a claim with its occurrences, evidence and verdict.

    Of each item under ``evidence`` whose ``visibility`` is sealed only its id and the hash of its
    content are kept: a submission is read by more people than sealed words are. Raises TypeError
    for what has no canonical form: floats, naive times, keys that are not strings.
    """
    evidence = content.get("evidence", ())
    if not isinstance(evidence, Sequence):
        raise TypeError("evidence must be a list")
    text = canonical_json({**content, "evidence": [_seal(item) for item in evidence]})
    return Frozen(text, sha256_hex(text))


def canonical_json(value: object) -> str:
    """The one JSON text of a value; see the module for its form, `freeze` for what it refuses."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def without_floats(value: Any) -> Any:
    """JSON whose fractions are written out as the digits they are stored with: floats have no canonical form."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {key: without_floats(item) for key, item in value.items()}
    return [without_floats(item) for item in value] if isinstance(value, list) else value


def _seal(item: Mapping[str, object]) -> Mapping[str, object]:
    if item.get("visibility") != Visibility.SEALED:
        return item
    return {"id": item["id"], "sealed": True, "sha256": sha256_hex(canonical_json(item))}


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return _plain_list(value)
    return _plain_scalar(value)


def _plain_mapping(value: Mapping[Any, object]) -> dict[str, Any]:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("keys of frozen content must be strings")
    return {unicodedata.normalize("NFC", key): _plain(item) for key, item in value.items()}


def _plain_list(value: Sequence[object]) -> list[Any]:
    items = [_plain(item) for item in value]
    if all(isinstance(item, dict) and "id" in item for item in items):
        items.sort(key=lambda item: str(item["id"]))
    return items


def _plain_scalar(value: object) -> bool | int | str | None:  # noqa: PLR0911  one line a type
    match value:
        case None | bool():
            return value
        case Enum():
            return _plain_scalar(value.value)
        case int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case datetime():
            return _moment(value)
        case date() | UUID():
            return str(value)
        case Decimal():
            return _number(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise TypeError("a time without a zone has no canonical form")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise TypeError("only finite numbers have a canonical form")
    return format(value.normalize(), "f")
