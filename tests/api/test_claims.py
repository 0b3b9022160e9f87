"""Claims by REST: highlighted by code points, reworded, triaged, withdrawn; where else they were made, who was asked."""

from typing import Any

import pytest

from annotations.models import Claim

pytestmark = pytest.mark.django_db


def test_a_highlight_becomes_a_claim_with_its_words_and_its_context(
    api: Any, editor: Any, article: Any
) -> None:
    text = article.revisions.get().text
    start = text.index("🚢")
    body = {
        "article": str(article.pk), "revision": str(article.revisions.get().pk), "start": start, "end": start + 1,
        "exact": "🚢", "statement": "A ship.", "kind": "visual", "topics": ["Sea", "transport"], "harm": "low",
        "reach": "high", "speaker": "Ilse Brandt", "speaker_role": "harbour master", "said_on": "2026-03-01",
        "form": "verbatim", "outlet_position": "asserts", "place": "Tarnholm", "note": "Look again.",
        "quantity": {"value": "412000", "unit": "passengers", "period": "2023", "place": "Tarnholm"},
        "assignee": str(editor.account_id),
    }  # fmt: skip
    made = api.post("claims/", body)
    assert made.status_code == 201, made.content
    claim = made.json()
    for name in ("statement", "kind", "harm", "reach", "note", "quantity"):
        assert claim[name] == body[name]
    assert sorted(claim["topics"]) == ["Sea", "transport"]
    assert claim["assignee"]["id"] == str(editor.account_id)
    assert (claim["state"], claim["article"], claim["withdrawn"]) == (
        "open",
        str(article.pk),
        False,
    )
    occurrence = claim["occurrences"][0]
    assert (occurrence["words"], occurrence["said_on"], occurrence["said_precision"]) == (
        "🚢",
        "2026-03-01",
        "day",
    )
    assert [(one["name"], one["role"]) for one in occurrence["speakers"]] == [
        ("Ilse Brandt", "harbour master")
    ]
    anchor = claim["anchors"][0]
    assert (anchor["start"], anchor["end"], anchor["exact"], anchor["state"]) == (
        start,
        start + 1,
        "🚢",
        "exact",
    )
    assert text[anchor["start"] - len(anchor["prefix"]) : anchor["start"]] == anchor["prefix"]
    assert claim["contributors"] == [{"id": str(editor.account_id), "name": "Edda Lund"}]
    assert api.get(f"claims/{claim['id']}/").json() == claim


def test_the_same_speaker_by_name_and_by_id_is_one_person(api: Any, article: Any) -> None:
    span = {"article": str(article.pk), "start": 0, "end": 7}
    first = api.post("claims/", {**span, "speaker": "Ilse Brandt"}).json()["occurrences"][0][
        "speakers"
    ][0]
    by_id = api.post("claims/", {**span, "speaker": first["id"]}).json()["occurrences"][0][
        "speakers"
    ][0]
    by_name = api.post("claims/", {**span, "speaker": "ilse brandt"}).json()["occurrences"][0][
        "speakers"
    ][0]
    assert first["id"] == by_id["id"] == by_name["id"]


@pytest.mark.parametrize(("start", "end"), [(0, 10**6), (3, 4), (10**8, 10**8 + 1)])
def test_a_span_that_holds_no_whole_words_is_refused(
    start: int, end: int, api: Any, article: Any
) -> None:
    response = api.post("claims/", {"article": str(article.pk), "start": start, "end": end})
    assert response.json()["code"] == "quote_mismatch"
    assert Claim.objects.count() == 0


def test_a_revision_that_is_not_the_current_one_is_refused(api: Any, article: Any) -> None:
    body = {"article": str(article.pk), "revision": str(article.pk), "start": 0, "end": 7}
    assert api.post("claims/", body).json()["code"] == "quote_mismatch"


def test_rewording_reaches_claim_and_first_occurrence(api: Any, claim: Any) -> None:
    address = f"claims/{claim.pk}/"
    changes = {
        "statement": "Other words.", "kind": "comparison", "topics": ["ferries"], "harm": "high", "reach": "",
        "quantity": None, "speaker": "Olav Dahl", "speaker_role": "mayor", "said_on": None, "place": "Aarhus",
    }  # fmt: skip
    body = api.patch(address, changes, api.get(address)["ETag"]).json()
    for name in ("statement", "kind", "topics", "harm", "reach", "quantity"):
        assert body[name] == changes[name]
    occurrence = body["occurrences"][0]
    assert [(one["name"], one["role"]) for one in occurrence["speakers"]] == [
        ("Olav Dahl", "mayor")
    ]
    assert (occurrence["said_on"], occurrence["said_precision"], occurrence["place"]) == (
        None,
        "unknown",
        "Aarhus",
    )
    assert body["version"] > claim.version
    without = api.patch(address, {"speaker": None}, api.get(address)["ETag"]).json()
    assert without["occurrences"][0]["speakers"] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"said_precision": "day"}, "said_on"),
        ({"said_on": None, "said_precision": "month"}, "said_on"),
        ({"parent": "itself"}, "parent"),
    ],
)
def test_what_cannot_be_said_of_a_claim_is_refused_by_field(
    api: Any, claim: Any, change: dict[str, Any], field: str
) -> None:
    if change.get("parent"):
        change = {"parent": str(claim.pk)}
    address = f"claims/{claim.pk}/"
    refused = api.patch(address, change, api.get(address)["ETag"])
    assert refused.status_code == 422
    assert refused.json()["errors"].keys() == {field}


def test_a_withdrawn_claim_is_gone_from_work_and_still_readable(
    api: Any, claim: Any, article: Any
) -> None:
    address = f"claims/{claim.pk}/"
    gone = api.delete(address, api.get(address)["ETag"])
    assert (gone.status_code, gone.content) == (204, b"")
    body = api.get(address).json()
    assert (body["withdrawn"], body["state"], body["statement"]) == (
        True,
        "withdrawn",
        claim.statement,
    )
    assert api.get(f"articles/{article.pk}/claims/").json()["results"] == []
    assert api.delete(address, api.get(address)["ETag"]).json()["code"] == "wrong_state"


def test_a_substantive_edit_voids_an_approval(api: Any, claim: Any, approved: Any) -> None:
    address = f"claims/{claim.pk}/"
    assert api.get(address).json()["state"] == "approved"
    unchanged = api.patch(
        address, {"topics": ["ferries"], "note": "Seen."}, api.get(address)["ETag"]
    ).json()
    assert (unchanged["state"], unchanged["verdict"]["stands"]) == ("approved", True)
    changed = api.patch(address, {"statement": "Other words."}, api.get(address)["ETag"]).json()
    assert (changed["state"], changed["verdict"]["stands"]) == ("draft", False)


def test_claims_are_found_by_words_and_state(
    api: Any, claim: Any, verdict: Any, article: Any
) -> None:
    other = api.post(
        "claims/", {"article": str(article.pk), "start": 0, "end": 7, "statement": "A vote."}
    ).json()

    def found(query: str) -> set[str]:
        return {row["id"] for row in api.get(f"claims/?{query}").json()["results"]}

    assert found("") == {str(claim.pk), other["id"]}
    assert found("q=passengers") == {str(claim.pk)}
    assert found("state=open") == {other["id"]}
    assert found("state=draft") == {str(claim.pk)}
    assert found("state=published") == set()


def test_an_occurrence_is_words_of_an_article_or_a_media_reference(
    api: Any, claim: Any, article: Any
) -> None:
    address = f"claims/{claim.pk}/occurrences/"
    media = {
        "media_url": "https://media.example/a.mp4",
        "timecode": "00:01:30",
        "form": "paraphrase",
        "speaker": "Ilse Brandt",
    }
    made = api.post(address, media)
    assert made.status_code == 201
    assert (made.json()["media_url"], made.json()["timecode"], made.json()["article"]) == (
        media["media_url"],
        "00:01:30",
        None,
    )
    words = api.post(
        address, {"article": str(article.pk), "start": 0, "end": 7, "exact": "The cou"}
    )
    assert words.json()["words"] == "The cou"
    assert len(api.get(f"claims/{claim.pk}/").json()["occurrences"]) == 3
    for body in (
        {},
        {"article": str(article.pk)},
        {"start": 0, "end": 7},
        {**media, "article": str(article.pk)},
    ):
        assert api.post(address, body).json()["code"] == "invalid"


def test_a_decision_against_checking_says_why(api: Any, claim: Any) -> None:
    address = f"claims/{claim.pk}/triage/"
    assert api.post(address, {"decision": "not_checkable"}).json()["errors"].keys() == {"reason"}
    made = api.post(address, {"decision": "not_checkable", "reason": "A forecast."})
    assert made.status_code == 201
    assert (made.json()["decision"], made.json()["reason"]) == ("not_checkable", "A forecast.")
    assert made.json()["created_by"]["name"] == "Edda Lund"
    assert api.post(address, {"decision": "to_check"}).status_code == 201


def test_asking_the_claimant_is_logged_or_why_not(api: Any, claim: Any) -> None:
    address = f"claims/{claim.pk}/contacts/"
    assert api.post(address, {}).json()["code"] == "invalid"
    assert api.post(address, {"none_because": "Died in 2025."}).status_code == 201
    asked = {
        "whom": "Press office", "channel": "e-mail", "question": "Which counts?", "sent_at": "2026-03-02T09:00:00Z",
        "deadline": "2026-03-03T12:00:00Z", "reply": "The ticket office's.", "replied_at": "2026-03-02T10:00:00Z",
    }  # fmt: skip
    made = api.post(address, asked).json()
    assert (made["question"], made["reply"], made["claim"]) == (
        "Which counts?",
        "The ticket office's.",
        str(claim.pk),
    )
    assert api.post(address, {**asked, "replied_at": None}).json()["errors"].keys() == {
        "replied_at"
    }


def test_an_approved_claim_is_a_claimreview(api: Any, claim: Any, approved: Any) -> None:
    response = api.get(f"claims/{claim.pk}/claimreview/")
    assert response["Content-Type"] == "application/ld+json"
    body = response.json()
    assert (body["@type"], body["claimReviewed"]) == ("ClaimReview", claim.statement)
