"""Where in a source: a page, a cell, a moment, a row or words, as people write it and as a link can jump to it.

A locator is a small object. The names known here are `page` ("12", "3–5"), `sheet` and `cell` ("B4", "B4:C9"), `time`
("00:12:30", "00:12:30–00:13:00"), `row`, `column` and `text`; other names are kept as they came.
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from annotations.domain.errors import InvalidError
from annotations.domain.wording import gettext_noop

DASH: Final = "–"
MAX_PAGE: Final = 99_999
MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384
"""The last row and column of a sheet: XFD1048576."""
MAX_WORDS: Final = 500

_RANGE: Final = r"\s*(?:-|–|—|to)\s*"
_PAGE_WORD: Final = re.compile(r"(?:pages?|pp?)\b\.?\s*(\S+(?:" + _RANGE + r"\S+)?)", re.IGNORECASE)
_PAGES: Final = re.compile(rf"(\d{{1,9}})(?:{_RANGE}(\d{{1,9}}))?")
_CELLS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,9})(?::\$?([A-Za-z]{1,3})\$?(\d{1,9}))?")
_SHEET: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^!']+))!(.+)")
_MOMENT: Final = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})"
_TIMES: Final = re.compile(rf"{_MOMENT}(?:{_RANGE}{_MOMENT})?")
_ROW_COLUMN: Final = re.compile(
    r"(?:row\s+(?P<row>[^,;]+))?\s*[,;]?\s*(?:column\s+(?P<column>.+))?", re.IGNORECASE
)
_QUOTES: Final = "“”„\"«»‘’'"

NOT_PAGES: Final = gettext_noop("Pages are numbers from 1, the first before the last: 12 or 3–5.")
NOT_CELLS: Final = gettext_noop(
    "Cells are named like B4, or from the upper left one to the lower right: B4:C9."
)
NOT_A_TIME: Final = gettext_noop(
    "Times are written like 00:12:30, the earlier before the later: 12:30–13:05."
)
TOO_LONG: Final = gettext_noop(
    "Say the place in at most 500 characters; the words themselves belong to the quote."
)


def placed(words: str) -> dict[str, str]:
    """The locator of a place as a person writes it; {} for nothing.

    “12”, “p. 3–5”, “Table 2!B4:C9”, “B4”, “12:30–13:05”, “row 12, column passengers”; anything else is taken as
    words that stand there. Raises InvalidError for a page, cell or moment that cannot be.
    """
    words = words.strip()
    if len(words) > MAX_WORDS:
        raise _refused(TOO_LONG)
    if not words:
        return {}
    for read in (_sheet_and_cell, _page, _time, _cell, _row_and_column):
        if found := read(words):
            return found
    return {"text": words.strip(_QUOTES).strip() or words}


def _sheet_and_cell(words: str) -> dict[str, str]:
    found = _SHEET.fullmatch(words)
    if not found:
        return {}
    name = (found[1] or found[2]).replace("''", "'").strip()
    return {"sheet": name, "cell": cells(found[3])}


def _page(words: str) -> dict[str, str]:
    found = _PAGE_WORD.fullmatch(words)
    if not found and not _PAGES.fullmatch(words):
        return {}
    return {"page": pages(found[1] if found else words)}


def _time(words: str) -> dict[str, str]:
    return {"time": times(words)} if _TIMES.fullmatch(words) else {}


def _cell(words: str) -> dict[str, str]:
    return {"cell": cells(words)} if _CELLS.fullmatch(words) else {}


def _row_and_column(words: str) -> dict[str, str]:
    found = _ROW_COLUMN.fullmatch(words)
    return (
        {name: value.strip() for name, value in found.groupdict().items() if value} if found else {}
    )


def checked(locator: Mapping[str, Any]) -> dict[str, Any]:
    """The locator as it came, once its page, cell and time were found possible. Raises InvalidError."""
    for name, rule in (("page", pages), ("cell", cells), ("time", times)):
        value = locator.get(name)
        if value is None or value == "":
            continue
        try:
            rule(str(value))
        except InvalidError as refusal:
            sentence = refusal.detail
            raise InvalidError(sentence, errors={"locator": [sentence]}) from refusal
    return dict(locator)


def pages(words: str) -> str:
    """A page or a range of pages in its one form. Raises InvalidError."""
    found = _PAGES.fullmatch(words.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last <= MAX_PAGE:
        raise _refused(NOT_PAGES)
    return str(first) if first == last else f"{first}{DASH}{last}"


def cells(words: str) -> str:
    """A cell or a range of cells in its one form. Raises InvalidError."""
    found = _CELLS.fullmatch(words.strip())
    if not found:
        raise _refused(NOT_CELLS)
    ends = [(found[1].upper(), int(found[2]))]
    if found[3]:
        ends.append((found[3].upper(), int(found[4])))
    places = [(column_number(column), row) for column, row in ends]
    possible = all(1 <= c <= MAX_COLUMN and 1 <= r <= MAX_ROW for c, r in places)
    (left, top), (right, bottom) = places[0], places[-1]
    if not possible or right < left or bottom < top:
        raise _refused(NOT_CELLS)
    return ":".join(f"{column}{row}" for column, row in ends)


def times(words: str) -> str:
    """A moment or a stretch of a recording in its one form. Raises InvalidError."""
    found = _TIMES.fullmatch(words.strip())
    if not found:
        raise _refused(NOT_A_TIME)
    groups = found.groups()
    moments = [_seconds(*groups[:3])]
    if groups[4] is not None:
        moments.append(_seconds(*groups[3:]))
    if moments != sorted(moments):
        raise _refused(NOT_A_TIME)
    return DASH.join(clock(moment) for moment in moments)


def _seconds(hours: str | None, minutes: str, seconds: str) -> int:
    if int(seconds) > 59 or (hours and int(minutes) > 59):
        raise _refused(NOT_A_TIME)
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)


def clock(seconds: int) -> str:
    """Seconds as hh:mm:ss."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def column_number(letters: str) -> int:
    """The number of a column from 1: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column, numbered from 1."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def written(locator: Mapping[str, Any]) -> str:
    """The place as `placed` reads it again; what it does not know is told by name."""
    rest = {name: _plain(value) for name, value in locator.items() if value not in (None, "")}
    parts: list[str] = []
    if "cell" in rest:
        cell, sheet = rest.pop("cell"), rest.pop("sheet", "")
        parts.append(f"{_sheet(sheet)}!{cell}" if sheet else cell)
    if "page" in rest:
        parts.append(f"p. {rest.pop('page')}")
    if "time" in rest:
        parts.append(rest.pop("time"))
    table = [f"{name} {rest.pop(name)}" for name in ("row", "column") if name in rest]
    parts += [", ".join(table)] if table else []
    if "text" in rest:
        parts.append(f"“{rest.pop('text')}”")
    parts += [f"{name} {value}" for name, value in rest.items()]
    return "; ".join(parts)


def _sheet(name: str) -> str:
    return name if re.fullmatch(r"[\w.\- ]+", name) else "'" + name.replace("'", "''") + "'"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items())
    return str(value)


def fragment(locator: Mapping[str, Any]) -> str:
    """What to put behind an address to come to the place: `#page=3`, `#t=750`, a text fragment; "" for none."""
    page, moment, text = (locator.get(name) for name in ("page", "time", "text"))
    try:
        if page:
            return f"#page={pages(str(page)).partition(DASH)[0]}"
        if moment:
            return "#t=" + ",".join(str(second) for second in seconds_of(str(moment)))
    except InvalidError:
        return ""
    return f"#:~:text={quote(str(text), safe='')}" if text else ""


def seconds_of(words: str) -> list[int]:
    """The seconds of a moment, or of the beginning and end of a stretch. Raises InvalidError."""
    moments = [one.split(":") for one in times(words).split(DASH)]
    return [int(h) * 3600 + int(m) * 60 + int(s) for h, m, s in moments]


def area(locator: Mapping[str, Any]) -> tuple[int, int, int, int] | None:
    """First column and row, last column and row of the cells, counted from 1; None where there are none."""
    try:
        found = _CELLS.fullmatch(cells(str(locator.get("cell") or "")))
    except InvalidError:
        return None
    if found is None:
        return None
    left, top = column_number(found[1]), int(found[2])
    if not found[3]:
        return left, top, left, top
    return left, top, column_number(found[3]), int(found[4])


def _refused(sentence: str) -> InvalidError:
    return InvalidError(sentence, errors={"place": [sentence]})
