"""ClaimReview as its readers demand it (required, recommended, and what a validator may test)."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest

from annotations.exports import claimreview
from annotations.queries.exports import SpeakerRow
from tests.exports.rows import claim, evidence, verdict, written

BASE = "https://post.example"


def complaints(review: dict[str, Any], site: str = BASE) -> list[str]:
    """What a reader of ClaimReview would object to."""
    found = [
        f"{name} is missing"
        for name in ("claimReviewed", "reviewRating", "url")
        if not review.get(name)
    ]
    if review.get("@type") != "ClaimReview":
        found.append("no ClaimReview")
    if urlsplit(review.get("url", "")).hostname != urlsplit(site).hostname:
        found.append("url is on another site")
    author = review.get("author", {})
    if author.get("@type") not in ("Organization", "Person") or not (
        author.get("name") or author.get("url")
    ):
        found.append("author is unknown")
    found += _about_rating(review.get("reviewRating", {}), review.get("claimReviewed", ""))
    found += _about_claim(review.get("itemReviewed", {}))
    for name in ("datePublished", "dateModified"):
        found += _about_date(review.get(name), name)
    for citation in review.get("citation", []):
        if not (citation.get("url") or citation.get("name")):
            found.append("a citation leads nowhere")
    return found


def _about_rating(rating: dict[str, Any], reviewed: str) -> list[str]:
    found = []
    if rating.get("@type") != "Rating" or not rating.get("alternateName"):
        found.append("alternateName is missing")
    elif rating["alternateName"].casefold() in reviewed.casefold():
        found.append("the claim holds its rating")
    numbers = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if any(number is not None for number in numbers):
        if not all(type(number) is int for number in numbers):
            found.append("a number is missing")
        else:
            worst, value, best = numbers
            if not 1 <= worst <= value <= best or worst == best:  # type: ignore[operator]
                found.append("numbers are out of order")
    return found


def _about_claim(item: dict[str, Any]) -> list[str]:
    found = []
    if item.get("@type") != "Claim" or not item.get("@id"):
        found.append("itemReviewed is no Claim with a name")
    authors = item.get("author", [])
    authors = authors if isinstance(authors, list) else [authors]
    if not all(author.get("name") for author in authors):
        found.append("an author of the claim has no name")
    works = [item.get("firstAppearance"), item.get("appearance")]
    if not any(works):
        found.append("nobody knows where the claim was made")
    if "datePublished" in item and len(item["datePublished"]) == 10:
        date.fromisoformat(item["datePublished"])
    return found


def _about_date(value: Any, name: str) -> list[str]:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return [f"{name} is no date"]
    return []


def test_the_rules_here_catch_what_they_name() -> None:
    review = claimreview.one(claim(), BASE)
    assert complaints(review) == []
    rating = review["reviewRating"]
    broken = [
        ({"claimReviewed": ""}, "claimReviewed is missing"),
        ({"url": "https://elsewhere.example/c/1"}, "another site"),
        ({"author": {"@type": "Organization"}}, "author is unknown"),
        ({"reviewRating": {**rating, "worstRating": 0}}, "out of order"),
        ({"reviewRating": {**rating, "bestRating": 1}}, "out of order"),
        ({"reviewRating": {**rating, "alternateName": ""}}, "alternateName is missing"),
        ({"claimReviewed": "This is mostly false."}, "holds its rating"),
        ({"itemReviewed": {"@type": "Claim"}}, "no Claim with a name"),
        ({"dateModified": None}, "dateModified is no date"),
        ({"citation": [{"@type": "CreativeWork"}]}, "leads nowhere"),
    ]
    for changes, words in broken:
        assert any(words in complaint for complaint in complaints({**review, **changes})), words


def test_an_approved_claim_says_all_that_readers_ask_for() -> None:
    review = claimreview.one(claim(), BASE)
    page = f"{BASE}/c/{claim().id}"
    assert review["@context"] == "https://schema.org"
    assert (review["url"], review["itemReviewed"]["@id"]) == (page, page)
    assert review["author"] == {
        "@type": "Organization",
        "name": "The Tarnholm Post",
        "url": f"{BASE}/",
    }
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Mostly false",
        "name": "Mostly false",
        "ratingExplanation": "The number is right, the comparison is not.",
        "ratingValue": 2,
        "worstRating": 1,
        "bestRating": 5,
    }
    assert review["itemReviewed"]["author"] == {
        "@type": "Person",
        "name": "Ilse Brandt",
        "jobTitle": "harbour master",
        "sameAs": ["https://people.example/brandt"],
    }
    assert review["itemReviewed"]["datePublished"] == "2024-03-01"
    assert review["itemReviewed"]["appearance"]["url"] == "https://news.example/ferry"
    assert review["citation"][0]["url"] == "https://port.example/passengers"


def test_a_rating_off_the_scale_has_a_word_and_no_number() -> None:
    off = verdict(
        rating="Unproven", position=None, claimreview=None, worst=None, best=None, off_scale=True
    )
    review = claimreview.one(claim(verdict=off), BASE)
    assert review["reviewRating"]["alternateName"] == "Unproven"
    assert not {"ratingValue", "worstRating", "bestRating"} & set(review["reviewRating"])
    assert complaints(review) == []


def test_what_is_not_known_is_left_out() -> None:
    row = claim(
        speakers=[], said_on=None, said_precision="unknown", evidence=[evidence(url="", title="")]
    )
    review = claimreview.one(row, BASE)
    assert "author" not in review["itemReviewed"]
    assert "datePublished" not in review["itemReviewed"]
    assert "citation" not in review
    assert complaints(review) == []


def test_a_month_is_not_told_as_a_day() -> None:
    review = claimreview.one(claim(said_precision="month"), BASE)
    assert review["itemReviewed"]["datePublished"] == "2024-03"


@pytest.mark.parametrize(
    ("precision", "told"),
    [
        ("minute", "2024-03-03T09:15:00+00:00"),
        ("day", "2024-03-03"),
        ("month", "2024-03"),
        ("year", "2024"),
    ],
)
def test_an_article_is_dated_as_much_as_is_known(precision: str, told: str) -> None:
    row = claim()
    assert row.article is not None
    dated = replace(row, article=replace(row.article, published_precision=precision))
    work = claimreview.one(dated, BASE)["itemReviewed"]
    appearance = work.get("appearance") or work.get("firstAppearance")
    assert appearance["datePublished"] == told


def test_an_outlet_that_says_it_itself_is_author_and_first_appearance() -> None:
    item = claimreview.one(claim(speakers=[], outlet_position="asserts"), BASE)["itemReviewed"]
    assert item["author"] == {"@type": "Organization", "name": "The Evening Harbour"}
    assert item["firstAppearance"]["url"] == "https://news.example/ferry"
    assert "appearance" not in item


def test_two_speakers_are_both_named_and_only_web_addresses_are_links() -> None:
    speakers = [SpeakerRow("A. One", "", ["javascript:alert(1)"]), SpeakerRow("B. Two", "", [])]
    authors = claimreview.one(claim(speakers=speakers), BASE)["itemReviewed"]["author"]
    assert authors == [{"@type": "Person", "name": "A. One"}, {"@type": "Person", "name": "B. Two"}]


def test_a_video_is_where_the_claim_appeared() -> None:
    row = claim(article=None, anchors=[], media_url="https://video.example/7", timecode="01:20")
    item = claimreview.one(row, BASE)["itemReviewed"]
    assert item["appearance"]["url"] == "https://video.example/7"


@pytest.mark.parametrize(
    "row",
    [
        claim(verdict=None, state="open"),
        claim(verdict=verdict(stands=False, state="draft")),
        claim(state="withdrawn"),
        claim(statement="  "),
    ],
)
def test_only_a_stated_claim_whose_approval_stands_is_written(row: Any) -> None:
    losses: list[Any] = []
    feed = json.loads(written(claimreview.render, [row, claim()], losses))
    assert len(feed["dataFeedElement"]) == 1
    assert [loss["claim"] for loss in losses] == [row.id]
    with pytest.raises(ValueError, match=r"."):
        claimreview.one(row, BASE)


def test_the_file_is_one_data_feed_of_items_with_dates() -> None:
    feed = json.loads(written(claimreview.render, [claim(), claim(id="another")]))
    assert (feed["@type"], feed["dateModified"]) == ("DataFeed", "2026-03-04T12:00:00+00:00")
    for item in feed["dataFeedElement"]:
        assert item["@type"] == "DataFeedItem"
        assert item["dateCreated"]
        (review,) = item["item"]
        assert complaints(review) == []
