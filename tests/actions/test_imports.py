"""Importing many articles: refused as a whole or taken in row by row, resumable, cancellable, never twice."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.utils import timezone

from annotations.actions import fates, import_runs
from annotations.actions.articles import add_article
from annotations.actions.import_runs import give_up_import, reopen_import, run_import
from annotations.actions.imports import (
    cancel_import,
    forget_import_files,
    request_import,
    resume_import,
)
from annotations.actions.redactions import erase_files, redact
from annotations.actions.upkeep import sweep
from annotations.domain.errors import (
    DomainError,
    GoneError,
    NotFoundError,
    NotPermittedError,
    StaleError,
)
from annotations.exports.refused import as_lines, as_table
from annotations.models import (
    Article,
    ArticleImport,
    ArticleRevision,
    AuditEvent,
    ImportRow,
    Membership,
    Snapshot,
)
from annotations.queries.undone import unread_imports
from tests.bundles import archive, json_lines, page, text, upload

pytestmark = pytest.mark.django_db
MIXED = {
    "a.txt": text(1),
    "b.html": page(2),
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "empty.txt": "",
    "again.txt": text(1),
}


@pytest.fixture
def ask(editor: Any) -> Callable[..., ArticleImport]:
    """Asks for an import as the editor: ask(data, "name.zip")."""

    def asked(data: bytes, name: str = "articles.zip", **options: Any) -> ArticleImport:
        return request_import(actor=editor, files=[upload(data, name)], **options)

    return asked


def told(job: ArticleImport) -> list[tuple[int, str, str, str]]:
    """Number, name, fate and code of each row."""
    return list(job.rows.values_list("number", "name", "fate", "code"))


def counts(job: ArticleImport) -> tuple[str, int | None, int, int, int]:
    job.refresh_from_db()
    return job.state, job.total, job.added, job.known, job.refused


def kept() -> list[Any]:
    """What stands in tables and files."""
    models = (Article, Snapshot, AuditEvent, ArticleImport, ImportRow)
    files = sorted(path for path in Path(default_storage.location).rglob("*") if path.is_file())
    return [*(model.objects.count() for model in models), files]


def test_a_zip_is_taken_in_file_by_file_each_with_its_fate(ask: Any) -> None:
    job = ask(archive(MIXED))
    assert counts(job) == ("queued", None, 0, 0, 0)
    run_import(import_id=job.pk)
    assert told(job) == [
        (1, "a.txt", "added", ""),
        (2, "b.html", "added", ""),
        (3, "picture.png", "refused", "unsupported"),
        (4, "empty.txt", "refused", "invalid"),
        (5, "again.txt", "known", ""),
    ]
    assert counts(job) == ("done", 5, 2, 1, 2)
    assert job.rows.get(number=1).article == job.rows.get(number=5).article
    assert all(job.rows.filter(fate="refused").values_list("reason", flat=True))
    assert job.percent == 100


def test_the_same_words_are_the_same_article_by_whatever_door(ask: Any, editor: Any) -> None:
    pasted, _new = add_article(actor=editor, data=text(1), kind="text")
    files = ask(archive({"a.txt": text(1)}))
    lines = ask(json_lines({"text": text(1)}), "a.jsonl")
    for job in (files, lines):
        run_import(import_id=job.pk)
        assert job.rows.get().article == pasted
        assert counts(job) == ("done", 1, 0, 1, 0)


def test_several_files_are_one_import(editor: Any) -> None:
    files = [upload(text(n).encode(), "a.txt") for n in range(3)]
    job = request_import(actor=editor, files=files, publisher="The Post", language="en")
    run_import(import_id=job.pk)
    assert [row[1] for row in told(job)] == ["a.txt", "a (2).txt", "a (3).txt"]
    assert {row.article.publisher.name for row in job.rows.select_related("article__publisher")} == {"The Post"}  # fmt: skip
    assert job.name == "a.txt, a.txt, a.txt"


def test_a_line_says_more_than_the_import_does(ask: Any) -> None:
    known = {
        "text": text(2), "title": "Own", "publisher": "Own Paper", "url": "https://own.example/2",
        "published_at": "2024-03-01",
    }  # fmt: skip
    data = json_lines({"text": text(1)}, known, "no json", {"text": text(3), "language": "da"})
    job = ask(data, "articles.jsonl", publisher="The Post")
    run_import(import_id=job.pk)
    first, second, _bad, fourth = (row.article for row in job.rows.order_by("number"))
    assert (first.publisher.name, second.publisher.name) == ("The Post", "Own Paper")
    assert (second.title, second.url) == ("Own", "https://own.example/2")
    assert second.published_at.isoformat() == "2024-02-29T23:00:00+00:00", "the desk's midnight"
    assert (second.published_precision, second.zone_assumed) == ("day", True)
    assert (told(job)[2], fourth.language) == ((3, "", "refused", "invalid"), "da")


BOMB = archive({f"{n}.txt": b"0" * 5_000_000 for n in range(10)})
REFUSED = {
    "nothing": ([], "invalid"),
    "bomb": ([(BOMB, "a.zip")], "too_large"),
    "half an archive": ([(archive({"a.txt": "x"})[:-5], "a.zip")], "unsupported"),
    "archive among files": ([(archive({"a.txt": "x"}), "a.zip"), (b"Words.", "b.txt")], "invalid"),
    "two of lines": ([(b'{"text":"a"}', "a.jsonl"), (b'{"text":"b"}', "b.jsonl")], "invalid"),
    "one document": ([(b'[{"text": "a"}]', "a.jsonl")], "unsupported"),
    "many files": ([(b"Words.", "a.txt")] * 201, "too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_as_a_whole_leaves_nothing(name: str, editor: Any) -> None:
    files, code = REFUSED[name]
    before = kept()
    with pytest.raises(DomainError) as refused:
        request_import(actor=editor, files=[upload(*file) for file in files])
    assert refused.value.code == code
    assert kept() == before


def test_one_that_is_too_large_is_refused(editor: Any) -> None:
    file = upload(b"PK\x03\x04", "a.zip")
    file.size = 100 * 1024 * 1024 + 1
    with pytest.raises(DomainError, match="100 MB"):
        request_import(actor=editor, files=[file])


@pytest.mark.parametrize("field", ["publisher", "language"])
def test_what_holds_for_all_is_checked_at_once(field: str, ask: Any) -> None:
    before = kept()
    for wrong in ("x" * 201, "a\0b"):
        with pytest.raises(DomainError):
            ask(archive(MIXED), **{field: wrong})
    assert kept() == before


def test_guests_bring_nothing_in(desk: Any, join: Any) -> None:
    guest = join(desk, "guest@example.org", "guest")
    with pytest.raises(NotPermittedError):
        request_import(actor=guest, files=[upload(b"Words.", "a.txt")])


def test_another_desk_neither_cancels_nor_resumes(ask: Any, stranger: Any) -> None:
    job = ask(archive(MIXED))
    for act in (cancel_import, resume_import):
        with pytest.raises(NotFoundError):
            act(actor=stranger, import_id=job.pk)


def test_asking_cancelling_resuming_and_the_end_are_told(ask: Any, editor: Any) -> None:
    job = ask(archive({"a.txt": text(1)}))
    cancel_import(actor=editor, import_id=job.pk)
    resume_import(actor=editor, import_id=job.pk)
    run_import(import_id=job.pk)
    events = AuditEvent.objects.filter(subject_id=job.pk).order_by("id")
    assert [event.act for event in events] == [
        "import.requested", "import.cancelled", "import.resumed", "import.done",
    ]  # fmt: skip
    article = Article.objects.get()
    assert AuditEvent.objects.get(act="article.added").actor == editor.account
    assert article.added_by == editor.account


def test_a_run_that_was_cancelled_stops_and_goes_on_later(
    ask: Any, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_runs, "BATCH", 2)
    job = ask(archive({f"{n}.txt": text(n) for n in range(6)}))
    whole = import_runs.fates_of

    def cancelled(**given: Any) -> Any:
        if ImportRow.objects.filter(fate="added").count() == 2:
            cancel_import(actor=editor, import_id=job.pk)
        return whole(**given)

    monkeypatch.setattr(import_runs, "fates_of", cancelled)
    run_import(import_id=job.pk)
    assert counts(job) == ("cancelled", 6, 2, 0, 0)
    assert Article.objects.count() == 2, "a batch is there wholly or not at all"
    monkeypatch.setattr(import_runs, "fates_of", whole)
    run_import(import_id=job.pk)
    assert counts(job)[0] == "cancelled", "nobody asked to go on"
    resume_import(actor=editor, import_id=job.pk)
    run_import(import_id=job.pk)
    assert counts(job) == ("done", 6, 6, 0, 0)
    with pytest.raises(DomainError, match="not stopped"):
        resume_import(actor=editor, import_id=job.pk)
    with pytest.raises(DomainError, match="nothing to cancel"):
        cancel_import(actor=editor, import_id=job.pk)


def test_a_version_that_was_overtaken_is_stale(ask: Any, editor: Any) -> None:
    job = ask(archive(MIXED))
    with pytest.raises(StaleError):
        cancel_import(actor=editor, import_id=job.pk, expected_version=7)


def test_one_that_died_goes_on_where_it_stopped(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_runs, "BATCH", 2)
    job = ask(archive({f"{n}.txt": text(n) for n in range(5)}))
    dies(monkeypatch, after=2)
    with pytest.raises(OperationalError):
        run_import(import_id=job.pk)
    assert counts(job) == ("running", 5, 2, 0, 0)
    run_import(import_id=job.pk)
    assert counts(job) == ("running", 5, 2, 0, 0), "another worker holds the lease"
    monkeypatch.undo()
    lease_over(job)
    run_import(import_id=job.pk)
    assert counts(job) == ("done", 5, 5, 0, 0)
    assert ArticleRevision.objects.count() == 5


def dies(monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """The database goes away once so many articles are in."""
    whole = fates.fates_of

    def broken(**given: Any) -> Any:
        if Article.objects.count() >= after:
            raise OperationalError("gone")
        return whole(**given)

    monkeypatch.setattr(import_runs, "fates_of", broken)


def lease_over(job: ArticleImport) -> None:
    past = timezone.now() - timedelta(seconds=1)
    ArticleImport.objects.filter(pk=job.pk).update(lease_until=past)


def test_a_row_that_kills_its_worker_again_and_again_is_left_out(ask: Any) -> None:
    job = ask(archive({"deadly.txt": text(0), "b.txt": text(1)}))
    import_runs.begin_import(import_id=job.pk)
    with job.file.open("rb") as file:
        import_runs.note_rows(job=current(job), bundle=import_runs.opened(job.kind, file))
    ImportRow.objects.filter(number=1).update(tries=import_runs.TRIES)
    lease_over(job)
    run_import(import_id=job.pk)
    assert [(row[1], row[2], row[3]) for row in told(job)] == [
        ("deadly.txt", "refused", "server_error"), ("b.txt", "added", ""),
    ]  # fmt: skip


def current(job: ArticleImport) -> ArticleImport:
    return ArticleImport.objects.get(pk=job.pk)


def test_what_nobody_foresaw_spoils_one_row(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fates.add_articles

    def broken(*, articles: Any, **given: Any) -> Any:
        if any(b"regatta 1" in one.data for one in articles):
            raise ZeroDivisionError
        return whole(articles=articles, **given)

    monkeypatch.setattr(fates, "add_articles", broken)
    job = ask(archive({f"{n}.txt": text(n) for n in range(3)}))
    run_import(import_id=job.pk)
    assert [row[3] for row in told(job)] == ["", "server_error", ""]


def test_a_long_import_leaves_the_worker_to_others_now_and_then(
    ask: Any, monkeypatch: pytest.MonkeyPatch, silent_bell: Any, django_capture_on_commit_callbacks: Any
) -> None:  # fmt: skip
    monkeypatch.setattr(import_runs, "BATCH", 1)
    monkeypatch.setattr(import_runs, "SLICE", 0.0)
    job = ask(archive({f"{n}.txt": text(n) for n in range(2)}))
    with django_capture_on_commit_callbacks(execute=True):
        run_import(import_id=job.pk)
    assert counts(job) == ("running", 2, 0, 0, 0)
    assert silent_bell == [("run_import", {"import_id": str(job.pk)})]
    assert list(unread_imports()) == [{"import_id": job.pk}], "and the sweep finds it too"
    monkeypatch.undo()
    run_import(import_id=job.pk)
    assert counts(job) == ("done", 2, 2, 0, 0)


def test_whoever_left_the_desk_brings_nothing_in_any_more(ask: Any, editor: Any) -> None:
    job = ask(archive(MIXED))
    now = timezone.now()
    Membership.objects.filter(pk=editor.pk).update(starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))  # fmt: skip
    run_import(import_id=job.pk)
    assert counts(job)[0] == "failed"
    assert "may not add articles any more" in job.problem
    assert not Article.objects.exists()


def test_whoever_waits_reads_that_it_was_given_up_and_an_operator_lets_it_go_on(ask: Any) -> None:
    job = ask(archive(MIXED))
    give_up_import(import_id=job.pk)
    assert counts(job)[0] == "failed"
    assert "stopped 5 times" in job.problem
    reopen_import(import_id=job.pk)
    run_import(import_id=job.pk)
    give_up_import(import_id=job.pk)
    assert counts(job)[0] == "done"


def test_bytes_are_forgotten_after_a_month_and_fates_are_not(ask: Any, editor: Any) -> None:
    done, stopped = ask(archive(MIXED)), ask(archive({"a.txt": text(9)}))
    run_import(import_id=done.pk)
    cancel_import(actor=editor, import_id=stopped.pk)
    names = [current(job).file.name for job in (done, stopped)]
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert forget_import_files() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        sweep()
    assert [default_storage.exists(name) for name in names] == [False, False]
    assert len(told(done)) == 5
    assert [json.loads(line)["_code"] for line in as_lines(current(done))] == ["unsupported", "invalid"]  # fmt: skip
    with pytest.raises(GoneError, match="no longer kept"):
        resume_import(actor=editor, import_id=stopped.pk)


def test_a_file_that_is_lost_is_said(ask: Any) -> None:
    job = ask(archive(MIXED))
    job.file.storage.delete(job.file.name)
    run_import(import_id=job.pk)
    assert counts(job)[0] == "failed"
    assert "no longer there" in job.problem


def test_what_was_refused_is_given_back_to_be_mended_and_sent_again(ask: Any) -> None:
    bad = {"text": text(1), "url": "nowhere", "title": "Kept"}
    job = ask(
        json_lines(bad, {"text": text(2)}, "{no json", {"html": page(3), "more": 1}), "a.jsonl"
    )
    run_import(import_id=job.pk)
    lines = [json.loads(line) for line in as_lines(current(job))]
    assert [(line["_number"], line["_code"]) for line in lines] == [(1, "invalid"), (3, "invalid"), (4, "invalid")]  # fmt: skip
    assert (lines[0]["text"], lines[0]["title"], lines[1]["_line"]) == (text(1), "Kept", "{no json")
    assert all(line["_why"] for line in lines)
    mended = [{**lines[0], "url": "https://news.example/1"}, {k: v for k, v in lines[2].items() if k != "more"}]  # fmt: skip
    again = ask(json_lines(*mended), "mended.jsonl")
    run_import(import_id=again.pk)
    assert counts(again) == ("done", 2, 2, 0, 0)


def test_a_refused_file_comes_back_with_the_words_that_are_in_it(ask: Any) -> None:
    job = ask(archive({"=cmd.txt": " \n ", "b.png": b"\x89PNG\r\n\x1a\n\0"}))
    run_import(import_id=job.pk)
    first, second = (json.loads(line) for line in as_lines(current(job)))
    assert (first["text"], first["_name"]) == (" \n ", "=cmd.txt")
    assert "text" not in second
    table = b"".join(as_table(current(job))).decode("utf-8-sig").splitlines()
    assert table[0] == "number,name,code,reason"
    assert table[1].startswith("1,'=cmd.txt,invalid,"), "no spreadsheet takes it for a formula"


def test_an_order_against_an_article_takes_the_import_that_brought_it(
    ask: Any, lead: Any, editor: Any
) -> None:
    job, other = ask(archive({"secret-name.txt": text(1), "b.txt": text(2)})), ask(archive(MIXED))
    run_import(import_id=job.pk)
    ImportRow.objects.filter(article_import=other).delete()
    name, article = current(job).file.name, job.rows.get(number=1).article
    redact(
        actor=lead, kind="article", subject_id=article.pk, order="3 O 17/26", reason="By a court."
    )
    erase_files()
    assert not default_storage.exists(name)
    assert (current(job).file.name, current(job).name) == ("", "")
    assert [row.name for row in job.rows.all()] == ["", "b.txt"]
    assert default_storage.exists(current(other).file.name)
