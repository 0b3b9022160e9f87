"""Nobody sees or changes another desk's rows: by every address the answer is 404, as if there were none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import get_resolver

from annotations.actions.articles import add_article
from annotations.actions.claims import highlight_claim
from annotations.actions.contacts import log_contact
from annotations.actions.evidence import attach_evidence
from annotations.actions.exports import request_export
from annotations.actions.imports import request_import
from annotations.actions.tokens import issue_token
from annotations.models import AuditEvent, Membership, OccurrenceSpeaker
from tests.api.routes import BODIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids(
    editor: Any, article: Any, claim: Any, evidence: Any, verdict: Any, submission: Any
) -> dict[str, Any]:
    job = request_export(actor=editor, format="csv", filters={})
    many = request_import(actor=editor, files=[SimpleUploadedFile("a.txt", b"The pier is new.")])
    token, _secret = issue_token(actor=editor, name="mine")
    return {
        "contact": log_contact(
            actor=editor, claim_id=claim.pk, fields={"none_because": "Nobody to ask."}
        ).pk,
        "import": many.pk, "me": token.pk, "member": editor.pk,
        "article": article.pk, "claim": claim.pk, "evidence": evidence.pk, "verdict": verdict.pk, "export": job.pk,
        "person": OccurrenceSpeaker.objects.get().person_id, "source": evidence.source_id, "queue": None,
    }  # fmt: skip


def addresses() -> list[tuple[str, str, list[str]]]:
    """Name, route and methods of every address that names a row."""
    found = []
    for pattern in get_resolver("annotations.api.urls").url_patterns:
        if pattern.name and "<uuid" in str(pattern.pattern):
            view = pattern.callback.view_class  # type: ignore[attr-defined]
            methods = [
                method for method in ("get", "post", "patch", "delete") if hasattr(view, method)
            ]
            found.append((pattern.name, str(pattern.pattern), methods))
    return found


def test_every_address_of_a_row_is_shut_to_strangers(
    stranger: Any, calls: Callable[[Any], Any], ids: dict[str, Any], submission: Any
) -> None:
    outside = calls(stranger)
    events = AuditEvent.objects.count()
    bodies = {**BODIES, "verdict-reviews": {"submission": str(submission.pk), "outcome": "approve"}}
    tried = 0
    for name, route, methods in addresses():
        path = route.replace("<uuid:id>", str(ids[name.partition("-")[0]]))
        if name == "article-changes":
            path += "?since=0"
        for method in methods:
            body = None if method in {"get", "delete"} else bodies.get(name, {})
            headers = {"If_Match": '"1"'} if method in {"patch", "delete"} else {}
            response = outside.send(method, path, body, **headers)
            assert (response.status_code, response.json()["code"]) == (404, "not_found"), (
                method,
                path,
            )
            tried += 1
    assert tried >= 20
    assert AuditEvent.objects.count() == events


def test_lists_of_strangers_are_empty(
    stranger: Any, calls: Callable[[Any], Any], ids: dict[str, Any]
) -> None:
    outside = calls(stranger)
    for address in (
        "articles/",
        "claims/",
        "evidence/",
        "exports/",
        "imports/",
        "people/",
        "queues/review/items/",
        "sources/",
        "verdicts/",
    ):
        assert outside.get(address).json() == {"next": None, "previous": None, "results": []}
    assert outside.get("queues/").json()["results"][0]["waiting"] == 0


def test_rows_of_another_desk_cannot_be_pointed_at(
    stranger: Any, calls: Callable[[Any], Any], ids: dict[str, Any], editor: Any, rating: Any
) -> None:

    outside = calls(stranger)
    own, _new = add_article(actor=stranger, data="Their own article has these words.", kind="text")
    span = {"article": str(own.pk), "start": 0, "end": 5}
    for field, value in (
        ("parent", ids["claim"]),
        ("assignee", editor.account_id),
        ("speaker", ids["claim"]),
    ):
        assert outside.post("claims/", {**span, field: str(value)}).json()["code"] == "not_found"
    assert (
        outside.post("claims/", {**span, "article": str(ids["article"])}).json()["code"]
        == "not_found"
    )
    claim = outside.post("claims/", span).json()
    foreign = {"rating": str(rating("mostly-false").pk)}
    assert outside.post(f"claims/{claim['id']}/verdicts/", foreign).json()["code"] == "not_found"


@pytest.fixture
def guest(desk: Any, join: Callable[..., Any], article: Any) -> Any:
    """A guest who may see one article and its claims."""
    member = join(desk, "guest@example.org", "guest")
    Membership.objects.filter(pk=member.pk).update(scope_kind="article", scope_id=article.pk)
    member.refresh_from_db()
    return member


def test_a_guest_reads_within_their_scope_and_changes_nothing(
    guest: Any, editor: Any, calls: Callable[[Any], Any], ids: dict[str, Any]
) -> None:

    caller = calls(guest)
    for address in (
        f"articles/{ids['article']}/",
        f"claims/{ids['claim']}/",
        f"evidence/{ids['evidence']}/",
    ):
        assert caller.get(address).status_code == 200
    other, _new = add_article(actor=editor, data="Another article of the desk.", kind="text")
    claim = highlight_claim(actor=editor, article_id=other.pk, start=0, end=7)
    evidence = attach_evidence(
        actor=editor, claim_id=claim.pk, fields={"title": "A", "stance": "supports"}
    )
    for address in (f"articles/{other.pk}/", f"claims/{claim.pk}/", f"evidence/{evidence.pk}/"):
        assert caller.send("get", address).status_code == 404
    assert len(caller.get("articles/").json()["results"]) == 1
    for address, body in (
        ("articles/", {"text": "Words."}),
        ("claims/", {"article": str(ids["article"]), "start": 0, "end": 7}),
        (f"claims/{ids['claim']}/evidence/", {"title": "A", "stance": "supports"}),
        ("exports/", {"format": "csv"}),
        ("imports/", {"articles": [{"text": "Words."}]}),
    ):
        assert caller.post(address, body).json()["code"] == "not_permitted"


def test_a_guest_sees_no_export_of_the_desk(
    guest: Any, api: Any, calls: Callable[[Any], Any]
) -> None:
    export = api.post("exports/", {"format": "csv"}).json()
    caller = calls(guest)
    assert caller.get("exports/").json()["results"] == []
    assert caller.send("get", f"exports/{export['id']}/").status_code == 404


@pytest.mark.parametrize("role", ["editor", "reviewer", "lead"])
def test_only_guests_have_a_scope(guest: Any, role: str) -> None:
    """Exports, queues and new articles know no scope, so nobody who may use them has one."""
    with pytest.raises(IntegrityError, match="membership_scope_for_guests"), transaction.atomic():
        Membership.objects.filter(pk=guest.pk).update(role=role)


def test_sealed_words_are_for_those_named_on_them(
    api: Any, calls: Callable[[Any], Any], second: Any, lead: Any, claim: Any
) -> None:
    body = {
        "stance": "supports",
        "visibility": "sealed",
        "quote": "Only for your ears",
        "note": "From a clerk",
    }
    made = api.post(f"claims/{claim.pk}/evidence/", body).json()
    assert (made["quote"], made["readable"]) == ("Only for your ears", True)
    for member in (second, lead):
        caller = calls(member)
        addresses_ = (f"evidence/{made['id']}/", f"claims/{claim.pk}/", "claims/")
        for response in (caller.get(address) for address in addresses_):
            assert response.status_code == 200
            assert "ears" not in response.content.decode()
            assert "clerk" not in response.content.decode()
