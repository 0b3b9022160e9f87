"""The island's sentences in the reader's language. Its build lists them all in words.json."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.utils.translation import get_language, gettext, ngettext, override

FORMS = (1, 2, 5, 100)
"""Numbers that between them take every plural form of the languages offered; the island picks by its own rule."""


def island_words() -> dict[str, Any]:
    """Sentence to translation, and first plural form to all forms; only what differs from English."""
    return _catalogue(get_language() or "en")


@lru_cache(maxsize=8)
def _catalogue(language: str) -> dict[str, Any]:
    listed = finders.find("annotations/words.json")
    if not isinstance(listed, str):
        return {}
    words = json.loads(Path(listed).read_text())
    with override(language):
        said: dict[str, Any] = {sentence: gettext(sentence) for sentence in words["sentences"]}
        for one, many in words["plurals"]:
            forms = list(dict.fromkeys(ngettext(one, many, number) for number in FORMS))
            said[one] = one if set(forms) <= {one, many} else forms
    return {sentence: words for sentence, words in said.items() if words != sentence}
