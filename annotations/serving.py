"""Sending a file or a picture of it: under a type of ours, never run by a browser, in the parts it asks for."""

import re
from collections.abc import Iterator
from typing import IO, Any, Final

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header

from annotations.domain.errors import GoneError
from annotations.queries.files import Original

CHUNK: Final = 65_536
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
SAFE: Final = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Asked for anew each time, so that who may see it is looked up each time; and no copy stays on a disk.
    "Cache-Control": "private, no-store",
}


def original(request: HttpRequest, file: Original, *, lost: str) -> HttpResponseBase:
    """The file as it came, to be kept; players get the part they ask for. Raises GoneError where it is lost."""
    opened = _opened(file.stored, lost)
    headers = {
        **SAFE,
        "Accept-Ranges": "bytes",
        "ETag": f'"{file.sha256}"',
        "Content-Disposition": content_disposition_header(True, file.name) or "attachment",
    }
    wanted = _range(request, file.size, headers["ETag"])
    if wanted is None:
        whole = FileResponse(opened, content_type=file.media_type, headers=headers)
        whole.headers["Content-Disposition"] = headers["Content-Disposition"]
        return whole
    first, last = wanted
    if first > last:
        opened.close()
        return HttpResponse(status=416, headers={**SAFE, "Content-Range": f"bytes */{file.size}"})
    part = StreamingHttpResponse(
        _part(opened, first, last), status=206, content_type=file.media_type, headers=headers
    )
    part.headers["Content-Length"] = str(last - first + 1)
    part.headers["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    return part


def picture(stored: Any, *, lost: str) -> HttpResponseBase:
    """A picture that was drawn by us, shown in the page."""
    response = FileResponse(_opened(stored, lost), content_type="image/webp", headers=SAFE)
    response.headers["Content-Disposition"] = "inline"
    return response


def _opened(stored: Any, lost: str) -> IO[bytes]:
    try:
        opened: IO[bytes] = stored.open("rb")
    except FileNotFoundError as error:
        raise GoneError(lost) from error
    return opened


def _range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte of the one part that is asked for; None for the whole. First > last: there is none."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    held = request.headers.get("If-Range")
    if not found or not (found[1] or found[2]) or (held and held != etag):
        return None
    if not found[1]:
        return max(size - int(found[2]), 0), size - 1
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    return int(found[1]), last


def _part(opened: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := opened.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
