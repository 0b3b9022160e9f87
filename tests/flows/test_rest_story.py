"""The whole line by REST: two people, two tokens, from raw text to an approved and exported claim."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.exports import run_export
from annotations.actions.queues import fill_review_queue

API = "/api/v1/"
TEXT = """Second ferry for Tarnholm 🚢

“We carried 412,000 passengers last year, twice as many as in 2019,” harbour master Ilse Brandt told the council.

The opposition asks for the counts of the ticket office."""
WORDS = "We carried 412,000 passengers last year, twice as many as in 2019"

pytestmark = pytest.mark.django_db


def good(response: Any, status: int) -> Any:
    """The body of an answer that must have this status."""
    assert response.status_code == status, response.content
    return response.json() if response.content else None


def test_two_people_take_a_raw_text_to_an_approved_and_exported_claim(
    editor: Any, reviewer: Any, client_of: Callable[[Any], Any]
) -> None:
    author, second = client_of(editor), client_of(reviewer)

    # The editor brings the article in, finds the words in its text and highlights them by code points.
    article = good(
        author.post(
            API + "articles/",
            {"text": TEXT, "url": "https://news.example/ferry", "publisher": "The Tarnholm Post"},
            format="json",
        ),
        201,
    )
    text = article["revision"]["text"]
    assert hashlib.sha256(text.encode()).hexdigest() == article["revision"]["sha256"]
    start = text.index(WORDS)
    claim = good(
        author.post(
            API + "claims/",
            {
                "article": article["id"],
                "revision": article["revision"]["id"],
                "start": start,
                "end": start + len(WORDS),
                "exact": WORDS,
                "statement": "Tarnholm’s ferries carried twice as many passengers in 2025 as in 2019.",
                "kind": "comparison",
                "speaker": "Ilse Brandt",
                "said_on": "2026-03-01",
            },
            format="json",
        ),
        201,
    )
    assert claim["state"] == "open"
    assert [anchor["exact"] for anchor in claim["anchors"]] == [WORDS]

    # A verdict without evidence cannot be submitted; the answer names what is missing.
    scales = good(author.get(API + "ratings/"), 200)["results"]
    rating = next(
        r for s in scales if s["is_default"] for r in s["ratings"] if r["slug"] == "mostly-false"
    )
    verdict = good(
        author.post(
            f"{API}claims/{claim['id']}/verdicts/",
            {
                "rating": rating["id"],
                "summary": "The number is right, the comparison is not.",
                "justification": "The ticket office counted 389,004 passengers in 2019.",
            },
            format="json",
        ),
        201,
    )
    refused = good(author.post(f"{API}verdicts/{verdict['id']}/submit/", {}, format="json"), 422)
    assert (refused["code"], [gap["code"] for gap in refused["missing"]]) == (
        "incomplete",
        ["evidence_missing"],
    )

    good(
        author.post(
            f"{API}claims/{claim['id']}/evidence/",
            {
                "kind": "dataset",
                "title": "Ticket office, passengers by month",
                "quote": "2019: 389,004 passengers",
                "stance": "refutes",
            },
            format="json",
        ),
        201,
    )
    submitted = good(author.post(f"{API}verdicts/{verdict['id']}/submit/", {}, format="json"), 200)
    assert submitted["state"] == "submitted"

    # The author may not approve it; the answer says why and who could.
    submission = submitted["submission"]["id"]
    approval = {"submission": submission, "outcome": "approve", "comment": "Checked the counts."}
    reviews = f"{API}verdicts/{verdict['id']}/reviews/"
    own = good(author.post(reviews, approval, format="json"), 403)
    assert own["code"] == "four_eyes"
    assert own["could_review"] == [{"id": str(reviewer.account_id), "name": reviewer.account.name}]

    # The reviewer takes it from the queue, judges what was submitted, and nothing waits any more.
    fill_review_queue()
    item = good(second.post(API + "queues/review/next/", {}, format="json"), 200)
    assert (item["verdict"], item["submission"]) == (verdict["id"], submission)
    reviewed = good(second.post(reviews, approval, format="json"), 201)
    assert reviewed["verdict"]["state"] == "approved"
    assert second.post(API + "queues/review/next/", {}, format="json").status_code == 204

    # Both see it approved, as linked data too; the export holds the words that stand in the text.
    assert good(author.get(f"{API}claims/{claim['id']}/"), 200)["state"] == "approved"
    linked = author.get(f"{API}claims/{claim['id']}/claimreview/")
    assert linked["Content-Type"].startswith("application/ld+json")
    assert good(linked, 200)["@type"] == "ClaimReview"
    page = good(author.get(f"{API}articles/{article['id']}/annotations/"), 200)
    assert WORDS in json.dumps(page, ensure_ascii=False)

    job = good(author.post(API + "exports/", {"format": "csv", "filters": {}}, format="json"), 202)
    assert good(author.get(f"{API}exports/{job['id']}/download/"), 409)["code"] == "not_ready"
    run_export(export_id=job["id"])
    done = good(author.get(f"{API}exports/{job['id']}/"), 200)
    assert (done["state"], done["progress"], done["rows"]) == ("done", 100, 1)
    download = author.get(f"{API}exports/{job['id']}/download/")
    raw = b"".join(download.streaming_content)
    assert (hashlib.sha256(raw).hexdigest(), len(raw)) == (done["sha256"], done["size"])
    row = next(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert WORDS in row.values()

    # A substantive edit afterwards voids the approval.
    current = author.get(f"{API}claims/{claim['id']}/")
    good(
        author.patch(
            f"{API}claims/{claim['id']}/",
            {"statement": "Tarnholm’s ferries doubled their passengers."},
            format="json",
            headers={"If-Match": current["ETag"]},
        ),
        200,
    )
    assert good(author.get(f"{API}verdicts/{verdict['id']}/"), 200)["state"] == "draft"
    assert good(author.get(f"{API}claims/{claim['id']}/claimreview/"), 409)["code"] == "not_ready"
