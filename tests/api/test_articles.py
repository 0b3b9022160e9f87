"""Articles by REST: in as text, page or file; listed, read, corrected; their claims and what changed."""

import hashlib
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.actions.claims import highlight_claim, withdraw_claim
from annotations.models import Article

pytestmark = pytest.mark.django_db
TEXT = "Ferry sails again\n\nThe ferry of Tarnholm sails at noon 🚢, the port said.\n\nNobody was hurt."


def test_a_text_becomes_an_article_with_its_hash_and_address(api: Any) -> None:
    body = {
        "text": TEXT, "url": "https://news.example/noon", "publisher": "The Tarnholm Post", "language": "en",
        "published_at": "2026-03-02T06:30:00+01:00",
    }  # fmt: skip
    made = api.post("articles/", body)
    article = made.json()
    assert made.status_code == 201
    assert made["Location"] == f"/api/v1/articles/{article['id']}/"
    revision = article["revision"]
    assert revision["number"] == 1
    assert revision["length"] == len(revision["text"])
    assert revision["sha256"] == hashlib.sha256(revision["text"].encode()).hexdigest()
    assert (article["publisher"]["name"], article["status"], article["claims_count"]) == (
        "The Tarnholm Post",
        "new",
        0,
    )
    assert (article["published_at"], article["published_precision"]) == (
        "2026-03-02T05:30:00+00:00",
        "minute",
    )
    assert api.get(f"articles/{article['id']}/").json() == article


def test_the_same_text_under_the_same_address_is_the_same_article(api: Any) -> None:
    body = {"text": TEXT, "url": "https://news.example/noon"}
    first, again = api.post("articles/", body), api.post("articles/", body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert api.post("articles/", {**body, "url": "https://other.example/noon"}).status_code == 201


def test_text_and_file_give_one_hash(api: Any) -> None:
    pasted = api.post("articles/", {"text": TEXT}).json()
    file = SimpleUploadedFile("ferry.txt", TEXT.encode(), "text/plain")
    sent = api.post("articles/", {"file": file, "url": "https://news.example/file"}, form=True)
    assert sent.status_code == 201
    assert sent.json()["revision"]["sha256"] == pasted["revision"]["sha256"]


def test_a_page_is_taken_by_its_words(api: Any) -> None:
    page = (
        "<html><head><title>Ferry sails again</title></head><body><nav>Menu</nav><article><h1>Ferry sails again</h1>"
        "<p>The ferry of Tarnholm sails at noon, the port said on Monday after a week of storms.</p>"
        "<p>Nobody was hurt, and the second boat stays in the harbour until the spring comes.</p></article></body></html>"
    )
    article = api.post("articles/", {"html": page}).json()
    assert "sails at noon" in article["revision"]["text"]
    assert "<p>" not in article["revision"]["text"]


@pytest.mark.parametrize(
    "body", [{}, {"title": "No words"}, {"text": "a", "html": "b"}, {"text": ""}]
)
def test_exactly_one_source_is_sent(body: dict[str, str], api: Any) -> None:
    assert api.post("articles/", body).json()["code"] == "invalid"
    assert Article.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "stored", "precision"),
    [
        ("2026", "2025-12-31T23:00:00+00:00", "year"),
        ("2026-03", "2026-02-28T23:00:00+00:00", "month"),
        ("2026-03-02", "2026-03-01T23:00:00+00:00", "day"),
        ("2026-03-02T08:15", "2026-03-02T07:15:00+00:00", "minute"),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known_in_the_desk_s_zone(
    given: str, stored: str, precision: str, api: Any, article: Any
) -> None:
    made = api.post("articles/", {"text": TEXT, "published_at": given}).json()
    assert (made["published_at"], made["published_precision"], made["zone_assumed"]) == (
        stored,
        precision,
        True,
    )
    address = f"articles/{article.pk}/"
    changed = api.patch(address, {"published_at": given}, api.get(address)["ETag"]).json()
    assert (changed["published_at"], changed["published_precision"], changed["zone_assumed"]) == (
        stored,
        precision,
        True,
    )


@pytest.mark.parametrize(
    "moment", ["0001-01-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "0999"]
)
def test_a_moment_off_the_calendar_is_refused(moment: str, api: Any, article: Any) -> None:
    """One such row could be stored but not read again, and no list with it."""
    body = {"text": TEXT, "published_at": moment}
    assert api.post("articles/", body).json()["errors"].keys() == {"published_at"}
    address = f"articles/{article.pk}/"
    refused = api.patch(address, {"published_at": moment}, api.get(address)["ETag"])
    assert refused.json()["errors"].keys() == {"published_at"}
    assert api.get("articles/").status_code == 200


def test_a_precision_needs_a_date(api: Any, article: Any) -> None:
    address = f"articles/{article.pk}/"
    undated = api.patch(address, {"published_at": None}, api.get(address)["ETag"])
    refused = api.patch(address, {"published_precision": "day"}, undated["ETag"])
    assert refused.json()["errors"].keys() == {"published_at"}


def test_what_is_known_can_be_corrected_and_taken_back(api: Any, article: Any) -> None:
    address = f"articles/{article.pk}/"
    text = api.get(address).json()["revision"]["text"]
    for change in (
        {"title": "Harbour town votes"}, {"byline": "Nora Lindqvist"}, {"publisher": "The Post"}, {"publisher": None},
        {"url": "https://news.example/other"}, {"language": "da"}, {"published_at": None},
    ):  # fmt: skip
        changed = api.patch(address, change, api.get(address)["ETag"])
        assert changed.status_code == 200
        (name, value), body = next(iter(change.items())), changed.json()
        assert (body[name]["name"] if name == "publisher" and value else body[name]) == value
    assert api.get(address).json()["revision"]["text"] == text
    refused = api.patch(address, {"title": ""}, api.get(address)["ETag"])
    assert refused.json()["errors"].keys() == {"title"}


def test_articles_are_found_by_words_status_and_outlet(api: Any, editor: Any, article: Any) -> None:
    other = api.post(
        "articles/", {"text": TEXT, "title": "Noon ferry", "publisher": "Evening News"}
    ).json()

    def found(query: str) -> list[str]:
        return [row["id"] for row in api.get(f"articles/?{query}").json()["results"]]

    assert found("") == [other["id"], str(article.pk)]
    assert found("q=noon") == [other["id"]]
    assert found("publisher=evening") == [other["id"]]
    assert found("status=new") == [other["id"], str(article.pk)]
    highlight_claim(actor=editor, article_id=article.pk, start=0, end=7)
    assert found("status=in_progress") == [str(article.pk)]
    assert found("status=checked") == []
    row = api.get("articles/?q=noon").json()["results"][0]
    assert row["revision"]["sha256"] == other["revision"]["sha256"]
    assert "text" not in row["revision"]


def test_an_article_whose_claims_are_decided_is_checked(
    api: Any, article: Any, approved: Any
) -> None:
    assert api.get(f"articles/{article.pk}/").json()["status"] == "checked"


def test_a_claim_that_is_set_aside_keeps_no_article_in_work(
    api: Any, article: Any, claim: Any
) -> None:
    def status() -> tuple[str, int, int]:
        body = api.get(f"articles/{article.pk}/").json()
        return body["status"], body["claims_count"], body["checked_count"]

    assert status() == ("in_progress", 1, 0)
    triage = f"claims/{claim.pk}/triage/"
    api.post(triage, {"decision": "not_checkable", "ground": "opinion"})
    assert status() == ("checked", 1, 0)
    api.post(triage, {"decision": "to_check"})
    assert status() == ("in_progress", 1, 0)


def test_claims_come_in_reading_order_with_words_that_stand_in_the_text(
    api: Any, editor: Any, article: Any
) -> None:
    text = article.revisions.get().text
    for words in ("will decide on Monday", "council", "council of Tarnholm will decide"):
        start = text.index(words)
        highlight_claim(actor=editor, article_id=article.pk, start=start, end=start + len(words))
    body = api.get(f"articles/{article.pk}/claims/").json()
    anchors = [claim["anchors"][0] for claim in body["results"]]
    assert [anchor["exact"] for anchor in anchors] == [
        "council of Tarnholm will decide",
        "council",
        "will decide on Monday",
    ]
    assert all(text[anchor["start"] : anchor["end"]] == anchor["exact"] for anchor in anchors)


@pytest.mark.django_db(transaction=True)
def test_what_changed_after_a_counter_comes_and_nothing_else(
    api: Any, editor: Any, article: Any, claim: Any
) -> None:
    address = f"articles/{article.pk}"
    since = _counter_beyond(api, address, claim)
    assert api.get(f"{address}/changes/?since={since}").status_code == 304
    other = highlight_claim(actor=editor, article_id=article.pk, start=0, end=7)
    changes = api.get(f"{address}/changes/?since={since}").json()
    assert [row["id"] for row in changes["results"]] == [str(other.pk)]
    since = changes["counter"]
    withdraw_claim(actor=editor, claim_id=claim.pk, expected_version=None)
    rows = api.get(f"{address}/changes/?since={since}").json()["results"]
    assert (str(claim.pk), True) in [(row["id"], row["withdrawn"]) for row in rows]


def _counter_beyond(api: Any, address: str, claim: Any) -> int:
    """A counter that has passed the claim: while any other transaction of the server is open, it stays behind."""
    claim.refresh_from_db(fields=["changed_xid"])
    for _try in range(1200):
        since: int = api.get(f"{address}/claims/").json()["counter"]
        if since > claim.changed_xid:
            return since
        time.sleep(0.1)
    raise AssertionError("some transaction of this server has been open for two minutes")


def test_annotations_of_an_article_are_linked_data(api: Any, article: Any, claim: Any) -> None:
    response = api.get(f"articles/{article.pk}/annotations/")
    assert response["Content-Type"] == "application/ld+json"
    assert response.json()["type"] == "AnnotationPage"
    assert len(response.json()["items"]) == 1


def test_a_page_of_articles_costs_few_queries(
    api: Any, article: Any, claim: Any, queries_of: Callable[[Callable[[], Any]], int]
) -> None:
    assert queries_of(lambda: api.get(f"articles/{article.pk}/")) <= 4
    assert queries_of(lambda: api.get("articles/")) <= 4
