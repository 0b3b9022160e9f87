"""Idempotency-Key: the same POST sent twice does its work once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.utils import timezone
from rest_framework.test import APIClient

from annotations.actions.upkeep import sweep
from annotations.api.views import claims as views
from annotations.models import (
    Article,
    AuditEvent,
    Claim,
    Evidence,
    IdempotencyKey,
    Membership,
    Triage,
)
from annotations.sessions import DESK_KEY
from tests.api.routes import with_method


def body_of(article: Any) -> dict[str, Any]:
    return {"article": str(article.pk), "start": 0, "end": 7, "statement": "Harbour."}


POSTS = [name for name, _ in with_method("post")]


@pytest.mark.django_db
@pytest.mark.parametrize("name", POSTS)
def test_every_post_answers_the_same_key_with_the_same_answer(
    name: str, addresses: Any, caller: Any
) -> None:
    address = addresses[name]
    api = caller(address)
    first = api.post(address.path, address.post, Idempotency_Key="k-1")
    assert first.status_code in (200, 201, 202)
    events = AuditEvent.objects.count()
    again = api.post(address.path, address.post, Idempotency_Key="k-1")
    told = first.json()
    if "secret" in told:  # is told once
        told["secret"] = None
    assert (again.status_code, again.json()) == (first.status_code, told)
    assert again["Idempotency-Replayed"] == "true"
    for header in ("ETag", "Location", "Content-Type"):
        assert again.get(header) == first.get(header)
    other = api.post(address.path, {**address.post, "more": 1}, Idempotency_Key="k-1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_mismatch")
    assert AuditEvent.objects.count() == events


@pytest.mark.django_db
def test_the_same_key_and_body_get_the_same_answer_and_one_row(api: Any, article: Any) -> None:
    first = api.post("claims/", body_of(article), Idempotency_Key="k-1")
    events = AuditEvent.objects.count()
    again = api.post("claims/", dict(reversed(body_of(article).items())), Idempotency_Key="k-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["ETag"] == first["ETag"]
    assert again["Location"] == first["Location"] == f"/api/v1/claims/{first.json()['id']}/"
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert Claim.objects.count() == 1
    assert AuditEvent.objects.count() == events


@pytest.mark.django_db
def test_the_answer_stays_the_first_one_when_the_row_has_changed_since(
    api: Any, article: Any
) -> None:
    first = api.post("claims/", body_of(article), Idempotency_Key="k-1")
    api.patch(f"claims/{first.json()['id']}/", {"statement": "Other words."}, first["ETag"])
    again = api.post("claims/", body_of(article), Idempotency_Key="k-1")
    assert again.json() == first.json()


@pytest.mark.django_db
def test_without_a_key_two_posts_are_two_rows(api: Any, article: Any) -> None:
    api.post("claims/", body_of(article))
    api.post("claims/", body_of(article))
    assert Claim.objects.count() == 2


@pytest.mark.django_db
def test_another_body_or_address_under_the_same_key_is_refused(
    api: Any, article: Any, claim: Any
) -> None:
    api.post("claims/", body_of(article), Idempotency_Key="k-1")
    for address, body in (
        ("claims/", {**body_of(article), "statement": "Another."}),
        (f"claims/{claim.pk}/triage/", body_of(article)),
    ):
        refused = api.post(address, body, Idempotency_Key="k-1")
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_mismatch")
    assert Claim.objects.count() == 2
    assert Triage.objects.count() == 0


@pytest.mark.django_db
def test_keys_belong_to_the_account(
    api: Any, second: Any, calls: Callable[[Any], Any], article: Any
) -> None:
    first = api.post("claims/", body_of(article), Idempotency_Key="k-1")
    other = calls(second).post("claims/", body_of(article), Idempotency_Key="k-1")
    assert other.status_code == 201
    assert other.json()["id"] != first.json()["id"]


@pytest.mark.django_db
def test_keys_belong_to_the_desk(editor: Any, other_desk: Any) -> None:
    """Whoever works on two desks is neither answered with the other one's rows nor kept from new ones."""
    Membership.objects.create(account=editor.account, desk=other_desk, role="editor")
    made = []
    for desk in (editor.desk, other_desk, editor.desk):
        browser = APIClient()
        browser.force_login(editor.account)
        session = browser.session
        session[DESK_KEY] = str(desk.pk)
        session.save()
        body = {"text": "The quay is closed.\n\nNobody knows why."}
        answer = browser.post(
            "/api/v1/articles/", body, format="json", headers={"Idempotency-Key": "k-1"}
        )
        assert answer.status_code == 201
        made.append(answer.json()["id"])
    assert made[0] == made[2] != made[1]
    assert {str(row.pk): row.desk for row in Article.objects.all()} == {
        made[0]: editor.desk,
        made[1]: other_desk,
    }


@pytest.mark.django_db
def test_an_error_of_ours_uses_no_key_up(
    api: Any, article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**arguments: Any) -> Any:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(views.questions, "new_claim_row", broken)
        failed = api.post("claims/", body_of(article), Idempotency_Key="k-1")
    assert failed.status_code == 500
    assert (IdempotencyKey.objects.count(), Claim.objects.count()) == (0, 0)
    assert api.post("claims/", body_of(article), Idempotency_Key="k-1").status_code == 201


@pytest.mark.django_db
def test_keys_are_forgotten_after_two_days(api: Any, article: Any, time_machine: Any) -> None:
    api.post("claims/", body_of(article), Idempotency_Key="k-1")
    time_machine.move_to(timezone.now() + timedelta(days=2, minutes=-1))
    sweep()
    assert IdempotencyKey.objects.count() == 1
    time_machine.shift(timedelta(minutes=2))
    sweep()
    assert IdempotencyKey.objects.count() == 0


@pytest.mark.django_db
def test_a_refusal_uses_no_key_up(api: Any, article: Any) -> None:
    wrong = {**body_of(article), "exact": "other words"}
    assert api.post("claims/", wrong, Idempotency_Key="k-1").json()["code"] == "quote_mismatch"
    assert IdempotencyKey.objects.count() == 0
    assert Claim.objects.count() == 0
    assert api.post("claims/", body_of(article), Idempotency_Key="k-1").status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 129, "tab\there"])
def test_a_key_that_is_none_is_refused_by_name(key: str, api: Any, article: Any) -> None:
    refused = api.post("claims/", body_of(article), Idempotency_Key=key)
    assert refused.status_code == 422
    assert "Idempotency-Key" in refused.json()["errors"]
    assert api.post("claims/", body_of(article), Idempotency_Key="x" * 128).status_code == 201


@pytest.mark.django_db
def test_a_file_counts_by_its_bytes(api: Any) -> None:
    def send(data: bytes) -> Any:
        file = SimpleUploadedFile("ferry.txt", data, "text/plain")
        return api.post("articles/", {"file": file}, form=True, Idempotency_Key="k-1")

    text = b"Ferry news\n\nThe ferry of Tarnholm sails at noon.\n"
    assert send(text).status_code == 201
    assert send(text)["Idempotency-Replayed"] == "true"
    assert send(text + b"More.").json()["code"] == "idempotency_mismatch"
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_an_empty_answer_is_repeated_as_such(calls: Callable[[Any], Any], reviewer: Any) -> None:
    caller = calls(reviewer)
    for _time in range(2):
        response = caller.post("queues/review/next/", {}, Idempotency_Key="k-1")
        assert (response.status_code, response.content) == (204, b"")


@pytest.mark.django_db
def test_sealed_words_are_not_kept_with_the_key(api: Any, claim: Any) -> None:
    body = {
        "stance": "supports",
        "visibility": "sealed",
        "quote": "Only for your ears",
        "title": "A clerk",
    }
    first = api.post(f"claims/{claim.pk}/evidence/", body, Idempotency_Key="k-1")
    assert first.json()["quote"] == "Only for your ears"
    kept = str(IdempotencyKey.objects.get().answer)
    assert "ears" not in kept
    assert "clerk" not in kept
    again = api.post(f"claims/{claim.pk}/evidence/", body, Idempotency_Key="k-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert Evidence.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_waits_and_gets_the_answer_of_the_first(
    editor: Any, article: Any, calls: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, go_on, started = threading.Event(), threading.Event(), []
    highlight = views.acts.highlight_claim

    def slow(**arguments: Any) -> Any:
        started.append(1)
        inside.set()
        assert go_on.wait(10)
        return highlight(**arguments)

    monkeypatch.setattr(views.acts, "highlight_claim", slow)
    callers, answers = [calls(editor), calls(editor)], {}

    def send(number: int) -> None:
        try:
            answers[number] = callers[number].post(
                "claims/", body_of(article), Idempotency_Key="at-once"
            )
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(number,)) for number in (0, 1)]
    threads[0].start()
    assert inside.wait(10)
    threads[1].start()
    assert _somebody_waits(), "the second request did not wait for the first"
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert [answers[number].status_code for number in (0, 1)] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert len(started) == 1
    assert Claim.objects.count() == 1


def _somebody_waits() -> bool:
    """Whether a session of this database waits for another's transaction (looked for up to five seconds)."""
    for _try in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
                "WHERE NOT l.granted AND a.datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return True
        threading.Event().wait(0.05)
    return False


@pytest.mark.django_db
def test_words_sealed_later_leave_the_key_too(api: Any, claim: Any, lead: Any) -> None:
    """The answer that is kept for a repeated request held them: it holds the id alone once they are sealed."""
    body = {"stance": "supports", "quote": "Once open, now sealed"}
    address = f"claims/{claim.pk}/evidence/"
    first = api.post(address, body, Idempotency_Key="k-1")
    api.patch(f"evidence/{first.json()['id']}/", {"visibility": "sealed"}, first["ETag"])
    assert "now sealed" not in str(IdempotencyKey.objects.get().answer)
    again = api.post(address, body, Idempotency_Key="k-1")
    assert again["Idempotency-Replayed"] == "true"
    assert (again.json()["quote"], again.json()["sealed"]) == ("Once open, now sealed", True)
