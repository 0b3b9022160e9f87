"""Web Annotations as the Recommendation of 2017 demands them; offsets are code points."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from annotations.domain.text import context
from annotations.exports import webannotation
from tests.exports.rows import anchor, claim, verdict, written

BASE = "https://post.example"
ARTICLE = "01900000-0000-7000-8000-000000000002"
TEXTS = [
    ("The ferry 🚢 carried 412,000 people.", "412,000 people"),
    ("Before 👩‍👩‍👧‍👦🇩🇰 it was said: “Tout va très bien”.", "Tout va très bien"),
    ("e\u0301te\u0301 then \u0928\u093f\u091c then 42 per cent", "42 per cent"),
    ("قال الوزير إن النسبة 12٪ \U00020000", "النسبة 12٪"),
    ("One.\n\nTwo 𝒳 paragraphs, one claim.", "paragraphs, one claim"),
]


def complaints(annotation: dict[str, Any]) -> list[str]:
    """What is wrong with an annotation by sections 3 and 4 of the model."""
    found = []
    if not urlsplit(annotation.get("id", "")).scheme:
        found.append("id is no IRI")
    if annotation.get("type") != "Annotation":
        found.append("no Annotation")
    targets = annotation.get("target") or []
    targets = targets if isinstance(targets, list) else [targets]
    if not targets:
        found.append("no target")
    for target in targets:
        found += _about_target(target)
    for body in annotation.get("body", []):
        if body.get("type") != "TextualBody" or not isinstance(body.get("value"), str):
            found.append("a body without a value")
        if body.get("textDirection") not in ("ltr", "rtl", "auto"):
            found.append("a direction that is none")
    return found


def _about_target(target: dict[str, Any]) -> list[str]:
    found = []
    if target.get("type") != "SpecificResource" or not urlsplit(target.get("source", "")).scheme:
        found.append("a target without a source")
    selectors = target.get("selector", [])
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        kind = selector.get("type")
        if kind == "TextQuoteSelector" and not selector.get("exact"):
            found.append("a quote without words")
        if kind == "TextPositionSelector":
            start, end = selector.get("start"), selector.get("end")
            if type(start) is not int or type(end) is not int or not 0 <= start <= end:
                found.append("a position that is none")
    return found


def test_the_rules_here_catch_what_they_name() -> None:
    annotation = webannotation.one(claim(), BASE)
    assert annotation is not None
    assert complaints(annotation) == []
    target = annotation["target"]
    broken = [
        ({"id": "17"}, "no IRI"),
        ({"type": "oa:Annotation"}, "no Annotation"),
        ({"target": None}, "no target"),
        ({"target": {**target, "source": ""}}, "without a source"),
        ({"target": {**target, "selector": {"type": "TextQuoteSelector"}}}, "without words"),
        (
            {
                "target": {
                    **target,
                    "selector": {"type": "TextPositionSelector", "start": True, "end": 3},
                }
            },
            "position",
        ),
        ({"body": [{"type": "TextualBody"}]}, "without a value"),
    ]
    for changes, words in broken:
        assert any(words in complaint for complaint in complaints({**annotation, **changes})), words


@pytest.mark.parametrize(("text", "words"), TEXTS)
def test_positions_count_code_points_and_agree_with_the_quote(text: str, words: str) -> None:
    start = text.index(words)
    prefix, suffix = context(text, start, start + len(words))
    row = claim(anchors=[anchor(text, words, prefix=prefix, suffix=suffix)])
    file = json.loads(written(webannotation.render, [row]))
    quote, position = file["first"]["items"][0]["target"]["selector"]
    assert text[position["start"] : position["end"]] == quote["exact"] == words
    around = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
    assert text.count(around) == 1


def test_an_approved_verdict_assesses_and_classifies_its_words() -> None:
    annotation = webannotation.one(claim(), BASE)
    assert annotation is not None
    assert annotation["motivation"] == "assessing"
    bodies = {body["purpose"]: body["value"] for body in annotation["body"]}
    assert bodies["classifying"] == "Mostly false"
    assert bodies["assessing"].startswith("The number is right, the comparison is not.")
    assert bodies["describing"] == claim().statement


def test_the_state_names_the_revision_that_offsets_count_in() -> None:
    annotation = webannotation.one(claim(), BASE)
    assert annotation is not None
    article = claim().article
    assert article is not None
    assert annotation["target"]["source"] == article.url
    state = annotation["target"]["state"]
    assert state["type"] == "TimeState"
    assert state["id"] == f"urn:uuid:{article.revision_id}"
    assert state["sha256"] == article.revision_sha256
    assert state["cached"].startswith(f"{BASE}/api/v1/articles/{article.id}/")


@pytest.mark.parametrize(
    "row", [claim(verdict=None), claim(verdict=verdict(stands=False, state="draft"))]
)
def test_no_draft_leaves_the_desk_as_a_judgement(row: Any) -> None:
    annotation = webannotation.one(row, BASE)
    assert annotation is not None
    assert annotation["motivation"] == "describing"
    assert [body["purpose"] for body in annotation["body"]] == ["describing"]
    assert "Mostly false" not in json.dumps(annotation)
    assert complaints(annotation) == []


def test_a_page_holds_the_claims_of_an_article_in_reading_order() -> None:
    text = "First this, then that, then those."
    rows = [
        claim(id=f"c{words}", anchors=[anchor(text, words)]) for words in ("those", "this", "that")
    ]
    broken = claim(id="broken", anchors=[anchor(text, "First", standing="Other")])
    article = claim().article
    assert article is not None
    elsewhere = claim(id="elsewhere", article=replace(article, id="another"))
    page = webannotation.page([*rows, broken, elsewhere], BASE, ARTICLE)
    assert page["type"] == "AnnotationPage"
    assert page["id"] == f"{BASE}/api/v1/articles/{ARTICLE}/annotations/"
    assert [item["target"]["selector"][0]["exact"] for item in page["items"]] == [
        "this",
        "that",
        "those",
    ]
    assert page["partOf"]["total"] == 3
    assert all(complaints(item) == [] for item in page["items"])


def test_the_file_is_one_collection_whose_total_is_right() -> None:
    rows = [claim(), claim(id="second"), claim(id="nowhere", anchors=[], article=None)]
    losses: list[Any] = []
    file = json.loads(written(webannotation.render, rows, losses))
    assert (file["type"], file["total"]) == ("AnnotationCollection", 2)
    assert file["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert file["first"]["partOf"] == file["id"]
    assert len(file["first"]["items"]) == 2
    assert [loss["claim"] for loss in losses] == ["nowhere"]


@pytest.mark.parametrize(
    ("timecode", "fragment"), [("01:20", "t=01:20"), ("1:02:03", "t=1:02:03"), ("at noon", None)]
)
def test_a_moment_of_a_video_is_a_media_fragment(timecode: str, fragment: str | None) -> None:
    row = claim(article=None, anchors=[], media_url="https://video.example/7", timecode=timecode)
    annotation = webannotation.one(row, BASE)
    assert annotation is not None
    assert annotation["target"]["source"] == "https://video.example/7"
    assert annotation["target"].get("selector", {}).get("value") == fragment


def test_two_anchors_are_two_targets() -> None:
    text = "Said once, and said again."
    row = claim(anchors=[anchor(text, "once"), anchor(text, "again")])
    annotation = webannotation.one(row, BASE)
    assert annotation is not None
    assert len(annotation["target"]) == 2
    assert complaints(annotation) == []
