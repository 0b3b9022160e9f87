"""Languages by their names, in the reader's language."""

from typing import Final

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.intake.language import UNKNOWN
from annotations.models.labels import Words

_OTHERS: Final[dict[str, Words]] = {
    "am": gettext_lazy("Amharic"),
    "ku": gettext_lazy("Kurdish"),
    "mg": gettext_lazy("Malagasy"),
    "mt": gettext_lazy("Maltese"),
    "ps": gettext_lazy("Pashto"),
    "so": gettext_lazy("Somali"),
    "zh": gettext_lazy("Chinese"),
}
"""Languages that articles are in and that the framework has no name for."""


def language_name(tag: str) -> str:
    """The name of a language tag; the tag itself where it has no name here."""
    if tag == UNKNOWN:
        return _("not known")
    if tag in _OTHERS:
        return str(_OTHERS[tag])
    known = LANG_INFO.get(tag.lower())
    return _(known["name"]) if known and "name" in known else tag


def language_choices() -> list[tuple[str, str]]:
    """Every language with a name, and that it is not known, by name."""
    tags = {tag for tag in LANG_INFO if len(tag) <= 3} | set(_OTHERS)
    named = sorted((language_name(tag), tag) for tag in tags)
    return [(UNKNOWN, language_name(UNKNOWN)), *((tag, name) for name, tag in named)]
