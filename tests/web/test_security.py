"""One's own account: sessions that can be ended, tokens that can be made and revoked, passwords."""

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

from annotations.actions.mails import deliver_mail
from annotations.models import ApiToken, BrowserSession, Mail

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEW = "eleven grey herons at noon"


def signed_in(email: str, password: str, **headers: str) -> Client:
    client = Client(REMOTE_ADDR="198.51.100.77", headers=headers)
    form = {"email": email, "password": password}
    assert client.post(reverse("web:login"), form).status_code == 302
    return client


def linked(kind: str = "") -> str:
    """The address in the last mail, after it was delivered."""
    deliver_mail(mail_id=Mail.objects.latest("id").pk)
    found = re.search(r"http://\S+(/password/link/\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_the_list_of_sign_ins_names_browser_network_and_this_one(
    editor: Any, password: str, words: Callable[[Any], str]
) -> None:
    client = signed_in("editor@example.org", password, **{"User-Agent": FIREFOX})
    Client().force_login(editor.account)
    page = words(client.get(reverse("web:settings-security")))
    assert "Firefox · Linux · this one" in page
    assert "198.51.100.0/24" in page
    assert "198.51.100.77" not in page
    assert "Unknown browser" in page


def test_a_chrome_without_a_window_is_a_chrome(
    editor: Any, password: str, words: Callable[[Any], str]
) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64) (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36"
    client = signed_in("editor@example.org", password, **{"User-Agent": agent})
    assert "Chrome · Linux" in words(client.get(reverse("web:settings-security")))


def test_the_cookie_of_a_session_stands_in_no_table(editor: Any, password: str) -> None:
    client = signed_in("editor@example.org", password)
    key = client.cookies["sessionid"].value
    row = BrowserSession.objects.get()
    assert key not in str(vars(row))


def test_signing_in_changes_the_cookie_and_signing_out_ends_the_row(
    editor: Any, password: str
) -> None:
    client = Client()
    client.cookies["sessionid"] = "planted" * 4
    client.post(reverse("web:login"), {"email": "editor@example.org", "password": password})
    key = client.cookies["sessionid"].value
    assert key != "planted" * 4
    client.post(reverse("web:logout"))
    assert not BrowserSession.objects.exists()
    client.cookies["sessionid"] = key
    assert client.get("/").status_code == 302


def test_another_browser_is_signed_out_at_once(editor: Any, password: str) -> None:
    mine, other = [signed_in("editor@example.org", password) for _ in range(2)]
    theirs = BrowserSession.objects.for_key(other.cookies["sessionid"].value).get()
    mine.post(reverse("web:session-end", args=[theirs.pk]))
    assert other.get("/").status_code == 302
    assert mine.get("/").status_code == 200
    here = BrowserSession.objects.get()
    ended = mine.post(reverse("web:session-end", args=[here.pk]))
    assert ended["Location"] == reverse("web:login")


def test_everywhere_else_is_signed_out_and_nobody_elses_session_is(
    editor: Any, second: Any, password: str
) -> None:
    mine, other = [signed_in("editor@example.org", password) for _ in range(2)]
    neighbour = signed_in("second@example.org", password)
    mine.post(reverse("web:sessions-end"))
    assert [client.get("/").status_code for client in (mine, other, neighbour)] == [200, 302, 200]
    theirs = BrowserSession.objects.get(account=second.account)
    assert mine.post(reverse("web:session-end", args=[theirs.pk])).status_code == 404


def test_a_session_ends_when_it_is_idle_and_when_it_is_old(editor: Any, password: str) -> None:
    start = timezone.now()
    idle = signed_in("editor@example.org", password)
    with time_machine.travel(start + timedelta(days=3, minutes=1)):
        assert idle.get("/").status_code == 302
    used = signed_in("editor@example.org", password)
    for day in range(2, 14, 2):
        with time_machine.travel(start + timedelta(days=day)):
            assert used.get("/").status_code == 200, day
    with time_machine.travel(start + timedelta(days=14, minutes=1)):
        assert used.get("/").status_code == 302, "used all the time, but old"


def test_a_token_is_shown_once_and_does_what_was_chosen(
    editor: Any, visit: Callable[[Any], Client], words: Callable[[Any], str]
) -> None:
    client = visit(editor)
    form = {"name": "nightly import", "scopes": ["read"], "days": "30"}
    made = client.post(reverse("web:token-new"), form)
    secret = re.search(r'id="secret" value="([^"]+)"', made.content.decode())
    assert secret is not None
    header = {"Authorization": f"Token {secret[1]}"}
    assert Client().get("/api/v1/me/", headers=header).status_code == 200
    assert Client().post("/api/v1/queues/review/next/", headers=header).status_code == 403
    listed = client.get(reverse("web:settings-tokens"))
    assert "nightly import" in words(listed)
    assert secret[1] not in listed.content.decode()
    client.post(reverse("web:token-revoke", args=[ApiToken.objects.get().pk]))
    assert Client().get("/api/v1/me/", headers=header).status_code == 401


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(
    editor: Any, password: str
) -> None:
    mine, other = [signed_in("editor@example.org", password) for _ in range(2)]
    key = mine.cookies["sessionid"].value
    wrong = mine.post(reverse("web:password-change"), {"current": "no", "password": NEW})
    assert wrong.status_code == 422
    mine.post(reverse("web:password-change"), {"current": password, "password": NEW})
    assert mine.get("/").status_code == 200
    assert mine.cookies["sessionid"].value != key
    assert other.get("/").status_code == 302
    signed_in("editor@example.org", NEW)
    deliver_mail(mail_id=Mail.objects.get().pk)
    assert "was changed" in mail.outbox[0].body


@pytest.mark.parametrize("weak", ["short", "eleven char", "editor@example.org", "qwerty123456"])
def test_a_weak_password_is_refused_with_the_reason(weak: str, editor: Any, password: str) -> None:
    client = signed_in("editor@example.org", password)
    form = {"current": password, "password": weak}
    refused = client.post(reverse("web:password-change"), form)
    assert refused.status_code == 422
    assert "invalid-feedback" in refused.content.decode()
    signed_in("editor@example.org", password)


def test_a_forgotten_password_is_set_by_a_link_that_works_once(editor: Any, password: str) -> None:
    before = signed_in("editor@example.org", password)
    asked = Client().post(reverse("web:password-forgotten"), {"email": "Editor@example.org"})
    assert asked.status_code == 200
    link, mine = linked(), Client()
    assert mine.get(link).status_code == 200
    assert mine.get(link).status_code == 200, "looking at it uses nothing up"
    assert mine.post(link, {"password": NEW})["Location"] == "/"
    assert mine.get("/").status_code == 200
    assert before.get("/").status_code == 302, "all older sessions are ended"
    gone = Client().post(link, {"password": "another long password"})
    assert gone.status_code == 410
    signed_in("editor@example.org", NEW)


def test_a_link_is_too_old_after_an_hour_and_dies_with_the_next_sign_in(
    editor: Any, password: str
) -> None:
    Client().post(reverse("web:password-forgotten"), {"email": "editor@example.org"})
    link = linked()
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert Client().get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert Client().get(link).status_code == 410
    signed_in("editor@example.org", password)
    assert Client().get(link).status_code == 410
    assert Client().get(link[:-3] + "xxx/").status_code == 410


def test_the_answer_does_not_tell_whether_an_address_is_somebodys(
    editor: Any, words: Callable[[Any], str]
) -> None:
    said = [
        words(Client().post(reverse("web:password-forgotten"), {"email": email})).replace(
            email, "X"
        )
        for email in ("editor@example.org", "nobody@example.org")
    ]
    assert said[0] == said[1]
    assert Mail.objects.count() == 2


def test_asking_for_links_again_and_again_is_refused_for_a_while(editor: Any) -> None:
    form = {"email": "editor@example.org"}
    answers = [Client().post(reverse("web:password-forgotten"), form) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert Mail.objects.count() == 3


def test_an_invited_person_sets_a_password_and_is_in(
    lead: Any, visit: Callable[[Any], Client], words: Callable[[Any], str]
) -> None:
    form = {"name": "Nia New", "email": "nia@example.org", "role": "editor", "scope": ""}
    visit(lead).post(reverse("web:member-invite"), form)
    link, mine = linked(), Client()
    assert "Welcome, Nia New" in words(mine.get(link))
    assert mine.post(link, {"password": NEW}).status_code == 302
    assert mine.get("/").status_code == 200
    assert Client().get(link).status_code == 410


def test_a_member_leaves_by_the_page_and_the_last_lead_does_not(
    lead: Any, editor: Any, visit: Callable[[Any], Client], words: Callable[[Any], str]
) -> None:
    client = visit(editor)
    assert client.post(reverse("web:desk-leave"))["Location"] == reverse("web:login")
    assert client.get("/").status_code == 302
    stays = visit(lead)
    page = stays.post(reverse("web:desk-leave"), follow=True)
    assert "without a lead" in words(page)


def test_leads_see_and_change_the_members_and_others_do_not(
    lead: Any, editor: Any, visit: Callable[[Any], Client], words: Callable[[Any], str]
) -> None:
    client = visit(lead)
    assert "Edda Lund" in words(client.get(reverse("web:members")))
    one = reverse("web:member", args=[editor.pk])
    client.post(one, {"role": "reviewer", "version": "1"})
    editor.refresh_from_db()
    assert editor.role == "reviewer"
    stale = client.post(one, {"role": "guest", "version": "1"})
    assert stale.status_code == 422
    client.post(reverse("web:member-end", args=[editor.pk]), {"last_day": ""})
    client.get("/")  # which tells that it has ended
    assert "Edda Lund" not in words(client.get(reverse("web:members")))
    assert visit(lead).get(reverse("web:members")).status_code == 200


def test_the_console_is_entered_by_the_one_page_and_by_operators_only(
    editor: Any, visit: Callable[[Any], Client]
) -> None:
    asked = Client().get("/admin/", follow=False)
    led = Client().get(asked["Location"])
    assert led["Location"].startswith(reverse("web:login"))
    assert Client().post("/admin/login/", {"username": "a", "password": "b"}).status_code == 405
    assert visit(editor).get("/admin/", follow=True).status_code == 403
