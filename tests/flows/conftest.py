"""A real Chromium for stories that people live through in a browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# The workbench asks every five seconds what others changed.
expect.set_options(timeout=15_000)
LOOKS = [(width, scheme) for width in (1440, 390) for scheme in ("light", "dark")]
# Clears the styles that a change of width or scheme animates, so that colours are measured at rest.
SETTLED = "() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all stories. Its client keeps an event loop in this thread, which Django is told of."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()  # those of this loop: nobody finds them once it is gone
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_browser(chromium: Browser, live_server: Any) -> Iterator[Callable[[], Page]]:
    """A browser of somebody's own: open_browser() gives its page. What goes wrong inside it fails the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def opened() -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": 1440, "height": 1000},
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if "Policy" in line.text else 0)
        contexts.append(context)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def sign_in(open_browser: Callable[[], Page], password: str) -> Callable[[Any], Page]:
    """Signs a member in through the page and gives the page."""

    def signed_in(member: Any) -> Page:
        page = open_browser()
        page.goto("/login/")
        page.get_by_label("E-mail address").fill(member.account.email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/")
        return page

    return signed_in


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Checks the page as it stands for barriers: wide and narrow, light and dark."""
    script = AXE.read_text()

    def check(page: Page) -> None:
        size = page.viewport_size
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 1000})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.evaluate(SETTLED)
            page.evaluate(script)
            found = page.evaluate("axe.run()")["violations"]
            barriers = [(one["id"], [node["target"] for node in one["nodes"]][:5]) for one in found]
            assert barriers == [], f"{page.url} at {width} px, {scheme}"
        if size is not None:
            page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")

    return check
