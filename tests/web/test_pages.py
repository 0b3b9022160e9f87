"""What holds for every page: no code and no style inside it, one heading, and no error for anybody."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from annotations.actions.contacts import log_contact
from annotations.actions.exports import request_export
from annotations.actions.imports import request_import
from annotations.actions.tokens import issue_token
from annotations.domain.list_names import ListName
from annotations.models import (
    BrowserSession,
    Notification,
    OccurrenceSpeaker,
    RatingScale,
    Redaction,
    ReviewPolicy,
    ReviewQueue,
    SavedFilter,
    Source,
)
from annotations.web.urls import urlpatterns

pytestmark = pytest.mark.django_db
INLINE = re.compile(
    r"<style\b|<[^>]*\sstyle\s*=|<[^>]*\s(?:on\w+|hx-on[\w:-]*)\s*=|javascript:|"
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")",
    re.IGNORECASE,
)
FORMS_ONLY = {
    "logout", "claim-withdraw", "verdict-withdraw", "article-archive", "review-next", "review-take", "review-extend", "review-release",
    "export-cancel", "import-cancel", "import-resume", "session-end", "sessions-end", "token-revoke", "member-end", "member-invite-again",
    "address-ask", "address-forget", "theme", "invitation",
    "redaction-confirm", "person-same", "export-again", "first-steps-away",
    "notifications-read", "notification", "relation-dissolve", "part-end", "claim-triage", "claims-at-once", "scale-default", "scale-retire", "policy-default", "policy-retire",
    "evidence-readers", "filter", "filter-share", "filter-remove",
}  # fmt: skip
OPEN_TO_ALL = {"login", "password-forgotten", "password-link", "address-link"}
NOT_A_PAGE = {"export-download", "import-sample", "import-refused-jsonl", "import-refused-csv", "evidence-file", "evidence-picture", "evidence-preview"}  # fmt: skip


@pytest.fixture
def everything(waiting: Any, article: Any, lead: Any, second: Any) -> dict[str, Any]:
    """A desk with one of each: the ids that addresses take."""
    job = request_export(actor=lead, format="csv", filters={})
    many = request_import(actor=lead, files=[SimpleUploadedFile("a.txt", b"The pier is new.")])
    Client().force_login(second.account)
    token, _secret = issue_token(actor=second, name="one of each")
    claim = waiting.verdict.claim
    return {
        "article_id": article.pk,
        "claim_id": claim.pk,
        "evidence_id": claim.evidence.get().pk,
        "picture": "1-small",
        "verdict_id": waiting.verdict_id,
        "item_id": waiting.pk,
        "export_id": job.pk,
        "import_id": many.pk,
        "session_id": BrowserSession.objects.get().pk,
        "token_id": token.pk,
        "membership_id": second.pk,
        "notice_id": Notification.objects.create(
            desk=second.desk,
            account=second.account,
            kind="approved",
            claim_id=claim.pk,
            subject_id=waiting.verdict_id,
        ).pk,
        "occurrence_id": claim.occurrences.get().pk,
        "contact_id": log_contact(
            actor=second, claim_id=claim.pk, fields={"none_because": "Nobody to ask."}
        ).pk,
        "relation_id": claim.pk,  # none: 404 for everybody
        "submission_id": waiting.verdict.submissions.get().pk,
        "scale_id": RatingScale.objects.get(desk=lead.desk, is_default=True).pk,
        "policy_id": ReviewPolicy.objects.get(desk=lead.desk).pk,
        "queue_id": ReviewQueue.objects.get(desk=lead.desk).pk,
        "redaction_id": redaction_of(lead).pk,
        "person_id": OccurrenceSpeaker.objects.get().person_id,
        "source_id": Source.objects.get().pk,
        "filter_id": SavedFilter.objects.create(
            desk=second.desk,
            account=second.account,
            list=ListName.CLAIMS,
            name="Events",
            query="kind=event",
        ).pk,
        "link": "no-link-of-ours",
    }


def redaction_of(lead: Any) -> Redaction:
    """Something that was withheld once."""
    return Redaction.objects.create(
        desk=lead.desk, made_by=lead.account, subject_kind="article", subject_id=lead.desk.pk,
        order="3 O 17/26", reason="An order.",
    )  # fmt: skip


def addresses(ids: dict[str, Any]) -> list[str]:
    """Every page there is; a new one is here as soon as it has an address."""
    found = []
    for pattern in urlpatterns:
        name = pattern.name or ""
        if name not in FORMS_ONLY | NOT_A_PAGE:
            wanted = {key: ids[key] for key in pattern.pattern.converters}
            found.append(reverse(f"web:{name}", kwargs=wanted))
    return found


@pytest.mark.parametrize("role", ["editor", "second", "reviewer", "lead"])
def test_no_page_carries_code_or_style_and_none_fails(
    role: str,
    everything: dict[str, Any],
    request: pytest.FixtureRequest,
    visit: Callable[[Any], Client],
) -> None:
    client = visit(request.getfixturevalue(role))
    for address in addresses(everything):
        response = client.get(address, follow=True)
        assert response.status_code in (200, 403, 410), address
        body = response.content.decode()
        assert INLINE.search(body) is None, address
        assert body.count("<h1") == ("<html" in body), address


def test_every_page_is_closed_to_strangers(everything: dict[str, Any]) -> None:
    public = {reverse("web:login"), reverse("web:password-forgotten")}
    for address in addresses(everything):
        if address not in public and not address.startswith(("/password/link/", "/address/")):
            response = Client().get(address)
            assert response.status_code == 302, address
            assert response["Location"].startswith(reverse("web:login")), address


def test_every_row_of_another_desk_is_not_there(
    stranger: Any, everything: dict[str, Any], visit: Callable[[Any], Client]
) -> None:
    client = visit(stranger)
    seen = 0
    for pattern in urlpatterns:
        keys = pattern.pattern.converters
        if not keys or pattern.name in OPEN_TO_ALL:
            continue
        address = reverse(f"web:{pattern.name}", kwargs={key: everything[key] for key in keys})
        send = client.post if pattern.name in FORMS_ONLY else client.get
        assert send(address).status_code == 404, address
        seen += 1
    assert seen >= 9


@pytest.mark.parametrize(
    "template", ["400.html", "403.html", "404.html", "500.html", "errors/csrf.html"]
)
def test_error_pages_need_nothing_and_carry_no_code(template: str) -> None:
    page = render_to_string(template)
    assert INLINE.search(page) is None
    assert "<h1>" in page


def test_a_form_of_an_ended_session_says_so_and_that_its_words_are_kept() -> None:
    page = render_to_string("errors/csrf.html")
    assert "your session has ended" in page
    assert "what you typed is kept" in page


def test_a_missing_page_keeps_the_frame(editor: Any, visit: Callable[[Any], Client]) -> None:
    response = visit(editor).get("/nowhere/")
    assert response.status_code == 404
    assert reverse("web:articles") in response.content.decode()


def test_the_check_of_pages_sees_code_and_style() -> None:
    for bad in [
        '<p style="a">',
        "<style>",
        "<script>x",
        '<script type="module">',
        '<a onclick="x">',
        '<a href="javascript:x">',
    ]:
        assert INLINE.search(bad), bad
    for good in ['<script src="/a.js" defer>', '<script id="d" type="application/json">', "<p>"]:
        assert not INLINE.search(good), good
