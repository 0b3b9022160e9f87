"""A part that dies says so on every open page within ten seconds, and never costs what was saved."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.parts import Parts

WITHIN = 10_000
"""Milliseconds from a death to the banner, as promised."""
BACK = 15_000
"""Milliseconds from coming back to the banner gone: clients of a broker try again every few seconds."""
SAYS = {
    "worker": "The worker is not running. Saved work is safe; review queues, imports and exports wait.",
    "beat": "The timetable (beat) is not running. Saved work is safe",
    "broker": "The message broker does not answer. Saved work is safe; review queues, imports and exports wait",
    "cache": "The cache does not answer. Saved work is safe; pages may be slower.",
    "database": "The database does not answer. Nothing can be read or saved until it is back; "
    "what you type is kept in this browser.",
    "web": "The server does not answer. Nothing can be read or saved until it is back; "
    "what you type is kept in this browser.",
}


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """The product, running; nothing in it is a fake."""
    product = Parts(tmp_path)
    try:
        product.start()
        yield product
    finally:
        product.end()


@pytest.fixture
def pages(parts: Parts, chromium: Browser) -> Iterator[list[Page]]:
    """Two open pages of an editor: a server-rendered one, and the workbench."""
    context = chromium.new_context(base_url=parts.address, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(15_000)
    list_page, bench = context.new_page(), context.new_page()
    until(lambda: status_of(parts, "/healthz") == 200)
    fill_sign_in(parts, list_page)
    list_page.get_by_role("button", name="Sign in").click()
    list_page.wait_for_url("**/")
    list_page.goto("/articles/")
    link = list_page.locator("main a[href^='/articles/0']").first.get_attribute("href")
    bench.goto(link or "")
    until(lambda: dead_of(parts) == [])
    yield [list_page, bench]
    context.close()


@pytest.fixture
def sign_in_page(parts: Parts, chromium: Browser) -> Iterator[Page]:
    """A third person, about to sign in."""
    context = chromium.new_context(base_url=parts.address)
    page = context.new_page()
    until(lambda: status_of(parts, "/healthz") == 200)
    fill_sign_in(parts, page)
    yield page
    context.close()


def fill_sign_in(parts: Parts, page: Page) -> None:
    page.goto("/login/")
    page.get_by_label("E-mail address").fill("editor@example.org")
    page.get_by_label("Password").fill(parts.password)


def ask(parts: Parts, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of what the web server answers; status 0 when it does not."""
    line = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=10)
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    except (OSError, http.client.HTTPException):
        return 0, {}, b""
    finally:
        line.close()


def status_of(parts: Parts, path: str) -> int:
    return ask(parts, path)[0]


def dead_of(parts: Parts) -> list[str]:
    """What /readyz names; its status says the same."""
    status, _headers, body = ask(parts, "/readyz")
    if not status:
        return ["web"]
    dead: list[str] = json.loads(body)["dead"]
    assert status == (503 if dead else 200)
    return dead


def until(check: Callable[[], Any], *, seconds: float = 20) -> None:
    """Wait until it is so."""
    end = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.1)


def banner(page: Page) -> Any:
    return page.locator("[data-parts] [data-words]")


def shows(pages: list[Page], *names: str, within: int = WITHIN) -> None:
    """Every page names these parts and no other, in words on what it means."""
    for page in pages:
        expect(banner(page)).to_be_visible(timeout=within)
        expect(banner(page).locator("p")).to_contain_text(
            [SAYS[name] for name in names], timeout=within
        )
        expect(banner(page).locator("p")).to_have_count(len(names))
        within = 4_000  # the other page asks in its own time, but not much later


def claims_made(parts: Parts, bench: Page, statement: str) -> int:
    """Send a new claim from the page as the workbench does; the status of the answer."""
    script = """async (statement) => {
        const root = document.querySelector('[data-annotator]');
        const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
        const answer = await fetch('/api/v1/claims/', {method: 'POST', body: JSON.stringify(
            {article: root.dataset.article, start: 0, end: 5, statement}),
            headers: {'Content-Type': 'application/json', 'X-CSRFToken': token}});
        return answer.status;
    }"""
    status: int = bench.evaluate(script, statement)
    return status


def test_every_dead_part_is_named_on_open_pages_and_forgotten_when_it_is_back(
    parts: Parts, pages: list[Page], sign_in_page: Page
) -> None:
    expect(banner(pages[0])).to_be_hidden()
    top = pages[0].locator("h1").bounding_box()

    parts.kill("worker")
    parts.kill("beat")
    shows(pages, "worker", "beat")
    assert dead_of(parts) == ["worker", "beat"]
    assert pages[0].locator("h1").bounding_box() == top, "nothing moves under the reader"

    pages[0].get_by_role("button", name="Hide this notice").click()
    expect(banner(pages[0])).to_be_hidden()

    parts.bring_back("worker")
    parts.bring_back("beat")
    parts.kill("database")
    until(lambda: "database" in dead_of(parts))
    shows(pages, "database")
    the_database_is_away(parts, pages[1], sign_in_page)

    parts.bring_back("database")
    parts.kill("broker")
    shows(pages, "broker", "cache")
    assert {"broker", "cache"} <= set(dead_of(parts))
    began = time.monotonic()
    assert claims_made(parts, pages[1], "Made while the broker was away.") == 201
    assert time.monotonic() - began < 3
    pages[0].goto("/exports/")
    expect(pages[0].locator("h1")).to_be_visible()

    parts.bring_back("broker")
    parts.kill("web")
    shows(pages, "web")

    parts.bring_back("web")
    for page in pages:
        expect(banner(page)).to_be_hidden(timeout=BACK)
    assert dead_of(parts) == []


def the_database_is_away(parts: Parts, bench: Page, sign_in_page: Page) -> None:
    """503 at every door, in its own shape: never an endless wait, never a bare error."""
    assert claims_made(parts, bench, "Never saved.") == 503
    cookies = {one["name"]: one["value"] for one in bench.context.cookies()}
    signed_in = {"Cookie": f"sessionid={cookies['sessionid']}"}
    for path in ("/", "/login/", "/articles/"):
        status, headers, body = ask(parts, path, **signed_in)
        assert (status, "Retry-After" in headers) == (503, True), path
        assert b"The database does not answer" in body
    for credentials in (signed_in, {"Authorization": "Token abc"}):
        status, headers, body = ask(parts, "/api/v1/articles/", **credentials)
        assert (status, headers["Content-Type"]) == (503, "application/problem+json")
        assert "Retry-After" in headers
        assert json.loads(body)["code"] == "unavailable"
    sign_in_page.get_by_role("button", name="Sign in").click()
    expect(sign_in_page.locator("h1")).to_have_text("The database does not answer")
