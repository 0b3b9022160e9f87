"""Cursor pages: `{next, previous, results}`, stable while rows are added, the last as quick as the first."""

from collections.abc import Sequence
from typing import Any, Final

from django.core import signing
from django.db.models import F, Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 500

Key = tuple[str, bool]
"""A column and whether it runs downwards."""


class Pages(BasePagination):
    """Pages by the keys of a view's `page_ordering`, whose last key is unique.

    A cursor is signed, so that what comes back is what was handed out; it holds for one ordering. Rows
    without a value come last. One query a page.
    """

    display_page_controls = False

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page the cursor names."""
        self.keys = [(name.lstrip("-"), name.startswith("-")) for name in view.page_ordering]
        self.url = request.build_absolute_uri()
        limit = limit_of(request)
        values, back = self._cursor(request)
        rows = queryset.order_by(*(_order(key, back) for key in self.keys))
        if values is not None:
            rows = rows.filter(_beyond(self.keys, values, back))
        page = list(rows[: limit + 1])
        more = len(page) > limit
        del page[limit:]
        if back:
            page.reverse()
        self.page = page
        self.has_next, self.has_previous = (
            (values is not None, more) if back else (more, values is not None)
        )
        return page

    def get_paginated_response(self, data: Any) -> Response:
        """The page's body."""
        return Response(
            {"next": self._link(-1, False), "previous": self._link(0, True), "results": data}
        )

    def _link(self, at: int, back: bool) -> str | None:
        if not (self.has_previous if back else self.has_next):
            return None
        if not self.page:
            return remove_query_param(self.url, "cursor")
        values = [_plain(getattr(self.page[at], name)) for name, _down in self.keys]
        return replace_query_param(
            self.url, "cursor", signing.dumps([values, back], salt=self._salt())
        )

    def _cursor(self, request: Request) -> tuple[Sequence[str | None] | None, bool]:
        given = request.query_params.get("cursor", "")
        if not given:
            return None, False
        try:
            values, back = signing.loads(given, salt=self._salt())
        except signing.BadSignature:
            sentence = _(
                "This cursor is not one of this list. Follow next or previous, or begin without a cursor."
            )
            raise ValidationError({"cursor": [sentence]}) from None
        return values, back

    def _salt(self) -> str:
        return "annotations.api.pages:" + ",".join(f"{name}:{down}" for name, down in self.keys)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page for the OpenAPI document."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": dict(link), "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The query parameters for the OpenAPI document."""
        limit = {"type": "integer", "minimum": 1, "default": DEFAULT_LIMIT}
        most = f"Rows a page; more than {MAX_LIMIT} counts as {MAX_LIMIT}."
        cursor = "Where the page begins; taken from `next` or `previous`."
        return [
            {"name": "limit", "in": "query", "schema": limit, "description": most},
            {"name": "cursor", "in": "query", "schema": {"type": "string"}, "description": cursor},
        ]


def limit_of(request: Request) -> int:
    """Rows a page: `?limit=`, at most MAX_LIMIT."""
    given = request.query_params.get("limit", "")
    if not given:
        return DEFAULT_LIMIT
    if not (given.isascii() and given.isdigit() and 0 < len(given) < 10 and int(given) > 0):
        raise ValidationError(
            {"limit": [_("Give a number from 1 to %(most)d.") % {"most": MAX_LIMIT}]}
        )
    return min(int(given), MAX_LIMIT)


def _order(key: Key, back: bool) -> Any:
    name, down = key
    return (
        F(name).desc(nulls_first=back or None, nulls_last=not back or None)
        if down != back
        else F(name).asc(nulls_first=back or None, nulls_last=not back or None)
    )


def _beyond(keys: Sequence[Key], values: Sequence[str | None], back: bool) -> Q:
    """Rows after these values in the order of the keys (before them, if `back`)."""
    beyond, same = Q(pk__in=[]), Q()
    for (name, down), value in zip(keys, values, strict=True):
        beyond |= same & _past(name, value, downwards=down != back, back=back)
        same &= Q((name, value)) if value is not None else Q((f"{name}__isnull", True))
    return beyond


def _past(name: str, value: str | None, *, downwards: bool, back: bool) -> Q:
    if value is None:
        return Q((f"{name}__isnull", False)) if back else Q(pk__in=[])
    past = Q((f"{name}__{'lt' if downwards else 'gt'}", value))
    return past if back else past | Q((f"{name}__isnull", True))


def _plain(value: object) -> str | None:
    if value is None:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
