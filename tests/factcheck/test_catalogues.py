"""Catalogues: everything is found, nothing half translated is offered, and what is offered fills in right."""

from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from annotations.actions.settings import change_settings
from factcheck import catalogues
from factcheck.languages import compiled, offered

CASES = {
    "annotations/one.py": 'from x import gettext as _\n_("A claim")\nngettext("%(n)d row", "%(n)d rows", 2)\n',
    "templates/one.html": (
        '<p>\n   {% translate "Save" %} {% translate "May" context "month" %}\n'
        "{% blocktranslate trimmed count n=n %}{{ n }} draft{% plural %}{{ n }} drafts{% endblocktranslate %}</p>"
    ),
    "annotations/static/annotations/words.json": '{"sentences": ["Try {what}"], "plurals": [["{n} claim", "{n} claims"]]}',
}


@pytest.fixture
def wanted(tmp_path: Path) -> Catalog:
    for name, text in CASES.items():
        path = tmp_path / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return catalogues.template(tmp_path / "sources")


def filled(wanted: Catalog, **other: Any) -> Catalog:
    """A catalogue that says the same in capitals, but for `other`."""
    catalogue = Catalog(locale="de")
    for message in wanted:
        if message.id:
            text = [*message.id] if isinstance(message.id, tuple) else message.id
            name = text if isinstance(text, str) else text[0]
            catalogue.add(message.id, other.get(name, text), context=message.context)
    return catalogue


def test_texts_are_found_in_code_templates_and_the_island(wanted: Catalog) -> None:
    found = {message.id for message in wanted if message.id}
    assert found == {
        "A claim", "Save", "May", "Try {what}", ("%(n)d row", "%(n)d rows"), ("{n} claim", "{n} claims"),
        ("%(n)s draft", "%(n)s drafts"),
    }  # fmt: skip
    assert wanted.get("May", "month") is not None


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"Save": ""}, "not translated: Save"),
        ({"%(n)d row": ["%(n)d Zeile", ""]}, "not translated: %(n)d row"),
        ({"Try {what}": "Versuche {was}"}, "other places to fill in ({was}): Try {what}"),
        ({"Try {what}": "Versuche es"}, "other places to fill in ({what}): Try {what}"),
        (
            {"%(n)d row": ["eine Zeile", "%(m)d Zeilen"]},
            "other places to fill in (%(m)d): %(n)d row",
        ),
        ({"Save": "<b>Sichern"}, "other places to fill in (<b): Save"),
    ],
)
def test_what_is_missing_or_broken_is_told(wanted: Catalog, other: Any, told: str) -> None:
    assert list(catalogues.problems(filled(wanted, **other), wanted)) == [told]
    assert list(catalogues.problems(filled(wanted), wanted)) == []


def test_only_complete_catalogues_are_compiled_and_offered(wanted: Catalog, tmp_path: Path) -> None:
    locale = tmp_path / "locale"
    catalogues.update(["de"], locale, wanted)
    assert len(catalogues.compile_complete(locale, wanted)["de"]) == 7
    assert offered(locale) == [("en", "English")]
    po = locale / "de/LC_MESSAGES/django.po"
    with po.open("wb") as file:
        catalogues.write_po(file, filled(wanted))
    assert catalogues.compile_complete(locale, wanted) == {"de": []}
    assert offered(locale) == [("en", "English"), ("de", "Deutsch")]
    wanted.add("A new text")
    catalogues.update(["de"], locale, wanted)
    assert catalogues.compile_complete(locale, wanted) == {"de": ["not translated: A new text"]}
    assert not compiled(locale, "de").exists(), "half a translation is taken back"


def test_every_catalogue_that_is_kept_is_complete() -> None:
    wanted = catalogues.template()
    assert sum(1 for message in wanted if message.id) > 1000
    assert wanted.get("Settings") is not None
    lacking = {
        language: list(catalogues.problems(catalogues.catalogue_of(language), wanted))
        for language in catalogues.known()
    }
    assert {language: lacks for language, lacks in lacking.items() if lacks} == {}


@pytest.mark.django_db
@override_settings(LANGUAGES=[("en", "English"), ("de", "Deutsch")])
def test_the_account_chooses_the_language_then_the_browser(editor: Any) -> None:
    translation.trans_real.get_languages.cache_clear()
    try:
        client = Client(headers={"Accept-Language": "de"})
        client.force_login(editor.account)
        assert '<html lang="en"' in client.get("/").content.decode(), "chosen: English"
        change_settings(account=editor.account, expected_version=1, changes={"language": ""})
        assert '<html lang="de"' in client.get("/").content.decode(), "as the browser asks"
        change_settings(account=editor.account, expected_version=2, changes={"language": "de"})
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(editor.account)
        page = client.get(reverse("web:settings-profile"))
        assert (page["Content-Language"], page.context["LANGUAGE_CODE"]) == ("de", "de")
        assert (
            '<html lang="en"'
            in Client(headers={"Accept-Language": "en"}).get("/login/").content.decode()
        )
    finally:
        translation.trans_real.get_languages.cache_clear()
