"""Mails: posted with the act, delivered once, tried again, given up in the end."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from annotations.actions.accounts import request_reset
from annotations.actions.mails import deliver_mail
from annotations.actions.upkeep import sweep
from annotations.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted(editor: Any) -> Mail:
    request_reset(email="Editor@example.org")
    return Mail.objects.get()


def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **options: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", away)


def test_a_mail_is_sent_once_however_often_the_job_runs(posted: Mail) -> None:
    deliver_mail(mail_id=posted.pk)
    deliver_mail(mail_id=posted.pk)
    [letter] = mail.outbox
    assert letter.to == ["editor@example.org"]
    [html] = letter.alternatives
    assert html[1] == "text/html"
    assert "/password/link/" in letter.body
    assert "/password/link/" in html[0]


def test_an_address_nobody_has_gets_no_mail_and_leaves_the_same_row(editor: Any) -> None:
    request_reset(email="nobody@example.org")
    deliver_mail(mail_id=Mail.objects.get().pk)
    assert mail.outbox == []
    assert Mail.objects.get().sent_at is not None


def test_a_server_that_is_away_is_asked_again_and_later_each_time(
    posted: Mail, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    with monkeypatch.context() as patch:
        no_server(patch)
        deliver_mail(mail_id=posted.pk)
        posted.refresh_from_db()
        assert (posted.attempts, posted.problem) == (1, "ConnectionRefusedError")
        assert sweep()["deliver_mail"] == 0, "not before its time"
        with time_machine.travel(timezone.now() + timedelta(seconds=61)):
            assert sweep()["deliver_mail"] == 1
            deliver_mail(mail_id=posted.pk)
        posted.refresh_from_db()
        assert posted.attempts == 2
    assert "editor@example" not in caplog.text
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        deliver_mail(mail_id=posted.pk)
    assert len(mail.outbox) == 1


def test_a_mail_is_given_up_when_its_link_would_be_too_old(
    posted: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_server(monkeypatch)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        deliver_mail(mail_id=posted.pk)
        posted.refresh_from_db()
        assert posted.given_up_at is not None
        assert sweep()["deliver_mail"] == 0


def test_who_got_a_mail_is_forgotten_after_a_week(posted: Mail) -> None:
    deliver_mail(mail_id=posted.pk)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        sweep()
    assert not Mail.objects.exists()
