"""The demo desk is made once, and its password is told once."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Account, Anchor, AuditEvent, Claim, Desk, Evidence, Verdict

pytestmark = pytest.mark.django_db
PEOPLE = ("editor@example.org", "second@example.org", "reviewer@example.org", "lead@example.org")


def seed() -> str:
    told = io.StringIO()
    call_command("seed_demo", stdout=told)
    return told.getvalue()


@pytest.fixture(autouse=True)
def no_password_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)


def test_all_four_people_can_sign_in_with_the_password_that_is_printed() -> None:
    told = seed()
    password = told.rsplit(": ", 1)[1].strip()
    assert len(password) >= 16
    for email in PEOPLE:
        assert email in told
        assert Account.objects.get(email=email).check_password(password)
    roles = dict(Desk.objects.get(slug="demo").memberships.values_list("account__email", "role"))
    assert [roles[email] for email in PEOPLE] == ["editor", "editor", "reviewer", "lead"]


def test_a_second_call_changes_nothing_and_keeps_the_password_to_itself() -> None:
    password = seed().rsplit(": ", 1)[1].strip()
    before = (
        AuditEvent.objects.count(),
        Claim.objects.count(),
        list(Account.objects.values_list("password")),
    )
    told = seed()
    assert password not in told
    assert "/login/" in told
    after = (
        AuditEvent.objects.count(),
        Claim.objects.count(),
        list(Account.objects.values_list("password")),
    )
    assert before == after


def test_the_password_in_the_environment_is_set_and_never_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seed()
    monkeypatch.setenv("DEMO_PASSWORD", "violet-harbour-lamp-9")
    told = seed()
    assert "violet-harbour-lamp-9" not in told
    assert all(
        Account.objects.get(email=email).check_password("violet-harbour-lamp-9") for email in PEOPLE
    )


def test_a_password_that_is_too_weak_is_refused_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "short")
    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        seed()
    assert not Desk.objects.exists()


def test_the_demo_article_came_in_scraped_and_two_claims_stand_in_it() -> None:
    seed()
    claims: list[Any] = list(Claim.objects.order_by("id"))
    assert len(claims) == 2
    revision = Anchor.objects.select_related("revision").first().revision  # type: ignore[union-attr]
    assert revision.article.title == "Quillhaven council agrees to close the mill bridge to cars"
    assert "icon" not in revision.text
    assert revision.article.published_at.isoformat().startswith("2026-05-14T07:40")
    assert revision.blocks.count() in (6, 7)
    for anchor in Anchor.objects.all():
        assert revision.text[anchor.start : anchor.end] == anchor.exact
    assert Evidence.objects.get().claim == claims[0]
    verdict = Verdict.objects.get()
    assert (verdict.claim, verdict.state, verdict.author.email) == (claims[0], "draft", PEOPLE[0])
