"""Who is told of what: nobody of what they did themselves or may not see, and in the way they chose."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from annotations.actions.articles import add_article
from annotations.actions.claims import reword_claim
from annotations.actions.mails import deliver_mail
from annotations.actions.members import add_member, change_role, end_membership
from annotations.actions.notifications import (
    KEPT,
    choose_notices,
    forget_old_notices,
    read_notices,
    tell,
)
from annotations.actions.reviews import record_review, submit_for_review
from annotations.domain.errors import DomainError
from annotations.domain.vocabulary import NoticeKind, Role
from annotations.models import Mail, Notification
from annotations.queries.notifications import notice_rows, notices_of

pytestmark = pytest.mark.django_db


def assigned(actor: Any, claim: Any, to: Any) -> None:
    reword_claim(
        actor=actor,
        claim_id=claim.pk,
        expected_version=None,
        changes={"assignee": to.account_id},
    )


def told(kind: str) -> list[str]:
    rows = Notification.objects.filter(kind=kind)
    return sorted(rows.values_list("account__email", flat=True))


@pytest.mark.parametrize("outcome", ["approve", "request_changes"])
def test_an_author_is_told_what_became_of_the_verdict_and_the_reviewer_is_not(
    outcome: str, editor: Any, reviewer: Any, verdict: Any, submission: Any
) -> None:
    review = record_review(
        actor=reviewer,
        verdict_id=verdict.pk,
        submission_id=submission.pk,
        outcome=outcome,
        comment="Which year?",
    )
    kind = {"approve": "approved"}.get(outcome, "changes_requested")
    (notice,) = Notification.objects.filter(kind=kind)
    assert (notice.account, notice.by) == (editor.account, reviewer.account)
    assert (notice.subject_id, notice.claim_id) == (review.pk, verdict.claim_id)


def test_who_could_review_is_told_that_a_verdict_waits_and_who_worked_on_it_is_not(
    editor: Any, second: Any, reviewer: Any, lead: Any, stranger: Any, verdict: Any
) -> None:
    reword_claim(
        actor=lead, claim_id=verdict.claim_id, expected_version=None,
        changes={"statement": "The ferries carried 412,000 passengers in 2023."},
    )  # fmt: skip
    submit_for_review(actor=editor, verdict_id=verdict.pk)
    assert told("to_review") == ["reviewer@example.org"]


def test_whoever_a_claim_is_assigned_to_is_told_once_and_nobody_of_what_they_did_themselves(
    editor: Any, second: Any, claim: Any
) -> None:
    for assignee in (second, second, editor):
        assigned(editor, claim, assignee)
    assert told("assigned") == ["second@example.org"]


def test_who_left_the_desk_is_told_nothing(editor: Any, second: Any, lead: Any, claim: Any) -> None:
    end_membership(actor=lead, membership_id=second.pk)
    everybody = [second.account_id, editor.account_id]
    tell(NoticeKind.REPLY, everybody, desk_id=claim.desk_id, subject_id=claim.pk, claim_id=claim.pk)
    assert told("reply") == ["editor@example.org"]


@pytest.mark.parametrize(("kind", "sees"), [
    ("claim", True), ("article", True), ("other article", False), ("everything", True),
])  # fmt: skip
def test_a_guest_is_told_of_claims_within_their_scope_only(
    kind: str, sees: bool, editor: Any, lead: Any, claim: Any, article: Any
) -> None:
    other, _new = add_article(actor=editor, data="Rain.\n\nIt rained in Tarnholm.", kind="text")
    scope = {
        "claim": ("claim", claim.pk),
        "article": ("article", article.pk),
        "other article": ("article", other.pk),
        "everything": None,
    }[kind]
    guest = add_member(
        actor=lead, email="guest@example.org", name="G", role=Role.GUEST, scope=scope
    )
    about = {"subject_id": claim.pk, "claim_id": claim.pk}
    tell(NoticeKind.REPLY, [guest.account_id], desk_id=claim.desk_id, **about)
    assert told("reply") == (["guest@example.org"] if sees else [])


def test_what_somebody_may_not_see_any_more_loses_its_words(
    editor: Any, second: Any, lead: Any, claim: Any
) -> None:
    assigned(editor, claim, second)
    (row,) = notice_rows(notices_of(second), second)
    assert row["claim"]["statement"] == claim.statement
    other, _new = add_article(actor=editor, data="Rain.\n\nIt rained in Tarnholm.", kind="text")
    change_role(actor=lead, membership_id=second.pk, role=Role.GUEST, scope=("article", other.pk))
    second.refresh_from_db()
    (row,) = notice_rows(notices_of(second), second)
    assert row["claim"] is None
    assert claim.statement not in str(row)


@pytest.mark.parametrize(("way", "notices", "mails"), [
    ("page", 1, 0), ("mail", 1, 1), ("none", 0, 0),
])  # fmt: skip
def test_everybody_chooses_for_each_kind_how_they_are_told(
    way: str, notices: int, mails: int, editor: Any, second: Any, claim: Any
) -> None:
    choose_notices(actor=second, ways={"assigned": "none"})
    choose_notices(actor=second, ways={"assigned": way, "reply": "none"})
    assigned(editor, claim, second)
    assert (Notification.objects.count(), Mail.objects.count()) == (notices, mails)


def test_a_kind_or_way_nobody_knows_is_refused(second: Any) -> None:
    for ways in ({"gossip": "page"}, {"assigned": "pigeon"}):
        with pytest.raises(DomainError):
            choose_notices(actor=second, ways=ways)


def test_a_mail_says_that_something_waits_and_no_word_of_the_claim(
    editor: Any, second: Any, claim: Any, silent_bell: list[tuple[str, dict[str, str]]],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:  # fmt: skip
    choose_notices(actor=second, ways={"assigned": "mail"})
    with django_capture_on_commit_callbacks(execute=True):
        assigned(editor, claim, second)
    posted = Mail.objects.get()
    assert ("deliver_mail", {"mail_id": str(posted.pk)}) in silent_bell
    deliver_mail(mail_id=posted.pk)
    (sent,) = mail.outbox
    whole = sent.subject + sent.body + sent.alternatives[0][0]
    assert sent.to == ["second@example.org"]
    assert sent.subject == "A claim was assigned to you"
    assert "/notifications/" in sent.body
    assert "Edda Lund" in sent.body
    for word in ("ferries", "passengers", "412,000", "Ilse", str(claim.pk)):
        assert word not in whole, word


def test_a_mail_is_not_sent_to_who_left_before_it_went(
    editor: Any, second: Any, lead: Any, claim: Any
) -> None:
    choose_notices(actor=second, ways={"assigned": "mail"})
    assigned(editor, claim, second)
    end_membership(actor=lead, membership_id=second.pk)
    deliver_mail(mail_id=Mail.objects.get().pk)
    assert mail.outbox == []
    assert Mail.objects.get().sent_at is not None


def test_notices_are_read_by_their_owner_only_and_forgotten_long_after(
    editor: Any, second: Any, claim: Any
) -> None:
    assigned(editor, claim, second)
    notice = Notification.objects.get()
    assert read_notices(actor=editor) == 0
    assert read_notices(actor=editor, ids=[notice.pk]) == 0
    with time_machine.travel(timezone.now() + KEPT + timedelta(days=1)):
        forget_old_notices()
    assert read_notices(actor=second, ids=[notice.pk]) == 1
    assert read_notices(actor=second) == 0
    forget_old_notices()
    assert Notification.objects.count() == 1
    with time_machine.travel(timezone.now() + KEPT + timedelta(days=1)):
        forget_old_notices()
    assert not Notification.objects.exists()
