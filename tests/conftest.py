"""What all tests share: services of their own, two roles on one database, a desk with its people."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connections
from rest_framework.test import APIClient

from annotations.actions.articles import add_article
from annotations.actions.claims import highlight_claim
from annotations.actions.desks import found_desk
from annotations.actions.evidence import attach_evidence
from annotations.actions.members import add_member
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.tokens import issue_token
from annotations.actions.verdicts import draft_verdict
from annotations.models import Membership, Rating
from annotations.models.base import new_id
from annotations.throttle import ALONE, SHARED

SCRAPED = """icon bookmark-bicon bookmarkicon cameraicon checkicon closeicon searchicon twicon fm
3 Mar, 2024 09:15

Harbour town votes on a second ferry

The council of Tarnholm will decide on Monday whether a second ferry is bought for the winter.

“We carried 412,000 passengers last year, twice as many as in 2019,” harbour master Ilse Brandt told the council.

The opposition doubts the figure 🚢 and asks for the counts of the ticket office before anybody votes.
"""

PATIENCE = 20
"""Seconds after which a race that has not ended counts as locked up."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Database tests may use both roles: the owner migrates and flushes, the app's role does the work."""
    for item in items:
        for mark in item.iter_markers("django_db"):
            mark.kwargs.setdefault("databases", ["default", "owner"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let go of the app's connection before the owner drops the test database."""
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


@pytest.fixture
def password() -> str:
    """The password of everybody on the test desk."""
    return "correct horse battery"


@pytest.fixture
def desk(db: None) -> Any:
    """A desk with its scales, policy and queue."""
    return found_desk(
        name="The Tarnholm Post", slug="tarnholm", zone="Europe/Copenhagen", language="en"
    )


@pytest.fixture
def other_desk(db: None) -> Any:
    """Another newsroom, whose rows nobody here may see."""
    return found_desk(name="The Other Paper", slug="other", zone="UTC", language="en")


@pytest.fixture
def join(password: str) -> Callable[..., Any]:
    """Adds a member to a desk: join(desk, email, role)."""

    def add(desk: Any, email: str, role: str, name: str = "") -> Any:
        founder = Membership.objects.get(desk=desk, account__is_system=True)
        name = name or email.partition("@")[0].title()
        return add_member(actor=founder, email=email, name=name, role=role, password=password)

    return add


@pytest.fixture
def editor(desk: Any, join: Callable[..., Any]) -> Any:
    return join(desk, "editor@example.org", "editor", "Edda Lund")


@pytest.fixture
def second(desk: Any, join: Callable[..., Any]) -> Any:
    return join(desk, "second@example.org", "editor", "Sami Koskinen")


@pytest.fixture
def reviewer(desk: Any, join: Callable[..., Any]) -> Any:
    return join(desk, "reviewer@example.org", "reviewer", "Rosa Okafor")


@pytest.fixture
def lead(desk: Any, join: Callable[..., Any]) -> Any:
    return join(desk, "lead@example.org", "lead", "Lena Fischer")


@pytest.fixture
def stranger(other_desk: Any, join: Callable[..., Any]) -> Any:
    """The lead of another desk."""
    return join(other_desk, "stranger@example.com", "lead", "Olaf Stranger")


@pytest.fixture
def article(editor: Any) -> Any:
    """A scraped article as it comes in."""
    return add_article(actor=editor, data=SCRAPED, kind="text", url="https://news.example/ferry")[0]


@pytest.fixture
def claim(editor: Any, article: Any) -> Any:
    """A highlighted claim, made by the editor."""
    words = "We carried 412,000 passengers last year, twice as many as in 2019"
    start = article.revisions.get().text.index(words)
    return highlight_claim(
        actor=editor,
        article_id=article.pk,
        start=start,
        end=start + len(words),
        exact=words,
        fields={
            "statement": "The ferries of Tarnholm carried 412,000 passengers in 2023, twice as many as in 2019.",
            "kind": "quantity",
            "speaker": "Ilse Brandt",
            "speaker_role": "harbour master",
        },
    )


@pytest.fixture
def evidence(editor: Any, claim: Any) -> Any:
    fields = {
        "kind": "dataset",
        "title": "Ticket office, passengers by month",
        "publisher": "Port of Tarnholm",
        "quote": "2023: 411,870 passengers. 2019: 389,004 passengers.",
        "stance": "refutes",
        "note": "Up by six per cent, not doubled.",
    }
    return attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)


@pytest.fixture
def rating(desk: Any) -> Callable[[str], Any]:
    """A rating of the truth scale by its slug."""
    return lambda slug: Rating.objects.get(scale__desk=desk, scale__slug="truth", slug=slug)


@pytest.fixture
def verdict(editor: Any, claim: Any, evidence: Any, rating: Callable[[str], Any]) -> Any:
    """A complete draft, ready to submit."""
    return draft_verdict(
        actor=editor,
        claim_id=claim.pk,
        rating_id=rating("mostly-false").pk,
        summary="The number is right, the comparison is not.",
        justification="The ticket office counted 389,004 passengers in 2019.",
    )


@pytest.fixture
def submission(editor: Any, verdict: Any) -> Any:
    """The draft, submitted for review."""
    return submit_for_review(actor=editor, verdict_id=verdict.pk)


@pytest.fixture
def approved(reviewer: Any, verdict: Any, submission: Any) -> Any:
    """The verdict, approved by the reviewer."""
    record_review(
        actor=reviewer, verdict_id=verdict.pk, submission_id=submission.pk, outcome="approve"
    )
    verdict.refresh_from_db()
    return verdict


@pytest.fixture
def client_of() -> Callable[[Any], Any]:
    """An API client signed in by a token of the member."""

    def client(member: Any) -> Any:
        _token, secret = issue_token(actor=member, name="test")
        api = APIClient()
        api.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
        return api

    return client


@pytest.fixture(autouse=True)
def silent_bell(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, dict[str, str]]]:
    """Where no real worker is wanted, the bell only notes what was rung."""
    rung: list[tuple[str, dict[str, str]]] = []
    if request.node.get_closest_marker("worker") is None:
        monkeypatch.setattr(
            "annotations.dispatch._ring", lambda job, ids: rung.append((job.value, ids))
        )
    return rung


class Race:
    """Acts begun one after the other or all at once."""

    patience = PATIENCE

    def begun(self, act: Callable[[], Any]) -> Callable[[], Any]:
        """Begin the act; what comes back waits for its outcome, or its error."""
        thread, outcome = self._thread(act)
        thread.start()
        thread.join(0.5)

        def ended() -> Any:
            thread.join(PATIENCE)
            return outcome[0]

        return ended

    def together(self, *acts: Callable[[], Any]) -> list[Any]:
        """Run all acts at the same moment; their outcomes or errors, in the order of the acts."""
        start = threading.Barrier(len(acts), timeout=PATIENCE)
        running = [self._thread(act, start) for act in acts]
        for thread, _outcome in running:
            thread.start()
        for thread, _outcome in running:
            thread.join(self.patience)
            assert not thread.is_alive(), "an act waits for ever"
        return [outcome[0] for _thread, outcome in running]

    @staticmethod
    def _thread(
        act: Callable[[], Any], start: threading.Barrier | None = None
    ) -> tuple[threading.Thread, list[Any]]:
        outcome: list[Any] = []

        def run() -> None:
            try:
                connections["default"].ensure_connection()
                if start is not None:
                    start.wait()
                outcome.append(act())
            except Exception as error:
                outcome.append(error)
            finally:
                connections.close_all()

        return threading.Thread(target=run), outcome


@pytest.fixture
def race() -> Race:
    """Acts at the same moment."""
    return Race()


@pytest.fixture
def many_submitted(
    editor: Any, article: Any, rating: Callable[[str], Any]
) -> Callable[[int], None]:
    """Submits verdicts on claims of the article: many_submitted(12)."""

    def add(count: int) -> None:
        for number in range(count):
            made = highlight_claim(
                actor=editor,
                article_id=article.pk,
                start=0,
                end=7,
                fields={"statement": f"Statement {number}."},
            )
            evidence = {"kind": "web", "title": f"Source {number}", "stance": "refutes"}
            attach_evidence(actor=editor, claim_id=made.pk, fields=evidence)
            verdict = draft_verdict(
                actor=editor,
                claim_id=made.pk,
                rating_id=rating("false").pk,
                summary="It is not so.",
                justification="The source says otherwise.",
            )
            submit_for_review(actor=editor, verdict_id=verdict.pk)

    return add


@pytest.fixture(autouse=True)
def doors_untried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What earlier tests counted at the doors does not count here."""
    monkeypatch.setattr(caches[SHARED], "key_prefix", f"throttle-{new_id()}")
    caches[ALONE].clear()
