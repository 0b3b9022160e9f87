"""Words typed into a page outlive a colleague's change, an ended session and a stale form."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotations.actions.articles import correct_metadata

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
MINE, THEIRS = "Tarnholm votes on two ferries", "Tarnholm votes on no ferry"


def test_typed_words_outlive_a_colleagues_change_and_an_ended_session(
    sign_in: Callable[[Any], Page],
    axe: Callable[[Page], None],
    editor: Any,
    second: Any,
    article: Any,
    password: str,
) -> None:
    page = sign_in(editor)
    page.goto(f"/articles/{article.pk}/details/")
    page.get_by_label("Title").fill(MINE)
    article.refresh_from_db()
    correct_metadata(
        actor=second,
        article_id=article.pk,
        expected_version=article.row_version,
        changes={"title": THEIRS},
    )
    page.get_by_role("button", name="Save").click()
    both = page.get_by_role("group", name="Two texts: Title")
    expect(both).to_contain_text("no")
    expect(page.get_by_label("Title", exact=True)).to_have_value(MINE)
    axe(page)

    page.context.clear_cookies()
    page.get_by_role("button", name="Save mine over it").click()
    expect(page.get_by_role("heading", name="This form has gone stale")).to_be_visible()
    page.goto("/login/")
    page.get_by_label("E-mail address").fill(editor.account.email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    page.goto(f"/articles/{article.pk}/details/")
    expect(page.get_by_label("Title", exact=True)).to_have_value(THEIRS)
    kept = page.locator(".conflict")
    expect(kept).to_contain_text(MINE)
    axe(page)
    kept.get_by_role("button", name="Keep mine").click()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**/articles/{article.pk}/")
    article.refresh_from_db()
    assert article.title == MINE
    page.goto(f"/articles/{article.pk}/details/")
    expect(page.locator(".conflict")).to_have_count(0)
