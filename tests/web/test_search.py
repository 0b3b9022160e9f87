"""One field for the whole desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from annotations.actions.claims import highlight_claim

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]


@pytest.fixture
def said(editor: Any, article: Any) -> Any:
    fields = {"statement": "The <b>council</b> built it.", "speaker": "Ottilie Brandvold"}
    return highlight_claim(actor=editor, article_id=article.pk, start=4, end=11, fields=fields)


def test_hits_of_every_kind_come_with_the_words_around_them(
    editor: Any, article: Any, said: Any, visit: Visit, words: Read
) -> None:
    response = visit(editor).get(reverse("web:search"), {"q": "council"})
    page = response.content.decode()
    assert reverse("web:article", args=[article.pk]) in page
    assert reverse("web:claim", args=[said.pk]) in page
    assert "<mark>council</mark>" in page
    assert "<b>council</b>" not in page
    assert "Articles 1" in words(response)


def test_a_name_that_is_nearly_right_is_offered(
    editor: Any, said: Any, visit: Visit, words: Read
) -> None:
    page = words(visit(editor).get(reverse("web:search"), {"q": "Brandwold"}))
    assert "nearly" in page
    assert "Ottilie Brandvold" in page


def test_nothing_asked_and_nothing_found_say_what_to_do(
    editor: Any, said: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    assert "What are you looking for" in words(client.get(reverse("web:search")))
    for q in ("zzzzzz", "\x00", "'; --", "!!!"):
        response = client.get(reverse("web:search"), {"q": q})
        assert response.status_code == 200
    assert "Nothing was found" in words(client.get(reverse("web:search"), {"q": "zzzzzz"}))


def test_another_desk_finds_nothing(stranger: Any, said: Any, visit: Visit, words: Read) -> None:
    for q in ("council", "Brandwold"):
        page = words(visit(stranger).get(reverse("web:search"), {"q": q}))
        assert "Nothing was found" in page
