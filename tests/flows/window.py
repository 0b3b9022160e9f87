"""A Chromium whose every answer comes from Django's test client: no server, and inside the test's own transaction."""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route

HOME: Final = "http://desk.example"
TYPES: Final = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
PACKED: Final = {".css", ".js", ".svg"}
"""What the web server sends compressed; fonts are compressed in themselves."""


@dataclass(frozen=True)
class Kept:
    """An answer to be looked at: the page of an error, of a refused form."""

    status: int
    body: bytes


class Window:
    """One page of one browser, open to whatever a person's client is answered."""

    def __init__(self, context: BrowserContext, *, fonts: bool) -> None:
        self.fonts = fonts
        self.client = Client()
        self.page: Page = context.new_page()
        self.page.route("**/*", self._answer)
        self.weights: dict[str, int] = {}
        self._kept: dict[str, Kept] = {}
        # The browser asks in contexts of its own, where connections of their own would see nothing of the test.
        self._context = copy_context()

    def open(self, path: str) -> None:
        """Show what the address answers to this client; `weights` counts the bytes of it from here on."""
        self.weights.clear()
        self.page.goto(HOME + path)

    def show(self, path: str, kept: Kept) -> None:
        """Show an answer that came before."""
        self._kept[path] = kept
        self.open(path)
        del self._kept[path]

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOME)
        if path.startswith("/static/"):
            self._file(route, path.partition("?")[0])
        elif path == "/parts":
            route.fulfill(json={"says": []})
        elif path in self._kept:
            self._told(route, path, self._kept[path])
        else:
            kept, kind = self._context.run(self._ask, route.request.method, path)
            self._told(route, path, kept, kind)

    def _ask(self, method: str, path: str) -> tuple[Kept, str]:
        answer: Any = getattr(self.client, method.lower())(path, follow=True)
        return Kept(answer.status_code, content(answer)), answer.get("Content-Type", "")

    def _told(self, route: Route, path: str, kept: Kept, kind: str = "text/html") -> None:
        self.weights[path] = len(gzip.compress(kept.body))
        route.fulfill(status=kept.status, body=kept.body, content_type=kind)

    def _file(self, route: Route, path: str) -> None:
        found = finders.find(path.removeprefix("/static/"))
        if found is None or (path.endswith(".woff2") and not self.fonts):
            route.fulfill(status=404)
            return
        file = Path(str(found))
        data = file.read_bytes()
        packed = file.suffix in PACKED
        self.weights[path] = len(gzip.compress(data)) if packed else len(data)
        route.fulfill(body=data, content_type=TYPES[file.suffix])


@contextmanager
def window(browser: Browser, *, fonts: bool = False) -> Iterator[Window]:
    """A window under a finger, as on a phone or a tablet: that is where there must be the most room."""
    context = browser.new_context(
        viewport={"width": 390, "height": 1000},
        reduced_motion="reduce",
        has_touch=True,
        is_mobile=True,
        service_workers="block",
    )
    try:
        yield Window(context, fonts=fonts)
    finally:
        context.close()


def content(answer: HttpResponse) -> bytes:
    """The whole body, streamed or not."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


# What differs on every page of another person, or every time.
FRAME = re.compile(
    rb'name="csrfmiddlewaretoken" value="\w+"|<header class="masthead">.*?</header>|'
    rb'<(nav|section)[^>]* popover.*?</\1>|data-account="[^"]*"',
    re.DOTALL,
)


def likeness(body: bytes) -> bytes:
    """What makes a page another page: what it says inside its frame."""
    return FRAME.sub(b"", body)
