"""Cursor pages: every row once, in order, both ways, for a constant number of queries."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import pytest

from annotations.actions.articles import add_article
from annotations.actions.exports import request_export
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import submit_for_review
from annotations.models import Article, Claim, QueueItem, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def nine(editor: Any) -> list[Any]:
    """Nine articles; some share a title, some share a date, some have none."""
    made = []
    for number in range(9):
        dated = (
            {"published_at": datetime(2026, 1, 1 + number % 2, tzinfo=UTC)} if number % 3 else {}
        )
        article, _new = add_article(
            actor=editor,
            data=f"Words of article {number}.",
            kind="text",
            title=f"Title {number // 2}",
            **dated,
        )
        made.append(str(article.pk))
    return made


def walk(api: Any, address: str, step: str = "next") -> list[list[str]]:
    """The ids of each page, following the links."""
    pages = []
    url: str | None = address
    while url:
        body = api.get(url.partition("/api/v1/")[2] or url).json()
        assert body.keys() == {"next", "previous", "results"}
        pages.append([row["id"] for row in body["results"]])
        url = body[step]
    return pages


ORDERINGS = ["created", "-created", "title", "published", "-published"]


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("limit", [1, 2, 4, 9, 500])
def test_every_row_comes_once_in_order(
    ordering: str, limit: int, api: Any, nine: list[str]
) -> None:
    whole = walk(api, f"articles/?ordering={ordering}")[0]
    pages = walk(api, f"articles/?ordering={ordering}&limit={limit}")
    assert list(chain.from_iterable(pages)) == whole
    assert sorted(whole) == sorted(nine)
    assert [len(page) for page in pages[:-1]] == [limit] * (len(pages) - 1)
    assert pages[-1]


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_pages_lead_back_the_way_they_came(ordering: str, api: Any, nine: list[str]) -> None:
    pages, links = [], []
    url: str | None = f"articles/?ordering={ordering}&limit=4"
    while url:
        body = api.get(url.partition("/api/v1/")[2] or url).json()
        pages.append([row["id"] for row in body["results"]])
        links.append(body["previous"])
        url = body["next"]
    assert links[0] is None
    assert walk(api, links[-1], "previous") == pages[-2::-1]


def test_rows_without_a_date_come_last_whichever_way(api: Any, nine: list[str]) -> None:
    for ordering in ("published", "-published"):
        dates = [
            row["published_at"]
            for row in api.get(f"articles/?ordering={ordering}").json()["results"]
        ]
        assert dates[-3:] == [None] * 3
        assert None not in dates[:-3]


def test_a_row_added_meanwhile_moves_nothing(api: Any, editor: Any, nine: list[str]) -> None:
    first = api.get("articles/?limit=4").json()
    add_article(actor=editor, data="News of the hour.", kind="text")
    second = api.get(first["next"].partition("/api/v1/")[2]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == nine[::-1][:8]


def test_a_cursor_holds_for_its_ordering_only(api: Any, nine: list[str]) -> None:
    link = api.get("articles/?limit=4&ordering=title").json()["next"]
    address = link.partition("/api/v1/")[2].replace("ordering=title", "ordering=created")
    assert api.send("get", address).json()["errors"].keys() == {"cursor"}


def test_a_cursor_whose_rows_are_gone_is_an_empty_page(api: Any, nine: list[str]) -> None:
    link = api.get("articles/?limit=8&status=new").json()["next"]
    Article.objects.update(archived_at=datetime(2026, 2, 1, tzinfo=UTC))
    body = api.get(link.partition("/api/v1/")[2]).json()
    assert (body["results"], body["next"]) == ([], None)


def test_a_page_has_fifty_rows_and_never_more_than_five_hundred(
    api: Any, editor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.api.pagination.MAX_LIMIT", 3)
    monkeypatch.setattr("annotations.api.pagination.DEFAULT_LIMIT", 2)
    for number in range(4):
        request_export(actor=editor, format="csv", filters={"since": f"2026-01-0{number + 1}"})
    assert len(api.get("exports/").json()["results"]) == 2
    assert len(api.get("exports/?limit=400").json()["results"]) == 3


def test_lists_cost_the_same_for_two_rows_and_for_twenty(
    api: Any,
    editor: Any,
    article: Any,
    many_claims: Callable[[int], None],
    queries_of: Callable[[Callable[[], Any]], int],
) -> None:
    def grow(count: int) -> None:
        many_claims(count)
        for number in range(count):
            words = f"Words {Article.objects.count()} {number}."
            add_article(actor=editor, data=words, kind="text", publisher=f"Outlet {words}")
            request_export(actor=editor, format="csv", filters={})
        for verdict in Verdict.objects.filter(state="draft"):
            submit_for_review(actor=editor, verdict_id=verdict.pk)
        fill_review_queue()

    addresses = [
        "articles/", "claims/", f"articles/{article.pk}/claims/", f"articles/{article.pk}/changes/?since=0",
        f"articles/{article.pk}/annotations/", "exports/", "queues/", "queues/review/items/", "ratings/", "me/",
    ]  # fmt: skip
    grow(2)
    few = {address: queries_of(lambda address=address: api.get(address)) for address in addresses}
    grow(18)
    assert (Claim.objects.count(), QueueItem.objects.count()) == (20, 20)
    many = {address: queries_of(lambda address=address: api.get(address)) for address in addresses}
    assert many == few
    assert max(few.values()) <= 20
