"""What an import refused, to be mended and sent again: as JSON lines, or as a table."""

import csv
from collections.abc import Iterator
from typing import IO, Any, cast

import orjson

from annotations.domain.errors import DomainError
from annotations.domain.vocabulary import RowFate
from annotations.exports.table import BYTE_ORDER_MARK, Line, safe
from annotations.intake.bundles import Bundle, opened
from annotations.intake.detect import detect
from annotations.models import ArticleImport, ImportRow
from annotations.queries.imports import rows_of


def as_lines(job: ArticleImport) -> Iterator[bytes]:
    """What was refused, in the form it is sent in.

    What was sent stands in each line where it can be read. Where it stood and why it was refused stands in
    names that begin with an underscore: an import passes over them. Without the bytes of the import these
    are all there is.
    """
    rows = rows_of(job, RowFate.REFUSED).iterator()
    if not job.file or not job.file.storage.exists(str(job.file.name)):
        yield from (_line(row, {}) for row in rows)
        return
    with job.file.open("rb") as file:
        bundle = opened(job.kind, cast("IO[bytes]", file.file))
        for row in rows:
            yield _line(row, _sent(bundle, row))


def as_table(job: ArticleImport) -> Iterator[bytes]:
    """Where each refused article stood, and why it was refused."""
    line = Line()
    writer = csv.writer(line)
    writer.writerow(["number", "name", "code", "reason"])
    yield BYTE_ORDER_MARK + line.text.encode()
    for row in rows_of(job, RowFate.REFUSED).iterator():
        writer.writerow([row.number, safe(row.name), row.code, row.reason])
        yield line.text.encode()


def _line(row: ImportRow, sent: dict[str, Any]) -> bytes:
    why = {"_number": row.number, "_name": row.name, "_code": row.code, "_why": row.reason}
    return orjson.dumps({**sent, **why}) + b"\n"


def _sent(bundle: Bundle, row: ImportRow) -> dict[str, Any]:
    """The fields of a line, or the words of a file where it has any."""
    fields = bundle.raw(row.place)
    if fields is not None:
        return fields
    try:
        given = bundle.read(row.place)
        found = detect(given.data, kind=given.kind)
    except DomainError:
        return {}
    return {found.kind: found.text}
