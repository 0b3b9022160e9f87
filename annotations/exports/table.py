"""CSV: for spreadsheets (UTF-8 with a byte order mark, RFC 4180), and safe to open in one."""

import csv
import re
from collections.abc import Iterator
from typing import Final

from annotations.exports.columns import COLUMNS, Cell
from annotations.exports.header import Header, claim_url
from annotations.exports.proof import Loss, proven
from annotations.queries.exports import ClaimRow

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet may take for a formula where a cell begins with it.

With apostrophes before it: so the one that `safe` adds can be told from those of the text.
"""


class Line:
    """What the CSV writer writes to: it keeps the line just written."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def render(rows: Iterator[ClaimRow], header: Header, losses: list[Loss]) -> Iterator[bytes]:
    """A line of names, then one line a claim. Offsets are code points."""
    line = Line()
    writer = csv.writer(line)
    writer.writerow([*(column.name for column in COLUMNS), "url"])
    yield BYTE_ORDER_MARK + line.text.encode()
    for row in proven(rows, losses):
        cells = [safe(column.value(row)) for column in COLUMNS]
        writer.writerow([*cells, claim_url(header.base_url, row.id)])
        yield line.text.encode()


def safe(cell: Cell) -> Cell:
    """The cell as text that no spreadsheet runs: one more apostrophe before what looks like a formula."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell
