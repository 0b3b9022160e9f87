"""Filters of lists: how each is read, and how it stands in the API's description."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from annotations.api.views.parameters import YES_NO, choice_of, day_of, id_of, text_of


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a list: how it is read, and what it is called in the API's description."""

    read: Callable[[Request, str], Any]
    meaning: str
    kind: OpenApiTypes = OpenApiTypes.STR
    known: tuple[str, ...] = ()


def words(meaning: str) -> Filter:
    """A filter by words."""
    return Filter(text_of, meaning)


def one_of(known: Iterable[str], meaning: str) -> Filter:
    """A filter by one value of a closed list."""
    values = tuple(known)
    return Filter(lambda request, name: choice_of(request, name, values), meaning, known=values)


def value_of(enum: type[StrEnum], meaning: str = "") -> Filter:
    """A filter by a word of the vocabulary."""
    return one_of([member.value for member in enum], meaning)


def yes_or_no(meaning: str) -> Filter:
    """A filter that halves a list."""
    return one_of(YES_NO, meaning)


def day(meaning: str) -> Filter:
    """A filter by a day, included."""
    return Filter(day_of, meaning, OpenApiTypes.DATE)


def row(meaning: str) -> Filter:
    """A filter by the id of a row."""
    return Filter(id_of, meaning, OpenApiTypes.UUID)


def filters_of(request: Request, filters: Mapping[str, Filter]) -> dict[str, Any]:
    """What a request filters by, as a question takes it."""
    read = {name: one.read(request, name) for name, one in filters.items()}
    return {name: value for name, value in read.items() if value not in ("", None)}


def described(
    filters: Mapping[str, Filter], orderings: Iterable[str] = (), default: str = ""
) -> list[OpenApiParameter]:
    """The filters and orderings of a list for the API's description."""
    known = [
        OpenApiParameter(
            name, one.kind, description=one.meaning, enum=list(one.known) if one.known else None
        )
        for name, one in filters.items()
    ]
    order = [OpenApiParameter("ordering", enum=list(orderings), default=default)]
    return [*known, *(order if default else [])]


def ordering_of(
    request: Request, known: Mapping[str, tuple[str, ...]], default: str
) -> tuple[str, ...]:
    """The keys of the ordering asked for."""
    return known[choice_of(request, "ordering", known) or default]
