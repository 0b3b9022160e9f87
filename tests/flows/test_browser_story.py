"""From a pasted article to a file on disk: two people, two browsers, one verdict."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from annotations.actions.exports import run_export
from annotations.actions.queues import fill_review_queue
from annotations.models import Article, Claim, ExportJob, QueueItem, Verdict

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SignIn = Callable[[Any], Page]
Axe = Callable[[Page], None]

PASTED = """icon menu-hicon searchicon bookmark-ricon sharecameraicon twicon fm
12 May, 2024 07:40

Library of Ost keeps its night hours

The city library of Ost stays open until midnight for another year, the council decided on Sunday 🌙.

“Every second visitor now comes after eight in the evening,” library director Maren Holt told the council, “and that is three times as many as before the pandemic.”

A clerk counted 61,000 visits in April. The budget grows by 4 per cent.
"""
QUOTE = "three times as many as before the pandemic"
STATEMENT = "Three times as many people visit the Ost library after eight as before the pandemic."
LONG = "Donau" + "dampfschifffahrt" * 8
UNMARKED = """() => {
  if (document.activeElement === document.body) return "";
  const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
  return outlineStyle === "none" && boxShadow === "none" ? document.activeElement.outerHTML : "";
}"""
# The middle of the first and of the last line box of words in the article.
ENDS = """(words) => {
  const root = document.querySelector("[data-testid=article-text]");
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    node.parentElement.scrollIntoView({ block: "center" });
    const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
  }
}"""


def paste(page: Page, text: str) -> Article:
    page.goto("/articles/import/")
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Address").fill("https://ost.example/library")
    page.get_by_label("Publisher").fill("Ost Evening News")
    page.get_by_role("button", name="Import").click()
    page.wait_for_url(re.compile(r"/articles/[0-9a-f-]{36}/"))
    return Article.objects.get()


def select(page: Page, words: str) -> None:
    """Choose words with the mouse, as a hand does."""
    left, top, right, bottom = page.evaluate(ENDS, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=12)
    page.mouse.up()


def saved(page: Page) -> None:
    expect(page.locator("[data-save]")).to_contain_text("Saved")


def panel(page: Page) -> Locator:
    return page.locator(".claim-card.is-open")


def make_claim(page: Page, words: str, statement: str) -> Claim:
    select(page, words)
    page.get_by_role("toolbar").get_by_role("button", name="Claim").click()
    page.get_by_label("Statement").fill(statement)
    page.get_by_label("Speaker").fill("Maren Holt")
    page.get_by_role("button", name="Make the claim").click()
    expect(page.locator("[data-testid=claim-card][data-start]")).to_have_count(1)
    expect(panel(page).get_by_text("Claim 1 of 1")).to_be_visible()
    return Claim.objects.get()


def attach(page: Page, title: str, quote: str, stance: str) -> None:
    panel(page).get_by_role("button", name="Add a source").click()
    panel(page).get_by_label(stance, exact=True).check(force=True)
    panel(page).get_by_label("Title").fill(title)
    panel(page).get_by_label("Publisher").fill("Ost city library")
    panel(page).get_by_label("Quote").fill(quote)
    panel(page).get_by_role("button", name="Add the source").click()
    expect(panel(page).get_by_text(title)).to_be_visible()


def write_verdict(page: Page, rating: str, summary: str, justification: str) -> None:
    panel(page).get_by_role("radio", name=rating).check(force=True)
    expect(panel(page).get_by_text("Draft")).to_be_visible()
    panel(page).get_by_label("Summary").fill(summary)
    panel(page).get_by_label("Justification").fill(justification)
    saved(page)


def submit(page: Page) -> None:
    button = panel(page).get_by_role("button", name="Submit for review")
    expect(button).to_have_attribute("aria-disabled", "false")
    button.click()
    expect(panel(page).get_by_text("Waiting for review")).to_be_visible()


def decide(page: Page, button: str, comment: str = "") -> None:
    if comment:
        page.get_by_label("Comment").fill(comment)
    page.get_by_role("button", name=button).first.click()


def test_article_to_approved_verdict_to_export(
    editor: Any, reviewer: Any, lead: Any, sign_in: SignIn, axe: Axe, tmp_path: Any
) -> None:
    writing = sign_in(editor)
    axe(writing)

    article = paste(writing, PASTED)
    revision = article.revisions.get()
    assert not revision.text.startswith("icon")
    text = writing.get_by_test_id("article-text")
    assert text.evaluate("(element) => element.textContent") == revision.text
    axe(writing)

    claim = make_claim(writing, QUOTE, STATEMENT)
    anchor = claim.occurrences.get().anchors.get()
    assert revision.text[anchor.start : anchor.end] == anchor.exact == QUOTE
    card = writing.get_by_test_id("claim-card")
    expect(card).to_have_attribute("data-start", str(anchor.start))
    expect(card).to_have_attribute("data-end", str(anchor.end))

    attach(writing, "Visitor counts by hour", "After 20:00: 48 per cent in 2024.", "Refutes")
    write_verdict(writing, "Mostly false", "More come late, not three times as many.", "Counts.")
    axe(writing)
    submit(writing)
    fill_review_queue()
    item = QueueItem.objects.get()

    # The author cannot approve, and is told why and who could.
    writing.goto(f"/review/{item.pk}/")
    expect(writing.get_by_role("heading", level=1)).to_contain_text("other eyes than yours")
    expect(writing.get_by_text("You contributed to this claim")).to_be_visible()
    expect(writing.get_by_text("Rosa Okafor").first).to_be_visible()
    axe(writing)

    # A second person, in a browser of her own, asks for changes.
    reading = sign_in(reviewer)
    axe(reading)
    reading.goto("/review/")
    axe(reading)
    reading.keyboard.press("j")
    reading.wait_for_url(f"**/review/{item.pk}/")
    expect(reading.locator("mark")).to_have_text(QUOTE)
    expect(reading.locator("[data-lease-until]")).to_contain_text(":")
    axe(reading)
    decide(reading, "Request changes")
    expect(reading.get_by_text("Say what should change")).to_be_visible()
    decide(reading, "Request changes", "Give both numbers, and the year you compare with.")
    expect(reading.get_by_role("status").first).to_contain_text("Changes requested")

    # The author finds the comment under My work, mends the verdict and submits again.
    writing.goto("/")
    expect(writing.get_by_text("Give both numbers")).to_be_visible()
    axe(writing)
    writing.get_by_role("link", name="Revise").click()
    expect(panel(writing).get_by_text("Give both numbers")).to_be_visible()
    mended = "16 per cent came after 20:00 in 2019, 48 per cent of fewer visitors in 2024."
    panel(writing).get_by_label("Justification").fill(mended)
    saved(writing)
    submit(writing)
    assert Verdict.objects.get().justification == mended
    fill_review_queue()

    # The reviewer approves with a key and is told that nothing else waits.
    reading.goto("/")
    reading.get_by_role("button", name="Review").first.click()
    reading.wait_for_url("**/review/*-*/")
    expect(reading.get_by_text(mended)).to_be_visible()
    reading.keyboard.press("a")
    reading.wait_for_url("**/review/")
    expect(reading.get_by_text("Nothing else waits")).to_be_visible()
    assert Verdict.objects.get().state == "approved"

    writing.goto(f"/claims/{claim.pk}/")
    expect(writing.get_by_text("approved, and unchanged since")).to_be_visible()
    axe(writing)

    download_report(writing, axe, tmp_path)


def download_report(page: Page, axe: Axe, folder: Any) -> None:
    """Ask for a file, watch it come, and take it away whole."""
    page.goto("/exports/")
    page.get_by_label("Format").select_option("csv")
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text("Waits for a worker")).to_be_visible()
    axe(page)
    job = ExportJob.objects.get()
    run_export(export_id=job.pk)
    expect(page.get_by_role("link", name="Download")).to_be_visible()  # without a reload
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    job.refresh_from_db()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == job.sha256
    assert STATEMENT in path.read_text()
    axe(page)


def choose_by_keys(page: Page) -> None:
    """Choose the first four words and open the form of a claim."""
    page.get_by_test_id("article-text").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Home")
    for _ in range(4):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Statement")).to_be_focused()


def test_a_claim_is_made_by_keys_alone(
    editor: Any, article: Any, sign_in: SignIn, axe: Axe
) -> None:
    page = sign_in(editor)
    page.goto(f"/articles/{article.pk}/")
    choose_by_keys(page)
    page.keyboard.type("The council of Tarnholm decides on a ferry.")
    axe(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Make the claim":
            break
    page.keyboard.press("Enter")
    expect(panel(page).get_by_text("Claim 1 of 1")).to_be_visible()
    claim = Claim.objects.get()
    assert claim.statement == "The council of Tarnholm decides on a ferry."
    anchor = claim.occurrences.get().anchors.get()
    text = article.revisions.get().text
    assert text.startswith(anchor.exact)
    assert text[anchor.start : anchor.end] == anchor.exact


def test_a_claim_survives_a_session_that_ends_before_it_is_made(
    editor: Any, article: Any, sign_in: SignIn
) -> None:
    page = sign_in(editor)
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto(f"/articles/{article.pk}/")
    choose_by_keys(page)
    page.keyboard.type("The council of Tarnholm decides on a ferry.")
    button = page.get_by_role("button", name="Make the claim")
    expect(button).to_be_in_viewport(ratio=1)
    session = page.context.cookies()
    page.context.clear_cookies()
    button.click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("You are signed out. Your words are kept here")
    expect(told.get_by_role("link", name="Sign in")).to_have_attribute("href", "/login/")
    assert not Claim.objects.exists()
    page.context.add_cookies(session)  # as signing in in another tab does
    button.click()
    expect(panel(page).get_by_text("Claim 1 of 1")).to_be_visible()
    assert Claim.objects.get().statement == "The council of Tarnholm decides on a ferry."


def test_typed_words_survive_signing_out_in_the_middle(editor: Any, sign_in: SignIn) -> None:
    page = sign_in(editor)
    page.goto("/articles/import/")
    page.get_by_label("Title").fill("Half a title")
    page.context.clear_cookies()
    page.reload()
    page.wait_for_url("**/login/**")
    page.get_by_label("E-mail address").fill(editor.account.email)
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/articles/import/")
    expect(page.get_by_label("Title")).to_have_value("Half a title")


def test_pages_that_nobody_passes_in_the_story_have_no_barriers_either(
    editor: Any, article: Any, open_browser: Callable[[], Page], sign_in: SignIn, axe: Axe
) -> None:
    stranger = open_browser()
    stranger.goto("/login/")
    axe(stranger)
    stranger.get_by_label("E-mail address").fill("nobody@example.org")
    stranger.get_by_label("Password").fill("not a password")
    stranger.get_by_role("button", name="Sign in").click()
    expect(stranger.get_by_role("alert")).to_be_visible()
    axe(stranger)
    page = sign_in(editor)
    for address in ["/articles/", "/articles/import/?from=file", "/review/", "/exports/", "/no/"]:
        page.goto(address)
        axe(page)
    page.goto("/")
    page.get_by_role("button", name="your account").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    axe(page)


def test_pages_of_accounts_members_and_orders_have_no_barriers(
    lead: Any, editor: Any, claim: Any, sign_in: SignIn, axe: Axe
) -> None:
    page = sign_in(lead)
    article = claim.occurrences.get().article_id
    for address in [
        "/settings/profile/",
        "/settings/appearance/",
        "/settings/language/",
        "/settings/security/",
        "/settings/security/password/",
        "/settings/tokens/",
        "/settings/tokens/new/",
        "/settings/leave/",
        "/invitations/",
        "/members/",
        "/members/invite/",
        f"/members/{editor.pk}/",
        f"/articles/{article}/details/",
        f"/articles/{article}/withhold/",
        f"/claims/{claim.pk}/withhold/",
        "/redactions/",
    ]:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
    page.goto("/settings/tokens/new/")
    page.get_by_label("What it is for").fill("Nightly export")
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The token is made")
    axe(page)


def test_the_look_is_chosen_and_kept(editor: Any, sign_in: SignIn) -> None:
    page = sign_in(editor)
    page.get_by_role("button", name="your account").click()
    with page.expect_response(lambda answer: answer.request.method == "POST") as kept:
        page.get_by_label("Look of the pages").select_option("dark")
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert kept.value.ok
    page.goto("/articles/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_an_open_claim_lies_whole_in_the_window(editor: Any, claim: Any, sign_in: SignIn) -> None:
    page = sign_in(editor)
    page.goto(f"/articles/{claim.occurrences.get().article_id}/")
    page.locator("button.claim-card").click()
    expect(panel(page)).to_be_in_viewport(ratio=1)


def test_whatever_has_the_keys_is_marked(editor: Any, article: Any, sign_in: SignIn) -> None:
    page = sign_in(editor)
    for address in ["/", "/articles/", f"/articles/{article.pk}/"]:
        page.goto(address)
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(UNMARKED) == ""


def test_a_word_of_any_length_makes_no_page_scroll_sideways(editor: Any, sign_in: SignIn) -> None:
    page = sign_in(editor)
    article = paste(page, f"A title with {LONG} in it\n\nThe council met on Monday in {LONG}.\n")
    make_claim(page, "The council met on Monday", f"The council of {LONG} met on a Monday.")
    for width in (390, 820, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for address in ["/", "/articles/", f"/articles/{article.pk}/"]:
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
