"""Which language a text is in."""

from functools import lru_cache
from typing import Any, Final

UNKNOWN: Final = "und"
_ENOUGH_WORDS: Final = 200
_SAMPLE: Final = 1_000
_SURE: Final = 0.9


def primary_subtag(tag: str | None) -> str:
    """``pt`` of ``pt-BR`` or ``pt_BR``, lower case; empty where the tag is not a language tag."""
    first = (tag or "").strip().replace("_", "-").split("-")[0].lower()
    return first if first.isascii() and first.isalpha() and 2 <= len(first) <= 3 else ""


def detect_language(text: str, hint: str | None = None) -> str:
    """The language subtag of a text, ``und`` where it cannot be told.

    `hint` is what the page says of itself. It is believed where it agrees, where the text is short
    (under 200 code points) and where the words do not clearly speak another language: pages often
    carry the language of their template.
    """
    hinted = primary_subtag(hint)
    if not any(character.isalpha() for character in text):
        return hinted or UNKNOWN
    if hinted and len(text) < _ENOUGH_WORDS:
        return hinted
    language, probability = _identifier().classify(text[:_SAMPLE])
    if probability >= _SURE:
        return str(language)
    return hinted or UNKNOWN


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # Loading the model costs about a second; most processes never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
