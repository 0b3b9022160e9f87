"""Cursor pages of the API: `{next, previous, results}`, by the keys of `queries.keyset`."""

from typing import Any, Final

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from annotations.queries.keyset import CursorError, page_by_keys

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 500


class Pages(BasePagination):
    """Pages by the keys of a view's `page_ordering`, whose last key is unique."""

    display_page_controls = False

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page the cursor names."""
        self.url = request.build_absolute_uri()
        limit, cursor = limit_of(request), request.query_params.get("cursor", "")
        try:
            self.page = page_by_keys(
                queryset, ordering=view.page_ordering, limit=limit, cursor=cursor
            )
        except CursorError:
            sentence = _(
                "This cursor is not one of this list. Follow next or previous, or begin without a cursor."
            )
            raise ValidationError({"cursor": [sentence]}) from None
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        """The page's body."""
        body = {
            "next": self._link(self.page.next),
            "previous": self._link(self.page.previous),
            "results": data,
        }
        return Response(body)

    def _link(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        if not cursor:
            return str(remove_query_param(self.url, "cursor"))
        return str(replace_query_param(self.url, "cursor", cursor))

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
