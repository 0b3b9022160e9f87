"""The pages on which is noted whom one asked, and what came back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.actions.contacts import change_contact, log_contact
from annotations.models import Contact
from tests.web.filling import sent

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]


@pytest.fixture
def contact(editor: Any, claim: Any) -> Contact:
    fields = {"whom": "Ilse Brandt", "question": "Which count?", "sent_at": timezone.now()}
    return log_contact(actor=editor, claim_id=claim.pk, fields=fields)


def page(contact: Contact) -> str:
    return reverse("web:contact", args=[contact.pk])


def test_a_question_is_logged_and_its_reply_noted_with_the_time_it_came(
    editor: Any, claim: Any, visit: Visit, words: Read
) -> None:
    client, address = visit(editor), reverse("web:contact-new", args=[claim.pk])
    asked = {
        "whom": "Ilse Brandt", "channel": "e-mail", "question": "Which count?",
        "sent_at": "2024-03-04T10:00", "deadline": "2024-03-05T10:00",
    }  # fmt: skip
    form = sent(client.get(address).context["form"], **asked)
    assert client.post(address, form).status_code == 302
    shown = words(client.get(reverse("web:claim", args=[claim.pk])))
    for part in ("Ilse Brandt", "e-mail", "Which count?", "late: no reply by", "Note the reply"):
        assert part in shown, part
    contact = Contact.objects.get()
    assert contact.sent_at is not None
    assert timezone.localtime(contact.sent_at, timezone.get_fixed_timezone(60)).hour == 10
    form = sent(client.get(page(contact)).context["form"], reply="The ticket office’s.")
    assert client.post(page(contact), form).status_code == 302
    contact.refresh_from_db()
    assert contact.replied_at is not None
    shown = words(client.get(reverse("web:claim", args=[claim.pk])))
    assert "The ticket office’s." in shown
    assert "late: no reply by" not in shown


def test_a_reply_that_came_too_late_is_said_above_the_claim_and_the_version(
    editor: Any, submission: Any, contact: Contact, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    pages = [
        reverse("web:claim", args=[contact.claim_id]),
        reverse("web:submission", args=[submission.pk]),
    ]
    late = "A reply came after this was submitted."
    assert [late in words(client.get(address)) for address in pages] == [False, False]
    changes = {"reply": "Mine.", "replied_at": timezone.now()}
    change_contact(actor=editor, contact_id=contact.pk, expected_version=None, changes=changes)
    assert [late in words(client.get(address)) for address in pages] == [True, True]


def test_what_was_typed_stays_when_the_log_refuses_it(
    editor: Any, claim: Any, visit: Visit, words: Read
) -> None:
    client, address = visit(editor), reverse("web:contact-new", args=[claim.pk])
    wrong = [
        {"question": "Which count?", "whom": "Ilse Brandt"},
        {"question": "Which count?", "sent_at": "2024-03-04T10:00", "deadline": "2024-03-01T10:00"},
        {"question": "Which count?", "sent_at": "yesterday"},
    ]
    for typed in wrong:
        refused = client.post(address, typed)
        assert refused.status_code == 422, typed
        assert "Which count?" in refused.content.decode()
        assert all(value in refused.content.decode() for value in typed.values())
    assert not Contact.objects.exists()


def test_who_was_overtaken_reads_both_texts_and_keeps_the_reply_they_typed(
    editor: Any, second: Any, contact: Contact, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    form = sent(client.get(page(contact)).context["form"], reply="The ticket office’s.")
    form["replied_at"] = "2024-03-05T10:00"
    moment = timezone.now()
    change_contact(
        actor=second, contact_id=contact.pk, expected_version=None,
        changes={"reply": "The harbour’s.", "replied_at": moment, "channel": "letter"},
    )  # fmt: skip
    stale = client.post(page(contact), form)
    assert stale.status_code == 412
    shown = words(stale)
    for part in ("Somebody changed this", "harbour", "ticket office", "Take theirs"):
        assert part in shown, part
    (clash,) = [each for each in stale.context["clashes"] if each.name == "replied_at"]
    assert "".join(part.text for part in clash.mine) == "2024-03-05 10:00"
    kept = stale.context["form"]
    assert kept["reply"].value() == "The ticket office’s."
    assert kept["replied_at"].value() == "2024-03-05T10:00"
    assert kept["channel"].value() == "letter"
    assert client.post(page(contact), sent(kept) | {"theirs": "1"}).status_code == 302
    contact.refresh_from_db()
    assert contact.reply == "The harbour’s."
    assert client.post(page(contact), sent(kept)).status_code == 302
    contact.refresh_from_db()
    assert (contact.reply, contact.channel) == ("The ticket office’s.", "letter")


def test_a_contact_is_not_there_for_another_desk_and_guests_change_none(
    stranger: Any, desk: Any, join: Any, contact: Contact, visit: Visit
) -> None:
    guest = join(desk, "guest@example.org", "guest")
    for member, status in ((stranger, 404), (guest, 403)):
        client = visit(member)
        assert client.get(page(contact)).status_code == status
        assert client.post(page(contact), {"reply": "Mine."}).status_code == status
    contact.refresh_from_db()
    assert contact.reply == ""


def test_the_api_notes_a_reply_at_the_version_that_was_read(
    editor: Any, stranger: Any, contact: Contact, client_of: Callable[[Any], Any]
) -> None:
    client, address = client_of(editor), f"/api/v1/contacts/{contact.pk}/"
    read = client.get(address)
    change = {"reply": "Mine.", "replied_at": timezone.now().isoformat()}
    noted = client.patch(address, change, format="json", headers={"If-Match": read["ETag"]})
    assert (noted.status_code, noted.json()["reply"]) == (200, "Mine.")
    again = client.patch(address, change, format="json", headers={"If-Match": read["ETag"]})
    assert again.status_code == 412
    assert client_of(stranger).get(address).status_code == 404
    (row,) = client.get(f"/api/v1/claims/{contact.claim_id}/contacts/").json()["results"]
    assert row["reply"] == "Mine."
