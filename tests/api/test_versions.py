"""ETag, If-Match and If-None-Match: nobody overwrites what they have not read."""

from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.claims import highlight_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def changeable(
    article: Any, claim: Any, evidence: Any, verdict: Any
) -> dict[str, tuple[str, dict[str, Any]]]:
    """Address and a change of each thing that can be changed."""
    return {
        "article": (f"articles/{article.pk}/", {"byline": "Nora Lindqvist"}),
        "claim": (f"claims/{claim.pk}/", {"note": "Ask the port."}),
        "evidence": (f"evidence/{evidence.pk}/", {"note": "From the port."}),
        "verdict": (f"verdicts/{verdict.pk}/", {"summary": "Half right."}),
    }


NOUNS = ["article", "claim", "evidence", "verdict"]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_change_without_its_version_is_refused(noun: str, api: Any, changeable: Any) -> None:
    address, change = changeable[noun]
    for response in (
        api.patch(address, change),
        api.patch(address, change, "*"),
        api.patch(address, change, '"1", "2"'),
    ):
        assert (response.status_code, response.json()["code"]) == (428, "precondition_required")


@pytest.mark.parametrize("noun", NOUNS)
def test_a_change_of_the_version_read_succeeds_and_the_next_one_of_it_is_stale(
    noun: str, api: Any, changeable: Any
) -> None:
    address, change = changeable[noun]
    read = api.get(address)
    changed = api.patch(address, change, read["ETag"])
    assert changed.status_code == 200
    name, value = next(iter(change.items()))
    assert changed.json()[name] == value
    assert changed["ETag"] != read["ETag"]
    assert api.get(address)["ETag"] == changed["ETag"]
    stale = api.patch(address, change, read["ETag"])
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert stale.json()["current"] > 0


@pytest.mark.parametrize("noun", NOUNS)
def test_the_etag_of_a_body_may_be_sent_with_and_without_quotes(
    noun: str, api: Any, changeable: Any
) -> None:
    address, change = changeable[noun]
    for form in ('"{}"', "{}", 'W/"{}"'):
        etag = api.get(address).json()["etag"]
        assert api.patch(address, change, form.format(etag)).status_code == 200


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("etag", ['"nonsense"', '"-1"', '"999999999999999999999"', "’"])
def test_a_tag_that_was_never_handed_out_is_stale(
    noun: str, etag: str, api: Any, changeable: Any
) -> None:
    address, change = changeable[noun]
    try:
        response = api.patch(address, change, etag)
    except UnicodeEncodeError:
        return
    assert (response.status_code, response.json()["code"]) == (412, "stale")


@pytest.mark.parametrize("noun", NOUNS)
def test_what_the_client_holds_is_not_sent_again(noun: str, api: Any, changeable: Any) -> None:
    address, change = changeable[noun]
    etag = api.get(address)["ETag"]
    for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        unchanged = api.get(address, If_None_Match=held)
        assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", etag)
    api.patch(address, change, etag)
    assert api.get(address, If_None_Match=etag).status_code == 200


def test_an_article_whose_claims_changed_is_sent_again(api: Any, editor: Any, article: Any) -> None:
    etag = api.get(f"articles/{article.pk}/")["ETag"]
    highlight_claim(actor=editor, article_id=article.pk, start=0, end=7)
    again = api.get(f"articles/{article.pk}/", If_None_Match=etag)
    assert (again.status_code, again.json()["status"]) == (200, "in_progress")
    # The version of the article itself is the same: the tag still opens it for a change.
    assert api.patch(f"articles/{article.pk}/", {"byline": "N. L."}, etag).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_claim_whose_evidence_changed_is_sent_again(api: Any, claim: Any, evidence: Any) -> None:
    etag = api.get(f"claims/{claim.pk}/")["ETag"]
    api.patch(
        f"evidence/{evidence.pk}/", {"note": "Seen."}, api.get(f"evidence/{evidence.pk}/")["ETag"]
    )
    assert api.get(f"claims/{claim.pk}/", If_None_Match=etag).status_code == 200


def test_a_verdict_that_was_reviewed_is_sent_again(
    api: Any, calls: Callable[[Any], Any], reviewer: Any, verdict: Any, submission: Any
) -> None:
    etag = api.get(f"verdicts/{verdict.pk}/")["ETag"]
    body = {
        "submission": str(submission.pk),
        "outcome": "request_changes",
        "comment": "Name the source.",
    }
    assert calls(reviewer).post(f"verdicts/{verdict.pk}/reviews/", body).status_code == 201
    assert api.get(f"verdicts/{verdict.pk}/", If_None_Match=etag).status_code == 200


def test_a_verdict_whose_approval_fell_is_sent_again(api: Any, claim: Any, approved: Any) -> None:
    address = f"verdicts/{approved.pk}/"
    etag = api.get(address)["ETag"]
    api.patch(
        f"claims/{claim.pk}/", {"statement": "Other words."}, api.get(f"claims/{claim.pk}/")["ETag"]
    )
    again = api.get(address, If_None_Match=etag)
    assert (again.status_code, again.json()["state"]) == (200, "draft")


def test_delete_needs_the_version_too(api: Any, claim: Any, evidence: Any) -> None:
    for address in (f"evidence/{evidence.pk}/", f"claims/{claim.pk}/"):
        assert api.delete(address).status_code == 428
        assert api.delete(address, '"0"').status_code == 412
        assert api.delete(address, api.get(address)["ETag"]).status_code == 204


def test_submit_and_occurrences_honour_a_version_that_is_sent(
    api: Any, claim: Any, verdict: Any
) -> None:
    stale = api.post(f"verdicts/{verdict.pk}/submit/", If_Match='"999"')
    assert stale.status_code == 412
    body = {"media_url": "https://media.example/a.mp4"}
    assert api.post(f"claims/{claim.pk}/occurrences/", body, If_Match='"999"').status_code == 412
    assert api.post(f"claims/{claim.pk}/occurrences/", body).status_code == 201


def test_what_has_no_version_has_an_etag_too(api: Any) -> None:
    for address in ("me/", "ratings/"):
        etag = api.get(address)["ETag"]
        assert api.get(address, If_None_Match=etag).status_code == 304
