"""Finding articles, bringing them in, and the page of the workbench."""

import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from annotations.actions.articles import add_article, archive_article
from annotations.models import Article

pytestmark = pytest.mark.django_db
Visit = Callable[[Any], Client]
Read = Callable[[Any], str]

TRICKY = """Tricky & <b>bold</b> words

  First line of two
second line with 🚢 and e\u0301

العبّارة حملت ٤١٢ ألف راكب

&amp; the end"""


class TextOf(HTMLParser):
    """The `textContent` of the element with the given test id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth or ("data-testid", "article-text") in attrs:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.parts.append(data)


def text_content(response: Any) -> str:
    parser = TextOf()
    parser.feed(response.content.decode())
    return "".join(parser.parts)


def island_data(response: Any) -> dict[str, Any]:
    body = response.content.decode()
    block = re.search(r'<script id="workbench-data"[^>]*>(.*?)</script>', body, re.DOTALL)
    assert block is not None
    found: dict[str, Any] = json.loads(block[1])
    return found


def test_an_empty_desk_is_told_how_to_begin(editor: Any, visit: Visit, words: Read) -> None:
    page = words(visit(editor).get(reverse("web:articles")))
    assert "No article yet" in page
    assert "Import the first article" in page


def test_the_list_finds_by_title_and_says_when_nothing_matches(
    editor: Any, article: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    assert article.title in words(client.get(reverse("web:articles"), {"q": "second ferry"}))
    nothing = words(client.get(reverse("web:articles"), {"q": "submarine"}))
    assert article.title not in nothing
    assert "Nothing matches" in nothing


def test_the_list_shows_archived_articles_when_asked_for_them(
    editor: Any, article: Any, visit: Visit, words: Read
) -> None:
    archive_article(actor=editor, article_id=article.pk, expected_version=None)
    client = visit(editor)
    assert article.title not in words(client.get(reverse("web:articles")))
    assert article.title in words(client.get(reverse("web:articles"), {"status": "archived"}))


def test_an_unknown_filter_is_refused_beside_its_field(
    editor: Any, article: Any, visit: Visit, words: Read
) -> None:
    client = visit(editor)
    response = client.get(reverse("web:articles"), {"status": "odd", "added_since": "soon"})
    assert response.status_code == 422
    page = words(response)
    assert "One of the filters cannot be read" in page
    assert "odd is not one of the available choices" in page
    assert "Enter a valid date" in page
    assert article.title not in page
    odd = client.get(reverse("web:articles"), {"cursor": "odd", "utm": "x", "page": "7"})
    assert article.title in words(odd)


def test_the_list_costs_the_same_for_two_and_for_twenty(
    editor: Any, visit: Visit, cost: Callable[[Client, str], int]
) -> None:
    client = visit(editor)
    for n in range(2):
        add_article(actor=editor, data=f"Text {n}", publisher=f"Paper {n}")
    few = cost(client, reverse("web:articles"))
    for n in range(2, 20):
        add_article(actor=editor, data=f"Text {n}", publisher=f"Paper {n}")
    assert cost(client, reverse("web:articles")) == few


def test_the_list_goes_on_by_pages_and_keeps_the_filter(
    editor: Any, visit: Visit, words: Read
) -> None:
    for n in range(27):
        add_article(actor=editor, data=f"Ferry text {n}", title=f"Ferry {n:02}")
    client = visit(editor)
    first = client.get(reverse("web:articles"), {"ordering": "title", "q": "ferry"})
    assert "27 match" in words(first)
    link = re.search(r'rel="next"[^>]* href="([^"]*)"', first.content.decode())
    assert link is not None
    assert link[1].startswith("?q=ferry&amp;ordering=title&amp;cursor=")
    second = client.get(reverse("web:articles") + html.unescape(link[1]))
    assert "Ferry 26" in words(second)
    assert "Ferry 24" not in words(second)
    back = re.search(r'rel="prev"[^>]* href="([^"]*)"', second.content.decode())
    assert back is not None
    assert "Ferry 00" in words(client.get(reverse("web:articles") + html.unescape(back[1])))


def test_filters_that_hold_are_named_with_a_way_to_drop_each(
    editor: Any, article: Any, visit: Visit
) -> None:
    asked = {"has_claims": "no", "publisher": "tarnholm", "q": "ferry", "ordering": "title"}
    page = visit(editor).get(reverse("web:articles"), asked).content.decode()
    for href in (
        "publisher=tarnholm&amp;has_claims=no",
        "q=ferry&amp;has_claims=no",
        "q=ferry&amp;publisher=tarnholm",
    ):
        assert f'href="?{href}&amp;ordering=title"' in page
    assert "Has claims: No" in page


def test_pasted_text_becomes_an_article_and_opens(editor: Any, visit: Visit, words: Read) -> None:
    fields = {
        "text": "A first line\r\n\r\nA second one",
        "title": "Mine",
        "publisher": "The Post",
        "url": "https://post.example/a",
        "published_on": "2024-03-02",
    }
    client = visit(editor)
    response = client.post(reverse("web:article-import"), fields)
    article = Article.objects.get(title="Mine")
    assert response["Location"] == reverse("web:article", args=[article.pk]) + "?imported"
    assert article.revisions.get().snapshot.file.read() == b"A first line\n\nA second one"
    assert article.publisher is not None
    assert article.publisher.name == "The Post"
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-03-01T23:00:00+00:00"  # midnight of the desk
    assert article.published_precision == "day"
    page = client.get(response["Location"])
    assert "The article is in" in words(page)
    assert "What was recognised" in words(page)
    assert 'data-keep-done="import"' in page.content.decode()


def test_pasted_html_and_files_become_articles(editor: Any, visit: Visit) -> None:
    client = visit(editor)
    page = "<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>{}</p></article>"
    html = page.format("It sails at nine, said the harbour master on Monday. " * 5)
    address = reverse("web:article-import")
    assert client.post(f"{address}?from=html", {"html": html}).status_code == 302
    upload = SimpleUploadedFile("speech.txt", b"It was said in the town hall.", "text/plain")
    assert client.post(f"{address}?from=file", {"file": upload}).status_code == 302
    texts = [article.revisions.get().text for article in Article.objects.order_by("id")]
    assert "It sails at nine" in texts[0]
    assert texts[1] == "It was said in the town hall."


def test_the_same_text_leads_to_the_article_that_is_there(
    editor: Any, article: Any, visit: Visit, words: Read
) -> None:
    raw = article.revisions.get().snapshot.file.read().decode()
    client = visit(editor)
    response = client.post(
        reverse("web:article-import"), {"text": raw, "url": article.url}, follow=True
    )
    assert response.redirect_chain[-1][0] == reverse("web:article", args=[article.pk])
    assert "on the desk already" in words(response)
    assert Article.objects.count() == 1


def test_a_refused_import_keeps_what_was_typed_and_says_why(
    editor: Any, visit: Visit, words: Read
) -> None:
    fields = {"text": " \n ", "title": "Kept title", "publisher": "Kept paper"}
    response = visit(editor).post(reverse("web:article-import"), fields)
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="Kept title"' in page
    assert 'value="Kept paper"' in page
    assert "No article was found in this text" in words(response)
    odd = visit(editor).post(reverse("web:article-import"), {"text": "Kept text", "url": "no url"})
    assert "Kept text" in odd.content.decode()
    assert 'aria-invalid="true"' in odd.content.decode()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("text", "Paste the article here."),
        ("html", "Paste the page here."),
        ("file", "Choose one here."),
    ],
)
def test_an_empty_import_says_what_to_bring(
    editor: Any, visit: Visit, words: Read, source: str, told: str
) -> None:
    response = visit(editor).post(f"{reverse('web:article-import')}?from={source}", {})
    assert response.status_code == 422
    assert told in words(response)


def test_guests_are_told_why_they_cannot_import(
    desk: Any, join: Callable[..., Any], visit: Visit, words: Read
) -> None:
    guest = join(desk, "guest@example.org", "guest")
    response = visit(guest).get(reverse("web:article-import"))
    assert response.status_code == 403
    assert "Ask an editor" in words(response)
    assert "Import an article" not in words(visit(guest).get(reverse("web:articles")))


@pytest.mark.parametrize("raw", [TRICKY, "One line", "A\n\n\n\nB\n\nC"])
def test_the_text_on_the_page_is_the_text_of_the_revision(
    editor: Any, visit: Visit, raw: str
) -> None:
    article, _new = add_article(actor=editor, data=raw, kind="text", title="Tricky")
    response = visit(editor).get(reverse("web:article", args=[article.pk]))
    assert text_content(response) == article.revisions.get().text


def test_the_text_of_a_scraped_page_is_the_text_of_the_revision(
    editor: Any, article: Any, visit: Visit
) -> None:
    response = visit(editor).get(reverse("web:article", args=[article.pk]))
    assert text_content(response) == article.revisions.get().text
    assert f'data-revision="{article.revisions.get().pk}"' in response.content.decode()


def test_the_workbench_brings_the_island_what_it_needs(
    editor: Any, article: Any, claim: Any, visit: Visit
) -> None:
    response = visit(editor).get(reverse("web:article", args=[article.pk]))
    data = island_data(response)
    assert [row["id"] for row in data["results"]] == [str(claim.pk)]
    assert data["counter"] > 0
    assert ["quantity", "Number or amount"] in data["kinds"]
    assert any(scale["is_default"] for scale in data["ratings"])
    body = response.content.decode()
    assert 'data-may="edit submit"' in body
    assert f'data-account="{editor.account_id}"' in body


def test_a_script_in_a_claim_cannot_leave_the_data_of_the_island(
    editor: Any, article: Any, submit: Callable[..., Any], visit: Visit
) -> None:
    submit(editor, article, 0, statement="</script><script>alert(1)</script>")
    response = visit(editor).get(reverse("web:article", args=[article.pk]))
    assert "<script>alert" not in response.content.decode()
    assert island_data(response)["results"][0]["statement"].startswith("</script>")


def test_the_workbench_reads_without_scripts(
    editor: Any, article: Any, claim: Any, visit: Visit, words: Read
) -> None:
    response = visit(editor).get(reverse("web:article", args=[article.pk]))
    anchor = claim.occurrences.get().anchors.get()
    card = f'data-testid="claim-card" data-claim="{claim.pk}" data-start="{anchor.start}" data-end="{anchor.end}"'
    assert card in response.content.decode()
    assert "1 claim" in words(response)


def test_the_workbench_costs_the_same_for_two_claims_and_for_twenty(
    editor: Any,
    article: Any,
    submit: Callable[..., Any],
    visit: Visit,
    cost: Callable[[Client, str], int],
) -> None:
    client = visit(editor)
    address = reverse("web:article", args=[article.pk])
    for n in range(2):
        submit(editor, article, n)
    few = cost(client, address)
    for n in range(2, 20):
        submit(editor, article, n)
    assert cost(client, address) == few


def test_another_desks_article_is_not_there(stranger: Any, article: Any, visit: Visit) -> None:
    response = visit(stranger).get(reverse("web:article", args=[article.pk]))
    assert response.status_code == 404
    assert article.title not in response.content.decode()


def test_a_time_whose_zone_was_not_given_says_so(client: Any, editor: Any, article: Any) -> None:
    client.force_login(editor.account)
    page = client.get(f"/articles/{article.pk}/").content.decode()
    assert "(time zone assumed)" in page
