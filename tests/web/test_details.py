"""Details of an article: saved, merged with what somebody else saved meanwhile, archived."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.articles import correct_metadata
from annotations.models import AuditEvent

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]


def filled(response: Any, name: str = "details") -> dict[str, str]:
    """The fields of the form as a browser would send them."""
    body = response.content.decode()
    form = next(part for part in body.split("<form")[1:] if f"/{name}/" in part.partition(">")[0])
    form = form.partition("</form>")[0]
    fields = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in given:
            fields[given["name"]] = unescape(given.get("value", ""))
    for field, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[field] = chosen[1] if chosen else ""
    return fields


@pytest.fixture
def address(article: Any) -> str:
    return reverse("web:article-details", args=[article.pk])


def save_as(member: Any, article: Any, **changes: Any) -> None:
    article.refresh_from_db()
    correct_metadata(
        actor=member, article_id=article.pk, expected_version=article.row_version, changes=changes
    )


def test_details_are_saved_and_only_what_was_changed_is(
    editor: Any, article: Any, address: str, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    form = filled(client.get(address)) | {"byline": "Nora Lindqvist", "publisher": "The Post"}
    saved = client.post(address, form, follow=True)
    assert "The details of the article are saved" in words(saved)
    at = article.published_at
    article.refresh_from_db()
    assert (article.byline, article.publisher.name) == ("Nora Lindqvist", "The Post")
    assert article.published_at == at, "the hour is not lost to the day that the form shows"
    changed = AuditEvent.objects.get(act="article.corrected").data["fields"]
    assert changed == ["byline", "publisher"]


def test_language_and_hour_are_put_right(
    editor: Any, article: Any, address: str, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    form = filled(client.get(address))
    assert form["language"] == article.language
    right = {"language": "cy", "published_on": "2023-06-14", "published_time": "07:05"}
    assert client.post(address, form | right).status_code == 302
    article.refresh_from_db()
    assert (article.language, article.published_precision) == ("cy", "minute")
    assert article.published_at.isoformat() == "2023-06-14T05:05:00+00:00"  # five in Greenwich
    day_alone = filled(client.get(address)) | {"published_time": ""}
    assert client.post(address, day_alone).status_code == 302
    article.refresh_from_db()
    assert article.published_precision == "day"
    lone = filled(client.get(address)) | {"published_on": "", "published_time": "07:05"}
    assert "Say the day too" in words(client.post(address, lone))


def test_a_form_that_was_overtaken_shows_both_texts_and_keeps_mine(
    editor: Any, second: Any, article: Any, address: str, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    mine = filled(client.get(address)) | {"title": "Tarnholm votes on two ferries"}
    save_as(second, article, title="Tarnholm votes on no ferry", byline="Nora Lindqvist")
    stale = client.post(address, mine)
    assert stale.status_code == 412
    body = stale.content.decode()
    marked = re.findall(r'<mark class="differs">.*?</span>(.*?)<span', body)
    assert marked == ["two", "ferries", "no", "ferry"]
    assert "other words:" in body, "those who do not see the line below a word hear it"
    assert "Title was changed by somebody else while you wrote" in words(stale)
    article.refresh_from_db()
    assert article.title == "Tarnholm votes on no ferry"
    again = filled(stale)
    assert (again["title"], again["byline"]) == ("Tarnholm votes on two ferries", "Nora Lindqvist")
    assert client.post(address, again).status_code == 302, "mine is saved over it on purpose"
    article.refresh_from_db()
    assert (article.title, article.byline) == ("Tarnholm votes on two ferries", "Nora Lindqvist")


def test_theirs_may_be_taken(
    editor: Any, second: Any, article: Any, address: str, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    mine = filled(client.get(address)) | {"title": "Mine"}
    save_as(second, article, title="Theirs")
    again = filled(client.post(address, mine))
    dropped = client.post(address, again | {"theirs": "1"}, follow=True)
    assert "Your changes were dropped" in words(dropped)
    assert f'data-keep-done="details-{article.pk}"' in dropped.content.decode()
    article.refresh_from_db()
    assert article.title == "Theirs"


def test_overtaken_twice_it_asks_again(
    editor: Any, second: Any, article: Any, address: str, visit: Visit
) -> None:
    client = visit(editor)
    mine = filled(client.get(address)) | {"title": "Mine"}
    save_as(second, article, title="Theirs")
    again = filled(client.post(address, mine))
    save_as(second, article, title="Theirs once more")
    stale = client.post(address, again)
    assert (stale.status_code, filled(stale)["title"]) == (412, "Mine")
    assert "once more" in stale.content.decode()


def test_an_article_is_archived_at_the_version_seen(
    editor: Any, second: Any, article: Any, address: str, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    door = reverse("web:article-archive", args=[article.pk])
    seen = filled(client.get(address), "archive")
    save_as(second, article, byline="Nora Lindqvist")
    stale = client.post(door, seen)
    assert stale.status_code == 412
    assert "Somebody changed this" in words(stale)
    article.refresh_from_db()
    assert article.archived_at is None
    done = client.post(door, filled(stale, "archive"), follow=True)
    assert "The article was archived" in words(done)
    article.refresh_from_db()
    assert article.archived_at is not None


def test_guests_change_no_details(
    desk: Any, join: Any, article: Any, address: str, visit: Visit, words: Read
) -> None:
    guest = join(desk, "guest@example.org", "guest")
    response = visit(guest).get(address)
    assert response.status_code == 403
    assert "Guests cannot add articles" in words(response)


def test_a_page_made_for_one_account_saves_nothing_once_another_is_signed_in(
    editor: Any, second: Any, article: Any, address: str, password: str, words: Read
) -> None:
    """Another tab of the same browser signed in as somebody else meanwhile."""
    browser = Client(enforce_csrf_checks=True)

    def sent(door: str, page: Any, name: str, **typed: str) -> Any:
        return browser.post(reverse(door), filled(page, name) | typed)

    def sign_in(member: Any) -> None:
        page = browser.get(reverse("web:login"))
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
        assert token
        form = {"csrfmiddlewaretoken": token[1], "email": member.account.email}
        assert browser.post(reverse("web:login"), form | {"password": password}).status_code == 302

    sign_in(editor)
    page = browser.get(address)
    mine = filled(page) | {"title": "Mine"}
    assert sent("web:logout", page, "logout").status_code == 302
    sign_in(second)
    refused = browser.post(address, mine)
    assert refused.status_code == 403
    assert "somebody else has signed in" in words(refused)
    article.refresh_from_db()
    assert article.title != "Mine"
