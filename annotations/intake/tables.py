"""Tables, e-mails and plain texts as JSON: the beginning of each, as strings that a page escapes."""

import csv
import email.parser
import email.policy
import io
import json
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

import openpyxl

from annotations.intake.files import decoded, delimiter_of

MOST_SHEETS: Final = 10
MOST_ROWS: Final = 100
MOST_COLUMNS: Final = 26
MOST_LETTERS: Final = 200
"""Letters of a cell that are shown."""
MOST_TEXT: Final = 20_000
HEADERS: Final = ("From", "To", "Cc", "Date", "Subject")


def sheets(file: Path, folder: Path) -> dict[str, Any]:
    """The first rows of each sheet: values as they were last reckoned, no formulas, no links to other files."""
    made = []
    with file.open("rb") as opened:
        book = openpyxl.load_workbook(opened, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets[:MOST_SHEETS]:
            rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
            wider = (sheet.max_column or 0) > MOST_COLUMNS
            made.append(_table(sheet.title, rows, wider=wider))
        return _kept(folder, {"tables": made}, pages=len(book.sheetnames))


def table(file: Path, folder: Path) -> dict[str, Any]:
    """The first rows of a CSV file."""
    text = _read(file)
    rows = csv.reader(
        io.StringIO(text), delimiter=delimiter_of(text[:65_536].replace("\r\n", "\n")) or ","
    )
    return _kept(folder, {"tables": [_table("", rows)]}, pages=1)


def mail(file: Path, folder: Path) -> dict[str, Any]:
    """Who wrote to whom, when, about what, and the text; parts of other kinds are only counted."""
    parser = email.parser.BytesParser(EmailMessage, policy=email.policy.default)
    message = parser.parsebytes(file.read_bytes())
    plain = message.get_body(("plain",))
    said = plain.get_content() if plain is not None else ""
    headers = [[name, _short(str(message[name]))] for name in HEADERS if message[name]]
    parts = sum(1 for _part in message.iter_attachments())
    return _kept(folder, {"headers": headers, **_cut(str(said)), "attachments": parts}, pages=1)


def text(file: Path, folder: Path) -> dict[str, Any]:
    """The beginning of a text."""
    return _kept(folder, _cut(_read(file)), pages=1)


def _read(file: Path) -> str:
    with file.open("rb") as opened:
        data = opened.read(1024 * 1024)
    return decoded(data, whole=False) or ""


def _cut(said: str) -> dict[str, Any]:
    return {"text": said[:MOST_TEXT], "more": len(said) > MOST_TEXT}


def _table(name: str, rows: Iterable[Iterable[Any]], *, wider: bool = False) -> dict[str, Any]:
    kept: list[list[str]] = []
    more = False
    for row in rows:
        if len(kept) == MOST_ROWS:
            more = True
            break
        cells = ["" if value is None else _short(str(value)) for value in row]
        more |= len(cells) > MOST_COLUMNS
        kept.append(cells[:MOST_COLUMNS])
    while kept and not any(kept[-1]):
        kept.pop()
    width = max((_width(row) for row in kept), default=0)
    return {"name": name, "rows": [row[:width] for row in kept], "more": more or wider}


def _width(row: list[str]) -> int:
    return max((at for at, value in enumerate(row, 1) if value), default=0)


def _short(value: str) -> str:
    value = value.replace("\x00", "")
    return value if len(value) <= MOST_LETTERS else value[: MOST_LETTERS - 1] + "…"


def _kept(folder: Path, words: dict[str, Any], *, pages: int) -> dict[str, Any]:
    (folder / "words.json").write_text(json.dumps(words))
    return {"pages": pages, "words": True}
