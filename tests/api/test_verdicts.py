"""Verdicts by REST: drafted, submitted, taken from the queue, reviewed."""

from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.queues import fill_review_queue

pytestmark = pytest.mark.django_db


def test_a_verdict_is_drafted_read_and_revised(
    api: Any, claim: Any, rating: Callable[[str], Any]
) -> None:
    body = {
        "rating": str(rating("mostly-false").pk), "summary": "Half right.", "justification": "The counts.",
        "language": "en", "as_of": "2026-03-02",
    }  # fmt: skip
    made = api.post(f"claims/{claim.pk}/verdicts/", body)
    assert made.status_code == 201
    row = made.json()
    assert (row["rating"]["slug"], row["state"], row["stands"]) == ("mostly-false", "draft", False)
    assert [gap["code"] for gap in row["missing"]] == ["evidence_missing"]
    assert made["Location"] == f"/api/v1/verdicts/{row['id']}/"
    address = f"verdicts/{row['id']}/"
    changed = api.patch(address, {"rating": None, "as_of": None}, made["ETag"]).json()
    assert (changed["rating"], changed["as_of"], changed["summary"]) == (None, None, "Half right.")


def test_the_author_reads_why_they_cannot_review_and_who_could(
    api: Any, verdict: Any, submission: Any, reviewer: Any
) -> None:
    row = api.get(f"verdicts/{verdict.pk}/").json()
    assert (row["contributed"], row["may"]["review"]) == (True, False)
    assert row["refusal"]["code"] == "four_eyes"
    assert row["refusal"]["could_review"] == [
        {"id": str(reviewer.account_id), "name": "Rosa Okafor"}
    ]


def test_an_approval_closes_the_item_and_the_verdict_stands(
    api: Any, calls: Callable[[Any], Any], reviewer: Any, verdict: Any, submission: Any
) -> None:
    fill_review_queue()
    caller = calls(reviewer)
    assert caller.get("queues/").json()["results"] == [
        {"slug": "review", "name": "Review", "waiting": 1, "mine": 0}
    ]
    item = caller.get("queues/review/items/").json()["results"][0]
    assert (item["verdict"], item["state"], item["lease"]) == (str(verdict.pk), "waiting", None)
    taken = caller.post("queues/review/next/").json()
    assert (taken["id"], taken["state"], taken["lease"]["mine"]) == (item["id"], "leased", True)
    assert caller.post("queues/review/next/").json()["id"] == item["id"]
    body = {"submission": str(submission.pk), "outcome": "approve", "comment": "Checked."}
    made = caller.post(f"verdicts/{verdict.pk}/reviews/", body)
    assert made.status_code == 201
    row = made.json()
    assert (row["outcome"], row["kind"], row["reviewer"]["name"]) == (
        "approve",
        "editorial",
        "Rosa Okafor",
    )
    assert (row["verdict"]["state"], row["verdict"]["stands"]) == ("approved", True)
    assert caller.get("queues/review/items/").json()["results"] == []
    assert caller.post("queues/review/next/").status_code == 204
    assert api.get(f"claims/{verdict.claim_id}/").json()["state"] == "approved"


def test_requested_changes_say_what_and_go_back_to_the_author(
    api: Any, calls: Callable[[Any], Any], reviewer: Any, verdict: Any, submission: Any
) -> None:
    caller, address = calls(reviewer), f"verdicts/{verdict.pk}/reviews/"
    body = {"submission": str(submission.pk), "outcome": "request_changes"}
    assert caller.post(address, body).json()["errors"].keys() == {"comment"}
    assert caller.post(address, {**body, "comment": "Name the source."}).status_code == 201
    row = api.get(f"verdicts/{verdict.pk}/").json()
    assert (row["state"], row["reviews"][0]["comment"]) == ("changes_requested", "Name the source.")
    assert api.post(f"verdicts/{verdict.pk}/submit/").json()["submission"]["number"] == 2


def test_a_review_of_a_kind_nobody_asked_for_is_refused(
    calls: Callable[[Any], Any], reviewer: Any, verdict: Any, submission: Any
) -> None:
    body = {"submission": str(submission.pk), "outcome": "approve", "kind": "legal"}
    response = calls(reviewer).post(f"verdicts/{verdict.pk}/reviews/", body)
    assert response.json()["errors"].keys() == {"kind"}


def test_a_submitted_verdict_is_not_submitted_again(
    api: Any, verdict: Any, submission: Any
) -> None:
    assert api.post(f"verdicts/{verdict.pk}/submit/").json()["code"] == "wrong_state"


def test_two_reviewers_who_ask_get_different_items(
    api: Any,
    calls: Callable[[Any], Any],
    reviewer: Any,
    lead: Any,
    many_claims: Callable[[int], None],
    evidence: Any,
) -> None:
    many_claims(2)
    for claim in api.get("claims/?state=draft").json()["results"]:
        assert api.post(f"verdicts/{claim['verdict']['id']}/submit/").status_code == 200
    fill_review_queue()
    first = calls(reviewer).post("queues/review/next/").json()
    other = calls(lead).post("queues/review/next/").json()
    assert first["id"] != other["id"]


def test_editors_take_no_reviews_and_unknown_queues_are_not_there(
    api: Any, calls: Callable[[Any], Any], reviewer: Any
) -> None:
    assert api.post("queues/review/next/").json()["code"] == "not_permitted"
    assert calls(reviewer).post("queues/nowhere/next/").json()["code"] == "not_found"
    assert calls(reviewer).send("get", "queues/nowhere/items/").json()["code"] == "not_found"


def test_scales_come_with_their_ratings_in_order(api: Any) -> None:
    scales = api.get("ratings/").json()["results"]
    assert {scale["slug"] for scale in scales} >= {"truth", "averitec"}
    for scale in scales:
        assert [rating["order"] for rating in scale["ratings"]] == sorted(
            rating["order"] for rating in scale["ratings"]
        )
        assert all(rating["scale"] == scale["id"] for rating in scale["ratings"])
