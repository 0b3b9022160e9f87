"""An editor brings a page in, sees what was recognised, and puts it right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PAGE = Path(__file__).parents[1] / "intake" / "pages" / "navigation_line.txt"


def test_an_editor_imports_a_page_and_puts_right_what_was_not_recognised(
    sign_in: Callable[[Any], Page], axe: Callable[[Page], None], editor: Any
) -> None:
    page = sign_in(editor)
    page.goto("/articles/import/")
    axe(page)
    page.get_by_label("Text of the article").fill(PAGE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Import").click()
    found = page.get_by_role("region", name="What was recognised")
    expect(found).to_contain_text("Council leader overstated number of new buses, papers show")
    expect(found).to_contain_text("14 June 2023, 08:05")  # five past seven in London
    expect(found).to_contain_text("English")
    expect(found).to_contain_text("15 lines of the page around it")
    axe(page)
    found.get_by_role("link", name="Correct the details").click()
    page.get_by_label("At (optional)", exact=True).fill("07:05")
    page.get_by_label("Language").select_option("Welsh")
    page.get_by_text("Left out of the text").click()
    expect(page.get_by_text("Home News Sport Weather Podcasts Menu")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The details of the article are saved")).to_be_visible()
    expect(page.get_by_text("14 June 2023, 07:05")).to_be_visible()
    page.get_by_role("link", name="details", exact=True).click()
    page.get_by_role("link", name="Correct the text").click()
    axe(page)
    text = page.get_by_label("Text of the article")
    text.fill("# What the papers list\n\n" + text.input_value())
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What the papers list")).to_be_visible()
    article = Article.objects.get()
    assert (article.language, article.published_precision) == ("cy", "minute")
    assert article.published_at.isoformat() == "2023-06-14T05:05:00+00:00"
    assert article.revisions.count() == 2
