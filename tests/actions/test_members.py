"""Places on a desk: given, changed, ended; and what ends with them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from annotations.actions.mails import deliver_mail
from annotations.actions.members import (
    add_member,
    change_role,
    end_membership,
    invite_again,
    invite_member,
)
from annotations.actions.queues import fill_review_queue, take_next
from annotations.actions.reviews import record_review
from annotations.actions.tokens import issue_token
from annotations.domain.errors import (
    DuplicateError,
    FourEyesError,
    InvalidError,
    NotFoundError,
    NotPermittedError,
    StaleError,
    WrongStateError,
)
from annotations.domain.vocabulary import Role
from annotations.models import ApiToken, AuditEvent, BrowserSession, Mail, Membership

pytestmark = pytest.mark.django_db


def leave(actor: Any, member: Any, **options: Any) -> Any:
    return end_membership(actor=actor, membership_id=member.pk, **options)


def test_leaving_ends_tokens_sessions_and_leases_at_once(
    lead: Any, reviewer: Any, submission: Any, client: Any
) -> None:
    fill_review_queue()
    item = take_next(actor=reviewer, queue_slug="review")
    token, _secret = issue_token(actor=reviewer, name="mine")
    client.force_login(reviewer.account)
    leave(lead, reviewer)
    item.refresh_from_db()
    token.refresh_from_db()
    assert (item.state, item.holder, item.lease_until) == ("waiting", None, None)
    assert token.revoked_at is not None
    assert not BrowserSession.objects.filter(account=reviewer.account).exists()
    assert not Membership.objects.active(timezone.now()).filter(pk=reviewer.pk).exists()
    assert client.get("/").status_code == 302
    ended = AuditEvent.objects.get(act="membership.ended")
    assert (ended.actor, ended.subject_id) == (lead.account, reviewer.pk)


def test_nothing_ends_when_the_act_fails(
    lead: Any, reviewer: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(reviewer.account)
    token, _secret = issue_token(actor=reviewer, name="mine")

    def broken(*args: Any, **options: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("annotations.actions.members.audit.record", broken)
    with pytest.raises(RuntimeError):
        leave(lead, reviewer)
    token.refresh_from_db()
    reviewer.refresh_from_db()
    assert token.revoked_at is None
    assert reviewer.ends_at is None
    assert BrowserSession.objects.filter(account=reviewer.account).exists()


def test_what_a_leaver_contributed_still_counts_for_four_eyes(
    lead: Any, editor: Any, verdict: Any, submission: Any, join: Callable[..., Any]
) -> None:
    leave(lead, editor)
    again = invite_member(
        actor=lead, email=editor.account.email, name="Edda Lund", role=Role.REVIEWER
    )
    assert again.account == editor.account
    with pytest.raises(FourEyesError):
        record_review(
            actor=again,
            verdict_id=verdict.pk,
            submission_id=submission.pk,
            outcome="approve",
        )


def test_a_place_that_ends_on_a_day_to_come_holds_until_then(lead: Any, editor: Any) -> None:
    end = timezone.now() + timedelta(days=3)
    token, _secret = issue_token(actor=editor, name="mine")
    leave(lead, editor, ends_at=end)
    token.refresh_from_db()
    assert token.revoked_at is None
    assert ApiToken.objects.valid(end - timedelta(seconds=1)).filter(pk=token.pk).exists()
    assert not ApiToken.objects.valid(end).filter(pk=token.pk).exists()


def test_a_desk_keeps_its_last_lead(lead: Any, editor: Any) -> None:
    with pytest.raises(WrongStateError, match="without a lead"):
        leave(lead, lead)
    with pytest.raises(WrongStateError, match="without a lead"):
        change_role(actor=lead, membership_id=lead.pk, role=Role.EDITOR)
    change_role(actor=lead, membership_id=editor.pk, role=Role.LEAD)
    leave(lead, lead)


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_remove_each_other_leave_one(
    lead: Any, join: Callable[..., Any], desk: Any, race: Any
) -> None:
    other = join(desk, "other.lead@example.org", "lead")
    outcomes = race.together(lambda: leave(lead, other), lambda: leave(other, lead))
    refused = [outcome for outcome in outcomes if isinstance(outcome, WrongStateError)]
    assert len(refused) == 1
    leads = Membership.objects.active(timezone.now()).people().filter(desk=desk, role="lead")
    assert leads.count() == 1


def test_only_leads_manage_and_only_their_own_desk(
    lead: Any, editor: Any, second: Any, reviewer: Any, stranger: Any
) -> None:
    for member in (editor, reviewer):
        with pytest.raises(NotPermittedError):
            leave(member, second)
        with pytest.raises(NotPermittedError):
            change_role(actor=member, membership_id=second.pk, role=Role.LEAD)
        with pytest.raises(NotPermittedError):
            invite_member(actor=member, email="new@example.org", name="New", role=Role.EDITOR)
    with pytest.raises(NotFoundError):
        leave(stranger, second)
    system = Membership.objects.get(desk=lead.desk, account__is_system=True)
    with pytest.raises(NotFoundError):
        leave(lead, system)
    assert leave(editor, editor).ends_at is not None, "everybody ends their own place"


def test_a_role_is_changed_at_the_version_it_was_read(lead: Any, editor: Any) -> None:
    changed = change_role(
        actor=lead, membership_id=editor.pk, role=Role.REVIEWER, expected_version=1
    )
    assert (changed.role, changed.row_version) == ("reviewer", 2)
    with pytest.raises(StaleError):
        change_role(actor=lead, membership_id=editor.pk, role=Role.LEAD, expected_version=1)


def test_who_no_longer_reviews_gives_back_what_they_hold(
    lead: Any, reviewer: Any, submission: Any
) -> None:
    fill_review_queue()
    item = take_next(actor=reviewer, queue_slug="review")
    change_role(actor=lead, membership_id=reviewer.pk, role=Role.EDITOR)
    item.refresh_from_db()
    assert item.holder is None


def test_an_invitation_is_a_mail_with_a_link_for_who_has_no_password(
    lead: Any, editor: Any, claim: Any
) -> None:
    guest = invite_member(
        actor=lead,
        email="guest@example.org",
        name="Gilda Guest",
        role=Role.GUEST,
        scope=("claim", claim.pk),
    )
    assert (guest.scope_kind, guest.scope_id) == ("claim", claim.pk)
    assert not guest.account.has_usable_password()
    invite_again(actor=lead, membership_id=guest.pk)
    for row in Mail.objects.all():
        deliver_mail(mail_id=row.pk)
    assert [letter.to for letter in mail.outbox] == [["guest@example.org"]] * 2
    assert "/password/link/" in mail.outbox[0].body
    with pytest.raises(WrongStateError):
        invite_again(actor=lead, membership_id=editor.pk)


def test_an_account_of_another_desk_is_told_and_gets_no_link(lead: Any, stranger: Any) -> None:
    both = invite_member(actor=lead, email="Stranger@example.com", name="X", role=Role.EDITOR)
    assert (both.account, both.account.name) == (stranger.account, "Olaf Stranger")
    deliver_mail(mail_id=Mail.objects.get().pk)
    assert "/password/link/" not in mail.outbox[0].body
    assert "/invitations/" in mail.outbox[0].body
    with pytest.raises(DuplicateError):
        invite_member(actor=lead, email="stranger@example.com", name="X", role=Role.EDITOR)


def test_a_scope_is_for_guests_and_for_rows_of_the_desk(
    lead: Any, stranger: Any, claim: Any
) -> None:
    with pytest.raises(InvalidError):
        invite_member(
            actor=lead, email="a@example.org", name="A", role=Role.EDITOR, scope=("claim", claim.pk)
        )
    with pytest.raises(NotFoundError):
        invite_member(
            actor=stranger,
            email="a@example.org",
            name="A",
            role=Role.GUEST,
            scope=("claim", claim.pk),
        )


def test_a_token_opens_the_desk_it_was_made_on(
    lead: Any, stranger: Any, client_of: Callable[[Any], Any]
) -> None:
    both = add_member(actor=lead, email="stranger@example.com", name="X", role=Role.EDITOR)
    assert client_of(stranger).get("/api/v1/me/").json()["desk"]["slug"] == "other"
    assert client_of(both).get("/api/v1/me/").json()["desk"]["slug"] == "tarnholm"
