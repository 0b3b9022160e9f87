"""An archive of a newspaper comes in: the bar moves, what was refused says why, and another import is given up."""

import json
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from playwright.sync_api import Page, expect

from annotations.models import Article, ArticleImport
from factcheck.celery import app
from tests.bundles import archive, page, text
from tests.tasks.workers import Worker, eventually

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
    pytest.mark.worker,
]


@contextmanager
def no_new_texts() -> Any:
    """A worker that reads stops before its next batch is in."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE annotations_articlerevision IN SHARE MODE")
        yield


def send(browser: Page, file: Path) -> ArticleImport:
    browser.goto("/articles/import/")
    browser.get_by_role("link", name="Many at once").click()
    browser.get_by_label("Files", exact=True).set_input_files(file)
    browser.get_by_label("Publisher").fill("The Tarnholm Post")
    browser.get_by_role("button", name="Import", exact=True).click()
    browser.wait_for_url("**/articles/imports/*-*/")
    return ArticleImport.objects.latest("id")


def test_a_zip_is_sent_watched_mended_and_another_given_up(
    editor: Any,
    sign_in: Callable[[Any], Page],
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    app.control.purge()
    week = tmp_path / "week 12.zip"
    texts = {f"{n:02}.txt": text(n) for n in range(45)}
    week.write_bytes(archive({**texts, "pier.html": page(7), "photo.png": b"\x89PNG\r\n\x1a\n"}))
    browser = sign_in(editor)
    job = send(browser, week)
    expect(browser.get_by_text("Waits for a worker")).to_be_visible()
    worker = Worker()
    try:
        eventually(
            lambda: ArticleImport.objects.filter(pk=job.pk, added__gt=0).exists(), every=0.001
        )
        with no_new_texts():
            bar = browser.get_by_role("progressbar", name="Progress of the import")
            expect(bar).not_to_have_attribute("value", "0")
            assert int(bar.get_attribute("value") or 0) < 47, "the bar moved, and is not at its end"
            axe(browser)
        expect(browser.get_by_text("Done", exact=True)).to_be_visible()  # the page came anew
        browser.get_by_role("link", name="Refused 1").click()
        row = browser.get_by_role("row").filter(has_text="photo.png")
        expect(row).to_contain_text("neither text nor a web page")
        axe(browser)
        with browser.expect_download() as taken:
            browser.get_by_role("link", name="Refused, as JSON lines").click()
        assert json.loads(Path(taken.value.path()).read_text())["_name"] == "photo.png"
        browser.get_by_role("link", name="Added 46").click()
        browser.get_by_role("link", name="Rain stops regatta 0").click()
        expect(browser.locator("[data-testid=article-text]")).to_contain_text(
            "Regatta 0 of Tarnholm"
        )
    finally:
        worker.stop()
    given_up = send(browser, week)
    browser.get_by_role("button", name="Cancel the import").press("Enter")
    expect(browser.get_by_text("Cancelled", exact=True)).to_be_visible()
    expect(browser.get_by_role("button", name="Go on with the rest")).to_be_visible()
    axe(browser)
    browser.get_by_role("link", name="All imports").click()
    expect(browser.get_by_role("row")).to_have_count(3)
    axe(browser)
    given_up.refresh_from_db()
    assert (given_up.state, Article.objects.count()) == ("cancelled", 46)
