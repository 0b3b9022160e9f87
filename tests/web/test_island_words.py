"""The island speaks the reader's language through the same catalogue as the pages."""

from typing import Any

import pytest

from annotations.web import island_words


def test_english_needs_no_catalogue() -> None:
    assert island_words.island_words() == {}


def test_what_is_translated_reaches_the_island(monkeypatch: pytest.MonkeyPatch) -> None:
    island_words._catalogue.cache_clear()
    plural: Any = lambda one, many, number: "ein" if number == 1 else "viele"  # noqa: E731
    monkeypatch.setattr(island_words, "gettext", lambda text: text.upper())
    monkeypatch.setattr(island_words, "ngettext", plural)
    said = island_words._catalogue("xx")
    island_words._catalogue.cache_clear()
    assert said["Add a source"] == "ADD A SOURCE"
    assert said["Show {n} claim"] == ["ein", "viele"]
