"""My work leads to the next thing to do, and shows no number that it does not know."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotations.actions.claims import highlight_claim
from annotations.actions.reviews import record_review
from annotations.actions.verdicts import draft_verdict
from annotations.queries.queues import SHOWN

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Words = Callable[[Any], str]


def claims(member: Any, article: Any, number: int) -> list[Any]:
    """Makes a claim of each of the first words of the article."""
    return [
        highlight_claim(
            actor=member,
            article_id=article.pk,
            start=word.start(),
            end=word.end(),
            exact=word.group(),
            fields={},
        )
        for word in list(re.finditer(r"\w+", article.revisions.get().text))[:number]
    ]


def test_an_editor_goes_on_with_the_draft(verdict: Any, editor: Any, visit: Visit) -> None:
    page = visit(editor).get("/").content.decode()
    assert "How a check goes" not in page
    (primary,) = re.findall(r'<a class="btn btn-primary"[^>]*>.*?</a>', page, re.DOTALL)
    assert f"#claim={verdict.claim_id}" in primary
    assert "Go on" in primary


def test_who_has_no_draft_reads_how_a_check_goes(editor: Any, visit: Visit, words: Words) -> None:
    assert "How a check goes" in words(visit(editor).get("/"))


def test_only_the_most_urgent_thing_is_marked(
    waiting: Any, submission: Any, editor: Any, lead: Any, article: Any, visit: Visit,
    rating: Callable[[str], Any],
) -> None:  # fmt: skip
    record_review(
        actor=lead,
        verdict_id=submission.verdict_id,
        submission_id=submission.pk,
        outcome="request_changes",
        kind=waiting.kind,
        comment="Name the months.",
    )
    (begun,) = claims(editor, article, 1)
    draft_verdict(actor=editor, claim_id=begun.pk, rating_id=rating("false").pk)
    page = visit(editor).get("/").content.decode()
    assert page.count("btn-primary") == 1
    changes, marked, drafts = map(
        page.index, ["Changes requested from", "btn-primary", "Your drafts"]
    )
    assert changes < marked < drafts


def test_a_list_that_was_cut_gives_no_number(
    editor: Any, article: Any, visit: Visit, words: Words
) -> None:
    claims(editor, article, SHOWN - 1)
    assert f"Your claims without a verdict {SHOWN - 1} " in words(visit(editor).get("/"))
    claims(editor, article, 2)
    assert "Your claims without a verdict the newest " in words(visit(editor).get("/"))
