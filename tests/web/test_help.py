"""Newcomers find what the words mean, a list of first steps, and an article to try things on."""

from typing import Any

import pytest
from django.test import Client

from annotations.actions.claims import highlight_claim, reword_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.practice import begin_practice
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.verdicts import draft_verdict
from annotations.domain.practice import TASKS
from annotations.models import Article, Claim, Membership, Rating
from annotations.queries.beginnings import STEPS, first_steps, practice_tasks
from annotations.queries.exports import rows_to_export

pytestmark = pytest.mark.django_db
WORDS = "We lend three times as many books as ten years ago"


def done(member: Membership) -> list[str]:
    article = Article.objects.get(practice=True)
    return [task["code"] for task in practice_tasks(member, article.pk) if task["done"]]


def practised(member: Membership) -> Claim:
    """A claim in the practice article, stated, with its speaker, evidence and verdict."""
    article = begin_practice(actor=member)
    start = article.revisions.get().text.index(WORDS)
    claim = highlight_claim(
        actor=member, article_id=article.pk, start=start, end=start + len(WORDS), exact=WORDS
    )
    assert done(member) == ["highlight"]
    changes = {"statement": "It lent three times as many.", "speaker": "Oda Fenwick"}
    reword_claim(actor=member, claim_id=claim.pk, expected_version=None, changes=changes)
    attach_evidence(
        actor=member, claim_id=claim.pk, fields={"title": "Yearbook", "stance": "refutes"}
    )
    return claim


def submitted(member: Membership) -> Any:
    claim = practised(member)
    rating = Rating.objects.get(scale__desk=member.desk, scale__slug="truth", slug="half-true")
    verdict = draft_verdict(
        actor=member,
        claim_id=claim.pk,
        rating_id=rating.pk,
        summary="No.",
        justification="2.3 times.",
    )
    return verdict, submit_for_review(actor=member, verdict_id=verdict.pk)


def test_the_practice_article_comes_in_once_for_the_whole_desk(
    editor: Membership, reviewer: Membership
) -> None:
    assert begin_practice(actor=editor) == begin_practice(actor=reviewer)
    assert Article.objects.get().practice


def test_its_tasks_are_ticked_off_for_whoever_did_them_and_for_nobody_else(
    editor: Membership, reviewer: Membership
) -> None:
    submitted(editor)
    assert done(editor) == [task.code for task in TASKS]
    assert done(reviewer) == []


def test_what_was_practised_leaves_in_no_export(editor: Membership, reviewer: Membership) -> None:
    verdict, submission = submitted(editor)
    record_review(
        actor=reviewer, verdict_id=verdict.pk, submission_id=submission.pk, outcome="approve"
    )
    for state in ("approved", "any"):
        assert not rows_to_export(editor.desk_id, {"state": state}).exists()
    Article.objects.update(practice=False)
    assert rows_to_export(editor.desk_id, {"state": "approved"}).exists()


def test_first_steps_end_when_all_are_taken(editor: Membership, article: Any) -> None:
    assert [step["code"] for step in first_steps(editor)] == list(STEPS["editor"])
    assert [step["code"] for step in first_steps(editor) if step["done"]] == ["import"]
    submitted(editor)
    taken = [step["code"] for step in first_steps(editor) if step["done"]]
    assert taken == ["practise", "import", "evidence", "submit"]
    highlight_claim(actor=editor, article_id=article.pk, start=0, end=7)
    assert first_steps(editor) == []


def test_first_steps_stay_away_once_they_were_put_away(visit: Any, editor: Membership) -> None:
    page: Client = visit(editor)
    assert "First steps" in page.get("/").content.decode()
    assert page.post("/help/first-steps/away/").status_code == 302
    assert "First steps" not in page.get("/").content.decode()


def test_the_guide_stands_beside_the_practice_article_alone(
    visit: Any, editor: Membership, article: Any
) -> None:
    page: Client = visit(editor)
    assert 'id="practice-guide"' not in page.get(f"/articles/{article.pk}/").content.decode()
    answer = page.post("/help/practice/")
    assert 'id="practice-guide"' in page.get(answer["Location"]).content.decode()
    assert "0 of 6 done" in page.get("/help/practice/guide/").content.decode()


def test_a_guest_reads_the_help_and_is_told_who_may_practise(
    visit: Any, desk: Any, join: Any
) -> None:
    page: Client = visit(join(desk, "guest@example.org", "guest"))
    assert "Four eyes" in page.get("/help/").content.decode()
    assert "Guests cannot add articles" in page.get("/help/practice/").content.decode()
    assert page.post("/help/practice/").status_code == 403
