"""A second verdict, so that one job can be seen to leave the others alone."""

from collections.abc import Callable
from typing import Any

import pytest

from annotations.actions.claims import highlight_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.verdicts import draft_verdict


@pytest.fixture
def another_verdict(editor: Any, article: Any, rating: Callable[[str], Any]) -> Any:
    """A complete draft on another claim of the article."""
    words = "The council of Tarnholm will decide on Monday"
    start = article.revisions.get().text.index(words)
    fields = {"statement": "The council decides on Monday.", "kind": "event"}
    claim = highlight_claim(
        actor=editor,
        article_id=article.pk,
        start=start,
        end=start + len(words),
        exact=words,
        fields=fields,
    )
    attach_evidence(
        actor=editor,
        claim_id=claim.pk,
        fields={"kind": "document", "title": "Agenda of the council", "stance": "supports"},
    )
    return draft_verdict(
        actor=editor,
        claim_id=claim.pk,
        rating_id=rating("mostly-false").pk,
        summary="The session is on Tuesday.",
        justification="The agenda names Tuesday.",
    )
