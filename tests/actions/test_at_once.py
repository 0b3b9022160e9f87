"""People at the same moment, on connections of their own: one waits for the other, and neither leaves half a thing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from annotations.actions import articles
from annotations.actions.claims import highlight_claim, reword_claim
from annotations.actions.evidence import attach_evidence, change_evidence
from annotations.actions.exports import begin_export, request_export
from annotations.actions.queues import fill_review_queue, take_next
from annotations.actions.reviews import close_void_rounds, record_review, submit_for_review
from annotations.actions.verdicts import revise_verdict
from annotations.domain.errors import (
    DomainError,
    FourEyesError,
    InvalidError,
    StaleSubmissionError,
    WrongStateError,
)
from annotations.models import (
    Article,
    Claim,
    ExportJob,
    Person,
    QueueItem,
    Review,
    ReviewRound,
    Snapshot,
    Source,
    Submission,
    Topic,
    Verdict,
)

pytestmark = pytest.mark.django_db(transaction=True)


def approval(submission: Any) -> dict[str, Any]:
    return {
        "verdict_id": submission.verdict_id,
        "submission_id": submission.pk,
        "outcome": "approve",
    }


def kinds(outcomes: list[Any]) -> list[str]:
    """The refusals among the outcomes, by their codes; anything but a refusal or a result is an error of ours."""
    failed = [one for one in outcomes if isinstance(one, Exception)]
    assert all(isinstance(one, DomainError) for one in failed), failed
    return sorted(one.code for one in failed)


# Bringing in, highlighting, naming


def test_same_article_by_two_people_at_once_is_one(
    editor: Any, second: Any, race: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = {"data": "The harbour was dredged twice.\n\nNobody asked what it cost.", "kind": "text"}
    outcomes = race.together(
        *[
            lambda actor=actor: articles.add_article(actor=actor, **add)[1]
            for actor in (editor, second)
        ]
    )
    assert sorted(outcomes) == [False, True]
    assert Article.objects.count() == Snapshot.objects.count() == 1


def test_text_that_is_being_quoted_is_not_corrected_under_the_quote(
    article: Any, editor: Any, second: Any, race: Any
) -> None:
    with transaction.atomic():
        highlight_claim(actor=editor, article_id=article.pk, start=0, end=7)
        ended = race.begun(
            lambda: articles.correct_text(
                actor=second, article_id=article.pk, expected_version=None, text="Other words."
            )
        )
    assert kinds([ended()]) == ["wrong_state"]
    assert article.revisions.count() == Claim.objects.count() == 1


def test_text_that_is_being_corrected_is_not_quoted_as_it_was(
    article: Any, editor: Any, second: Any, race: Any
) -> None:
    with transaction.atomic():
        articles.correct_text(
            actor=second, article_id=article.pk, expected_version=None, text="Other words."
        )
        ended = race.begun(
            lambda: highlight_claim(actor=editor, article_id=article.pk, start=0, end=7)
        )
    assert kinds([ended()]) == ["quote_mismatch"]
    assert Claim.objects.count() == 0


def test_same_words_highlighted_by_two_people_are_two_whole_claims(
    article: Any, editor: Any, second: Any, race: Any
) -> None:
    at = {"article_id": article.pk, "start": 0, "end": 7, "fields": {"speaker": "Ilse Brandt"}}
    made = race.together(
        *[lambda actor=actor: highlight_claim(actor=actor, **at) for actor in (editor, second)]
    )
    assert kinds(made) == []
    assert {claim.made_by_id for claim in made} == {editor.account_id, second.account_id}
    for claim in Claim.objects.all():
        assert claim.occurrences.get().anchors.count() == 1


def test_new_speaker_named_by_two_people_at_once_is_one_person(
    article: Any, editor: Any, second: Any, race: Any
) -> None:
    names = ["Ilse Brandt", "ILSE  BRANDT"] * 3
    made = race.together(
        *[
            lambda actor=actor, at=at, name=name: highlight_claim(
                actor=actor, article_id=article.pk, start=0, end=7, fields={"speaker": name}
            )
            for at, (actor, name) in enumerate(zip([editor, second] * 3, names, strict=True))
        ]
    )
    assert kinds(made) == []
    assert Person.objects.count() == 1


def test_new_source_cited_by_two_people_at_once_is_one(
    article: Any, claim: Any, editor: Any, second: Any, race: Any
) -> None:
    other = highlight_claim(actor=second, article_id=article.pk, start=0, end=7)
    fields = {"title": "Yearbook", "stance": "context", "kind": "web"}
    made = race.together(
        *[
            lambda actor=actor, of=of: attach_evidence(actor=actor, claim_id=of.pk, fields=fields)
            for actor, of in ((editor, claim), (second, other)) * 3
        ]
    )
    assert kinds(made) == []
    assert Source.objects.count() == 1


def test_same_new_topics_in_another_order_wait_instead_of_locking_up(
    claim: Any, editor: Any, second: Any, article: Any, race: Any
) -> None:
    other = highlight_claim(actor=second, article_id=article.pk, start=0, end=7)

    def named(actor: Any, of: Any, topics: list[str]) -> Any:
        changes = {"topics": topics}
        return reword_claim(actor=actor, claim_id=of.pk, expected_version=None, changes=changes)

    with transaction.atomic():
        named(editor, claim, ["harbours"])
        both = race.begun(lambda: named(second, other, ["winters", "harbours"]).pk)
        named(editor, claim, ["harbours", "winters"])
    assert both() == other.pk
    assert Topic.objects.count() == 2


def test_two_claims_made_parts_of_each_other_at_once_are_no_ring(
    claim: Any, editor: Any, second: Any, article: Any, race: Any
) -> None:
    other = highlight_claim(actor=second, article_id=article.pk, start=0, end=7)

    def part(actor: Any, small: Any, whole: Any) -> Callable[[], Any]:
        changes = {"parent": whole.pk}
        return lambda: reword_claim(
            actor=actor, claim_id=small.pk, expected_version=None, changes=changes
        )

    outcomes = race.together(part(editor, claim, other), part(second, other, claim))
    assert kinds(outcomes) == [InvalidError.code]
    assert Claim.objects.exclude(parent=None).count() == 1


# Submitting


def test_verdict_submitted_by_two_people_at_once_is_submitted_once(
    verdict: Any, editor: Any, second: Any, race: Any
) -> None:
    outcomes = race.together(
        *[
            lambda actor=actor: submit_for_review(actor=actor, verdict_id=verdict.pk)
            for actor in (editor, second)
        ]
    )
    assert kinds(outcomes) == [WrongStateError.code]
    assert Submission.objects.count() == ReviewRound.objects.count() == 1


@pytest.mark.parametrize("first", ["edit", "submit"])
def test_submission_holds_an_edit_of_the_same_moment_whole_or_falls_by_it(
    first: str, verdict: Any, evidence: Any, editor: Any, second: Any, race: Any
) -> None:
    acts: dict[str, Callable[[], Any]] = {
        "edit": lambda: change_evidence(
            actor=second,
            evidence_id=evidence.pk,
            expected_version=None,
            changes={"quote": "Corrected: 411,900 passengers."},
        ),
        "submit": lambda: submit_for_review(actor=editor, verdict_id=verdict.pk),
    }
    (then,) = acts.keys() - {first}
    with transaction.atomic():
        acts[first]()
        waiting = race.begun(acts[then])
    assert kinds([waiting()]) == []
    submission, claim = Submission.objects.get(), Claim.objects.get()
    quote = submission.content["evidence"][0]["quote"]
    state = Verdict.objects.get().state
    if first == "edit":
        assert (submission.version, state) == (claim.version, "submitted")
        assert quote == "Corrected: 411,900 passengers."
    else:
        assert (submission.version, state) == (claim.version - 1, "draft")
        assert quote == evidence.quote
        assert close_void_rounds() == 1


# Reviewing


def test_two_reviewers_who_approve_at_once_leave_one_decision(
    submission: Any, reviewer: Any, lead: Any, race: Any
) -> None:
    outcomes = race.together(
        *[
            lambda actor=actor: record_review(actor=actor, **approval(submission))
            for actor in (reviewer, lead)
        ]
    )
    assert kinds(outcomes) == [WrongStateError.code]
    assert Review.objects.count() == 1
    assert Verdict.objects.get().state == "approved"


def test_one_reviewer_who_approves_twice_at_once_approves_once(
    submission: Any, reviewer: Any, race: Any
) -> None:
    approve = [lambda: record_review(actor=reviewer, **approval(submission))] * 4
    assert len(kinds(race.together(*approve))) == 3
    assert Review.objects.count() == 1


@pytest.mark.parametrize("first", ["edit", "approve"])
def test_an_edit_of_the_same_moment_voids_the_review_or_its_approval(
    first: str, submission: Any, second: Any, reviewer: Any, race: Any
) -> None:
    acts: dict[str, Callable[[], Any]] = {
        "edit": lambda: revise_verdict(
            actor=second,
            verdict_id=submission.verdict_id,
            expected_version=None,
            changes={"summary": "The number is right, the comparison wrong."},
        ),
        "approve": lambda: record_review(actor=reviewer, **approval(submission)),
    }
    (then,) = acts.keys() - {first}
    with transaction.atomic():
        acts[first]()
        waiting = race.begun(acts[then])
    refused = kinds([waiting()])
    assert refused == ([WrongStateError.code] if first == "edit" else [])
    assert Verdict.objects.get().state == "draft"
    assert Review.objects.count() == (0 if first == "edit" else 1)


def test_reviewer_who_edits_at_the_same_moment_does_not_approve_their_own_words(
    submission: Any, claim: Any, reviewer: Any, race: Any
) -> None:
    def edit() -> Any:
        changes = {"statement": "Other words."}
        return reword_claim(
            actor=reviewer, claim_id=claim.pk, expected_version=None, changes=changes
        )

    outcomes = race.together(edit, lambda: record_review(actor=reviewer, **approval(submission)))
    assert not set(kinds(outcomes)) - {
        FourEyesError.code,
        StaleSubmissionError.code,
        WrongStateError.code,
    }
    assert Verdict.objects.get().state == "draft"


# The queue


def test_round_that_is_just_closing_gets_no_item(submission: Any, reviewer: Any, race: Any) -> None:
    """Nobody would close it: it would wait for ever, and keep the verdict's next round out of the queue."""
    with transaction.atomic():
        record_review(actor=reviewer, **approval(submission))
        filled = race.begun(fill_review_queue)
    assert filled() == 0
    assert not QueueItem.objects.exists()


def test_item_that_is_just_made_is_closed_by_the_review(
    submission: Any, reviewer: Any, race: Any
) -> None:
    with transaction.atomic():
        assert fill_review_queue() == 1
        reviewed = race.begun(lambda: record_review(actor=reviewer, **approval(submission)).outcome)
    assert reviewed() == "approve"
    assert ReviewRound.objects.get().outcome == "approved"
    assert QueueItem.objects.get().state == "done"


def test_of_thirty_two_reviewers_at_once_each_item_goes_to_one_and_none_is_lost(
    many_submitted: Callable[[int], None], desk: Any, join: Callable[..., Any], race: Any
) -> None:
    many_submitted(12)
    assert fill_review_queue() == 12
    crowd = [join(desk, f"r{n}@example.org", "reviewer") for n in range(32)]
    taken = race.together(
        *[lambda actor=actor: take_next(actor=actor, queue_slug="review") for actor in crowd]
    )
    assert kinds(taken) == []
    items = [item for item in taken if item is not None]
    assert len(items) == len({item.pk for item in items}) == 12
    for item, member in zip(taken, crowd, strict=True):
        if item is not None:
            item.refresh_from_db()
            assert (item.state, item.holder_id) == ("leased", member.account_id)


def test_reviewer_who_asks_in_two_tabs_at_once_gets_one_item(
    many_submitted: Callable[[int], None], reviewer: Any, race: Any
) -> None:
    many_submitted(4)
    fill_review_queue()
    taken = race.together(*[lambda: take_next(actor=reviewer, queue_slug="review")] * 4)
    assert kinds(taken) == []
    assert len({item.pk for item in taken}) == 1
    assert QueueItem.objects.filter(state="leased").count() == 1


# Exports


def test_exports_asked_for_at_once_are_two_and_each_is_begun_once(
    editor: Any, second: Any, race: Any
) -> None:
    jobs = race.together(
        *[
            lambda actor=actor: request_export(actor=actor, format="csv", filters={})
            for actor in (editor, second)
        ]
    )
    assert kinds(jobs) == []
    assert ExportJob.objects.count() == 2
    begun = race.together(*[lambda: begin_export(export_id=jobs[0].pk)] * 4)
    assert kinds(begun) == []
    assert len([job for job in begun if job is not None]) == 1
