"""JSON in and out: strict and bounded coming in, by orjson going out."""

import json
from collections.abc import Mapping
from typing import IO, Any, Final, NoReturn

import orjson
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from annotations.domain.errors import TooLargeError

DEPTH_LIMIT: Final = 64
"""Lists and objects that may stand inside one another in a body."""


def as_json(data: object, *, sort: bool = False) -> bytes:
    """UTF-8 JSON. UUIDs, dates and enums are written as their strings, moments in ISO 8601.

    With `sort` the names of objects stand in order, as a digest needs it: the database orders them its own way.
    """
    return orjson.dumps(data, default=_plain, option=orjson.OPT_SORT_KEYS if sort else None)


def _plain(value: object) -> object:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


class Json(BaseRenderer):
    """Plain dicts and lists to JSON, without a serializer in between."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        """The bytes; nothing for an answer without a body."""
        return b"" if data is None else as_json(data)


class AnyAccept(BaseContentNegotiation):
    """The API speaks JSON whatever the client would have liked."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        """The parser of the request's media type; None where there is none (415)."""
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == kind), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        """The first one."""
        return renderers[0], renderers[0].media_type


class JsonParser(BaseParser):
    """A JSON body of at most `DATA_UPLOAD_MAX_MEMORY_SIZE` bytes, in UTF-8; no NaN, no bottomless nesting."""

    media_type = "application/json"
    renderer_class = Json

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None
    ) -> Any:
        """The parsed body. Raises TooLargeError (413) and ParseError (400)."""
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLargeError(_too_large(limit))
        try:
            body = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
            if _is_deeper(body, DEPTH_LIMIT):
                raise RecursionError
            return body
        except UnicodeDecodeError:
            raise ParseError(_("The body is not UTF-8.")) from None
        except (ValueError, RecursionError):
            raise ParseError(
                _("The body is not JSON. Check its brackets, quotes and commas.")
            ) from None


def _too_large(limit: int) -> str:
    return _("The request may have at most %(size)d megabytes.") % {"size": limit // 1024 // 1024}


def _is_deeper(value: Any, levels: int) -> bool:
    """Whether more than so many lists and objects stand inside one another."""
    inside = [value]
    for _level in range(levels + 1):
        inside = [
            part
            for outer in inside
            if isinstance(outer, dict | list)
            for part in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not inside:
            return False
    return True


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
