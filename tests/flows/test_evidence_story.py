"""Evidence of every kind in a real browser: attached by page and in the workbench, looked at, sealed."""

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
CELLS = {"A1": "Year", "B1": "Passengers", "A2": 2019, "B2": 389_004, "A3": 2023, "B3": 411_870}
LOOKS = [(390, "dark"), (1440, "light")]


def look() -> None:
    for ids in list(UNDONE["make_preview"]()):
        make_preview(**ids)


def attach(page: Page, claim: Any, stance: str, **fields: Any) -> None:
    """Fill in the page form, as somebody without the workbench does."""
    page.goto(f"/claims/{claim.pk}/evidence/new/")
    page.get_by_label(stance).check()
    for name, value in fields.items():
        field = page.locator(f"[name={name}]")
        if name == "file":
            field.set_input_files(value)
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name="Attach", exact=True).click()
    page.wait_for_url(f"**/claims/{claim.pk}/")


def entry(page: Page, words: str) -> Any:
    return page.locator(".evidence > li").filter(has_text=words)


def check(page: Page, axe: Callable[[Page], None]) -> None:
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 1000})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        axe(page)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0, f"the page is wider than {width}"


def test_evidence_of_every_kind(
    sign_in: SignIn, axe: Any, editor: Any, second: Any, claim: Any, article: Any, tmp_path: Path
) -> None:
    (tmp_path / "yearbook.pdf").write_bytes(made.pdf(5))
    (tmp_path / "tickets.xlsx").write_bytes(made.sheet(CELLS, title="By year"))
    page = sign_in(editor)

    attach(
        page,
        claim,
        "Context",
        kind="document",
        file=tmp_path / "yearbook.pdf",
        place="p. 3",
        title="Yearbook of the port",
    )
    attach(
        page, claim, "Refutes", kind="dataset", file=tmp_path / "tickets.xlsx", place="By year!B3",
        visibility="internal", quote="411870",
    )  # fmt: skip
    attach(
        page, claim, "Supports", kind="interview", informant="Ilse Brandt, harbour master", channel="call",
        obtained_on="2026-02-03", terms="background", note="She stands by the number.",
    )  # fmt: skip
    counts = Evidence.objects.get(kind="dataset")
    attach(
        page, claim, "Refutes", kind="calculation", calc_0_name="Passengers 2023", calc_0_value="411,870",
        calc_0_evidence=str(counts.pk), calc_1_name="Passengers 2019", calc_1_value="389,004", calc_1_source="Ticket office",
        calc_formula="(A - B) / B * 100", calc_result="9.5", calc_unit="%",
    )  # fmt: skip
    expect(entry(page, "Yearbook")).to_contain_text("the preview is being made")
    look()
    page.reload()
    expect(entry(page, "Yearbook").locator("img")).to_have_js_property("complete", True)
    expect(entry(page, "Yearbook")).to_contain_text("5 pages")
    expect(entry(page, "Ilse Brandt")).to_contain_text("Background")
    expect(entry(page, "Passengers 2019")).to_contain_text("The formula gives 5.878089, not 9.5")
    check(page, axe)

    entry(page, "Yearbook").get_by_role("link", name="Look").click()
    page.wait_for_url("**/preview/#page-3")
    expect(page.get_by_alt_text("Page 3", exact=True)).to_be_in_viewport()
    page.go_back()
    entry(page, "tickets.xlsx").get_by_role("link", name="Look").click()
    page.wait_for_url("**/preview/#cell")
    expect(page.locator("td.marked")).to_have_text("411870")
    check(page, axe)

    page.goto(f"/evidence/{counts.pk}/edit/")
    page.locator("[name=visibility]").select_option("sealed")
    page.locator("[name=note]").fill("From a clerk who must not be known.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/claims/*/")
    other = sign_in(second)
    other.goto(f"/claims/{claim.pk}/")
    sealed = entry(other, "Sealed evidence")
    expect(sealed).to_have_count(1)
    for word in ("tickets", "411870", "clerk"):
        expect(other.locator("main")).not_to_contain_text(word)
    assert other.goto(f"/evidence/{counts.pk}/file/").status == 403  # type: ignore[union-attr]

    page.goto(f"/evidence/{counts.pk}/edit/")
    page.get_by_label("Name another reader").select_option(label="Sami Koskinen")
    page.get_by_role("button", name="Name", exact=True).click()
    expect(page.get_by_text("Sami Koskinen may read it now.")).to_be_visible()
    check(page, axe)
    other.goto(f"/claims/{claim.pk}/")
    expect(entry(other, "tickets.xlsx")).to_contain_text("From a clerk who must not be known.")


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
