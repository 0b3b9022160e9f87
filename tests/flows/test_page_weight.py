"""The first visit to a page is light, and nothing on it moves once it stands there."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from annotations.actions.articles import add_article
from tests.flows.crawling import fill
from tests.flows.window import Window, window

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
WHOLE = 300_000
"""Bytes of a page with everything it loads, as a web server compresses them."""
LIST = 30_000
"""Bytes of the HTML of a list with 30 rows, alike."""
STILL = 0.01
LISTS = (
    "/articles/", "/claims/", "/people/", "/sources/", "/evidence/", "/verdicts/", "/reviews/",
    "/review/", "/notifications/", "/members/", "/search/?q=ferry",
)  # fmt: skip
WATCH = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) {
    if (!one.hadRecentInput) moved.push([one.value, ...one.sources.map((place) => place.node?.outerHTML?.slice(0, 80) ?? "")]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
REST = "() => document.fonts.ready.then(() => new Promise((done) => setTimeout(() => done(moved), 200)))"


@pytest.fixture
def many(editor: Any, reviewer: Any) -> dict[str, str]:
    """A desk with a page of articles, and one of everything else."""
    for number in range(30):
        text = f"Ferry number {number}\n\nThe ferry carries {number} thousand people a year, says the harbour."
        add_article(actor=editor, data=text, kind="text", url=f"https://news.example/{number}")
    filled = fill(editor=editor, reviewer=reviewer)
    return {kind: filled(kind) for kind in ("article", "claim", "item")}


def shifted(one: Window, path: str) -> Any:
    """How much moved on the page after it first stood there, and what."""
    one.open(path)
    moved = one.page.evaluate(REST)
    return moved if sum(entry[0] for entry in moved) >= STILL else []


def test_pages_are_light_and_stand_still(
    many: dict[str, str], lead: Any, chromium: Browser
) -> None:
    client = Client()
    client.force_login(lead.account)
    paths = [
        "/", *(path for path in LISTS if client.get(path).status_code == 200), "/exports/",
        f"/articles/{many['article']}/", f"/claims/{many['claim']}/", f"/review/{many['item']}/",
    ]  # fmt: skip
    heavy, moving = {}, {}
    with window(chromium, fonts=True) as one:
        one.client = client
        one.page.add_init_script(WATCH)
        for path in paths:
            for width in (1440, 390):
                one.page.set_viewport_size({"width": width, "height": 900})
                if moved := shifted(one, path):
                    moving[path, width] = moved
            if sum(one.weights.values()) > WHOLE or (path in LISTS and one.weights[path] > LIST):
                heavy[path] = one.weights.copy()
    assert heavy == {}
    assert moving == {}
