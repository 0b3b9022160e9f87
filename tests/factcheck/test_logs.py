"""Log lines: what happened, and nothing that somebody wrote."""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from annotations.models import Account
from factcheck import logs, tracing

WORDS = "Ilse Brandt carried 412,000 passengers"


def line(
    name: str, message: Any, *values: Any, error: bool = False, **extra: Any
) -> dict[str, Any]:
    """A line as production writes it."""
    record = logging.getLogger(name).makeRecord(
        name,
        logging.ERROR,
        "file.py",
        1,
        message,
        values,
        sys.exc_info() if error else None,
        extra=extra,
    )
    made: dict[str, Any] = json.loads(logs.JsonLines().format(record))
    text = logs.Lines().format(record)
    assert WORDS not in text
    assert WORDS not in json.dumps(made)
    return made


def test_our_own_words_stand_with_their_values() -> None:
    made = line("annotations.actions.exports", "export %s failed after %d rows", uuid4(), 7)
    assert made["message"].endswith("failed after 7 rows")
    assert {"time", "level", "logger", "pid"} <= made.keys()
    assert made["time"].endswith("+00:00")


@pytest.mark.parametrize("form", ["%s", "%r", "%20s"])
def test_values_of_other_libraries_are_left_out_but_for_numbers_and_ids(form: str) -> None:
    number = uuid4()
    made = line("urllib3", f"{form} at %d of {form} %s", WORDS, 3, number, {"text": WORDS})
    assert str(number) in made["message"]
    assert "at 3 of" in made["message"]


def test_a_value_held_back_where_a_number_stands_leaves_the_bare_words() -> None:
    assert line("kombu", "took %d of %d", WORDS, 3)["message"] == "took %d of %d"


def test_a_finished_sentence_of_another_library_is_told_by_its_place() -> None:
    assert line("somebodys.package", f"cannot read {WORDS}")["message"] == "… (file:1)"


def test_a_query_is_told_without_its_values() -> None:
    said = "(%.3f) %s; args=%s; alias=%s"
    made = line("django.db.backends", said, 0.012, f"SELECT '{WORDS}'", (WORDS,), "default")
    assert made["message"] == "(0.012) …; args=…; alias=…"


def test_quotations_in_lines_of_other_libraries_are_left_out() -> None:
    made = line("django.security.DisallowedHost", f"Invalid HTTP_HOST header: '{WORDS}'.")
    assert made["message"] == "Invalid HTTP_HOST header: …."


def test_tasks_and_signals_are_named() -> None:
    made = line(
        "celery.worker", "Task %(name)s got %(signal)s", {"name": "run_export", "signal": "SIGKILL"}
    )
    assert made["message"] == "Task run_export got SIGKILL"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("mail to edda.lund@example.org failed", "mail to [e-mail] failed"),
        ("GET /articles/?q=ferry&page=2 was slow", "GET /articles/?… was slow"),
        ("duplicate key\nDETAIL:  Key (email)=(x) exists.\nmore", "duplicate key\nDETAIL: …"),
        ("sent Token abcdefghijkl-mnop", "sent Token …"),
        ("cookie 4f3kd0s9dkfl3kdk2l3kd9fkek3lskd9 refused", "cookie … refused"),
        ("at redis://:pass@host:6379/1", "at redis://…@host:6379/1"),
        (
            "export 018f6b1e-7a5c-7d11-9a3b-2f6f7c1d2e3f done",
            "export 018f6b1e-7a5c-7d11-9a3b-2f6f7c1d2e3f done",
        ),
    ],
)
def test_what_never_stands_in_a_line_is_taken_out_of_our_own_too(said: str, kept: str) -> None:
    assert line("annotations", said)["message"] == kept


def test_an_exception_is_told_by_type_and_place() -> None:
    local = WORDS
    try:
        try:
            raise KeyError(local)
        except KeyError as error:
            raise RuntimeError(WORDS) from error
    except RuntimeError:
        made = line("annotations", "broken", error=True)
    assert [one["type"] for one in made["errors"]] == ["builtins.RuntimeError", "builtins.KeyError"]
    assert made["errors"][0]["at"][-1].startswith("tests/factcheck/test_logs.py:")


def test_an_exception_instead_of_a_message_is_told_by_its_type() -> None:
    assert line("gunicorn.error", ValueError(WORDS))["message"] == "ValueError"
    assert (
        line("annotations", "no answer: %s", ValueError(WORDS))["message"]
        == "no answer: ValueError"
    )


@pytest.mark.django_db
def test_a_refusal_of_the_database_names_the_rule_and_not_the_row(editor: Any) -> None:
    try:
        Account.objects.create_user(editor.account.email, "x" * 20, name=WORDS)
    except IntegrityError:
        made = line("django.request", "broken", error=True)
    told = json.dumps(made)
    assert editor.account.email not in told
    assert "DETAIL" not in told
    cause = made["errors"][1]
    assert cause["type"] == "psycopg2.errors.UniqueViolation"
    assert (cause["sqlstate"], cause["table"]) == ("23505", "annotations_account")
    assert cause["constraint"]


def test_other_fields_than_those_known_are_left_out() -> None:
    made = line("factcheck.access", "request", request=WORDS, status=200, route="claims/")
    assert (made["status"], made["route"]) == (200, "claims/")
    assert "request" not in made


def test_lines_of_one_request_bear_its_number() -> None:
    with tracing.traced(request_id="abcdef12"):
        assert line("celery", "x")["request_id"] == "abcdef12"
    assert "request_id" not in line("celery", "x")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the clock of the log."""
    return lambda seconds: monkeypatch.setattr(logs.time, "monotonic", lambda: seconds)


def test_lines_that_strangers_can_call_forth_are_bounded(clock: Callable[[float], None]) -> None:
    sparse = logs.Sparse()

    def written(name: str) -> int | None:
        record = logging.makeLogRecord({"name": name})
        return getattr(record, "held_back", None) if sparse.filter(record) else None

    clock(1000.0)
    assert written("django.security.DisallowedHost") == 0
    assert [written("django.security.DisallowedHost") for _ in range(50)] == [None] * 50
    assert written("django.security.SuspiciousOperation") == 0
    clock(1061.0)
    assert written("django.security.DisallowedHost") == 50


def test_every_handler_of_django_writes_through_ours() -> None:
    """Django's own would write paths with their queries and mail local variables."""
    for name in ("django", "django.server", "django.request", "gunicorn.error"):
        logger = logging.getLogger(name)
        assert logger.handlers == []
        assert logger.propagate
