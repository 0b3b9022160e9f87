"""What holds in every format: nothing false, nothing internal, nothing lost, little memory."""

import csv
import html
import io
import json
import re
import tracemalloc
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args, get_type_hints

import pytest

from annotations.domain.vocabulary import ExportFormat
from annotations.exports import FORMATS, columns, jsonl
from annotations.exports.proof import MOST_LOSSES, lost
from annotations.queries.exports import ClaimRow

from .rows import HEADER, HOSTILE, claim, evidence, many, verdict, word, written

EVERY_FORMAT = pytest.mark.parametrize("kind", list(ExportFormat))


def test_every_format_people_may_ask_for_has_a_renderer() -> None:
    assert set(FORMATS) == set(ExportFormat)


@EVERY_FORMAT
def test_a_claim_whose_words_do_not_stand_at_its_offsets_is_not_written(kind: ExportFormat) -> None:
    moved = claim(id="0190ffff-0000-7000-8000-000000000001")
    moved.anchors[0] = replace(moved.anchors[0], standing="other words")
    losses: list[Any] = []
    file = written(FORMATS[kind].render, [claim(), moved], losses).decode()
    assert claim().id in file
    assert moved.id not in file
    assert [loss["claim"] for loss in losses] == [moved.id]
    assert "offsets" in losses[0]["why"]


@EVERY_FORMAT
def test_the_memory_a_file_needs_does_not_grow_with_its_claims(kind: ExportFormat) -> None:
    count = {ExportFormat.JSONL: 50_000, ExportFormat.HTML: 1_000}.get(kind, 5_000)
    for _chunk in FORMATS[kind].render(many(5), HEADER, []):
        pass
    tracemalloc.start()
    try:
        size = sum(len(chunk) for chunk in FORMATS[kind].render(many(count), HEADER, []))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > count * 500
    assert peak < 1_500_000


def test_ten_thousand_losses_are_counted_but_not_all_named() -> None:
    rows = (claim(verdict=None) for _number in range(10_000))
    losses: list[Any] = []
    file = json.loads(written(FORMATS["claimreview"].render, rows, losses))
    assert file["dataFeedElement"] == []
    assert len(losses) == MOST_LOSSES
    assert lost(losses) == 10_000
    assert "9001" in losses[-1]["why"]


def _with_words() -> tuple[ClaimRow, set[str]]:
    """A claim with another random word in every field, and those words by field."""
    said: dict[str, Any] = {}
    _fill(ClaimRow, "", said)
    row = said.pop("")
    return row, said


def _fill(kind: type, path: str, said: dict[str, Any]) -> Any:
    values: dict[str, Any] = {}
    hints = get_type_hints(kind)
    for index, field in enumerate(fields(kind)):
        name = f"{path}.{field.name}" if path else field.name
        values[field.name] = _made(hints[field.name], name, said, index)
    made = kind(**values)
    said[path] = made
    return made


def _made(hint: Any, name: str, said: dict[str, Any], index: int) -> Any:
    inner = [part for part in get_args(hint) if part is not type(None)]
    if is_dataclass(hint):
        return _fill(hint, name, said)
    if inner and getattr(hint, "__origin__", None) is list:
        return [_made(inner[0], name, said, index)]
    if getattr(hint, "__origin__", None) is dict:
        made = {key: word() for key in ("value", "unit", "period", "place")}
        said[name] = " ".join(made.values())
        return made
    if inner:
        return _made(inner[0], name, said, index)
    number = 100_000 + len(said) * 7
    made = {
        str: word(),
        int: number,
        bool: True,
        date: date(1900, 1, 1) + timedelta(days=len(said)),
        datetime: datetime(1950, 1, 1, tzinfo=UTC) + timedelta(days=len(said)),
    }[hint]
    said[name] = made
    return made


@pytest.mark.parametrize(
    ("kind", "left_out"), [("csv", columns.LEFT_OUT), ("jsonl", jsonl.LEFT_OUT)]
)
def test_every_field_that_may_leave_the_desk_is_in_the_file_or_left_out_for_a_reason(
    kind: str, left_out: dict[str, str]
) -> None:
    row, said = _with_words()
    row = replace(
        row,
        said_precision="day",
        anchors=[replace(row.anchors[0], standing=row.anchors[0].exact)],
    )
    file = written(FORMATS[kind].render, [row]).decode()
    assert len(said) > 60
    for name, value in said.items():
        if name in left_out or is_dataclass(value) or name == "said_precision":
            continue
        shown = value.isoformat() if isinstance(value, date) else str(value)
        if isinstance(value, bool):
            continue
        assert all(part in file for part in shown.split(" ")), f"{kind} does not hold {name}"
    assert all(left_out.values())


def test_the_columns_cover_every_field_by_name() -> None:
    row, said = _with_words()
    names = {name for name, value in said.items() if not is_dataclass(value)}
    covered = {name for column in columns.COLUMNS for name in column.covers} | set(columns.LEFT_OUT)
    missing = {name for name in names if name not in covered and name.split(".")[0] not in covered}
    assert missing == set()
    assert row.anchors


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_survive_in_json(text: str) -> None:
    row = claim(
        statement=text, verdict=verdict(summary=text), evidence=[evidence(title=text, note=text)]
    )
    line = json.loads(written(FORMATS["jsonl"].render, [row]))
    assert (line["statement"], line["verdict"]["summary"]) == (text, text)
    raw = written(FORMATS["claimreview"].render, [row])
    review = json.loads(raw)["dataFeedElement"][0]["item"][0]
    assert review["claimReviewed"] == text
    assert review["reviewRating"]["ratingExplanation"] == text
    assert b"<" not in raw
    raw = written(FORMATS["webannotation"].render, [row])
    bodies = json.loads(raw)["first"]["items"][0]["body"]
    assert text in [body["value"] for body in bodies]
    assert b"<" not in raw


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_survive_in_a_table_and_no_spreadsheet_runs_them(text: str) -> None:
    row = claim(statement=text, topics=[text], verdict=verdict(summary=text))
    raw = written(FORMATS["csv"].render, [row])
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    (line,) = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    for name in ("statement", "topics", "summary"):
        cell = line.get(name) or line[f"verdict_{name}"]
        assert cell in (text, f"'{text}")
        assert cell[0] not in "=+-@\t\r\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_in_the_report(text: str) -> None:
    row = claim(
        statement=text,
        words=text,
        verdict=verdict(summary=text, justification=text, rating=text),
        evidence=[
            evidence(
                title=text, note=text, quote=text, publisher=text, url=f"javascript:{text}",
                informant=text, file=text, locator={"text": text},
                calculation={
                    "words": text, "formula": text, "result": text, "unit": text,
                    "inputs": [{"name": text, "value": text, "unit": text, "source": text}],
                },
            )
        ],
    )  # fmt: skip
    file = written(FORMATS["html"].render, [row]).decode()
    assert text in html.unescape(file)
    assert "<script" not in file
    assert file.count("<style>") == file.count("</style>") == 1
    assert 'href="javascript:' not in file


def test_the_report_says_language_and_direction_of_every_text() -> None:
    row = claim(
        statement="Wasser",
        statement_language="de",
        language="ar",
        words="ماء",
        anchors=[replace(claim().anchors[0], exact="ماء", standing="ماء")],
        evidence=[evidence(quote="מים", quote_language="he")],
    )
    file = written(FORMATS["html"].render, [row]).decode()
    assert 'lang="de" dir="ltr">Wasser<' in file
    assert 'lang="ar" dir="rtl">ماء<' in file
    assert 'lang="he" dir="rtl">מים<' in file
    assert file.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert "http" not in file.split("</style>")[0]


def test_the_report_shows_how_a_number_was_reckoned_and_which_file_was_looked_at() -> None:
    sum_of = {
        "words": "", "formula": "(A - B) / B * 100", "result": "5.9", "unit": "%",
        "inputs": [{"name": "2023", "value": "411,870", "source": "Ticket office"}, {"name": "2019", "value": "389,004"}],
    }  # fmt: skip
    piece = evidence(
        calculation=sum_of, file="tickets.xlsx", file_sha256="ab" * 32, locator={"cell": "B4"}
    )
    file = written(FORMATS["html"].render, [claim(evidence=[piece])]).decode()
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.unescape(file)))
    assert "2023: 411,870 (Ticket office); 2019: 389,004 ; (A - B) / B * 100 = 5.9 %" in plain
    assert f"tickets.xlsx (SHA-256 {'ab' * 32})" in plain
    assert "Port of Tarnholm, 2024-02-01, B4" in plain


def test_the_report_says_that_a_draft_is_no_verdict_yet() -> None:
    draft = verdict(stands=False, state="draft", approved_at=None)
    file = written(
        FORMATS["html"].render, [claim(state="draft", verdict=draft, approved_at=None)]
    ).decode()
    assert "Not approved: Draft" in file
    assert "Not approved" not in written(FORMATS["html"].render, [claim()]).decode()


def test_an_empty_export_is_a_whole_file_of_its_format() -> None:
    assert json.loads(written(FORMATS["claimreview"].render, []))["dataFeedElement"] == []
    assert json.loads(written(FORMATS["webannotation"].render, []))["total"] == 0
    assert written(FORMATS["jsonl"].render, []) == b""
    assert written(FORMATS["csv"].render, []).count(b"\r\n") == 1
    assert written(FORMATS["html"].render, []).rstrip().endswith(b"</html>")


def test_json_lines_say_what_offsets_count() -> None:
    line = json.loads(written(FORMATS["jsonl"].render, [claim()]))
    assert line["offset_unit"] == "unicode code points"
    assert line["url"] == f"https://post.example/c/{claim().id}"
    assert set(line["anchors"][0]) == {"start", "end", "exact", "prefix", "suffix", "state"}
