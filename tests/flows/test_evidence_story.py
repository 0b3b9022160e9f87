"""A file of evidence in a real browser: refused, attached, and seen once the worker has looked into it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotations.actions.previews import make_preview
from annotations.models import Evidence
from annotations.queries.undone import UNDONE
from tests.intake import made_files as made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SignIn = Callable[[Any], Page]


def look() -> None:
    for ids in list(UNDONE["make_preview"]()):
        make_preview(**ids)


def test_a_file_is_attached_in_the_workbench(
    sign_in: SignIn, editor: Any, claim: Any, article: Any, tmp_path: Path
) -> None:
    (tmp_path / "chart.png").write_bytes(made.image(size=(800, 500)))
    (tmp_path / "chart.svg").write_bytes(b"<svg onload='alert(1)'/>")
    page = sign_in(editor)
    page.goto(f"/articles/{article.pk}/#claim={claim.pk}")
    page.get_by_role("button", name="Add a source").click()
    form = page.locator("evidence-form")
    form.get_by_label("Supports").check()
    form.get_by_label("Where in it").fill("row 12")
    form.get_by_label("File").set_input_files(tmp_path / "chart.svg")
    form.get_by_role("button", name="Add the source").click()
    expect(form.get_by_text("can hold scripts and are not taken")).to_be_visible()
    form.get_by_label("File").set_input_files(tmp_path / "chart.png")
    form.get_by_role("button", name="Add the source").click()
    made_now = page.locator("evidence-list .evidence > li")
    expect(made_now).to_contain_text("row 12")
    expect(made_now).to_contain_text("the preview is being made")
    look()
    expect(made_now.locator("img")).to_be_visible()  # it comes by itself
    assert Evidence.objects.get().snapshot.name == "chart.png"
