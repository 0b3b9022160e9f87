"""Who wrote an article and when, as a line beside its headline says it."""

import re
from dataclasses import dataclass
from typing import Final

from annotations.intake.dates import FoundDate, parse_date
from annotations.intake.scraped_rules import (
    BESIDE_TITLE,
    ends_sentence,
    photo_credit,
    section_label,
)

_BY: Final = re.compile(
    r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Przez|Written by|Reported by|Words by|Story by)\s+"
    r"|(?:Text|Texte|Texto|Testo|Tekst|Autor|Autora|Autorin|Auteur|Auteure|Author|Haber|Yazan|Автор"
    r"|Текст|מאת|بقلم|كتب|作者|记者|文|記者|글|기자)\s?[:：]\s*|(?:Автор|מאת|بقلم)\s+"
)
_NAME_WORD: Final = re.compile(r"[^\W\d_][\w.'’-]*,?")
_SMALL_WORDS: Final = re.compile(
    "and|und|et|e|y|en|in|for|of|de|da|der|den|del|di|du|la|le|van|von|bin|al|el|ibn|и|&|with"
)
_LONGEST: Final = 200
_PARTS: Final = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|\s+/\s+")
_LABEL_AHEAD: Final = re.compile(
    r"(?<=\S),?\s+(?=(?:last )?(?:published|updated|modified|posted|mise? à jour|aktualisiert"
    r"|zuletzt aktualisiert|actualizado|atualizado|aggiornato|обновлено)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Credits:
    """What a line beside the headline says; `byline` is empty and `dates` too where it does not."""

    byline: str = ""
    dates: tuple[FoundDate, ...] = ()


def read_credits(line: str) -> Credits | None:
    """Read a line that is a date, a byline, or several such parts; None for any other line."""
    if len(line) > _LONGEST:
        return None
    whole = parse_date(line)
    if whole:
        return Credits(dates=(whole,))
    byline = _signed(line)
    if byline:
        return Credits(byline=byline)
    parts = [part for piece in _PARTS.split(line) for part in _LABEL_AHEAD.split(piece) if part]
    return _read_parts(parts) if len(parts) > 1 else None


def _read_parts(parts: list[str]) -> Credits | None:
    dates = tuple(found for found in map(parse_date, parts) if found)
    byline = ""
    for part in parts:
        if parse_date(part) or section_label(part) or photo_credit(part):
            continue
        if any(rule.matches(part) for rule in BESIDE_TITLE):
            continue
        name = _signed(part) or (part if dates and _is_name(part) else "")
        if not name or byline:
            return None
        byline = name
    return Credits(byline, dates) if dates or byline else None


def _signed(line: str) -> str:
    """The name after "By"; empty where the line is not signed like that."""
    match = _BY.match(line)
    name = line[match.end() :].strip(" ,") if match else ""
    who, _, role = name.partition(", ")
    if _is_caseless_name(name):
        return name
    return name if _is_name(name) or (" " in who and _is_name(who) and _is_role(role)) else ""


def is_full_name(line: str) -> bool:
    """Whether a line is a first and a last name, perhaps with one more, and nothing else."""
    words = line.split()
    return (
        2 <= len(words) <= 3
        and len(line) <= 40
        and not section_label(line)
        and all(
            word[0].isupper() and _NAME_WORD.fullmatch(word) and "," not in word for word in words
        )
    )


def _is_caseless_name(text: str) -> bool:
    """Whether a label is followed by a name in a script without capital letters."""
    words = text.split()
    caseless = all(word.isalpha() and word.lower() == word.upper() for word in words)
    return caseless and 1 <= len(words) <= 4 and len(text) <= 40


def _is_role(text: str) -> bool:
    """Whether what follows a name says what its bearer does: ``Transport correspondent``."""
    return 0 < len(text.split()) <= 5 and not ends_sentence(text) and "," not in text


def _is_name(text: str) -> bool:
    words = text.split()
    if not 1 <= len(words) <= 14 or len(text) > 120:
        return False
    if ends_sentence(text) and not text.endswith(("Jr.", "Sr.")):
        return False
    capital = [word for word in words if word[0].isupper() and _NAME_WORD.fullmatch(word)]
    small = [word for word in words if _SMALL_WORDS.fullmatch(word.casefold())]
    return len(capital) >= 1 and len(capital) + len(small) >= len(words)
