"""A lead sets the desk up in a browser: a scale, a policy, a member, and how the pages look."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Membership, RatingScale

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignIn = Callable[[Any], Page]
Axe = Callable[[Page], None]


def test_a_lead_makes_a_version_invites_somebody_and_keeps_the_dark(
    lead: Any, verdict: Any, sign_in: SignIn, axe: Axe
) -> None:
    page = sign_in(lead)
    page.goto("/scales/")
    axe(page)
    page.get_by_role("link", name=re.compile("New version.*Truth in six")).click()
    expect(page.get_by_label("Who is affected")).to_contain_text("1 keep the rating they have")
    page.get_by_label("Rating", exact=True).first.fill("Made up")
    page.get_by_role("group", name="False", exact=True).get_by_label("Leave it out").check()
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("region", name="As readers see it")).to_contain_text("Made up")
    axe(page)
    page.get_by_role("button", name="Make the version").click()
    expect(page.get_by_role("status").first).to_have_text("Version 2 is in use.")
    assert RatingScale.objects.get(desk=lead.desk, is_default=True).ratings.count() == 6

    page.goto("/policies/")
    axe(page)
    page.get_by_role("link", name=re.compile("New version.*Second pair")).click()
    page.get_by_label("Editorial").fill("2")
    page.get_by_role("button", name="Read it in words first").click()
    expect(page.get_by_role("region", name="In plain words")).to_contain_text(
        "2 editorial approvals"
    )
    axe(page)

    page.goto("/members/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name").fill("Nia New")
    page.get_by_label("E-mail address").fill("nia@example.org")
    axe(page)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("region", name="Invitations that wait")).to_contain_text("Nia New")
    axe(page)
    assert Membership.objects.get(account__email="nia@example.org").invited_as == "Nia New"

    page.goto("/settings/appearance/")
    page.get_by_label("Dark").check()
    page.get_by_label("Single letters are shortcuts").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto(f"/articles/{verdict.claim.occurrences.get().article_id}/")
    page.keyboard.press("?")
    page.get_by_role("button", name="Keys").first.click()
    expect(page.get_by_role("dialog")).to_have_count(1)  # by the button alone

    elsewhere = sign_in(lead)
    expect(elsewhere.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert 'data-bs-theme="dark"' in elsewhere.request.get("/articles/").text()
    elsewhere.goto("/settings/desk/")
    axe(elsewhere)
