"""JSON lines: one claim a line, every field that may leave the desk."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final

import orjson

from annotations.exports.header import Header, claim_url
from annotations.exports.proof import Loss, proven
from annotations.queries.exports import AnchorRow, ClaimRow

OFFSET_UNIT: Final = "unicode code points"
LEFT_OUT: Final = {"anchors.standing": "equal to `exact`: that is what was proven"}
"""Fields of a row that a line does not hold, and why."""

_CLAIM: Final = [field.name for field in fields(ClaimRow)]
_ANCHOR: Final = [
    field.name for field in fields(AnchorRow) if f"anchors.{field.name}" not in LEFT_OUT
]


def render(rows: Iterator[ClaimRow], header: Header, losses: list[Loss]) -> Iterator[bytes]:
    """One object a line. `start` and `end` count code points of the revision named by the article."""
    for row in proven(rows, losses):
        yield orjson.dumps(one(row, header.base_url), option=orjson.OPT_APPEND_NEWLINE)


def one(row: ClaimRow, base_url: str) -> dict[str, Any]:
    """The object of one line."""
    line = {name: getattr(row, name) for name in _CLAIM}
    line["anchors"] = [{name: getattr(anchor, name) for name in _ANCHOR} for anchor in row.anchors]
    return {**line, "url": claim_url(base_url, row.id), "offset_unit": OFFSET_UNIT}
