"""Sealed words through a whole story: they leave by no door, and stay for those named on them.

Each sealed field holds a random word. After everything that can be done was done, none of them is in an answer
to somebody else, an export, a log line, an audit payload, a mail, a cache, a session, or any other table.
"""

import hashlib
import io
import json
import logging
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from annotations.actions import audit
from annotations.actions.exports import request_export, run_export
from annotations.actions.previews import make_preview
from annotations.actions.queues import fill_review_queue
from annotations.actions.redactions import erase_files
from annotations.actions.reviews import record_review, submit_for_review
from annotations.dispatch import Job
from annotations.domain.vocabulary import ExportFormat
from annotations.models import ExportJob, QueueItem, SealedAccess, SealedEvidence
from annotations.queries.undone import UNDONE
from devservices.places import find_place
from factcheck.logs import JsonLines
from tests.actions.test_evidence import everything_but_the_seal
from tests.flows.crawling import Filled, answer
from tests.flows.crawling import routes as all_routes

pytestmark = pytest.mark.django_db

FIELDS = ("title", "publisher", "owner", "quote", "note")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Every line of every logger at DEBUG, as production writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def sentinels() -> dict[str, str]:
    """A random word for every field that can be sealed."""
    return {name: f"zs{secrets.token_hex(8)}" for name in (*FIELDS, "url", "locator")}


def body(words: dict[str, str], **more: Any) -> dict[str, Any]:
    """Evidence with these words in it."""
    plain = {name: words[name] for name in FIELDS}
    place = {"url": f"https://{words['url']}.example/", "locator": {"text": words["locator"]}}
    return {"stance": "context", **plain, **place, **more}


class Story:
    """The editor seals, edits, is refused, and meets a bug; the words of each step are kept."""

    def __init__(self, editor: Any, verdict: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.words: list[str] = []
        self.verdict = verdict
        self.client = Client(raise_request_exception=False)
        self.client.force_login(editor.account)
        self.address = f"/api/v1/claims/{verdict.claim_id}/evidence/"
        self.attach_and_edit()
        self.seal_later()
        self.files()
        self.refusals()
        self.broken(monkeypatch)

    def fresh(self) -> dict[str, str]:
        words = sentinels()
        self.words += words.values()
        return words

    def sent(self, method: str, path: str, data: Any, **headers: str) -> Any:
        return getattr(self.client, method)(
            path, json.dumps(data), content_type="application/json", headers=headers
        )

    def attach_and_edit(self) -> None:
        first = self.fresh()
        sealed = body(first, visibility="sealed")
        made = self.sent("post", self.address, sealed, **{"Idempotency-Key": "k-1"})
        assert made.status_code == 201, made.content
        again = self.sent("post", self.address, sealed, **{"Idempotency-Key": "k-1"})
        assert again.headers["Idempotency-Replayed"] == "true"
        self.sealed = made.json()["id"]
        self.current = self.fresh()
        change = body(self.current)
        headers = {"If-Match": made.headers["ETag"]}
        changed = self.sent("patch", f"/api/v1/evidence/{self.sealed}/", change, **headers)
        assert changed.status_code == 200, changed.content

    def seal_later(self) -> None:
        """Attached open, then sealed. Outlets are a list of the whole desk: their names are not sealed later."""
        words = self.fresh()
        self.words.remove(words.pop("publisher"))
        words["publisher"] = "Port of Tarnholm"
        made = self.sent("post", self.address, body(words), **{"Idempotency-Key": "k-2"})
        headers = {"If-Match": made.headers["ETag"]}
        address = f"/api/v1/evidence/{made.json()['id']}/"
        sealed = self.sent("patch", address, {"visibility": "sealed"}, **headers)
        assert sealed.status_code == 200, sealed.content

    def files(self) -> None:
        """A file that comes sealed, and one that is sealed later, after both could be seen in previews."""
        self.filed = []
        for visibility in ("sealed", "internal"):
            words = self.fresh()
            table = f"{words['quote']},passengers\n2023,{words['note']}\n".encode()
            if visibility == "sealed":  # what was open before leaves its hash as a tombstone
                self.words.append(hashlib.sha256(table).hexdigest())
            file = SimpleUploadedFile(f"{words['title']}.csv", table)
            place = {"place": f"row {words['locator']}", "informant": words["owner"]}
            form = {"stance": "context", "visibility": visibility, "file": file, **place}
            made = self.client.post(self.address, form, headers={"Idempotency-Key": visibility})
            assert made.status_code == 201, made.content
            self.filed.append(made.json()["id"])
            for ids in UNDONE[Job.MAKE_PREVIEW]():
                make_preview(**ids)
        address = f"/api/v1/evidence/{self.filed[1]}/"
        sealed = self.sent("patch", address, {"visibility": "sealed"}, **{"If-Match": '"1"'})
        assert sealed.status_code == 200, sealed.content
        assert erase_files() == 1
        for ids in UNDONE[Job.MAKE_PREVIEW]():
            make_preview(**ids)
        for one in self.filed:
            seen = self.client.get(f"/api/v1/evidence/{one}/preview/").json()
            assert seen["tables"][0]["rows"][1][0] == "2023"

    def refusals(self) -> None:
        unusable = [
            {"stance": "nowhere"},
            {"url": f"ftp://{self.fresh()['url']}.example/"},
            {"terms": "off_record", "visibility": "public"},
            {"published_on": "yesterday"},
            {self.fresh()["note"]: "x"},
        ]
        for wrong in unusable:
            sealed = body(self.fresh(), visibility="sealed") | wrong
            assert self.sent("post", self.address, sealed).status_code in {400, 422}
        stale = self.sent(
            "patch", f"/api/v1/evidence/{self.sealed}/", body(self.fresh()), **{"If-Match": '"1"'}
        )
        assert stale.status_code == 412

    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A bug of ours, and a rule of the database that quotes the row it refuses."""
        words = self.fresh()

        def bug(*_args: Any, **_kwargs: Any) -> None:
            raise RuntimeError(f"while writing {words['quote']}")

        def rule(*_args: Any, **_kwargs: Any) -> None:
            SealedEvidence.objects.update(quote=words["note"], source_title=None)

        for failing in (bug, rule):
            with monkeypatch.context() as patch:
                patch.setattr(audit, "record_lines", failing)
                sealed = body(words, visibility="sealed")
                assert self.sent("post", self.address, sealed).status_code == 500


@pytest.fixture
def story(editor: Any, verdict: Any, monkeypatch: pytest.MonkeyPatch, lines: io.StringIO) -> Story:
    return Story(editor, verdict, monkeypatch)


@pytest.fixture
def approved_story(story: Story, editor: Any, reviewer: Any) -> Story:
    """The story goes on: submitted, reviewed, approved."""
    frozen = submit_for_review(actor=editor, verdict_id=story.verdict.pk)
    fill_review_queue()
    record_review(
        actor=reviewer, verdict_id=story.verdict.pk, submission_id=frozen.pk, outcome="approve"
    )
    return story


def read_by(member: Any, story: Story, article: Any) -> Iterator[tuple[str, str, Any]]:
    """All that somebody reads: every address of the rows of the story, and searches for its words."""
    client = Client()
    client.force_login(member.account)
    claim, verdict = story.verdict.claim_id, story.verdict.pk
    export = ExportJob.objects.filter(desk=member.desk).latest("id").pk
    rows = {"article": article.pk, "claim": claim, "evidence": story.filed[0], "verdict": verdict}
    rows["picture"] = "1-small"
    rows["submission"] = story.verdict.submissions.latest("id").pk
    rows["occurrence"] = story.verdict.claim.occurrences.latest("id").pk
    rows |= {"item": QueueItem.objects.latest("id").pk, "export": export}
    known = Filled("", {kind: str(pk) for kind, pk in rows.items()})
    for route in all_routes():
        kinds = [route.kind(name) for name in route.parameters]
        if route.pattern.startswith(("admin", "readyz", "healthz")) or set(kinds) - set(rows):
            continue
        path = route.path(lambda name, route=route: known(route.kind(name)))  # type: ignore[misc]
        yield path, "", answer(client, "get", f"{path}?since=0")
    for word in story.current.values():
        for path in ("/articles/", "/api/v1/articles/", "/api/v1/claims/"):
            yield path, word, answer(client, "get", f"{path}?q={word}")


def test_nobody_else_reads_a_sealed_word(
    approved_story: Story, article: Any, lead: Any, second: Any, reviewer: Any
) -> None:
    request_export(actor=lead, format="csv", filters={})
    seen = 0
    for member in (lead, second, reviewer):
        for path, asked, told in read_by(member, approved_story, article):
            others = [word for word in approved_story.words if word != asked]
            assert told.holds(others) == [], (member, path)
            if asked:
                assert told.about(asked).holds([asked]) == []
                assert b'"results":[]' in told.body or path == "/articles/"
            seen += told.status == 200
    for member in (lead, second, reviewer):
        client = Client()
        client.force_login(member.account)
        for one in approved_story.filed:
            for door in ("file/", "preview/", "readers/"):
                told = answer(client, "get", f"/api/v1/evidence/{one}/{door}")
                assert told.status == 403
                assert told.holds(approved_story.words) == []
    assert seen > 60


def test_who_is_named_on_them_reads_the_words(
    approved_story: Story, article: Any, editor: Any, second: Any
) -> None:
    address = f"/api/v1/evidence/{approved_story.sealed}/"
    current = approved_story.current.values()
    told = answer(approved_story.client, "get", address)
    assert sorted(told.holds(list(current))) == sorted(current)
    colleague = Client()
    colleague.force_login(second.account)
    assert answer(colleague, "get", address).holds(list(current)) == []
    SealedAccess.objects.create(
        evidence_id=approved_story.sealed, account=second.account, granted_by=editor.account
    )
    assert sorted(answer(colleague, "get", address).holds(list(current))) == sorted(current)


def test_no_table_file_mail_or_cache_holds_a_sealed_word(
    approved_story: Story, lead: Any, editor: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """Audit payloads, submissions, kept answers, sessions, exports of every format and stored bytes.

    The folder of sealed files holds them, of course; the names in it say nothing.
    """
    for form in ExportFormat:
        job = request_export(actor=editor, format=form, filters={"state": "any"})
        run_export(export_id=job.pk)
    made = ExportJob.objects.filter(state="done")
    assert made.count() == len(ExportFormat)
    kept = everything_but_the_seal() + everything_of("django_%") + "".join(map(str, mail.outbox))
    cache.set("probe", "of the cache")
    files = stored("", without="sealed")
    assert all(job.file.name.rpartition("/")[2] in files for job in made)
    kept += files + everything_cached()
    assert "probe" in kept
    assert [word for word in approved_story.words if word in kept] == []
    apart = stored("sealed/")
    assert "passengers" in apart
    assert not any(word in name for name in names("sealed/") for word in approved_story.words)


def names(folder: str) -> list[str]:
    """The names of all files and folders below a folder of the store."""
    folders, files = default_storage.listdir(folder)
    return [*files, *folders, *(name for one in folders for name in names(f"{folder}{one}/"))]


def test_no_log_line_holds_a_sealed_word(approved_story: Story, lines: io.StringIO) -> None:
    """At DEBUG, refusals and errors included, by whatever library."""
    written = lines.getvalue()
    assert written.count("RuntimeError")
    assert written.count("IntegrityError")
    assert [word for word in approved_story.words if word in written] == []


def test_no_job_carries_a_sealed_word(
    editor: Any,
    verdict: Any,
    monkeypatch: pytest.MonkeyPatch,
    lines: io.StringIO,
    silent_bell: list[tuple[str, dict[str, str]]],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        story = Story(editor, verdict, monkeypatch)
    assert silent_bell
    assert [word for word in story.words if word in str(silent_bell)] == []


@pytest.mark.skipif(
    connection.settings_dict["HOST"] != str(find_place(fast=True).sockets),
    reason="the log of a server of one's own is elsewhere",
)
def test_the_log_of_the_database_names_the_error_and_not_the_words(claim: Any) -> None:
    word = sentinels()["quote"]
    log = find_place(fast=True).logs / "postgres.log"
    before = log.stat().st_size
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE annotations_claim SET note = %s, statement = NULL", [word])
    added = log.read_bytes()[before:].decode(errors="replace")
    assert "null value in column" in added
    assert word not in added


def everything_of(names: str) -> str:
    """All text of all tables of this name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE %s", [names])
        dumped = []
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(json_agg(t)::text, '') FROM {table} t")
            dumped.append(cursor.fetchone()[0])
    return "".join(dumped)


def stored(folder: str, without: str = "") -> str:
    """Names and bytes of all files below a folder of the store."""
    if not default_storage.exists(folder or "."):
        return ""
    folders, files = default_storage.listdir(folder)
    texts = []
    for name in files:
        with default_storage.open(f"{folder}{name}") as file:
            texts.append(name + file.read().decode(errors="replace"))
    folders = [name for name in folders if name != without]
    return "".join([*texts, *(stored(f"{folder}{name}/") for name in folders)])


def everything_cached() -> str:
    """Keys and values of the whole cache."""
    client = cache._cache.get_client()  # type: ignore[attr-defined]
    return "".join(f"{key!r}{client.dump(key)!r}" for key in client.scan_iter("*"))
