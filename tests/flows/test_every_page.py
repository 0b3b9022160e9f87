"""Every page of the resolver, as it is shown to an editor, a reviewer and a lead: nobody meets a barrier on it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import Browser

from annotations.actions.claims import reword_claim
from annotations.models import QueueItem
from tests.flows.conftest import AXE
from tests.flows.crawling import Filled, fill, routes
from tests.flows.test_crawl import LIVE, path_of
from tests.flows.window import Kept, Window, likeness, window

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
LOOKS = [(1440, "light"), (390, "dark"), (1440, "dark"), (390, "light")]
NOT_OURS = ("api/", "admin/", "metrics", "healthz", "readyz", "parts")
FORM = re.compile(r'<form[^>]*method="post"[^>]*>', re.IGNORECASE)
ACTION = re.compile(r'\saction="')
BARRIERS = """async () => {
  const found = await axe.run({ resultTypes: ["violations"], elementRef: false });
  return found.violations.map((one) => [one.id, one.nodes.slice(0, 4).map((node) => node.html.slice(0, 160))]);
}"""
# What axe does not ask: names of pages, room under a finger, and lines that run out of the window.
FLAWS = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".visually-hidden, [data-overlay]");
  const told = [];
  const [name] = document.title.split(" · ");
  if (!name.trim() || document.title.trim().startsWith("·")) told.push("no name: " + document.title);
  if (!document.documentElement.lang) told.push("no language");
  if (document.querySelectorAll("h1").length !== 1) told.push("not one h1");
  const skip = document.querySelector("a[href='#main']");
  if (skip && !document.getElementById("main")) told.push("the skip link leads nowhere");
  if (document.documentElement.scrollWidth > innerWidth) told.push("wider than the window");
  if (matchMedia("(pointer: coarse)").matches) {
    const acts = "button, .btn, select, summary, textarea, input:not([type=hidden]), nav a, [role=tab]";
    for (const one of document.querySelectorAll(acts)) {
      if (!seen(one)) continue;
      const box = (one.closest("label") ?? one).getBoundingClientRect();
      const row = one.closest(".form-check")?.getBoundingClientRect();
      if (Math.max(box.height, row?.height ?? 0) < 43.5) told.push(`${Math.round(box.height)} px: ${one.outerHTML.slice(0, 140)}`);
    }
  }
  return told.slice(0, 5);
}"""


def addresses(filled: Filled) -> list[str]:
    """Every address that is a page of ours."""
    ours = (
        one for one in routes() if not one.pattern.startswith(NOT_OURS) and one.pattern not in LIVE
    )
    return [path_of(route, filled) for route in ours]


def pages(client: Client, paths: list[str]) -> Iterator[tuple[str, Kept]]:
    """The pages among these addresses, as this client is answered."""
    for path in paths:
        answer: Any = client.get(path)
        page = "text/html" in answer.get("Content-Type", "") and not answer.streaming
        if page and b"<html" in answer.content:
            yield path, Kept(answer.status_code, answer.content)


def refused_forms(client: Client, shown: list[tuple[str, Kept]]) -> Iterator[tuple[str, Kept]]:
    """Every form that posts to its own address, sent empty. Whatever it did is undone."""
    for path, page in shown:
        tags = FORM.findall(page.body.decode())
        if not any(not ACTION.search(tag) or f'action="{path}"' in tag for tag in tags):
            continue
        another = Client()
        another.cookies = deepcopy(client.cookies)  # some forms sign out
        with transaction.atomic():
            answer: Any = another.post(path)
            transaction.set_rollback(True)
        if answer.status_code >= 400:
            yield f"{path}?refused", Kept(answer.status_code, answer.content)


def errors(client: Client, filled: Filled, editor: Any) -> Iterator[tuple[str, Kept]]:
    """The pages of what went wrong."""
    for name in ("400", "403", "500", "503"):
        page = render_to_string(f"{name}.html", {"number": "7f3a"})
        yield f"/{name}", Kept(int(name), page.encode())
    yield "/csrf", Kept(403, render_to_string("errors/csrf.html").encode())
    stranger = Client()
    wrong = {"email": "nobody@example.org", "password": "wrong"}
    read = QueueItem.objects.get(pk=filled("item")).round.submission_id
    decision = {"outcome": "approve", "submission": str(read)}
    changes = {"statement": "Other words, while the reviewer was reading."}
    reword_claim(actor=editor, claim_id=filled("claim"), expected_version=None, changes=changes)
    answers: list[tuple[int, Any]] = [
        (404, client.get("/nowhere/")),
        (412, client.post(f"/review/{filled('item')}/", decision)),
        (413, client.post("/articles/import/", CONTENT_LENGTH=str(10**9))),
        (429, [stranger.post("/login/", wrong) for _ in range(12)][-1]),
    ]
    for status, answer in answers:
        assert answer.status_code == status
        yield f"/{status}", Kept(status, answer.content)


class Barriers:
    """Looks at pages in one window, in the looks given: width and scheme."""

    def __init__(self, one: Window, looks: list[tuple[int, str]]) -> None:
        self.window = one
        self.looks = looks
        self.script = AXE.read_text()
        self.found: list[Any] = []
        self.seen: set[bytes] = set()

    def look(self, path: str, kept: Kept, client: Client) -> None:
        """Note what stands in the way on this page, unless the same page was seen before."""
        if likeness(kept.body) in self.seen:
            return
        self.seen.add(likeness(kept.body))
        self.window.client = client
        self.window.show(path, kept)
        self.window.page.evaluate(self.script)
        self.check(path)

    def check(self, path: str) -> None:
        """What axe finds, and what we ask, of the page as it stands in every look."""
        page = self.window.page
        for width, scheme in self.looks:
            page.set_viewport_size({"width": width, "height": 1000})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            barriers = page.evaluate(BARRIERS) + page.evaluate(FLAWS)
            if barriers:
                self.found.append((path, width, scheme, barriers))

    def look_into(self, menu: str) -> None:
        """The menu, opened over the page that is shown."""
        self.window.page.evaluate("(id) => document.getElementById(id).showPopover()", menu)
        self.check(menu)
        self.window.page.evaluate("(id) => document.getElementById(id).hidePopover()", menu)

    def skip(self, other: Any, paths: list[str]) -> None:
        """Leave out what another role is shown alike: it is looked at there."""
        client = Client()
        client.force_login(other.account)
        self.seen.update(likeness(kept.body) for _path, kept in pages(client, paths))


@pytest.mark.parametrize("role", ["editor", "reviewer", "lead"])
def test_no_page_has_a_barrier(
    role: str, request: pytest.FixtureRequest, editor: Any, reviewer: Any, chromium: Browser
) -> None:
    """Wide and narrow, light and dark, full and empty, refused and broken."""
    member = request.getfixturevalue(role)
    client = Client()
    client.force_login(member.account)
    looks = LOOKS[:2] if role == "editor" else LOOKS[2:]
    others = [] if role != "reviewer" else [editor, request.getfixturevalue("lead")]
    with window(chromium) as one:
        barriers = Barriers(one, looks)
        for path, kept in pages(client, ["/", "/articles/", "/review/", "/exports/"]):
            barriers.look(path, kept, client)
        for menu in ("more-menu", "account-menu"):
            barriers.look_into(menu)
        filled = fill(editor=editor, reviewer=reviewer)
        for other in others:
            barriers.skip(other, addresses(filled))
        shown = list(pages(client, addresses(filled)))
        for path, kept in [*shown, *refused_forms(client, shown)]:
            barriers.look(path, kept, client)
        if role == "reviewer":
            for path, kept in errors(client, filled, editor):
                barriers.look(path, kept, client)
    assert barriers.found == [], "\n".join(map(str, barriers.found))
