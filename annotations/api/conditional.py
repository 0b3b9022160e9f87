"""Versions in headers: which version a client read (`If-Match`, `If-None-Match`), and which one it gets (`ETag`)."""

import re
from hashlib import blake2b
from typing import Final

from django.utils.translation import gettext as _
from rest_framework.request import Request

from annotations.api.errors import PreconditionRequired
from annotations.api.rendering import as_json

_TAG: Final = re.compile(r'(?:W/)?"?(\d{1,9})(?:[.-][0-9a-f]+)?"?')
NEVER: Final = 0
"""A version no row has: rows count from 1."""


def expected_version(request: Request) -> int:
    """The version in `If-Match`, for the act to compare under its lock.

    The `etag` of a body may be sent as it is, without quotes. A tag that is none of ours gives `NEVER`,
    so that the act refuses it as stale. Raises PreconditionRequired (428) without a tag, and for `*` or
    several tags: they would overwrite unread work.
    """
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise PreconditionRequired(
            _("Send the ETag you read as If-Match, so that nobody’s work is overwritten.")
        )
    if given == "*" or "," in given:
        raise PreconditionRequired(_("Send exactly one ETag as If-Match: the one you read."))
    tag = _TAG.fullmatch(given)
    return int(tag[1]) if tag else NEVER


def version_if_sent(request: Request) -> int | None:
    """As `expected_version`, for calls that do not require `If-Match` but honour it."""
    return expected_version(request) if request.headers.get("If-Match", "").strip() else None


def tag(version: object) -> str:
    """The `ETag` header of a row's version."""
    return f'"{version}"'


def tag_of_whole(version: object, body: object) -> str:
    """The `ETag` of an answer that also shows what the row's version does not count: version and a digest."""
    return f'"{version}-{blake2b(as_json(body), digest_size=6).hexdigest()}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether the client already holds this state (`If-None-Match`, compared weakly)."""
    given = request.headers.get("If-None-Match", "")
    tags = {part.strip().removeprefix("W/") for part in given.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
