"""`make screens`: a picture of every main page, into docs/screens/, from the demo desk at a fixed hour.

Services, desk and browser are those of the tests. What could not be pictured is told at the end.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Browser, Error, Page

from annotations.actions.exports import request_export, run_export
from annotations.actions.queues import fill_review_queue
from annotations.models import Membership
from tests.flows.conftest import chromium  # noqa: F401
from tests.screens.places import SHOTS, Shot

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("FACTCHECK_SCREENS" not in os.environ, reason="make screens asks for it"),
]
FOLDER: Final = Path(__file__).parents[2] / "docs" / "screens"
HOUR: Final = datetime(2026, 11, 24, 9, 41, tzinfo=UTC)
PASSWORD: Final = "correct horse battery"
TALLEST: Final = 1600
"""Pixels of a page that are pictured; the rest of a long list says nothing new."""
COLOURS: Final = 96
MOST: Final = 4 * 1024 * 1024


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, live_server: Any) -> Iterator[str]:
    """The address of the demo desk, with its queue filled and a file made; the clock stands at one hour."""
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    with time_machine.travel(HOUR):
        call_command("seed_demo")
        fill_review_queue()
        lead = Membership.objects.select_related("account", "desk").get(
            account__email="lead@example.org"
        )
        run_export(export_id=request_export(actor=lead, format="csv", filters={}).pk)
        yield live_server.url


def test_picture_every_main_page(demo: str, chromium: Browser) -> None:  # noqa: F811
    FOLDER.mkdir(exist_ok=True)
    doors: dict[str, Any] = {}
    missing = []
    for shot in SHOTS:
        if shot.who not in doors:
            doors[shot.who] = signed_in(chromium, demo, shot.who)
        page = window(chromium, demo, shot, doors[shot.who])
        try:
            walk(page, shot.steps)
            save(page, FOLDER / f"{shot.name}.png")
        except (Error, LookupError) as error:
            missing.append(f"{shot.name}: {str(error).splitlines()[0]}")
        finally:
            page.context.close()
    sys.stdout.write(
        "\nNot pictured: " + ("\n  ".join(["", *missing]) if missing else "nothing") + "\n"
    )
    assert sum(file.stat().st_size for file in FOLDER.glob("*.png")) < MOST


def signed_in(browser: Browser, address: str, who: str) -> Any:
    """The cookies of a person of the demo desk; none for nobody."""
    context = browser.new_context(base_url=address)
    if who:
        page = context.new_page()
        page.goto("/login/")
        page.fill("[name=email]", f"{who}@example.org")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.locator("#account-menu").wait_for(state="attached")
    state = context.storage_state()
    context.close()
    return state


def window(browser: Browser, address: str, shot: Shot, state: Any) -> Page:
    """A window as the picture wants it. Of the worker, which is not running here, it hears nothing."""
    phone = shot.width < 500
    context = browser.new_context(
        base_url=address,
        viewport={"width": shot.width, "height": 844 if phone else 900},
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        has_touch=phone,
        is_mobile=phone,
        storage_state=state,
    )
    context.set_default_timeout(4000)
    page = context.new_page()
    page.clock.set_system_time(HOUR)
    page.route("**/parts", lambda route: route.fulfill(json={"says": []}))
    return page


def walk(page: Page, steps: tuple[str, ...]) -> None:
    """Go to an address, follow links, click; LookupError for a page that does not exist."""
    acts: dict[str, Callable[[Page, str], None]] = {
        "link": follow,
        "claim": to_claim,
        "click": click,
    }
    for step in steps:
        act, _colon, where = step.partition(": ")
        if act in acts:
            acts[act](page, where)
        else:
            go(page, step)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


def go(page: Page, address: str) -> None:
    answer = page.goto(address)
    if answer is not None and answer.status > 403:  # a refusal is a page too
        raise LookupError(f"{address} answers {answer.status}")
    if "/login/" in page.url and address != "/login/":
        raise LookupError(f"{address} asks to sign in")


def follow(page: Page, where: str) -> None:
    """The first link of these; the address is taken, so that it need not be in view."""
    address = page.locator(where).first.get_attribute("href")
    go(page, address or "")


def to_claim(page: Page, where: str) -> None:
    """The page of the first claim beside the text whose card shows this."""
    card = page.locator(f"[data-testid=claim-card]:has({where})").first
    go(page, f"/claims/{card.get_attribute('data-claim')}/")


def click(page: Page, where: str) -> None:
    """On a phone the list of claims is opened first."""
    opener = page.locator(".rail-opener")
    if opener.count() and opener.is_visible():
        opener.click()
    page.locator(where).first.click()


def save(page: Page, path: Path) -> None:
    """A picture in few colours: text and flat grounds need no more."""
    tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    wide = page.viewport_size["width"]  # type: ignore[index]
    full = page.locator(".bench").count() == 0 and tall > 900
    data = page.screenshot(
        full_page=full, clip={"x": 0, "y": 0, "width": wide, "height": tall} if full else None
    )
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
