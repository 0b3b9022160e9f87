"""ETag, If-Match and If-None-Match: nobody overwrites what they have not read."""

from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.claims import highlight_claim
from tests.api.routes import CHANGING, DOCUMENTS, PAGES, QUESTIONS, routes, with_method

pytestmark = pytest.mark.django_db


CHANGES = with_method(*CHANGING)
CORRECTIONS = with_method("patch")
SINGLE = [name for name, _ in with_method("get") if name not in PAGES | QUESTIONS]
NEVER_GIVEN = [
    '"nonsense"',
    '"-1"',
    '"999999999999999999999"',
    '""',
    'W/"1"',
    'W/"1", "77"',
    '"a,b"',
]
NO_TAGS = ['"1', "nonsense", "1, 2", '"1" "2"', "W/1", "’", "W/*", '*, "1"', "-1"]


def sent(api: Any, method: str, address: Any, etag: str | None) -> Any:
    body = {"body": address.change} if method != "delete" else {}
    headers = {} if etag is None else {"If_Match": etag}
    return api.send(method, address.path, **body, **headers)


def test_every_address_is_in_the_list(addresses: Any) -> None:
    """So that none comes without its versions, or answers a second POST with a second row."""
    assert {name for name, _ in routes()} - DOCUMENTS == set(addresses)


@pytest.mark.parametrize("name", SINGLE)
def test_what_the_client_holds_is_not_sent_again(name: str, addresses: Any, caller: Any) -> None:
    address = addresses[name]
    api = caller(address)
    etag = api.get(address.path)["ETag"]
    for held in (etag, f"W/{etag}", f'"other,one", {etag}', f"{etag} ,, ", "*"):
        unchanged = api.get(address.path, If_None_Match=held)
        assert (unchanged.status_code, unchanged.content) == (304, b""), held
        assert unchanged["ETag"] == etag
    for other in ('"other"', "nonsense", etag.strip('"'), ""):
        again = api.get(address.path, If_None_Match=other)
        assert (again.status_code, again["ETag"]) == (200, etag), other


@pytest.mark.parametrize("name", SINGLE)
def test_a_head_tells_the_version_without_the_body(name: str, addresses: Any, caller: Any) -> None:
    address = addresses[name]
    api = caller(address)
    head = api.client.head(f"/api/v1/{address.path}")
    assert head.status_code == 200
    assert head.streaming or head.content == b""
    assert head["ETag"] == api.get(address.path)["ETag"]


@pytest.mark.parametrize(("name", "method"), CHANGES)
def test_a_change_without_the_one_version_it_changes_is_refused(
    name: str, method: str, addresses: Any, caller: Any
) -> None:
    address = addresses[name]
    api = caller(address)
    before = api.get(address.path).json()
    for etag in (None, "", "*"):
        refused = sent(api, method, address, etag)
        assert (refused.status_code, refused.json()["code"]) == (428, "precondition_required")
    for etag in NEVER_GIVEN:
        stale = sent(api, method, address, etag)
        assert (stale.status_code, stale.json()["code"]) == (412, "stale"), etag
        assert stale.json()["current"] == 1
    for etag in NO_TAGS:
        malformed = sent(api, method, address, etag)
        assert (malformed.status_code, malformed.json()["code"]) == (400, "malformed"), etag
    assert api.get(address.path).json() == before


@pytest.mark.parametrize(("name", "method"), CORRECTIONS)
def test_a_change_of_the_version_read_succeeds_and_the_next_one_of_it_is_stale(
    name: str, method: str, addresses: Any, caller: Any
) -> None:
    address = addresses[name]
    api = caller(address)
    read = api.get(address.path)
    changed = sent(api, method, address, read["ETag"])
    assert changed.status_code == 200
    field, value = next(iter(address.change.items()))
    assert changed.json()[field] == value
    assert changed["ETag"] != read["ETag"]
    assert api.get(address.path)["ETag"] == changed["ETag"]
    stale = sent(api, method, address, read["ETag"])
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert stale.json()["current"] == 2
    either = f'{read["ETag"]}, "none-of-ours",{changed["ETag"]}'
    assert sent(api, method, address, either).status_code == 200


@pytest.mark.parametrize(("name", "method"), CORRECTIONS)
def test_the_etag_of_a_body_may_be_sent_with_and_without_quotes(
    name: str, method: str, addresses: Any, caller: Any
) -> None:
    address = addresses[name]
    api = caller(address)
    for form in ('"{}"', "{}", ' "{}" '):
        etag = api.get(address.path).json()["etag"]
        assert sent(api, method, address, form.format(etag)).status_code == 200


@pytest.mark.parametrize("name", [name for name, method in CHANGES if method == "delete"])
def test_a_thing_is_taken_away_at_the_version_read(name: str, addresses: Any, caller: Any) -> None:
    address = addresses[name]
    api = caller(address)
    assert api.delete(address.path, api.get(address.path)["ETag"]).status_code == 204


@pytest.mark.parametrize(("name", "method"), CHANGES)
@pytest.mark.django_db(transaction=True)
def test_of_two_changes_of_one_version_at_once_one_is_stale(
    name: str, method: str, addresses: Any, caller: Any, race: Any
) -> None:
    address = addresses[name]
    etag = caller(address).get(address.path)["ETag"]
    apis = [caller(address), caller(address)]
    both = [lambda api=api: sent(api, method, address, etag).status_code for api in apis]
    first, second = sorted(race.together(*both))
    assert first in (200, 204)
    assert second in ((412, 404) if method == "delete" else (412,))


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


def test_submit_and_occurrences_honour_a_version_that_is_sent(
    api: Any, claim: Any, verdict: Any
) -> None:
    stale = api.post(f"verdicts/{verdict.pk}/submit/", If_Match='"999"')
    assert stale.status_code == 412
    body = {"media_url": "https://media.example/a.mp4"}
    assert api.post(f"claims/{claim.pk}/occurrences/", body, If_Match='"999"').status_code == 412
    assert api.post(f"claims/{claim.pk}/occurrences/", body).status_code == 201
