"""Questions never write: each one runs in a read-only transaction, and costs the same for two rows as for twenty."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from annotations.actions.articles import add_article
from annotations.actions.claims import highlight_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import submit_for_review
from annotations.actions.verdicts import draft_verdict
from annotations.domain.errors import NotFoundError
from annotations.models import OccurrenceSpeaker, QueueItem, Source
from annotations.queries import (
    articles,
    claim_lists,
    claims,
    evidence_list,
    exports,
    imports,
    judged,
    people,
    persons,
    policies,
    queues,
    ratings,
    review_list,
    reviews,
    sources,
    timeline,
    verdict_list,
    verdicts,
)

pytestmark = pytest.mark.django_db


def read(page: dict[str, Any]) -> dict[str, Any]:
    """A page with its lists read, as a template reads them."""
    return {
        name: list(value) if isinstance(value, QuerySet) else value for name, value in page.items()
    }


def all_of(member: Any, article: Any, verdict: Any, item: Any) -> dict[str, Callable[[], Any]]:
    """Every question a page or the API asks."""
    return {
        "me": lambda: people.me(member),
        "members": lambda: people.members(member),
        "scales": lambda: ratings.scales(member),
        "versions of scales": lambda: ratings.scale_versions(member),
        "every scale": lambda: ratings.every_scale(member),
        "policies": lambda: policies.policies_in_use(member),
        "versions of policies": lambda: policies.policy_versions(member),
        "queues and their leases": lambda: policies.queues_of(member),
        "places on the desk": lambda: list(people.members_like(member, q="e", role="editor")),
        "what a guest may be narrowed to": lambda: people.scopes_like(member, "ferr"),
        "what goes back": lambda: people.returned_by(member),
        "tokens": lambda: [people.token_row(token) for token in people.own_tokens(member)],
        "invitations": lambda: list(people.invitations_of(member.account)),
        "article list": lambda: [
            articles.article_row(row) for row in articles.article_list(member)
        ],
        "article search": lambda: [
            articles.article_row(row)
            for row in articles.article_list(member, q="ferry", status="in_progress")
        ],
        "article": lambda: articles.article_detail(member, article.pk),
        "claims of an article": lambda: claims.claims_of_article(member, article.pk),
        "changes of an article": lambda: claims.changes_of_article(member, article.pk, 0),
        "claim": lambda: claims.claim_detail(member, verdict.claim_id),
        "claim list": lambda: claim_lists.listed_claims(
            member, list(claim_lists.claim_list(member, q="ferries", state="submitted"))
        ),
        "verdict": lambda: verdicts.verdict_detail(member, verdict.pk),
        "history": lambda: timeline.timeline_of(member, verdict.claim_id),
        "people": lambda: [
            persons.person_row(row, member) for row in persons.found_persons(member, q="number")
        ],
        "person": lambda: read(persons.person_page(member, persons.person_list(member)[0].pk)),
        "sources": lambda: [
            sources.listed_source_row(row) for row in sources.found_sources(member, q="number")
        ],
        "source": lambda: read(sources.source_page(member, sources.source_list(member)[0].pk)),
        "evidence of the desk": lambda: [
            evidence_list.listed_evidence_row(row, member)
            for row in evidence_list.evidence_list(member, q="number", claim_state="submitted")
        ],
        "verdicts of the desk": lambda: [
            verdict_list.listed_verdict_row(row)
            for row in verdict_list.verdict_list(member, state="submitted", overdue="no")
        ],
        "reviews given": lambda: [
            review_list.review_row(row) for row in review_list.review_list(member, q="number")
        ],
        "ratings of every scale": lambda: ratings.every_rating(member),
        "queues": lambda: queues.queue_list(member),
        "items": lambda: [
            queues.item_row(row, member) for row in queues.items_of(member, "review")
        ],
        "my work": lambda: queues.my_work(member),
        "counts": lambda: queues.waiting_counts(member),
        "review": lambda: reviews.review_page(member, item.pk),
        "changed since": lambda: judged.changed_since(member, item.pk),
        "item now": lambda: judged.item_now(member, item.verdict_id),
        "exports": lambda: [exports.export_row(row) for row in exports.export_list(member)],
        "imports": lambda: [imports.import_row(row) for row in imports.import_list(member)],
        "rows of imports": lambda: [
            imports.fate_row(row)
            for job in imports.import_list(member)[:1]
            for row in imports.rows_of(job)
        ],
        "rows to export": lambda: list(exports.claim_rows(member.desk_id, {"state": "any"})),
        "count to export": lambda: exports.count_rows(
            member.desk_id, {"state": "approved", "since": "2020-01-01"}
        ),
    }


@pytest.fixture
def queued(submission: Any) -> Any:
    fill_review_queue()
    return QueueItem.objects.get()


def test_every_question_runs_in_a_read_only_transaction(
    reviewer: Any, article: Any, verdict: Any, queued: Any
) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        for ask in all_of(reviewer, article, verdict, queued).values():
            assert ask() is not None
        transaction.set_rollback(True)


def work(member: Any, count: int, rating: Any) -> Any:
    """An article with so many claims, each with evidence and a submitted verdict."""
    sentences = [
        f"Number {number} of the harbour counts {number} boats." for number in range(count)
    ]
    article = add_article(actor=member, data="Boats\n\n" + "\n\n".join(sentences), kind="text")[0]
    text = article.revisions.get().text
    for sentence in sentences:
        start = text.index(sentence)
        claim = highlight_claim(
            actor=member, article_id=article.pk, start=start, end=start + len(sentence),
            fields={"statement": sentence, "speaker": sentence[:9], "topics": [sentence[:9]]},
        )  # fmt: skip
        attach_evidence(
            actor=member,
            claim_id=claim.pk,
            fields={"stance": "supports", "title": sentence, "publisher": sentence},
        )
        verdict = draft_verdict(
            actor=member, claim_id=claim.pk, rating_id=rating.pk, summary="s", justification="j"
        )
        submit_for_review(actor=member, verdict_id=verdict.pk)
    fill_review_queue()
    return article, verdict


def test_every_question_costs_the_same_for_2_rows_as_for_20(
    second: Any, reviewer: Any, rating: Any
) -> None:
    counted: list[dict[str, int]] = []
    for count in (2, 20):
        article, verdict = work(second, count, rating("true"))
        item = QueueItem.objects.filter(verdict=verdict).get()
        costs = {}
        for name, ask in all_of(reviewer, article, verdict, item).items():
            with CaptureQueriesContext(connection) as captured:
                ask()
            costs[name] = len(captured)
        counted.append(costs)
    assert counted[0] == counted[1]
    assert max(counted[1].values()) <= 20


def test_another_desk_sees_no_row(stranger: Any, article: Any, verdict: Any, queued: Any) -> None:
    questions = all_of(stranger, article, verdict, queued)
    for ask in (
        lambda: persons.person_page(stranger, OccurrenceSpeaker.objects.get().person_id),
        lambda: sources.source_page(stranger, Source.objects.get().pk),
    ):
        with pytest.raises(NotFoundError):
            ask()
    hidden = {
        "article",
        "claims of an article",
        "changes of an article",
        "claim",
        "verdict",
        "review",
    }
    for name in hidden:
        with pytest.raises(NotFoundError):
            questions[name]()
    for name in (
        "article list",
        "claim list",
        "people",
        "sources",
        "evidence of the desk",
        "verdicts of the desk",
        "reviews given",
        "history",
        "items",
        "exports",
        "rows to export",
    ):
        assert questions[name]() == [], name
    assert questions["my work"]()["reviews"] == []


def test_changes_are_told_once_they_are_committed(claim: Any, article: Any, editor: Any) -> None:
    first = claims.claims_of_article(editor, article.pk)
    assert [row["id"] for row in first["results"]] == [str(claim.pk)]
    assert claims.changes_of_article(editor, article.pk, 2**60) is None
    again = claims.changes_of_article(editor, article.pk, 0)
    assert again is not None
    assert [row["id"] for row in again["results"]] == [str(claim.pk)]


def test_claims_come_in_reading_order_the_longer_first(article: Any, editor: Any) -> None:
    text = article.revisions.get().text
    spans = [(4, 11), (0, 23), (0, 11), (15, 23)]
    assert [text[start:end] for start, end in spans] == [
        "council",
        "The council of Tarnholm",
        "The council",
        "Tarnholm",
    ]
    for start, end in spans:
        highlight_claim(actor=editor, article_id=article.pk, start=start, end=end)
    rows = claims.claims_of_article(editor, article.pk)["results"]
    order = [(row["anchors"][0]["start"], row["anchors"][0]["end"]) for row in rows]
    assert order == sorted(spans, key=lambda place: (place[0], -place[1]))


def test_guest_sees_no_queue_item_beyond_their_scope(
    queued: Any, article: Any, desk: Any, join: Any
) -> None:
    elsewhere = join(desk, "guest@example.org", "guest")
    elsewhere.scope_kind, elsewhere.scope_id = "article", desk.pk
    here = join(desk, "invited@example.org", "guest")
    here.scope_kind, here.scope_id = "article", article.pk
    assert list(queues.items_of(elsewhere, "review")) == []
    assert list(queues.items_of(here, "review")) == [queued]
