"""Rules between rows, tried by raw SQL as the app's own role: article, desk, text, seal, and what is cited."""

import json
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.actions.articles import add_article
from annotations.actions.evidence import attach_evidence
from annotations.domain.submission import canonical_json
from annotations.models import (
    Anchor,
    ArticleRevision,
    Evidence,
    Membership,
    Person,
    RevisionBlock,
    SealedAccess,
    SealedEvidence,
    Source,
    Submission,
)
from tests.models.refusals import RAW_REVIEW, refused_by, sql

pytestmark = pytest.mark.django_db


# ---- what is cited


def test_a_person_who_is_quoted_keeps_their_name(claim: Any) -> None:
    assert refused_by(sql("UPDATE annotations_person SET name = 'Somebody'")) == "as_cited"
    sql("UPDATE annotations_person SET links = '[\"https://www.wikidata.org/wiki/Q1\"]'")()


def test_a_person_nobody_quotes_may_be_renamed(desk: Any) -> None:
    Person.objects.create(desk=desk, name="Ilse Brant", folded="ilse brant")
    assert Person.objects.update(name="Ilse Brandt") == 1


@pytest.mark.parametrize(
    "change", ["title = 'x'", "url = 'https://x.example/'", "publisher_id = NULL"]
)
def test_a_source_that_is_cited_stays_as_it_was_cited(evidence: Any, change: str) -> None:
    assert refused_by(sql(f"UPDATE annotations_source SET {change}")) == "as_cited"


def test_a_source_nobody_cites_may_be_put_right(desk: Any, editor: Any) -> None:
    Source.objects.create(desk=desk, title="x", added_by=editor.account)
    assert Source.objects.update(title="y") == 1


# ---- the text and its anchors

BLOCK = 'INSERT INTO annotations_revisionblock (revision_id, start, "end", kind, text) VALUES (%s, %s, %s, %s, %s)'


@pytest.mark.parametrize(
    ("start", "words"),
    [
        pytest.param(3, "bour", id="overlapping"),
        pytest.param(10_000, "Beyond the end", id="outside"),
        pytest.param(-1, "Other words", id="other words behind the last block"),
    ],
)
def test_no_block_is_added_that_is_not_the_text(article: Any, start: int, words: str) -> None:
    revision = article.revisions.get()
    at = start if start >= 0 else revision.length + 2
    put = sql(BLOCK, revision.pk, at, at + len(words), "paragraph", words)
    assert refused_by(put) == "blocks_are_the_text"


def test_a_new_text_is_refused_when_its_blocks_say_other_words(article: Any, editor: Any) -> None:
    old = article.revisions.get()
    values = {
        "article": article,
        "snapshot": old.snapshot,
        "made_by": editor.account,
        "sha256": "x",
    }
    new = ArticleRevision.objects.create(number=2, text="One\n\nTwo", length=8, **values)

    def blocks(*parts: tuple[int, str]) -> Any:
        rows = [
            RevisionBlock(revision=new, start=at, end=at + len(text), kind="paragraph", text=text)
            for at, text in parts
        ]
        return lambda: RevisionBlock.objects.bulk_create(rows)

    assert refused_by(blocks((0, "One"), (5, "Six"))) == "blocks_are_the_text"
    assert refused_by(blocks((5, "Two"))) == "blocks_are_the_text"
    blocks((0, "One"))()
    blocks((5, "Two"))()


def test_an_anchor_lies_on_a_text_of_its_own_article(claim: Any, editor: Any) -> None:
    old = Anchor.objects.get()
    other, _new = add_article(actor=editor, data="Another text\n\n" + old.exact, kind="text")
    revision = other.revisions.get()
    start = revision.text.index(old.exact)
    values = {"occurrence": old.occurrence, "revision": revision, "exact": old.exact}
    elsewhere = Anchor(**values, start=start, end=start + len(old.exact), placed_by=editor.account)
    assert refused_by(elsewhere.save) == "anchor_article"
    lost = Anchor(**values, state="lost", placed_by=editor.account)
    assert refused_by(lost.save) == "anchor_article"
    move = sql("UPDATE annotations_occurrence SET article_id = %s", other.pk)
    assert refused_by(move) == "fixed_columns"


# ---- who reviews


def test_nobody_of_another_desk_reviews(submission: Any, stranger: Any) -> None:
    assert refused_by(sql(RAW_REVIEW, stranger.account.pk)) == "reviewer_of_desk"


@pytest.mark.parametrize("role", ["editor", "guest"])
def test_only_reviewers_and_leads_review(submission: Any, desk: Any, join: Any, role: str) -> None:
    member = join(desk, f"{role}.two@example.org", role)
    assert refused_by(sql(RAW_REVIEW, member.account.pk)) == "reviewer_of_desk"


def test_nobody_reviews_who_has_left(submission: Any, reviewer: Any) -> None:
    Membership.objects.filter(pk=reviewer.pk).update(ends_at=timezone.now())
    assert refused_by(sql(RAW_REVIEW, reviewer.account.pk)) == "reviewer_of_desk"


# ---- what is submitted


def copied(submission: Any, **changes: Any) -> Submission:
    values = {
        "verdict": submission.verdict,
        "claim": submission.claim,
        "number": 2,
        "version": submission.version,
        "content": submission.content,
        "sha256": submission.sha256,
        "submitted_by": submission.submitted_by,
    }
    return Submission(**values | changes)


def test_a_submission_has_the_hash_of_its_content(submission: Any) -> None:
    assert refused_by(copied(submission, sha256="0" * 64).save) == "submission_hash"
    copied(submission).save()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("claim", "statement"), "Something else"),
        (("verdict", "summary"), "It is true."),
        (("verdict", "justification"), "Believe me."),
        (("verdict", "rating"), None),
        (("evidence", 0, "quote"), "412,000 passengers"),
        (("evidence", 0, "stance"), "supports"),
        (("evidence", 0, "source_title"), "Another source"),
        (("occurrences", 0, "words"), "other words"),
        (("evidence",), []),
        (("occurrences",), []),
    ],
)
def test_a_submission_says_what_stands_there(
    submission: Any, place: tuple[Any, ...], value: Any
) -> None:
    content = json.loads(json.dumps(submission.content))
    inner = content
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    frozen = canonical_json(content)
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(sha256(convert_to(%s, 'UTF8')), 'hex')", [frozen])
        digest = cursor.fetchone()[0]
    forged = copied(submission, content=content, sha256=digest)
    assert refused_by(forged.save) == "submission_true"


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(VALUES)
def test_database_and_product_write_the_same_canonical_json(db: None, value: Any) -> None:
    text = canonical_json(value)
    with connection.cursor() as cursor:
        cursor.execute("SELECT annotations_canonical_json(%s::jsonb)", [text])
        assert cursor.fetchone()[0] == text


# ---- the seal


@pytest.fixture
def sealed(claim: Any, editor: Any) -> Evidence:
    """Sealed evidence that the editor alone may read."""
    fields = {"stance": "supports", "visibility": "sealed", "quote": "Only for your ears"}
    return attach_evidence(actor=editor, claim_id=claim.pk, fields=fields)


def access(sealed: Any, account: Any, by: Any) -> SealedAccess:
    return SealedAccess(evidence=sealed, account=account, granted_by=by)


def test_sealed_evidence_stays_sealed(sealed: Any) -> None:
    opened = sql("UPDATE annotations_evidence SET visibility = 'internal'")
    assert refused_by(opened) == "stays_sealed"


def test_sealed_words_belong_to_sealed_evidence(evidence: Any, editor: Any) -> None:
    loose = SealedEvidence(evidence=evidence, quote="x", changed_by=editor.account)
    assert refused_by(loose.save) == "words_of_sealed"


def test_nobody_names_themselves_on_what_they_may_not_read(
    sealed: Any, lead: Any, editor: Any
) -> None:
    assert refused_by(access(sealed, lead.account, lead.account).save) == "access_by_the_named"
    Evidence.objects.filter(pk=sealed.pk).update(changed_by=lead.account)
    assert refused_by(access(sealed, lead.account, lead.account).save) == "access_by_the_named"
    access(sealed, lead.account, editor.account).save()


def test_only_people_of_the_desk_are_named(
    sealed: Any, stranger: Any, second: Any, editor: Any
) -> None:
    assert refused_by(access(sealed, stranger.account, editor.account).save) == "access_of_desk"
    Membership.objects.filter(pk=second.pk).update(ends_at=timezone.now())
    assert refused_by(access(sealed, second.account, editor.account).save) == "access_of_desk"


def test_nobody_is_named_on_what_is_not_sealed(evidence: Any, editor: Any) -> None:
    assert refused_by(access(evidence, editor.account, editor.account).save) == "access_of_desk"


def test_who_was_named_stays_on_record(sealed: Any) -> None:
    rows = SealedAccess.objects.all()
    assert refused_by(sql("DELETE FROM annotations_sealedaccess")) == "append_only"
    assert (
        refused_by(sql("UPDATE annotations_sealedaccess SET created_at = now()")) == "append_only"
    )
    rows.update(revoked_at=timezone.now())
    assert refused_by(lambda: rows.update(revoked_at=None)) == "access_taken_once"


def test_a_file_of_another_desk_is_no_evidence(evidence: Any, stranger: Any) -> None:
    theirs, _new = add_article(actor=stranger, data="Their own words.", kind="text")
    foreign = theirs.revisions.get().snapshot
    assert refused_by(lambda: Evidence.objects.update(snapshot=foreign)) == "same_desk"
