"""Two connections at the same moment: one waits for the other, and neither leaves half a thing."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections, transaction

from annotations.actions import articles
from annotations.actions.claims import highlight_claim, reword_claim
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import record_review
from annotations.models import Article, QueueItem, ReviewRound, Snapshot, Topic

pytestmark = pytest.mark.django_db(transaction=True)


def begun(act: Callable[[], Any]) -> Callable[[], Any]:
    """Begin the act on a connection of its own; what comes back waits for its outcome, or its error."""
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome.append(act())
        except Exception as error:
            outcome.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()

    def ended() -> Any:
        thread.join(10)
        return outcome[0]

    thread.join(0.5)
    return ended


def test_round_that_is_just_closing_gets_no_item(
    submission: Any, verdict: Any, reviewer: Any
) -> None:
    """Nobody would close it: it would wait for ever, and keep the verdict's next round out of the queue."""
    approve = {"verdict_id": verdict.pk, "submission_id": submission.pk, "outcome": "approve"}
    with transaction.atomic():
        record_review(actor=reviewer, **approve)
        filled = begun(fill_review_queue)
    assert filled() == 0
    assert not QueueItem.objects.exists()


def test_item_that_is_just_made_is_closed_by_the_review(
    submission: Any, verdict: Any, reviewer: Any
) -> None:
    approve = {"verdict_id": verdict.pk, "submission_id": submission.pk, "outcome": "approve"}
    with transaction.atomic():
        assert fill_review_queue() == 1
        reviewed = begun(lambda: record_review(actor=reviewer, **approve).outcome)
    assert reviewed() == "approve"
    assert ReviewRound.objects.get().outcome == "approved"
    assert QueueItem.objects.get().state == "done"


def test_same_article_by_two_people_at_once_is_one(
    editor: Any, second: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, extract = threading.Barrier(2, timeout=10), articles.extract

    def together(*args: Any, **options: Any) -> Any:
        found = extract(*args, **options)
        both.wait()
        return found

    monkeypatch.setattr(articles, "extract", together)
    add = {"data": "The harbour was dredged twice.\n\nNobody asked what it cost.", "kind": "text"}
    ends = [
        begun(lambda actor=actor: articles.add_article(actor=actor, **add)[1])
        for actor in (editor, second)
    ]
    assert sorted(end() for end in ends) == [False, True]
    assert Article.objects.count() == Snapshot.objects.count() == 1


def test_same_new_topics_in_another_order_wait_instead_of_locking_up(
    claim: Any, editor: Any, second: Any, article: Any
) -> None:
    other = highlight_claim(actor=second, article_id=article.pk, start=0, end=7)

    def named(actor: Any, of: Any, topics: list[str]) -> Any:
        changes = {"topics": topics}
        return reword_claim(actor=actor, claim_id=of.pk, expected_version=None, changes=changes)

    with transaction.atomic():
        named(editor, claim, ["harbours"])
        both = begun(lambda: named(second, other, ["winters", "harbours"]).pk)
        named(editor, claim, ["harbours", "winters"])
    assert both() == other.pk
    assert Topic.objects.count() == 2
