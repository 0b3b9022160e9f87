"""Query parameters, as strict as bodies are."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

TEXT_LIMIT: Final = 200
YES_NO: Final = ("yes", "no")
COUNTER_LIMIT: Final = 2**63 - 1
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def text_of(request: Request, name: str) -> str:
    """A text to search for."""
    value = request.query_params.get(name, "").strip()
    if len(value) > TEXT_LIMIT or _UNSTORABLE.search(value):
        raise ValidationError(
            {name: [_("Give at most %(most)d ordinary characters.") % {"most": TEXT_LIMIT}]}
        )
    return value


def choice_of(request: Request, name: str, known: Iterable[str]) -> str:
    """One of the known values, or nothing."""
    value = request.query_params.get(name, "")
    if value and value not in known:
        raise ValidationError(
            {name: [_("Choose one of: %(known)s.") % {"known": ", ".join(known)}]}
        )
    return value


def counter_of(request: Request, name: str) -> int | None:
    """A number that is not negative, or None where none was sent."""
    value = request.query_params.get(name, "")
    if not value:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 19 or int(value) > COUNTER_LIMIT:
        raise ValidationError({name: [_("Give a whole number.")]})
    return int(value)


def id_of(request: Request, name: str) -> str:
    """An id, or nothing."""
    value = request.query_params.get(name, "")
    try:
        return str(UUID(value)) if value else ""
    except ValueError:
        raise ValidationError({name: [_("Give an id.")]}) from None


def day_of(request: Request, name: str) -> date | None:
    """A day, or None where none was sent."""
    value = request.query_params.get(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ValidationError({name: [_("Give a day, for example 2026-01-31.")]}) from None
