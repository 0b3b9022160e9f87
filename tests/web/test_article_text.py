"""The text of an article is put right on a page of its own, until a claim quotes it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.articles import add_article, correct_text
from annotations.actions.claims import highlight_claim
from annotations.intake import around, furniture, html, plain, scraped_rules
from annotations.web.left_out import RULES
from tests.conftest import SCRAPED

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]


@pytest.fixture
def address(article: Any) -> str:
    return reverse("web:article-text", args=[article.pk])


def shown(response: Any) -> dict[str, str]:
    form = response.context["form"]
    return {name: str(form[name].value()) for name in ("version", "text")} | {
        "initial-text": str(form["text"].initial or form["text"].value())
    }


def test_text_is_corrected_and_the_workbench_shows_it(
    editor: Any, article: Any, address: str, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    form = shown(client.get(address))
    assert form["text"].startswith("The council of Tarnholm will decide")
    form["text"] = "# Winter ferry\n\n" + form["text"].replace("Monday", "Tuesday")
    saved = client.post(address, {**form, "text": form["text"].replace("\n", "\r\n")}, follow=True)
    assert "The text of the article is saved" in words(saved)
    assert "will decide on Tuesday" in words(saved)
    assert "Revision 2" in words(saved)
    kinds = article.revisions.get(number=2).blocks.values_list("kind", flat=True)
    assert list(kinds) == ["heading", *["paragraph"] * 3]
    assert f'data-keep-done="text-{article.pk}"' in saved.content.decode()


def test_overtaken_it_shows_both_texts_and_keeps_mine(
    editor: Any, second: Any, article: Any, address: str, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    mine = shown(client.get(address))
    theirs = mine["text"].replace("Monday", "Friday")
    correct_text(actor=second, article_id=article.pk, expected_version=1, text=theirs)
    stale = client.post(address, {**mine, "text": mine["text"].replace("Monday", "Tuesday")})
    assert stale.status_code == 412
    assert "Text of the article was changed by somebody else" in words(stale)
    again = shown(stale)
    assert "Tuesday" in again["text"]
    assert client.post(address, again).status_code == 302
    assert "Tuesday" in article.revisions.first().text
    assert article.revisions.count() == 3


def test_once_a_claim_quotes_it_the_page_says_why_it_stays(
    editor: Any, claim: Any, article: Any, address: str, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    page = client.get(address)
    assert "Claims quote this text, so it stays" in words(page)
    refused = client.post(address, {**shown(page), "text": "Typed in vain."})
    assert refused.status_code == 422
    assert "Claims quote this text" in words(refused)
    assert shown(refused)["text"] == "Typed in vain.", "what was typed is kept"
    details = client.get(reverse("web:article-details", args=[article.pk]))
    assert "Claims quote this text" in words(details)


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_an_empty_text_is_refused(
    editor: Any, address: str, visit: Visit, words: Read, text: str
) -> None:
    client = visit(editor)
    refused = client.post(address, {**shown(client.get(address)), "text": text})
    assert refused.status_code == 422
    assert "Write at least one paragraph" in words(refused)


def test_the_details_show_what_was_left_out_and_by_which_rule(
    editor: Any, article: Any, visit: Visit, words: Read
) -> None:
    page = words(visit(editor).get(reverse("web:article-details", args=[article.pk])))
    assert "Left out of the text (2 lines)" in page
    assert "Names of icons, run together icon bookmark-bicon bookmarkicon" in page
    assert "Date 3 Mar, 2024 09:15" in page


def test_every_rule_has_a_name_in_words() -> None:
    rules = {
        rule.name for rule in (*scraped_rules.ANYWHERE, *scraped_rules.HEAD, *scraped_rules.TAIL)
    }
    assert rules <= set(RULES)
    sources = "".join(
        module.__loader__.get_source(module.__name__) for module in (around, furniture, plain, html)
    )
    assert [rule for rule in RULES if rule not in rules and f'"{rule}"' not in sources] == []


def test_another_desk_finds_no_such_text(stranger: Any, address: str, visit: Visit) -> None:
    assert visit(stranger).get(address).status_code == 404


def test_what_was_corrected_stays_when_the_same_comes_in_again(editor: Any, article: Any) -> None:
    correct_text(actor=editor, article_id=article.pk, expected_version=1, text="Put right.")
    again, new = add_article(
        actor=editor, data=SCRAPED, kind="text", url="https://news.example/ferry"
    )
    assert (again.pk, new) == (article.pk, False)
    assert again.revisions.first().text == "Put right."
    highlight_claim(actor=editor, article_id=article.pk, start=0, end=3)
