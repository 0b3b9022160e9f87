"""Versions in headers: which version a client read (`If-Match`, `If-None-Match`), and which one it gets (`ETag`)."""

import re
from hashlib import blake2b
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from annotations.actions.acts import Versions
from annotations.api.errors import PreconditionRequired
from annotations.api.rendering import as_json

NEVER: Final = 0
"""A version no row has: rows count from 1."""
_ENTITY_TAG: Final = re.compile(r'[ \t]*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*(?:,[ \t,]*|$)')
_OURS: Final = re.compile(r"(\d{1,9})(?:[.-][0-9a-f]+)?")


class Tag(NamedTuple):
    """An entity tag as RFC 9110 writes it."""

    text: str
    is_weak: bool


def expected_version(request: Request) -> int | frozenset[int]:
    """The version in `If-Match`, for the act to compare under its lock; of several, any will do.

    The `etag` of a body may be sent as it is, without quotes. Weak tags match nothing (RFC 9110, strong
    comparison), and neither do tags that are none of ours: the act refuses them as stale. Raises
    PreconditionRequired (428) without a tag, and for `*`, which would overwrite unread work; ParseError
    (400) for what is no list of tags.
    """
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise PreconditionRequired(
            _("Send the ETag you read as If-Match, so that nobody’s work is overwritten.")
        )
    if given == "*":
        raise PreconditionRequired(_("“*” names no version. Send the ETag you read as If-Match."))
    if bare := _OURS.fullmatch(given):
        return int(bare[1])
    tags = tags_in(given)
    if not tags:
        raise ParseError(_("If-Match holds no ETag. Send it as it came, with its quotes."))
    found = [_OURS.fullmatch(tag.text) for tag in tags if not tag.is_weak]
    return frozenset(int(match[1]) for match in found if match)


def version_if_sent(request: Request) -> Versions:
    """As `expected_version`, for calls that do not require `If-Match` but honour it."""
    return expected_version(request) if request.headers.get("If-Match", "").strip() else None


def tags_in(header: str) -> list[Tag] | None:
    """The entity tags of a header, or None for what is no list of tags. A tag may hold commas."""
    position, tags = 0, []
    header = header.strip(" \t,")
    while position < len(header):
        found = _ENTITY_TAG.match(header, position)
        if found is None:
            return None
        tags.append(Tag(found[2], is_weak=found[1] is not None))
        position = found.end()
    return tags


def tag(version: object) -> str:
    """The `ETag` header of a row's version."""
    return f'"{version}"'


def tag_of_whole(version: object, body: object) -> str:
    """The `ETag` of an answer that also shows what the row's version does not count: version and a digest."""
    return f'"{version}-{blake2b(as_json(body, sort=True), digest_size=6).hexdigest()}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether the client already holds this state (`If-None-Match`, compared weakly)."""
    given = request.headers.get("If-None-Match", "").strip()
    tags = tags_in(given) or []
    return given == "*" or etag.strip('"') in {one.text for one in tags}
