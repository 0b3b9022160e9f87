"""JSON for linked data: as bytes that may also stand inside a web page, and dates as much as is known of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson

from annotations.domain.vocabulary import Precision


def as_bytes(value: object) -> bytes:
    """UTF-8 JSON in which nothing can end a `<script>` element: `<` is written as an escape."""
    return orjson.dumps(value).replace(b"<", b"\\u003c")


def known(values: Mapping[str, Any]) -> dict[str, Any]:
    """The entries that say something: without None and empty texts and lists."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def one_or_many(values: list[Any]) -> Any:
    """The only value, or the list: linked data reads both alike."""
    return values[0] if len(values) == 1 else values


def web_addresses(links: list[str]) -> list[str]:
    """The links that are web addresses."""
    return [link for link in links if link.startswith(("https://", "http://"))]


def day(value: date | None, precision: str = Precision.DAY) -> str | None:
    """A date as much as is known of it: `2026-11-24`, `2026-11`, `2026`, or nothing."""
    if value is None:
        return None
    shown = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m"}.get(Precision(precision), "%Y-%m-%d")
    return value.strftime(shown)


def moment(value: datetime | None, precision: str) -> str | None:
    """A moment as much as is known of it: to the minute with its zone, or as `day` tells it."""
    if value is not None and precision == Precision.MINUTE:
        return value.isoformat()
    return day(value, precision)
