"""A story through a real web server and a real worker at the level DEBUG: their logs hold nothing that anybody wrote."""

import json
import random
import socket
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.actions.tokens import issue_token
from annotations.models import ExportJob
from factcheck.celery import app
from tests.factcheck.parts import Browser, Part, environment, eventually, free_port

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
KINDS = (
    "name", "statement", "title", "words", "quote", "note", "summary", "query", "email", "password", "host", "path",
    "cookie", "agent", "referrer", "method", "broken",
)  # fmt: skip


@pytest.fixture
def secret() -> dict[str, str]:
    """A word for each kind of thing nobody may log, which looks like any other word."""
    return {kind: kind + "".join(random.choices(string.ascii_lowercase, k=10)) for kind in KINDS}


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[tuple[Browser, Part, Part]]:
    """The product with bugs, running."""
    app.control.purge()
    port = free_port()
    variables = environment(
        DJANGO_SETTINGS_MODULE="tests.factcheck.faulty",
        LOG_LEVEL="DEBUG",
        LOG_FORMAT="json",
        PORT=str(port),
        WEB_CONCURRENCY="1",
    )
    web = Part(tmp_path / "web.log", ["gunicorn"], variables)
    worker = Part(
        tmp_path / "worker.log",
        ["celery", "--quiet", "-A", "factcheck", "worker", "-c", "1"],
        variables,
    )
    eventually(lambda: "Booting worker" in web.text())
    yield Browser(port), web, worker
    worker.stop()
    web.stop()


def lines(part: Part, **wanted: Any) -> list[dict[str, Any]]:
    """The lines of a part that say this."""
    found = [json.loads(line) for line in part.text().splitlines() if line.startswith("{")]
    return [line for line in found if all(line.get(name) == wanted[name] for name in wanted)]


def live(browser: Browser, secret: dict[str, str], editor: Any, password: str, token: str) -> str:
    """Sign in, search, work, fail and be refused; returns the number of the request that asked for an export."""
    browser.send("/login/", email=f"{secret['email']}@example.org", password=secret["password"])
    assert browser.send("/login/", email=editor.account.email, password=password)[0] == 302
    searched = {"User_Agent": secret["agent"], "Referer": f"http://x/{secret['referrer']}"}
    assert browser.ask("GET", f"/articles/?q={secret['query']}", **searched)[0] == 200

    def call(path: str, body: dict[str, Any], key: str = token) -> tuple[int, dict[str, str], Any]:
        headers = {"Authorization": f"Token {key}", "Content_Type": "application/json"}
        status, told, text = Browser(browser.port).ask(
            "POST", f"/api/v1/{path}", json.dumps(body).encode(), **headers
        )
        return status, told, json.loads(text)

    words = f"Harbour master {secret['name']} said {secret['words']} on Monday."
    status, _, article = call("articles/", {"text": words, "title": secret["title"]})
    assert status == 201, article
    claim = {
        "article": article["id"],
        "start": 0,
        "end": len("Harbour master"),
        "statement": f"It is said that {secret['statement']} holds.",
        "speaker": secret["name"].title(),
    }
    status, _, made = call("claims/", claim)
    assert status == 201, made
    evidence = {
        "title": "Counts",
        "quote": secret["quote"],
        "stance": "refutes",
        "visibility": "sealed",
    }
    assert call(f"claims/{made['id']}/evidence/", {**evidence, "note": secret["note"]})[0] == 201
    assert call("claims/", {**claim, "exact": secret["quote"]})[0] == 422
    assert call("claims/", {"summary": secret["summary"]})[0] == 422
    assert call("articles/", {"text": "x"}, key=secret["password"] * 2)[0] == 401
    status, told, _ = call("exports/", {"format": "jsonl", "filters": {"state": "any"}})
    assert status == 202
    return told["X-Request-Id"]


def break_things(browser: Browser, secret: dict[str, str]) -> dict[str, str]:
    """What clients and bugs do wrong; returns the numbers of the requests that broke, by how."""
    assert browser.ask("GET", f"/{secret['path']}/{secret['name']}/?x={secret['query']}")[0] == 404
    assert browser.ask("GET", "/", Host=f"{secret['host']}.example")[0] == 400
    browser.ask(secret["method"].upper(), "/login/")
    for raw in (f"{secret['broken']}\r\n\r\n", f"GET /?q={secret['broken']} HTTP/9.9\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", browser.port), timeout=10) as line:
            line.sendall(raw.encode())
            line.recv(1000)
    browser.cookies["sessionid"] = secret["cookie"]
    form = f"words={secret['name']}".encode()
    kind = {"Content_Type": "application/x-www-form-urlencoded"}
    numbers = {}
    for how in ("plain", "database", "job"):
        status, told, page = browser.ask(
            "POST", f"/faulty/{how}/?q={secret['query']}", form, **kind
        )
        assert status == (200 if how == "job" else 500)
        numbers[how] = told["X-Request-Id"]
        assert how == "job" or numbers[how] in page
    return numbers


def test_logs_of_a_whole_story_hold_nothing_that_was_written_and_follow_it_into_the_worker(
    parts: tuple[Browser, Part, Part], secret: dict[str, str], editor: Any, password: str
) -> None:
    browser, web, worker = parts
    token = issue_token(actor=editor, name="test")[1]
    export = live(browser, secret, editor, password, token)
    broken = break_things(browser, secret)
    app.send_task("sweep")
    eventually(lambda: len(lines(worker, logger="factcheck.jobs")) >= 4)
    eventually(lambda: ExportJob.objects.filter(state="done").exists())
    cookies = set(browser.cookies.values())
    worker.stop()
    web.stop()

    for part in (web, worker):
        text = part.text().lower()
        never = [*secret.values(), token, password, editor.account.email, "edda lund", *cookies]
        assert [word for word in never if word.lower() in text] == []

    # The number of a request is in each of its lines, and in those of the job it rang.
    assert lines(web, request_id=export, route="api/v1/exports/", status=202)
    [job] = lines(worker, request_id=export, logger="factcheck.jobs")
    assert (job["job"], job["outcome"]) == ("run_export", "done")
    for how in ("plain", "database"):
        [error] = lines(web, request_id=broken[how], level="ERROR")
        assert (
            error["errors"][0]["at"][-1].startswith("tests/factcheck/faulty_pages.py:")
            or how == "database"
        )
    failed = lines(worker, request_id=broken["job"], logger="factcheck.jobs")
    assert {(one["outcome"], one["cause"]) for one in failed} == {
        ("failed", "RuntimeError"),
        ("failed", "IntegrityError"),
    }
    [sweep] = lines(worker, job="sweep", logger="factcheck.jobs")
    assert len(sweep["request_id"]) == 16

    # What was not foreseen is told with its place, and strangers cannot fill the log.
    assert any(line.get("errors") for line in lines(worker, logger="celery.app.trace"))
    assert len(lines(web, logger="django.security.DisallowedHost")) == 1
