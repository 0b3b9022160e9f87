"""An export as a job: asked for, written once, given up, taken, and safe from whatever kills a worker."""

import errno
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from annotations.actions import exports as acts
from annotations.actions.claims import reword_claim
from annotations.actions.evidence import attach_evidence
from annotations.domain.errors import (
    InvalidError,
    NotFoundError,
    NotPermittedError,
    NotReadyError,
    UnsupportedError,
    WrongStateError,
)
from annotations.domain.vocabulary import ExportFormat
from annotations.exports import FORMATS
from annotations.models import AuditEvent, Claim, ExportDownload, ExportJob, Membership

from .rows import word

pytestmark = pytest.mark.django_db


def ask(actor: Membership, kind: str = "jsonl", **filters: Any) -> ExportJob:
    return acts.request_export(actor=actor, format=kind, filters=filters)


def run(job: ExportJob) -> ExportJob:
    acts.run_export(export_id=job.pk)
    job.refresh_from_db()
    return job


def partial_files() -> list[Path]:
    return list((Path(settings.DATA_DIR) / "partial").glob("*"))


def replace_renderer(monkeypatch: pytest.MonkeyPatch, render: Any) -> None:
    kinds = {**FORMATS, "jsonl": replace(FORMATS["jsonl"], render=render)}
    monkeypatch.setattr(acts, "FORMATS", kinds)


def acts_of(job: ExportJob) -> list[str]:
    rows = AuditEvent.objects.filter(subject_id=job.pk).order_by("id")
    return list(rows.values_list("act", flat=True))


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_an_approved_claim_is_written_in_every_format(
    kind: str, editor: Any, approved: Any
) -> None:
    job = run(ask(editor, kind))
    assert (job.state, job.rows, job.done, job.total, job.losses) == ("done", 1, 1, 1, [])
    data = job.file.read()
    assert (hashlib.sha256(data).hexdigest(), len(data)) == (job.sha256, job.size)
    assert str(approved.claim_id).encode() in data
    assert job.file.name.endswith(FORMATS[kind].extension)
    assert acts_of(job) == ["export.requested", "export.done"]
    assert partial_files() == []


def test_a_request_rings_the_worker_and_keeps_filters_as_plain_words(
    editor: Any, silent_bell: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(editor, state="", since=date(2026, 1, 31), until=None)
    assert job.filters == {"since": "2026-01-31"}
    assert ("run_export", {"export_id": str(job.pk)}) in silent_bell


def test_what_cannot_be_written_is_refused_when_it_is_asked_for(editor: Any) -> None:
    with pytest.raises(UnsupportedError, match="claimreview"):
        ask(editor, "docx")
    with pytest.raises(InvalidError):
        ask(editor, since="yesterday")
    with pytest.raises(InvalidError):
        ask(editor, colour="blue")
    assert not ExportJob.objects.exists()


def test_a_guest_neither_exports_nor_takes_an_export(editor: Any, desk: Any, join: Any) -> None:
    guest = join(desk, "guest@example.org", "guest")
    job = run(ask(editor))
    for act in (
        lambda: ask(guest),
        lambda: acts.take_export(actor=guest, export_id=job.pk),
        lambda: acts.cancel_export(actor=guest, export_id=job.pk),
    ):
        with pytest.raises(NotPermittedError):
            act()


def test_another_desk_does_not_see_an_export(editor: Any, stranger: Any) -> None:
    job = run(ask(editor))
    with pytest.raises(NotFoundError):
        acts.take_export(actor=stranger, export_id=job.pk)
    with pytest.raises(NotFoundError):
        acts.cancel_export(actor=stranger, export_id=job.pk)


def test_who_took_a_file_is_logged(editor: Any, second: Any, approved: Any) -> None:
    job = ask(editor)
    with pytest.raises(NotReadyError):
        acts.take_export(actor=second, export_id=job.pk)
    run(job)
    acts.take_export(actor=second, export_id=job.pk)
    assert ExportDownload.objects.get().account == second.account
    assert acts_of(job)[-1] == "export.taken"


def test_a_second_run_of_a_finished_export_changes_nothing(editor: Any, approved: Any) -> None:
    job = run(ask(editor))
    before = ExportJob.objects.values().get(pk=job.pk)
    run(job)
    assert ExportJob.objects.values().get(pk=job.pk) == before
    assert acts_of(job).count("export.done") == 1


def test_while_another_run_is_alive_a_second_one_keeps_out(editor: Any, approved: Any) -> None:
    job = ask(editor)
    first = acts.begin_export(export_id=job.pk)
    assert first is not None
    assert acts.begin_export(export_id=job.pk) is None
    assert run(job).state == "running"


def expire(job: ExportJob) -> None:
    ExportJob.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_an_export_whose_worker_died_is_written_by_the_next_and_the_dead_one_cannot_finish(
    editor: Any, approved: Any
) -> None:
    job = ask(editor)
    dead = acts.begin_export(export_id=job.pk)
    assert dead is not None
    expire(job)
    assert run(job).state == "done"
    with pytest.raises(acts.LeaseLostError):
        acts.report_progress(job=dead, done=1)
    with pytest.raises(acts.LeaseLostError):
        acts.end_export(job=dead, state="failed")  # type: ignore[arg-type]
    with pytest.raises(acts.LeaseLostError), acts.Sink("dead") as sink:
        acts.finish_export(job=dead, sink=sink, losses=[])
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_an_export_that_was_given_up_can_be_opened_again_and_a_finished_one_cannot(
    editor: Any, approved: Any
) -> None:
    job = ask(editor)
    acts.give_up_export(export_id=job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    acts.reopen_export(export_id=job.pk)
    assert run(job).state == "done"
    acts.give_up_export(export_id=job.pk)
    acts.reopen_export(export_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.problem) == ("done", "")


def test_a_run_that_was_taken_over_in_the_middle_stops_and_leaves_the_other_alone(
    editor: Any, approved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(editor)

    def overtaken(rows: Any, *rest: Any) -> Iterator[bytes]:
        yield b"half"
        list(rows)
        ExportJob.objects.filter(pk=job.pk).update(attempts=7)
        yield b"more"

    replace_renderer(monkeypatch, overtaken)
    run(job)
    assert (job.state, job.attempts, job.file.name) == ("running", 7, "")
    assert partial_files() == []


def test_an_export_given_up_in_the_middle_stops_without_a_file(
    editor: Any, approved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(editor)

    def slow(rows: Any, *rest: Any) -> Iterator[bytes]:
        yield b"half"
        acts.cancel_export(actor=editor, export_id=job.pk)
        list(rows)
        yield b"rest"

    monkeypatch.setattr(acts, "PAUSE", 0)
    replace_renderer(monkeypatch, slow)
    run(job)
    assert (job.state, job.sha256, job.file.name, job.lease_until) == ("cancelled", "", "", None)
    assert job.finished_at is not None
    assert partial_files() == []


def test_an_export_that_waits_is_given_up_at_once_and_not_written_later(editor: Any) -> None:
    job = acts.cancel_export(actor=editor, export_id=ask(editor).pk)
    assert job.state == "cancelled"
    assert run(job).state == "cancelled"
    with pytest.raises(WrongStateError):
        acts.cancel_export(actor=editor, export_id=job.pk)
    with pytest.raises(NotReadyError):
        acts.take_export(actor=editor, export_id=job.pk)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk filled up"),
        (ZeroDivisionError("secret detail"), "Something went wrong"),
        (InvalidError("The filters cannot be used as they are."), "The filters cannot be used"),
    ],
)
def test_an_export_that_fails_says_so_in_words_and_leaves_no_file(
    editor: Any, approved: Any, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def broken(rows: Any, *rest: Any) -> Iterator[bytes]:
        yield b"half"
        raise error

    replace_renderer(monkeypatch, broken)
    job = run(ask(editor))
    assert job.state == "failed"
    assert words in job.problem
    assert "secret detail" not in job.problem
    assert "Traceback" not in job.problem
    assert partial_files() == []


def test_progress_is_saved_while_the_file_is_written(
    editor: Any, approved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def watching(rows: Any, *rest: Any) -> Iterator[bytes]:
        seen.extend(ExportJob.objects.get().total for _row in rows)
        seen.append(ExportJob.objects.get().done)
        yield b"all"

    monkeypatch.setattr(acts, "PAUSE", 0)
    replace_renderer(monkeypatch, watching)
    run(ask(editor))
    assert seen == [1, 1]


def test_a_verdict_changed_after_its_approval_leaves_the_approved_export(
    editor: Any, approved: Any
) -> None:
    claim = Claim.objects.get(pk=approved.claim_id)
    reword_claim(
        actor=editor,
        claim_id=claim.pk,
        expected_version=None,
        changes={"statement": "Something else."},
    )
    assert run(ask(editor)).rows == 0
    job = run(ask(editor, "claimreview", state="any"))
    assert (job.rows, job.done) == (0, 1)
    assert [loss["claim"] for loss in job.losses] == [str(claim.pk)]
    assert "Not approved" in job.losses[0]["why"]


@pytest.mark.parametrize("kind", list(ExportFormat))
def test_nothing_internal_sealed_or_detached_leaves_by_any_format(
    kind: str, editor: Any, claim: Any
) -> None:
    secrets = [word() for _number in range(8)]
    reword_claim(
        actor=editor, claim_id=claim.pk, expected_version=None, changes={"note": secrets[0]}
    )
    for visibility, start in (("internal", 1), ("sealed", 4)):
        fields = {
            "kind": "document",
            "quote": secrets[start],
            "note": secrets[start + 1],
            "url": f"https://{secrets[start + 2]}.example/",
            "stance": "refutes",
            "visibility": visibility,
        }
        attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)
    shown = word()
    public = {"kind": "web", "title": shown, "stance": "supports", "url": "https://stats.example/a"}
    attach_evidence(actor=editor, claim_id=claim.pk, fields=public)
    job = run(ask(editor, kind, state="any"))
    assert job.state == "done"
    data = job.file.read().decode()
    assert not [secret for secret in secrets if secret in data]
    assert (shown in data) == (kind in ("csv", "jsonl", "html"))


def test_offsets_in_the_file_are_those_of_the_stored_text(
    editor: Any, article: Any, approved: Any
) -> None:
    line = json.loads(run(ask(editor)).file.read())
    (anchor,) = line["anchors"]
    text = article.revisions.get(pk=line["article"]["revision_id"]).text
    assert text[anchor["start"] : anchor["end"]] == anchor["exact"] == line["words"]


@pytest.mark.django_db(transaction=True)
def test_a_run_outside_a_transaction_reads_and_writes_in_small_ones(
    editor: Any, approved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "PAUSE", 0)
    job = run(ask(editor, "csv"))
    assert (job.state, job.rows) == ("done", 1)
