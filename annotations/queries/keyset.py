"""Pages by keys: stable while rows are added, the last as quick as the first, one query a page.

The API and the pages share them. A cursor is signed, so that what comes back is what was handed out, and it
holds for one ordering of one list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core import signing
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

SALT: Final = "annotations.keyset:"

Key = tuple[str, bool]
"""A column and whether it runs downwards."""
Value = str | None


class CursorError(ValueError):
    """The cursor was not handed out by this list in this ordering."""


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """The rows of one page, and the cursors of the pages beside it: None where there is none.

    An empty `previous` leads to the first page, which needs no cursor.
    """

    rows: list[Any]
    next: str | None
    previous: str | None


def page_by_keys(
    rows: "QuerySet[Any]", *, ordering: Sequence[str], limit: int, cursor: str = ""
) -> KeysetPage:
    """At most `limit` rows from where the cursor points.

    `ordering` are names of columns or annotations, downwards with a leading "-"; the last must be unique. Rows
    without a value come last, whichever way the column runs. Raises CursorError.
    """
    keys = [(name.removeprefix("-"), name.startswith("-")) for name in ordering]
    values, back = _read(cursor, keys)
    rows = rows.order_by(*(_order(key, back) for key in keys))
    if values is not None:
        rows = rows.filter(_beyond(keys, values, back))
    page = list(rows[: limit + 1])
    more = len(page) > limit
    del page[limit:]
    if back:
        page.reverse()
    has_next, has_previous = (values is not None, more) if back else (more, values is not None)
    return KeysetPage(
        rows=page,
        next=_cursor(page, keys, back=False) if has_next else None,
        previous=_cursor(page, keys, back=True) if has_previous else None,
    )


def _cursor(page: Sequence[Any], keys: Sequence[Key], *, back: bool) -> str:
    if not page:
        return ""
    edge = page[0 if back else -1]
    values = [_plain(_value(edge, name)) for name, _down in keys]
    return signing.dumps([values, back], salt=_salt(keys))


def _read(cursor: str, keys: Sequence[Key]) -> tuple[Sequence[Value] | None, bool]:
    if not cursor:
        return None, False
    try:
        values, back = signing.loads(cursor, salt=_salt(keys))
    except signing.BadSignature:
        raise CursorError(cursor) from None
    return values, back


def _salt(keys: Sequence[Key]) -> str:
    return SALT + ",".join(f"{name}:{down}" for name, down in keys)


def _order(key: Key, back: bool) -> OrderBy:
    name, down = key
    nulls: dict[str, Any] = {"nulls_first": True} if back else {"nulls_last": True}
    return F(name).desc(**nulls) if down != back else F(name).asc(**nulls)


def _beyond(keys: Sequence[Key], values: Sequence[Value], back: bool) -> Q:
    """Rows after these values in the order of the keys (before them, if `back`)."""
    beyond, same = Q(pk__in=[]), Q()
    for (name, down), value in zip(keys, values, strict=True):
        beyond |= same & _past(name, value, downwards=down != back, back=back)
        same &= Q((name, value)) if value is not None else Q((f"{name}__isnull", True))
    return beyond


def _past(name: str, value: Value, *, downwards: bool, back: bool) -> Q:
    if value is None:
        return Q((f"{name}__isnull", False)) if back else Q(pk__in=[])
    past = Q((f"{name}__{'lt' if downwards else 'gt'}", value))
    return past if back else past | Q((f"{name}__isnull", True))


def _value(row: Any, name: str) -> object:
    for part in name.split("__"):
        row = getattr(row, part, None)
    return row


def _plain(value: object) -> Value:
    if value is None:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
