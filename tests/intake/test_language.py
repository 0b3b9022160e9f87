"""Languages are told, or honestly unknown."""

import pytest

from annotations.intake.language import detect_language, primary_subtag

ENGLISH = (
    "The minister said on Monday that the numbers were wrong and that nobody had told him so. " * 3
)
GERMAN = (
    "Der Minister sagte am Montag in Berlin, die Zahlen seien falsch und niemand habe es gesagt."
)


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        (ENGLISH, None, "en"),
        (ENGLISH, "fr", "en"),
        (GERMAN, None, "de"),
        (GERMAN, "de-CH", "de"),
        ("NATO", None, "und"),
        ("NATO", "pt_BR", "pt"),
        ("1 2 3", None, "und"),
        ("1 2 3", "sv", "sv"),
        ("xq " * 100, "sv", "sv"),
    ],
)
def test_the_words_decide_and_short_texts_believe_the_hint(text, hint, language):
    assert detect_language(text, hint) == language


@pytest.mark.parametrize(
    ("tag", "subtag"),
    [
        ("pt-BR", "pt"),
        ("EN_us", "en"),
        (" de ", "de"),
        ("english", ""),
        ("", ""),
        (None, ""),
        ("é", ""),
    ],
)
def test_only_language_tags_are_believed(tag, subtag):
    assert primary_subtag(tag) == subtag
