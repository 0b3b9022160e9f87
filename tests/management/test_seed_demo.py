"""The demo desk is made once, and its password is told once."""

import io
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from annotations.domain.vocabulary import ClaimKind, TriageDecision, VerdictState
from annotations.models import (
    Account,
    Anchor,
    Article,
    ArticleRevision,
    AuditEvent,
    Claim,
    Desk,
    Evidence,
    QueueItem,
    Triage,
    Verdict,
)
from annotations.tasks.queues import fill_review_queue

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


def test_three_articles_came_in_without_what_stood_around_them() -> None:
    seed()
    articles = Article.objects.order_by("id")
    moon, bridge, alliance = articles
    assert [article.language for article in articles] == ["ar", "en", "en"]
    assert moon.title == "ليلةُ القمر في مرصد وادي الريحان 🌕"
    assert bridge.title == "Quillhaven agrees to close the mill bridge to cars"
    assert bridge.byline == "Ines Calloway"
    assert alliance.title == "Russia in NATO? A former head of the alliance would not rule it out"
    assert (alliance.published_at.isoformat()[:16], alliance.zone_assumed) == (
        "2010-02-19T18:53",
        True,
    )
    around = ("icon", "Tweet", "Advertisement", "My account", "seedlings", "Imprint", "reserved")
    for revision in ArticleRevision.objects.all():
        assert not [word for word in around if word in revision.text]
    kinds = set(bridge.revisions.get().blocks.values_list("kind", flat=True))
    assert kinds == {"paragraph", "heading", "list_item", "quote"}


def test_there_are_claims_of_every_kind_and_triage_and_verdicts_in_every_state_before_publishing() -> (
    None
):
    seed()
    assert set(Claim.objects.values_list("kind", flat=True)) == set(ClaimKind)
    assert set(Triage.objects.values_list("decision", flat=True)) == set(TriageDecision)
    assert Claim.objects.filter(triages=None).exists()
    later = {"published", "corrected", "retracted", "withheld"}
    assert set(Verdict.objects.values_list("state", flat=True)) == set(VerdictState) - later
    assert Claim.objects.filter(verdicts=None, triages=None, evidence=None).exists()
    for anchor in Anchor.objects.select_related("revision"):
        assert anchor.revision.text[anchor.start : anchor.end] == anchor.exact


def test_every_address_of_a_source_is_one_that_was_looked_up() -> None:
    """An address nobody looked up is invented: whoever adds one adds it here after reading it."""
    seed()
    hosts = {urlsplit(url).hostname for url in Evidence.objects.values_list("url", flat=True)}
    assert hosts - {None, ""} == {
        "climate.copernicus.eu",
        "digitalarchive.wilsoncenter.org",
        "history.state.gov",
        "planetarynames.wr.usgs.gov",
        "www.nasa.gov",
        "www.nato.int",
        "www.wilsoncenter.org",
    }


def test_the_queue_is_filled_by_its_own_job() -> None:
    seed()
    assert not QueueItem.objects.exists()
    fill_review_queue()
    waiting = set(QueueItem.objects.values_list("verdict__state", flat=True))
    assert waiting == {"submitted", "in_review"}
