"""The languages of the pages: English, and every other one whose catalogue is complete and compiled."""

from pathlib import Path
from typing import Final

from django.conf.locale import LANG_INFO

ENGLISH: Final = ("en", "English")


def compiled(locale: Path, language: str) -> Path:
    """Where the compiled catalogue of a language lies."""
    return locale / language / "LC_MESSAGES" / "django.mo"


def offered(locale: Path) -> list[tuple[str, str]]:
    """Codes with their own names, English first. What is not complete is not compiled, and so not offered."""
    codes = sorted(path.name for path in locale.glob("*/") if compiled(locale, path.name).exists())
    found = [
        (
            code.replace("_", "-").lower(),
            str(LANG_INFO.get(code, {}).get("name_local", code)).capitalize(),
        )
        for code in codes
    ]
    return [ENGLISH, *found]
