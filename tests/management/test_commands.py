"""The commands an operator types."""

import csv
import hashlib
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotations.models import ApiToken, Article, QueueItem
from tests.bundles import archive, json_lines, page, text

pytestmark = pytest.mark.django_db
PAGE = """<!doctype html><html lang="en"><head><title>A new pier for Tarnholm</title></head><body><article>
<h1>A new pier for Tarnholm</h1><p>The pier will be ninety metres long, the harbour office said on Friday.</p>
<p>It replaces the one that a storm took in the spring of last year.</p></article></body></html>"""
TEXT = "Rain stops the regatta\n\nThe regatta of Tarnholm was stopped after forty minutes of heavy rain.\n"


class Pipe(io.BytesIO):
    """Bytes that are read once."""

    def seekable(self) -> bool:
        return False


def call(name: str, *args: str, **options: Any) -> tuple[list[str], str]:
    """The lines a command prints, and what it says beside."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, *args, stdout=out, stderr=err, **options)
    finally:
        call.lines = out.getvalue().splitlines()  # type: ignore[attr-defined]
    return out.getvalue().splitlines(), err.getvalue()


def test_a_folder_of_articles_comes_in_with_a_json_line_each(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "notes.md").write_text("not an article")
    lines, _err = call("import_articles", str(tmp_path))
    rows = [json.loads(line) for line in lines]
    assert [row["title"] for row in rows] == ["Rain stops the regatta", "A new pier for Tarnholm"]
    for row in rows:
        assert set(row) == {"id", "title", "revision", "sha256", "new"}
        revision = Article.objects.get(pk=row["id"]).revisions.get(pk=row["revision"])
        assert row["sha256"] == hashlib.sha256(revision.text.encode()).hexdigest()
        assert row["new"] is True
    again, _err = call("import_articles", str(tmp_path))
    assert [json.loads(line)["id"] for line in again] == [row["id"] for row in rows]
    assert not any(json.loads(line)["new"] for line in again)


def test_what_is_given_wins_and_a_day_is_the_desks_day(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    given = (
        "--title",
        "Regatta",
        "--publisher",
        "The Evening Harbour",
        "--published-at",
        "2026-05-02",
    )
    lines, _err = call("import_articles", str(path), *given, "--language", "en")
    article = Article.objects.get(pk=json.loads(lines[0])["id"])
    assert (article.title, article.publisher.name) == ("Regatta", "The Evening Harbour")  # type: ignore[union-attr]
    assert article.published_at.isoformat() == "2026-05-01T22:00:00+00:00"  # type: ignore[union-attr]
    assert article.published_precision == "day"


def test_a_file_that_fails_is_told_and_does_not_stop_the_others(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text(TEXT)
    with pytest.raises(CommandError, match="2 of 3") as refused:
        call("import_articles", str(tmp_path), str(tmp_path / "missing.txt"))
    assert refused.value.returncode == 1
    rows = [json.loads(line) for line in call.lines]  # type: ignore[attr-defined]
    assert ["error" in row for row in rows] == [True, False, True]
    assert Article.objects.count() == 1


def test_the_standard_input_is_read(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    lines, _err = call("import_articles", "-")
    assert json.loads(lines[0])["title"] == "Rain stops the regatta"


def test_archives_and_json_lines_come_in_row_by_row(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        archive({"x/1.txt": text(1), "2.html": page(2), "3.png": b"\x89PNG\r\n"})
    )
    (tmp_path / "b.jsonl").write_bytes(
        json_lines({"text": text(4), "publisher": "Own"}, "no json", {"text": text(1)})
    )
    (tmp_path / "c.txt").write_text(text(5))
    with pytest.raises(CommandError, match="2 of 7"):
        call("import_articles", str(tmp_path), "--publisher", "The Post")
    rows = [json.loads(line) for line in call.lines]  # type: ignore[attr-defined]
    assert [row.get("title") or Path(row["path"]).name for row in rows] == [
        "Rain stops regatta 1", "Storm closes pier 2", "a.zip:3.png", "Rain stops regatta 4", "b.jsonl:2",
        "Rain stops regatta 1", "Rain stops regatta 5",
    ]  # fmt: skip
    assert [row.get("new") for row in rows] == [True, True, None, True, None, False, True]
    assert (rows[2]["code"], rows[4]["code"]) == ("unsupported", "invalid")
    assert Article.objects.get(pk=rows[3]["id"]).publisher.name == "Own"  # type: ignore[union-attr]
    assert Article.objects.get(pk=rows[6]["id"]).publisher.name == "The Post"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (json_lines({"text": text(1)}, {"text": text(2)}), 2),
        (archive({"a.txt": text(1), "b.txt": text(2), "c.txt": text(3)}), 3),
        (b"{ A text may begin with a bracket.", 1),
    ],
)
def test_the_standard_input_may_hold_many(
    data: bytes, found: int, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = Pipe(data)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=pipe))
    assert len(call("import_articles", "-")[0]) == found


def test_a_bomb_is_one_refusal_and_a_title_is_for_one(desk: Any, tmp_path: Path) -> None:
    bomb = tmp_path / "a.zip"
    bomb.write_bytes(archive({f"{n}.txt": b"0" * 5_000_000 for n in range(10)}))
    with pytest.raises(CommandError, match="1 of 1"):
        call("import_articles", str(bomb))
    assert json.loads(call.lines[0])["code"] == "too_large"  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="--title is for one file only"):
        call("import_articles", str(bomb), "--title", "One")


def test_fetching_is_refused_in_words(desk: Any) -> None:
    with pytest.raises(CommandError, match="not built yet"):
        call("import_articles", "--url", "https://news.example/a")


def test_with_two_desks_one_must_be_named(desk: Any, other_desk: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(CommandError, match="other, tarnholm"):
        call("import_articles", str(tmp_path))
    call("import_articles", str(tmp_path), "--desk", "other")
    assert Article.objects.get().desk == other_desk


def test_an_export_says_what_it_wrote(approved: Any, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    _lines, err = call("export_claims", "--format", "csv", "--output", str(path))
    data = path.read_bytes()
    assert err.split() == ["rows", "1", "sha256", hashlib.sha256(data).hexdigest(), "losses", "0"]
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert row["rating"] == "Mostly false"
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_names_what_the_format_cannot_carry(verdict: Any, tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonld"
    _lines, err = call(
        "export_claims", "--format", "claimreview", "--output", str(path), "--state", "any"
    )
    assert json.loads(path.read_bytes())["dataFeedElement"] == []
    assert "losses 1" in err
    assert f"{verdict.claim_id} Not approved" in err


def test_an_export_streams_to_the_standard_output(approved: Any, capfdbinary: Any) -> None:
    call("export_claims", "--format", "jsonl", "--output", "-")
    assert json.loads(capfdbinary.readouterr().out)["id"] == str(approved.claim_id)


def test_an_export_that_fails_leaves_the_old_file_and_no_half_one(
    approved: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text("as it was")

    def broken(*args: Any) -> Any:
        yield b"half"
        raise OSError(28, "No space left on device")

    kind = SimpleNamespace(render=broken)
    monkeypatch.setattr("annotations.management.commands.export_claims.FORMATS", {"jsonl": kind})
    with pytest.raises(CommandError, match="No space left"):
        call("export_claims", "--format", "jsonl", "--output", str(path))
    assert path.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_a_filter_that_says_nothing_is_refused_by_name(desk: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="since: Write the date"):
        call(
            "export_claims",
            "--format",
            "csv",
            "--output",
            str(tmp_path / "a"),
            "--since",
            "yesterday",
        )
    with pytest.raises(CommandError, match="no place for a file"):
        call("export_claims", "--format", "csv", "--output", str(tmp_path / "no" / "a"))


def test_the_queues_are_filled_once(submission: Any) -> None:
    assert call("fill_review_queues")[0] == ["1 new item."]
    assert call("fill_review_queues")[0] == ["0 new items."]
    assert QueueItem.objects.count() == 1


def test_a_token_is_printed_alone_and_opens_the_door(editor: Any) -> None:
    lines, err = call("api_token", "EDITOR@example.org", "--name", "feed", "--days", "7")
    (secret,) = lines
    token = ApiToken.objects.for_secret(secret).get()
    assert (token.account, token.name, token.is_valid) == (editor.account, "feed", True)
    assert secret not in err


def test_a_token_for_nobody_or_for_ever_is_refused(editor: Any) -> None:
    with pytest.raises(CommandError, match="Nobody"):
        call("api_token", "nobody@example.org")
    with pytest.raises(CommandError, match="365"):
        call("api_token", "editor@example.org", "--days", "4000")
