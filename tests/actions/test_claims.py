"""Claims: highlighted where their words stand, reworded, triaged, withdrawn."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from annotations.actions.articles import add_article
from annotations.actions.claims import (
    add_occurrence,
    highlight_claim,
    reword_claim,
    triage_claim,
    withdraw_claim,
)
from annotations.actions.contacts import log_contact
from annotations.domain.errors import (
    InvalidError,
    NotFoundError,
    NotPermittedError,
    QuoteMismatchError,
    StaleError,
    WrongStateError,
)
from annotations.models import (
    Anchor,
    AuditEvent,
    Claim,
    Occurrence,
    OccurrenceSpeaker,
    Person,
    Triage,
)

pytestmark = pytest.mark.django_db


def span(article: Any, words: str) -> dict[str, Any]:
    text = article.revisions.get().text
    start = text.index(words)
    return {"article_id": article.pk, "start": start, "end": start + len(words)}


def test_highlight_makes_claim_occurrence_and_anchor(claim: Any, article: Any) -> None:
    anchor = Anchor.objects.get()
    assert (
        anchor.revision.text[anchor.start : anchor.end] == anchor.exact == anchor.occurrence.words
    )
    assert anchor.prefix.endswith("“")
    assert anchor.suffix.startswith(",”")
    assert anchor.occurrence.speakers.get().person.name == "Ilse Brandt"
    assert Claim.objects.get().kind == "quantity"


def test_offsets_are_code_points_behind_an_emoji(article: Any, editor: Any) -> None:
    words = "asks for the counts of the ticket office"
    claim = highlight_claim(actor=editor, **span(article, words), exact=words)
    assert Anchor.objects.get(occurrence__claim=claim).exact == words


def test_other_words_than_stand_there_are_refused_with_what_stands(
    article: Any, editor: Any
) -> None:
    with pytest.raises(QuoteMismatchError) as refusal:
        highlight_claim(actor=editor, **span(article, "council"), exact="counsel")
    assert refusal.value.extra["standing"] == "council"
    assert Claim.objects.count() == 0


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 5), (0, 10**9), (3, 4)])
def test_offsets_that_are_no_span_of_words_are_refused(
    article: Any, editor: Any, start: int, end: int
) -> None:
    with pytest.raises(QuoteMismatchError):
        highlight_claim(actor=editor, article_id=article.pk, start=start, end=end)


def test_highlight_never_cuts_a_letter_from_its_mark(editor: Any) -> None:
    article = add_article(
        actor=editor,
        data="Names\n\nThe mayor of Lyo\u0328n said it was 👩🏽‍🚒 who came first.",
        kind="text",
    )[0]
    at = article.revisions.get().text.index("👩")
    with pytest.raises(QuoteMismatchError):
        highlight_claim(actor=editor, article_id=article.pk, start=at, end=at + 1)
    assert highlight_claim(actor=editor, article_id=article.pk, start=at, end=at + 4)


def test_same_words_can_carry_two_claims(claim: Any, article: Any, second: Any) -> None:
    words = Occurrence.objects.get().words
    other = highlight_claim(actor=second, **span(article, words), exact=words)
    assert Anchor.objects.filter(exact=words).count() == 2
    assert other.pk != claim.pk


def test_revision_of_another_article_is_refused(claim: Any, article: Any, editor: Any) -> None:
    with pytest.raises(QuoteMismatchError):
        highlight_claim(actor=editor, **span(article, "council"), revision_id=uuid.uuid4())


def test_unknown_field_is_refused_by_name(article: Any, editor: Any) -> None:
    with pytest.raises(InvalidError) as refusal:
        highlight_claim(
            actor=editor, **span(article, "council"), fields={"version": 9, "made_by": "me"}
        )
    assert set(refusal.value.extra["errors"]) == {"made_by", "version"}


def test_guest_makes_no_claim(article: Any, desk: Any, join: Any) -> None:
    guest = join(desk, "guest@example.org", "guest")
    with pytest.raises(NotPermittedError):
        highlight_claim(actor=guest, **span(article, "council"))


def test_another_desk_does_not_see_the_article(article: Any, stranger: Any) -> None:
    with pytest.raises(NotFoundError):
        highlight_claim(actor=stranger, **span(article, "council"))


def test_rewording_is_logged_with_its_content(claim: Any, second: Any) -> None:
    reword_claim(
        actor=second,
        claim_id=claim.pk,
        expected_version=claim.row_version,
        changes={
            "statement": "Other words.",
            "topics": ["Ferries", "ferries ", "Harbours"],
            "said_on": date(2024, 3, 1),
        },
    )
    claim.refresh_from_db()
    assert claim.statement == "Other words."
    assert sorted(topic.name for topic in claim.topics.all()) == ["Ferries", "Harbours"]
    assert Occurrence.objects.get().said_precision == "day"
    event = AuditEvent.objects.get(act="claim.reworded")
    assert event.payload.content["statement"] == "Other words."
    assert (event.subject_version, event.claim_id) == (claim.row_version, claim.pk)


def test_every_act_counts_the_row_version_by_one(claim: Any, editor: Any) -> None:
    assert claim.row_version == 1
    for number in (2, 3, 4):
        claim = reword_claim(
            actor=editor,
            claim_id=claim.pk,
            expected_version=number - 1,
            changes={"statement": f"Version {number}."},
        )
        assert claim.row_version == number
    versions = (
        AuditEvent.objects.filter(subject_id=claim.pk)
        .order_by("id")
        .values_list("subject_version", flat=True)
    )
    assert list(versions) == [1, 2, 3, 4]


def test_stale_rewording_is_refused(claim: Any, editor: Any, second: Any) -> None:
    reword_claim(
        actor=second, claim_id=claim.pk, expected_version=1, changes={"statement": "Theirs."}
    )
    with pytest.raises(StaleError) as refusal:
        reword_claim(
            actor=editor, claim_id=claim.pk, expected_version=1, changes={"statement": "Mine."}
        )
    assert refusal.value.extra["current"] == 2
    claim.refresh_from_db()
    assert claim.statement == "Theirs."


def test_speaker_is_replaced_and_the_old_one_stays_in_the_history(claim: Any, editor: Any) -> None:
    reword_claim(
        actor=editor,
        claim_id=claim.pk,
        expected_version=None,
        changes={"speaker": "Jon Dahl", "speaker_role": "mayor"},
    )
    speakers = OccurrenceSpeaker.objects.order_by("id")
    assert [(row.person.name, row.removed_at is None) for row in speakers] == [
        ("Ilse Brandt", False),
        ("Jon Dahl", True),
    ]


def test_same_name_is_the_same_person(claim: Any, article: Any, second: Any) -> None:
    highlight_claim(
        actor=second, **span(article, "The opposition"), fields={"speaker": "ilse  BRANDT"}
    )
    assert Person.objects.count() == 1


def test_occurrence_in_a_video_is_added(claim: Any, second: Any) -> None:
    add_occurrence(
        actor=second, claim_id=claim.pk, media_url="https://video.example/7", timecode="00:03:10"
    )
    assert Occurrence.objects.filter(claim=claim).count() == 2
    with pytest.raises(InvalidError):
        add_occurrence(actor=second, claim_id=claim.pk)


def test_deciding_against_a_check_needs_a_reason(claim: Any, editor: Any) -> None:
    for reason in ("", " \n", "\x99\ufeff"):
        with pytest.raises(InvalidError):
            triage_claim(actor=editor, claim_id=claim.pk, decision="not_checkable", reason=reason)
    triage_claim(actor=editor, claim_id=claim.pk, decision="not_checkable", reason="An opinion.")
    triage_claim(actor=editor, claim_id=claim.pk, decision="to_check")
    assert list(Triage.objects.order_by("id").values_list("decision", flat=True)) == [
        "not_checkable",
        "to_check",
    ]


def test_withdrawn_claim_is_read_only(claim: Any, editor: Any) -> None:
    withdraw_claim(actor=editor, claim_id=claim.pk, expected_version=1)
    with pytest.raises(WrongStateError):
        reword_claim(
            actor=editor, claim_id=claim.pk, expected_version=None, changes={"statement": "x"}
        )
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_contact_says_what_was_asked_or_why_nobody_was(claim: Any, editor: Any) -> None:
    with pytest.raises(InvalidError):
        log_contact(actor=editor, claim_id=claim.pk, fields={"channel": "phone"})
    contact = log_contact(
        actor=editor, claim_id=claim.pk, fields={"none_because": "The claimant is dead."}
    )
    assert contact.none_because


def test_claims_are_no_parts_of_each_other_in_a_ring(claim: Any, article: Any, editor: Any) -> None:
    """Neither by an act, which says so, nor by whoever writes rows past it."""
    part = highlight_claim(actor=editor, **span(article, "council"), fields={"parent": claim.pk})
    small = highlight_claim(actor=editor, **span(article, "Monday"), fields={"parent": part.pk})
    for below in (part, small):
        with pytest.raises(InvalidError, match="its own parts"):
            reword_claim(
                actor=editor, claim_id=claim.pk, expected_version=None, changes={"parent": below.pk}
            )
        with pytest.raises(IntegrityError, match="ring"), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(parent=below)
    other = highlight_claim(actor=editor, **span(article, "winter"))
    reword_claim(
        actor=editor, claim_id=claim.pk, expected_version=None, changes={"parent": other.pk}
    )
    assert Claim.objects.get(pk=claim.pk).parent == other
