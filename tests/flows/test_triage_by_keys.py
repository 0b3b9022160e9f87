"""An editor goes through the claims by keys and decides what will be checked."""

from typing import Any

import pytest
from playwright.sync_api import expect

from annotations.actions.claims import highlight_claim
from annotations.models import Triage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_claims_are_triaged_by_keys(editor: Any, article: Any, sign_in: Any) -> None:
    for n in range(4):
        fields = {
            "statement": f"Statement number {n} stands alone.",
            "speaker": "Ilse Brandt",
            "harm": "high",
        }
        highlight_claim(actor=editor, article_id=article.pk, start=4, end=11, fields=fields)
    page = sign_in(editor)
    page.goto("/claims/")
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(4)
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(rows.nth(1)).to_contain_text("To check")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("n")
    ground = page.get_by_label("Why, in a word")
    expect(ground).to_be_focused()
    ground.select_option("prediction")
    page.get_by_label("Why, in your words").fill("It speaks of 2040.")
    page.keyboard.press("Enter")
    expect(rows.nth(2)).to_contain_text("Not checkable: Prediction")
    expect(rows.nth(2)).to_contain_text("It speaks of 2040.")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".bulk")).to_contain_text("1 picked")
    assert [row.decision for row in Triage.objects.order_by("id")] == ["to_check", "not_checkable"]
