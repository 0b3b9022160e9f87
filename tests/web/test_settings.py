"""One's own settings: they hold in every browser, lose nothing that was typed, and change nobody else."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.actions.claims import highlight_claim
from annotations.actions.mails import deliver_mail
from annotations.actions.members import invite_member
from annotations.actions.settings import ask_for_address, change_settings
from annotations.domain.errors import InvalidError
from annotations.models import Account, AuditEvent, Mail, Membership
from tests.web.filling import sent

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Words = Callable[[Any], str]


def linked() -> str:
    """The address of our own in the last mail, after all mails were delivered."""
    for row in Mail.objects.filter(sent_at=None):
        deliver_mail(mail_id=row.pk)
    found = re.search(r"http://[^/]+(/\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_a_name_is_changed_told_in_the_log_and_read_by_others(
    editor: Any, lead: Any, visit: Visit, words: Words
) -> None:
    client = visit(editor)
    page = client.get(reverse("web:settings-profile"))
    form = sent(page.context["form"], name="Edda  Lund-Berg", credit="E. L.")
    saved = client.post(reverse("web:settings-profile"), form, follow=True)
    assert "Saved." in words(saved)
    assert "Edda Lund-Berg" in words(visit(lead).get(reverse("web:members")))
    event = AuditEvent.objects.get(act="account.changed")
    assert event.data == {"fields": ["credit", "name"]}


def test_two_windows_lose_nothing_of_each_other(editor: Any, visit: Visit, words: Words) -> None:
    client = visit(editor)
    address = reverse("web:settings-profile")
    first, second = (client.get(address).context["form"] for _ in range(2))
    client.post(address, sent(first, name="Edda Berg", credit="E. Berg"))
    late = client.post(address, sent(second, name="Edda Holm"))
    assert late.status_code == 412
    assert "Edda Berg" in words(late)
    assert late.context["form"]["name"].value() == "Edda Holm"
    client.post(address, sent(late.context["form"]))
    account = Account.objects.get(pk=editor.account_id)
    assert (account.name, account.credit) == ("Edda Holm", "E. Berg")


def test_a_form_that_is_refused_keeps_what_was_typed(editor: Any, visit: Visit) -> None:
    client = visit(editor)
    address = reverse("web:settings-profile")
    form = sent(client.get(address).context["form"], name="", credit="Ed")
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert 'value="Ed"' in refused.content.decode()


def test_the_look_belongs_to_the_account_and_stands_in_the_first_byte(
    editor: Any, password: str
) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post(reverse("web:login"), {"email": "editor@example.org", "password": password})
    address = reverse("web:settings-appearance")
    form = sent(
        here.get(address).context["form"], theme="dark", text_size="large", density="compact"
    )
    del form["letter_keys"]
    here.post(address, form)
    page = there.get("/").content.decode()
    for mark in (
        'data-bs-theme="dark"',
        'data-text="large"',
        'data-density="compact"',
        'data-keys="off"',
    ):
        assert mark in page.partition("<head>")[0], mark
    assert here.cookies["theme"].value == "dark"
    assert 'data-bs-theme="dark"' in here.get(reverse("web:login"), follow=True).content.decode()


def test_a_new_sign_in_brings_the_theme_and_takes_that_of_whoever_was_there_before(
    editor: Any, reviewer: Any, password: str
) -> None:
    change_settings(account=editor.account, expected_version=1, changes={"theme": "dark"})
    client = Client()
    login = reverse("web:login")
    client.post(login, {"email": "editor@example.org", "password": password})
    client.post(reverse("web:logout"))
    assert 'data-bs-theme="dark"' in client.get(login).content.decode()
    client.post(login, {"email": "reviewer@example.org", "password": password})
    assert "data-bs-theme" not in client.get("/").content.decode()


def test_the_menu_changes_the_theme_alone(editor: Any, visit: Visit) -> None:
    client = visit(editor)
    assert client.post(reverse("web:theme"), {"theme": "dark"}).status_code == 204
    assert client.post(reverse("web:theme"), {"theme": "<b>"}).status_code == 204
    account = Account.objects.get(pk=editor.account_id)
    assert (account.theme, account.row_version) == ("system", 3)


def test_times_are_shown_in_the_zone_of_the_account(
    editor: Any, visit: Visit, words: Words
) -> None:
    change_settings(account=editor.account, expected_version=1, changes={"zone": "Asia/Tokyo"})
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False):
        client = visit(editor)
        assert "It is 21:00 now in Asia/Tokyo" in words(
            client.get(reverse("web:settings-language"))
        )
    with pytest.raises(InvalidError):
        change_settings(account=editor.account, expected_version=2, changes={"zone": "Mars/Base"})


def test_statements_in_own_words_begin_in_the_language_one_writes(
    editor: Any, article: Any
) -> None:
    change_settings(account=editor.account, expected_version=1, changes={"writes": "de"})
    editor.account.refresh_from_db()
    where = {"article_id": article.pk, "start": 0, "end": 7}
    own = highlight_claim(actor=editor, **where, fields={"statement": "Es gibt zwei Fähren."})
    quoted = highlight_claim(actor=editor, **where)
    assert (own.statement_language, quoted.statement_language) == ("de", article.language)


def test_a_new_address_counts_once_its_link_is_opened(
    editor: Any, visit: Visit, password: str
) -> None:
    client = visit(editor)
    ask = reverse("web:address-ask")
    assert client.post(ask, {"email": "edda@example.net", "current": "no"}).status_code == 422
    client.post(ask, {"email": "edda@example.net", "current": password})
    link = linked()
    assert mail.outbox[-1].to == ["edda@example.net"]
    assert client.get(link).status_code == 200, "looking at it changes nothing"
    assert Account.objects.get(pk=editor.account_id).email == "editor@example.org"
    client.post(link)
    assert Account.objects.get(pk=editor.account_id).email == "edda@example.net"
    assert client.post(link).status_code == 410
    linked_words = mail.outbox[-1]
    assert linked_words.to == ["edda@example.net"]
    deliver_mail(mail_id=Mail.objects.latest("id").pk)
    assert mail.outbox[-1].to == ["editor@example.org"], "the old address is told"


def test_a_link_for_an_address_dies_after_an_hour_and_when_another_one_is_asked_for(
    editor: Any, visit: Visit, password: str
) -> None:
    ask_for_address(account=editor.account, email="one@example.net")
    first = linked()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert Client().get(first).status_code == 410
    ask_for_address(account=editor.account, email="two@example.net")
    assert Client().post(first).status_code == 410
    visit(editor).post(reverse("web:address-forget"))
    assert Client().post(linked()).status_code == 410


def test_an_address_that_somebody_has_gets_no_mail_and_no_word_of_it(
    editor: Any, reviewer: Any, visit: Visit, words: Words, password: str
) -> None:
    form = {"email": "Reviewer@example.org", "current": password}
    told = visit(editor).post(reverse("web:address-ask"), form, follow=True)
    assert "A link is on its way to Reviewer@example.org" in words(told)
    deliver_mail(mail_id=Mail.objects.get().pk)
    assert mail.outbox == []


def test_an_invitation_tells_nothing_of_an_account_until_it_is_accepted(
    lead: Any, stranger: Any, visit: Visit, words: Words
) -> None:
    invite_member(actor=lead, email="stranger@example.com", name="Olga", role="editor")
    place = Membership.objects.get(account=stranger.account, desk=lead.desk)
    for address in (reverse("web:members"), reverse("web:member", args=[place.pk])):
        seen = words(visit(lead).get(address))
        assert "Olga" in seen
        assert "Olaf" not in seen
    theirs = visit(stranger)
    assert "The Tarnholm Post" in words(theirs.get(reverse("web:invitations")))
    assert "The Other Paper" in words(theirs.get("/settings/leave/")), "it opens nothing yet"
    theirs.post(reverse("web:invitation", args=[place.pk]))
    assert "The Tarnholm Post" in words(theirs.get("/settings/leave/"))
    assert "Olaf Stranger" in words(visit(lead).get(reverse("web:members")))
    assert AuditEvent.objects.filter(act="membership.accepted", subject_id=place.pk).exists()


def test_a_declined_invitation_leaves_no_name_behind(
    lead: Any, stranger: Any, editor: Any, visit: Visit, words: Words
) -> None:
    place = invite_member(actor=lead, email="stranger@example.com", name="Olga", role="editor")
    answer = reverse("web:invitation", args=[place.pk])
    assert visit(editor).post(answer).status_code == 404, "it is not theirs"
    theirs = visit(stranger)
    theirs.post(answer, {"decline": "1"})
    assert theirs.get("/").status_code == 200, "their own desk stays open"
    assert "Olga" not in words(visit(lead).get(reverse("web:members")))
    assert theirs.post(answer).status_code == 404


def test_leaving_tells_before_what_is_returned(editor: Any, visit: Visit, words: Words) -> None:
    page = words(visit(editor).get(reverse("web:desk-leave")))
    assert "1 browser is signed out" in page
    assert "token of this desk" not in page, "what is not there is not returned"


def test_old_addresses_lead_to_the_new_ones(editor: Any, visit: Visit) -> None:
    client = visit(editor)
    for before, now in {
        "/account/": "/settings/security/",
        "/account/password/": "/settings/security/password/",
        "/account/tokens/new/": "/settings/tokens/new/",
    }.items():
        assert client.get(before)["Location"] == now
