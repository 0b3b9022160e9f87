"""Who gets in, how, and what those who do not are told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Account

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str, **more: str) -> Any:
    return client.post(reverse("web:login"), {"email": email, "password": password, **more})


def test_a_member_signs_in_and_lands_on_my_work(editor: Any, password: str) -> None:
    client = Client()
    response = sign_in(client, "Editor@Example.org", password)
    assert response.status_code == 302
    assert response["Location"] == reverse("web:my-work")
    assert client.get("/").status_code == 200


def test_a_wrong_address_and_a_wrong_password_are_refused_in_the_same_words(
    editor: Any, password: str, words: Callable[[Any], str]
) -> None:
    unknown = sign_in(Client(), "nobody@example.org", password)
    wrong = sign_in(Client(), "editor@example.org", "not the password")
    assert words(unknown) == words(wrong)
    assert "do not belong together" in words(wrong)


def test_a_refused_sign_in_keeps_the_address_and_forgets_the_password(editor: Any) -> None:
    page = sign_in(Client(), "editor@example.org", "not the password").content.decode()
    assert 'value="editor@example.org"' in page
    assert "not the password" not in page


def test_signing_in_goes_on_to_the_page_that_was_asked_for(editor: Any, password: str) -> None:
    asked = Client().get(reverse("web:articles") + "?q=ferry")
    assert asked["Location"] == "/login/?next=/articles/%3Fq%3Dferry"
    response = sign_in(Client(), "editor@example.org", password, next="/articles/?q=ferry")
    assert response["Location"] == "/articles/?q=ferry"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_signing_in_never_leads_to_another_site(editor: Any, password: str, elsewhere: str) -> None:
    response = sign_in(Client(), "editor@example.org", password, next=elsewhere)
    assert response["Location"] == reverse("web:my-work")


def test_a_form_sent_after_the_session_ended_comes_back_to_its_page(editor: Any) -> None:
    form = reverse("web:review-next")
    response = Client().post(form, headers={"referer": "http://testserver/review/"})
    assert response["Location"] == "/login/?next=http%3A//testserver/review/"
    response = Client().post(form, headers={"referer": "https://evil.example/"})
    assert response["Location"] == "/login/?next=/"


def test_an_export_list_that_asks_after_the_session_ended_is_led_to_sign_in(editor: Any) -> None:
    response = Client().get(reverse("web:export-jobs"), headers={"hx-request": "true"})
    assert response["HX-Redirect"].startswith("/login/")


def test_signing_out_ends_the_session_and_needs_a_form(
    editor: Any, visit: Callable[[Any], Client]
) -> None:
    client = visit(editor)
    assert client.get(reverse("web:logout")).status_code == 405
    assert client.post(reverse("web:logout"))["Location"] == reverse("web:login")
    assert client.get("/").status_code == 302


def test_an_account_without_a_desk_reads_that_it_has_none(
    db: None, password: str, words: Callable[[Any], str]
) -> None:
    account = Account.objects.create_user("alone@example.org", password, name="Ada Alone")
    client = Client()
    client.force_login(account)
    response = client.get("/")
    assert response.status_code == 403
    assert "no place on a desk" in words(response)


def test_a_form_without_its_token_is_refused_in_words(
    editor: Any, password: str, words: Callable[[Any], str]
) -> None:
    response = sign_in(Client(enforce_csrf_checks=True), "editor@example.org", password)
    assert response.status_code == 403
    assert "what you typed is kept" in words(response)


def test_the_membership_costs_one_query_and_only_when_asked_for(
    editor: Any, visit: Callable[[Any], Client], django_assert_num_queries: Any
) -> None:
    client = visit(editor)
    client.get("/")
    with django_assert_num_queries(0):
        Client().get(reverse("web:login"))
    with django_assert_num_queries(2) as captured:
        client.post(reverse("web:login"))  # signed in already: session, account, no membership
    assert not any("membership" in query["sql"] for query in captured.captured_queries)


def test_the_theme_of_a_browser_stands_in_the_first_byte_before_somebody_signs_in(db: None) -> None:
    client = Client()
    client.cookies["theme"] = "dark"
    assert 'data-bs-theme="dark"' in client.get(reverse("web:login")).content.decode()
    client.cookies["theme"] = '"><script>'
    assert "data-bs-theme" not in client.get(reverse("web:login")).content.decode()
