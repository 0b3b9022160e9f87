"""JSON lines: one article a line, each read by itself, so that a bad line spoils no other."""

import codecs
import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import IO, Any, Final
from urllib.parse import urlsplit

import orjson

from annotations.domain.errors import DomainError, InvalidError, TooLargeError, UnsupportedError
from annotations.domain.text import clean, one_line
from annotations.domain.wording import gettext_noop
from annotations.intake.dates import given_date
from annotations.intake.given import MAX_ARTICLES, TOO_MANY, Given, Item

LINE_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of a line: above what an article may have, however its letters are escaped."""
LIMITS: Final = {"title": 500, "url": 2000, "publisher": 200, "language": 12, "published_at": 50}
RAW_LIMIT: Final = 10_000
"""Bytes of a line that is no JSON object that are shown."""
BODIES: Final = ("text", "html")
FIELDS: Final = (*BODIES, *LIMITS)
_CHUNK: Final = 1024 * 1024

NOT_UTF_8: Final = gettext_noop("This file is not UTF-8. Save it as UTF-8, and send it again.")
ONE_DOCUMENT: Final = gettext_noop(
    "This is one JSON document and not a line for each article. Write each article as an object on a line of its own."
)
EMPTY_FILE: Final = gettext_noop(
    "There is no line in this file. Write each article as a JSON object on a line of its own."
)
TOO_LONG: Final = gettext_noop("This line is longer than 16 MB. Send the article by itself.")
NOT_JSON: Final = gettext_noop(
    "This line is no JSON object. Check its quotes, brackets and commas; a line break within a text is written \\n."
)
ONE_BODY: Final = gettext_noop("Give exactly one of text and html in each line.")
UNKNOWN: Final = gettext_noop(
    "There are fields in this line that are not known here. Leave them out, or begin their names with an underscore."
)
NO_STRING: Final = gettext_noop("Every field is a text between quotes. Correct this line.")
FIELD_TOO_LONG: Final = gettext_noop(
    "A field of this line is too long: a title has 500 characters at most, a publisher 200, an address 2,000, "
    "a language 12."
)
NO_ADDRESS: Final = gettext_noop("Give a whole address that begins with http:// or https://.")
NO_DATE: Final = gettext_noop(
    "This date cannot be read. Write it like 2010-02-19 or 2010-02-19 18:53."
)


class LineBundle:
    """The lines of a file. Empty ones are passed over and counted."""

    def __init__(self, file: IO[bytes]) -> None:
        """Count the lines. Raises the refusal of the whole file."""
        self._file = file
        head = file.read(4096)
        self._start = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
        if b"\0" in head:
            raise UnsupportedError(NOT_UTF_8)
        if head[self._start :].lstrip().startswith(b"["):
            raise UnsupportedError(ONE_DOCUMENT)
        self._check()

    def _check(self) -> None:
        lines = 0
        for item in self.items():
            lines += 1
            if lines == 1 and item.size < 8 and self._line(item.place).strip() == b"{":
                raise UnsupportedError(ONE_DOCUMENT)
            if lines > MAX_ARTICLES:
                raise TooLargeError(TOO_MANY, limit=MAX_ARTICLES)
        if not lines:
            raise InvalidError(EMPTY_FILE, errors={"files": [EMPTY_FILE]})

    def items(self) -> Iterator[Item]:
        """The lines that hold something, by their numbers."""
        number, place = 0, self._start
        while True:
            self._file.seek(place)
            line = self._file.readline(LINE_LIMIT + 1)
            if not line:
                return
            number, size, held = number + 1, len(line), bool(line.strip())
            while not line.endswith(b"\n") and (line := self._file.readline(_CHUNK)):
                size += len(line)
            if held:
                yield Item(number, "", place, size)
            place += size

    def read(self, place: int) -> Given:
        """The article of one line. Raises DomainError for a line that is none."""
        return article_of(self._line(place))

    def raw(self, place: int) -> dict[str, Any]:
        """The fields as they were sent; of a line that cannot be read, how it begins."""
        try:
            return _object(self._line(place))
        except DomainError:
            self._file.seek(place)
            return {"_line": self._file.readline(RAW_LIMIT).decode(errors="replace").rstrip()}

    def _line(self, place: int) -> bytes:
        self._file.seek(place)
        line = self._file.readline(LINE_LIMIT + 1)
        if len(line) > LINE_LIMIT:
            raise TooLargeError(TOO_LONG, limit=LINE_LIMIT)
        return line


def article_of(line: bytes) -> Given:
    """The article a line describes. Raises InvalidError, whose `errors` name the field."""
    fields = {name: value for name, value in _object(line).items() if not name.startswith("_")}
    unknown = sorted(fields.keys() - set(FIELDS))
    if unknown:
        raise InvalidError(UNKNOWN, errors={name[:100]: [UNKNOWN] for name in unknown[:20]})
    given = {name: value for name, value in fields.items() if value not in (None, "")}
    for name, value in given.items():
        if not isinstance(value, str):
            raise InvalidError(NO_STRING, errors={name: [NO_STRING]})
        if len(value) > LIMITS.get(name, LINE_LIMIT):
            raise InvalidError(FIELD_TOO_LONG, errors={name: [FIELD_TOO_LONG]})
    bodies = [name for name in BODIES if name in given]
    if len(bodies) != 1:
        raise InvalidError(ONE_BODY, errors={"text": [ONE_BODY]})
    moment, precision = _moment(given.get("published_at", ""))
    return Given(
        given[bodies[0]],
        kind="html" if bodies == ["html"] else "text",
        title=one_line(given.get("title", "")),
        url=_address(given.get("url", "")),
        publisher=one_line(given.get("publisher", "")),
        language=one_line(given.get("language", "")),
        published_at=moment,
        published_precision=precision,
    )


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidError(NOT_JSON, errors={"line": [NOT_JSON]}) from error
    if not isinstance(found, dict):
        raise InvalidError(NOT_JSON, errors={"line": [NOT_JSON]})
    return found


def _address(value: str) -> str:
    value = clean(value)
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or re.search(r"\s", value):
        raise InvalidError(NO_ADDRESS, errors={"url": [NO_ADDRESS]})
    return value


def _moment(value: str) -> tuple[datetime | None, str]:
    if not value:
        return None, ""
    found = given_date(value)
    if found is None:
        raise InvalidError(NO_DATE, errors={"published_at": [NO_DATE]})
    day = datetime(found.year, found.month or 1, found.day or 1)  # noqa: DTZ001 - the desk's zone comes later
    moment = datetime.combine(day, found.clock or time(), found.zone)
    return moment, found.precision.value
