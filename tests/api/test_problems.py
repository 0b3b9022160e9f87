"""Refusals: every code of the API is provoked, and each says why."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import Http404
from rest_framework.exceptions import Throttled
from rest_framework.test import APIClient

from annotations.actions.claims import withdraw_claim
from annotations.api.errors import PROBLEMS, flattened, problem
from annotations.domain.errors import DomainError

pytestmark = pytest.mark.django_db


def code_of(response: Any) -> tuple[int, str]:
    body = response.json()
    assert {"type", "title", "status", "detail", "code"} <= body.keys()
    assert body["detail"]
    assert body["type"] == f"/api/v1/docs/#problem-{body['code']}"
    assert body["status"] == response.status_code == PROBLEMS[body["code"]][0]
    return response.status_code, body["code"]


def test_every_refusal_of_the_domain_has_its_status() -> None:
    def tree(kind: type[DomainError]) -> set[str]:
        return {kind.code}.union(*(tree(inner) for inner in kind.__subclasses__()))

    assert tree(DomainError) - {"refused"} <= PROBLEMS.keys()


@pytest.mark.parametrize("body", [b"{", b'{"text": NaN}', b"[" * 100_000, b"\xff\xfe", b"nonsense"])
def test_a_body_that_is_not_json_is_malformed(body: bytes, api: Any) -> None:
    response = api.client.post("/api/v1/articles/", body, content_type="application/json")
    assert code_of(response) == (400, "malformed")


@pytest.mark.parametrize("body", ["[]", '"text"', "null", "7", "{}"])
def test_a_body_that_is_no_object_is_not_valid(body: str, api: Any) -> None:
    response = api.client.post("/api/v1/articles/", body, content_type="application/json")
    assert code_of(response) == (422, "invalid")


def test_a_broken_form_is_malformed(api: Any) -> None:
    response = api.client.post(
        "/api/v1/articles/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary="
    )
    assert code_of(response) == (400, "malformed")


def test_other_media_types_are_not_read(api: Any) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
        response = api.client.post("/api/v1/claims/", b"a=1", content_type=kind)
        assert code_of(response) == (415, "unsupported_media_type")


def test_what_is_too_large_is_refused_before_it_is_kept(api: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert code_of(api.post("articles/", {"text": "x" * 2000})) == (413, "too_large")


def test_a_text_beyond_five_megabytes_is_too_large(api: Any) -> None:
    file = SimpleUploadedFile("long.txt", b"word " * (1024 * 1024 + 1), "text/plain")
    assert code_of(api.post("articles/", {"file": file}, form=True)) == (413, "too_large")


def test_a_form_that_says_it_is_huge_is_not_even_read(api: Any) -> None:
    response = api.client.post(
        "/api/v1/articles/",
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10**12),
    )
    assert code_of(response) == (413, "too_large")


@pytest.mark.parametrize(
    "address", ["", "nothing/", "claims/7/", "claims/not-an-id/evidence/", "me", "me/more/"]
)
def test_other_addresses_are_a_problem_and_not_a_page(address: str, api: Any) -> None:
    assert code_of(api.send("get", address)) == (404, "not_found")


def test_what_an_address_does_not_do_is_said(api: Any, claim: Any) -> None:
    assert code_of(api.send("put", f"claims/{claim.pk}/", {})) == (405, "method_not_allowed")
    assert code_of(api.send("delete", "me/")) == (405, "method_not_allowed")
    assert code_of(api.send("options", f"verdicts/{claim.pk}/submit/")) == (
        405,
        "method_not_allowed",
    )


def test_the_answer_is_json_whatever_the_client_would_have_liked(api: Any) -> None:
    assert api.get("me/", Accept="text/html")["Content-Type"] == "application/json"


def test_an_address_alone_is_not_fetched_yet_and_the_answer_says_what_to_do(api: Any) -> None:
    response = api.post("articles/", {"url": "https://news.example/ferry"})
    assert code_of(response) == (422, "unsupported")
    assert "text" in response.json()["detail"]


def test_bytes_that_are_no_text_are_unsupported(api: Any) -> None:
    file = SimpleUploadedFile(
        "photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "image/png"
    )
    assert code_of(api.post("articles/", {"file": file}, form=True)) == (422, "unsupported")


def test_other_words_at_the_offsets_are_told_back(api: Any, article: Any) -> None:
    response = api.post(
        "claims/", {"article": str(article.pk), "start": 0, "end": 7, "exact": "Seaport"}
    )
    assert code_of(response) == (422, "quote_mismatch")
    assert response.json()["standing"] == "The cou"


def test_what_is_missing_before_submitting_is_listed(api: Any, claim: Any) -> None:
    verdict = api.post(f"claims/{claim.pk}/verdicts/", {}).json()
    response = api.post(f"verdicts/{verdict['id']}/submit/")
    assert code_of(response) == (422, "incomplete")
    assert {"rating_missing", "summary_missing", "evidence_missing"} <= {
        gap["code"] for gap in response.json()["missing"]
    }
    assert all(gap["text"] for gap in response.json()["missing"])


def test_a_second_verdict_is_a_duplicate(api: Any, verdict: Any) -> None:
    assert code_of(api.post(f"claims/{verdict.claim_id}/verdicts/", {})) == (409, "duplicate")


def test_a_withdrawn_claim_is_in_the_wrong_state(api: Any, editor: Any, claim: Any) -> None:
    withdraw_claim(actor=editor, claim_id=claim.pk, expected_version=None)
    address = f"claims/{claim.pk}/"
    assert code_of(api.patch(address, {"note": "?"}, api.get(address)["ETag"])) == (
        409,
        "wrong_state",
    )


def test_an_editor_does_not_review(
    calls: Callable[[Any], Any], second: Any, reviewer: Any, submission: Any
) -> None:
    body = {"submission": str(submission.pk), "outcome": "approve"}
    response = calls(second).post(f"verdicts/{submission.verdict_id}/reviews/", body)
    assert code_of(response) == (403, "not_permitted")
    assert response.json()["could_review"] == [
        {"id": str(reviewer.account_id), "name": "Rosa Okafor"}
    ]


def test_a_contributor_does_not_review(
    calls: Callable[[Any], Any], lead: Any, claim: Any, verdict: Any
) -> None:
    caller = calls(lead)
    address = f"claims/{claim.pk}/"
    caller.patch(address, {"statement": "Better words."}, caller.get(address)["ETag"])
    submitted = caller.post(f"verdicts/{verdict.pk}/submit/").json()
    body = {"submission": submitted["submission"]["id"], "outcome": "approve"}
    assert code_of(caller.post(f"verdicts/{verdict.pk}/reviews/", body)) == (403, "four_eyes")


def test_a_submission_that_changed_since_is_stale(
    api: Any, calls: Callable[[Any], Any], reviewer: Any, verdict: Any, submission: Any
) -> None:
    api.patch(
        f"verdicts/{verdict.pk}/",
        {"summary": "Other words."},
        api.get(f"verdicts/{verdict.pk}/")["ETag"],
    )
    api.post(f"verdicts/{verdict.pk}/submit/")
    body = {"submission": str(submission.pk), "outcome": "approve"}
    response = calls(reviewer).post(f"verdicts/{verdict.pk}/reviews/", body)
    assert code_of(response) == (409, "stale_submission")


def test_a_draft_has_no_claimreview_and_an_unfinished_export_no_file(
    api: Any, verdict: Any
) -> None:
    assert code_of(api.send("get", f"claims/{verdict.claim_id}/claimreview/")) == (409, "not_ready")
    job = api.post("exports/", {"format": "jsonl"}).json()
    assert code_of(api.send("get", f"exports/{job['id']}/download/")) == (409, "not_ready")


def test_the_unforeseen_is_logged_and_told_without_details(
    api: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(member: Any) -> None:
        raise RuntimeError("the secret recipe")

    monkeypatch.setattr("annotations.queries.people.me", broken)
    response = api.send("get", "me/")
    assert code_of(response) == (500, "server_error")
    assert "recipe" not in response.content.decode()
    assert "the secret recipe" in caplog.text


def test_without_its_database_the_api_says_that_nothing_was_changed(
    api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(member: Any) -> None:
        raise OperationalError("could not connect to /secret/path")

    monkeypatch.setattr("annotations.queries.people.me", away)
    response = api.send("get", "me/")
    assert code_of(response) == (503, "unavailable")
    assert response["Retry-After"] == "5"
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Throttled(wait=3), (429, "throttled")),
        (SuspiciousOperation("x"), (400, "malformed")),
        (Http404(), (404, "not_found")),
    ],
)
def test_what_the_framework_refuses_has_the_same_shape(
    error: Exception, expected: tuple[int, str]
) -> None:
    answer = problem(error, {})
    assert (answer.status_code, answer.data["code"]) == expected


def test_errors_are_named_by_dotted_fields() -> None:
    detail = {
        "quantity": {"unit": ["Too long."]},
        "topics": {1: ["Empty."]},
        "non_field_errors": ["Nothing."],
    }
    assert flattened(detail) == {
        "quantity.unit": ["Too long."],
        "topics.1": ["Empty."],
        "body": ["Nothing."],
    }


def test_nobody_learns_from_a_refusal_whether_another_desk_has_the_row(
    stranger: Any, calls: Callable[[Any], Any], claim: Any
) -> None:
    outside = calls(stranger)
    there = outside.send("get", f"claims/{claim.pk}/").json()
    nowhere = outside.send("get", "claims/00000000-0000-7000-8000-000000000000/").json()
    assert there == nowhere


def test_refusals_speak_the_reader_s_language(api: Any) -> None:
    response = APIClient().get("/api/v1/me/", headers={"Accept-Language": "en"})
    assert response["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"place": "x" * 301}, "place", "“place” has 301 characters; 200 is the most."),
        ({"topics": ["ok", "x" * 81]}, "topics.1", "“topics” has 81 characters; 80 is the most."),
        (
            {"quantity": {"unit": "🚢" * 61}},
            "quantity.unit",
            "“unit” has 61 characters; 60 is the most.",
        ),
    ],
)
def test_a_field_that_is_too_long_is_named_with_its_length(
    change: Any, field: str, sentence: str, api: Any, claim: Any
) -> None:
    address = f"claims/{claim.pk}/"
    refused = api.patch(address, change, api.get(address)["ETag"])
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert refused.json()["errors"] == {field: [sentence]}
