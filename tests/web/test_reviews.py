"""The queue, taking from it, and deciding."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.actions.claims import reword_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import submit_for_review
from annotations.actions.verdicts import revise_verdict, withdraw_verdict
from annotations.models import QueueItem, Review

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]


def address_of(item: Any) -> str:
    return reverse("web:review-item", args=[item.pk])


def decision(item: Any, outcome: str, comment: str = "") -> dict[str, str]:
    submission = str(item.round.submission_id)
    return {"submission": submission, "outcome": outcome, "comment": comment}


def test_an_empty_queue_says_when_that_changes(reviewer: Any, visit: Visit, words: Read) -> None:
    page = words(visit(reviewer).get(reverse("web:review")))
    assert "The queue is empty" in page
    assert "within a minute of being submitted" in page


def test_the_queue_shows_why_an_item_stands_where_it_stands(
    reviewer: Any, second: Any, article: Any, submit: Any, visit: Visit, words: Read
) -> None:
    submit(second, article, 0)
    fill_review_queue()
    page = words(visit(reviewer).get(reverse("web:review")))
    assert "harm high 12 h earlier" in page
    assert "by Sami Koskinen" in page


def test_what_is_late_says_so_in_words(
    reviewer: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    client = visit(reviewer)
    with time_machine.travel(waiting.due_at + timedelta(minutes=40), tick=False):
        assert "40 minutes late" in words(client.get(reverse("web:review")))


def test_the_queue_costs_the_same_for_two_and_for_twenty(
    reviewer: Any,
    second: Any,
    article: Any,
    submit: Any,
    visit: Visit,
    cost: Callable[[Client, str], int],
) -> None:
    client = visit(reviewer)
    for n in range(2):
        submit(second, article, n)
    fill_review_queue()
    few = cost(client, reverse("web:review")), cost(client, "/")
    for n in range(2, 20):
        submit(second, article, n)
    fill_review_queue()
    assert (cost(client, reverse("web:review")), cost(client, "/")) == few


def test_taking_the_next_one_leases_it_and_opens_it(
    reviewer: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    client = visit(reviewer)
    response = client.post(reverse("web:review-next"))
    assert response["Location"] == address_of(waiting)
    waiting.refresh_from_db()
    assert waiting.holder == reviewer.account
    page = client.get(address_of(waiting))
    assert f'data-lease-until="{waiting.lease_until.isoformat()}"' in page.content.decode()
    assert "Give it back" in words(page)


def test_with_nothing_left_to_take_one_is_told(reviewer: Any, visit: Visit, words: Read) -> None:
    response = visit(reviewer).post(reverse("web:review-next"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("web:review")
    assert "Nothing else waits that you could review" in words(response)
    assert '<div class="banner note" role="status"' in response.content.decode()  # news, no warning


def test_the_page_shows_what_is_judged_and_where_it_was_said(
    reviewer: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    response = visit(reviewer).get(address_of(waiting))
    page = words(response)
    for expected in [
        waiting.verdict.claim.statement,
        "harbour master Ilse Brandt told the council",
        "The number is right, the comparison is not.",
        "Mostly false",
        "Refutes",
        "2023: 411,870 passengers",
        "You took no part in this verdict",
        "Policy: Second pair of eyes",
    ]:
        assert expected in page, expected
    quoted = '<mark class="hl-submitted">We carried 412,000 passengers last year'
    assert quoted in response.content.decode()


def test_approving_goes_on_to_the_next_item(
    reviewer: Any, second: Any, waiting: Any, article: Any, submit: Any, visit: Visit, words: Read
) -> None:
    submit(second, article, 0, statement="The next statement.")
    fill_review_queue()
    following = QueueItem.objects.exclude(pk=waiting.pk).get()
    response = visit(reviewer).post(address_of(waiting), decision(waiting, "approve"), follow=True)
    assert response.redirect_chain[-1][0] == address_of(following)
    assert "Approved:" in words(response)
    assert "The next statement." in words(response)
    waiting.verdict.refresh_from_db()
    assert waiting.verdict.state == "approved"


def test_approving_the_last_one_goes_back_to_the_queue(
    reviewer: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    response = visit(reviewer).post(address_of(waiting), decision(waiting, "approve"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("web:review")
    assert "Nothing else waits" in words(response)
    keep = f'data-keep-done="review-{waiting.round.submission_id}"'
    assert keep in response.content.decode()


def test_requesting_changes_needs_a_comment_and_keeps_the_page(
    reviewer: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    response = visit(reviewer).post(address_of(waiting), decision(waiting, "request_changes", "  "))
    assert response.status_code == 422
    assert "Say what should change" in words(response)
    assert not Review.objects.exists()


def test_requested_changes_come_back_to_the_author_with_the_comment(
    reviewer: Any, editor: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    asked = decision(waiting, "request_changes", "Name the year you compare with.")
    assert visit(reviewer).post(address_of(waiting), asked).status_code == 302
    page = words(visit(editor).get("/"))
    assert "Changes requested from you" in page
    assert "Name the year you compare with." in page
    assert "1 came back with requested changes" in page


def test_author_is_refused_with_the_reason_and_who_could_approve(
    editor: Any, reviewer: Any, lead: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    for response in [
        client.get(address_of(waiting)),
        client.post(address_of(waiting), decision(waiting, "approve")),
        client.post(reverse("web:review-take", args=[waiting.pk]), follow=True),
    ]:
        assert response.status_code == 403
        page = words(response)
        assert "This verdict needs other eyes than yours" in page
        assert "You contributed to this claim" in page
        assert "Rosa Okafor" in page
        assert "Lena Fischer" in page
        assert "four_eyes" not in page
    assert not Review.objects.exists()
    waiting.verdict.refresh_from_db()
    assert waiting.verdict.state == "submitted"


def test_a_reviewer_who_reworded_the_claim_is_refused_too(
    reviewer: Any, lead: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    client = visit(reviewer)
    claim = waiting.verdict.claim
    reword_claim(
        actor=reviewer, claim_id=claim.pk, expected_version=None, changes={"statement": "Other."}
    )
    response = client.post(address_of(waiting), decision(waiting, "approve"))
    assert response.status_code == 403
    assert "Lena Fischer" in words(response)
    assert "These people could: Lena Fischer." in words(response)


def test_editors_who_had_no_hand_in_it_are_told_who_approves(
    second: Any, reviewer: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    response = visit(second).get(address_of(waiting))
    assert response.status_code == 403
    assert "Only reviewers and leads approve verdicts" in words(response)
    assert "Rosa Okafor" in words(response)


def test_a_decision_on_words_that_changed_meanwhile_keeps_the_comment(
    reviewer: Any, second: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    client = visit(reviewer)
    asked = decision(waiting, "request_changes", "My long comment.")
    reword_claim(
        actor=second,
        claim_id=waiting.verdict.claim_id,
        expected_version=None,
        changes={"statement": "Other words."},
    )
    response = client.post(address_of(waiting), asked)
    assert response.status_code == 412
    assert "This changed while you were reading" in words(response)
    hidden = r'<span class="visually-hidden">[^<]*</span>|<[^>]+>'
    texts = re.sub(hidden, "", response.content.decode())
    assert "Other words." in texts
    assert waiting.verdict.claim.statement in texts
    assert "when its author submits it again" in words(response)
    assert "My long comment." in words(response)
    assert not Review.objects.exists()


def test_sealed_evidence_that_changed_meanwhile_is_named_without_a_word_of_it(
    reviewer: Any, editor: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    """Unchanged, it is not among what differs."""
    claim = waiting.verdict.claim
    fields = {"stance": "refutes", "visibility": "sealed", "quote": "The minister told me."}
    attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)
    submit_for_review(actor=editor, verdict_id=waiting.verdict_id)
    fill_review_queue()
    item = QueueItem.objects.live().get()
    stale = {"outcome": "approve", "submission": str(waiting.round.submission_id)}
    asked = decision(item, "approve")
    assert visit(reviewer).post(address_of(item), stale).status_code == 422
    attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)
    response = visit(reviewer).post(address_of(item), asked)
    assert response.status_code == 412
    assert words(response).count("Sealed evidence") == 3
    assert "The minister" not in words(response)


def test_a_decision_on_what_was_submitted_anew_may_be_given_on_that(
    reviewer: Any, editor: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    """The comment stands in a form on the submission that waits now, beside both texts."""
    client = visit(reviewer)
    asked = decision(waiting, "request_changes", "My long comment.")
    verdict = waiting.verdict
    revise_verdict(
        actor=editor,
        verdict_id=verdict.pk,
        expected_version=None,
        changes={"summary": "New words."},
    )
    anew = submit_for_review(actor=editor, verdict_id=verdict.pk)
    fill_review_queue()
    stale = client.post(address_of(waiting), asked)
    assert stale.status_code == 412
    body = stale.content.decode()
    assert "My long comment.</textarea>" in body
    assert f'name="submission" value="{anew.pk}"' in body
    item = QueueItem.objects.live().get()
    given = client.post(address_of(item), {**asked, "submission": str(anew.pk)})
    assert given.status_code == 302
    assert Review.objects.get().submission == anew


def test_somebody_elses_item_cannot_be_taken(
    reviewer: Any, lead: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    visit(lead).post(reverse("web:review-take", args=[waiting.pk]))
    response = visit(reviewer).post(reverse("web:review-take", args=[waiting.pk]), follow=True)
    assert "Lena Fischer is reviewing this" in words(response)
    waiting.refresh_from_db()
    assert waiting.holder == lead.account


def test_a_lease_is_extended_and_given_back(
    reviewer: Any, waiting: Any, visit: Visit, words: Read
) -> None:
    client = visit(reviewer)
    client.post(reverse("web:review-take", args=[waiting.pk]))
    waiting.refresh_from_db()
    before = waiting.lease_until
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        client.post(reverse("web:review-extend", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert waiting.lease_until > before
    released = client.post(reverse("web:review-release", args=[waiting.pk]), follow=True)
    assert "back in the queue" in words(released)
    late = client.post(reverse("web:review-extend", args=[waiting.pk]), follow=True)
    assert "You do not hold this item any more" in words(late)


def test_another_desks_queue_item_is_not_there(stranger: Any, waiting: Any, visit: Visit) -> None:
    client = visit(stranger)
    assert client.get(address_of(waiting)).status_code == 404
    assert client.post(address_of(waiting), decision(waiting, "approve")).status_code == 404
    for name in ["take", "extend", "release"]:
        address = reverse(f"web:review-{name}", args=[waiting.pk])
        assert client.post(address, follow=True).status_code == 404, name
    assert not Review.objects.exists()


def test_the_review_of_a_withdrawn_verdict_says_so(
    reviewer: Any, editor: Any, submission: Any, visit: Visit, words: Read
) -> None:
    """Before the job has closed its item, too."""
    fill_review_queue()
    item = QueueItem.objects.get()
    withdraw_verdict(actor=editor, verdict_id=submission.verdict_id, expected_version=None)
    client = visit(reviewer)
    for answer in (
        client.get(address_of(item)),
        client.post(address_of(item), decision(item, "approve")),
    ):
        assert answer.status_code == 409
        assert "This verdict was withdrawn" in words(answer)
    assert not Review.objects.exists()
