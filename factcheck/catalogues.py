"""Catalogues of translations: made from the sources, kept up to date, checked, and compiled. Without GNU gettext.

    python -m factcheck.catalogues update [LANGUAGE…]   write the texts to be translated into the catalogues
    python -m factcheck.catalogues compile              compile the complete ones, and say what others lack

Babel reads the Python files, and what Django makes of the templates; the sentences of the island come from the
list its build writes.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from factcheck.languages import compiled

ROOT: Final = Path(__file__).resolve().parents[1]
LOCALE: Final = ROOT / "locale"
PYTHON: Final = ("annotations", "factcheck")
TEMPLATES: Final = "templates"
ISLAND: Final = "annotations/static/annotations/words.json"
KEYWORDS: Final = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HOLES: Final = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")
"""What a translation has to carry over: places that are filled in, and marks."""


def template(root: Path = ROOT) -> Catalog:
    """Everything there is to be translated."""
    found = Catalog(project="Factcheck", fuzzy=False)
    for folder in PYTHON:
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                _add(found, path.relative_to(root), path.read_text())
    for path in sorted((root / TEMPLATES).rglob("*")):
        if path.suffix in {".html", ".txt"}:
            code = templatize(path.read_text(), origin=str(path))
            # What stood around the texts is left over as letters; no line of it may begin with blanks.
            lines = (line.strip() for line in code.splitlines())
            _add(found, path.relative_to(root), "\n".join(lines))
    _add_island(found, root)
    return found


def _add(found: Catalog, name: Path, code: str) -> None:
    source = io.BytesIO(code.encode())
    for line, message, notes, context in extract(
        "python", source, KEYWORDS, ("Translators:",), {"encoding": "utf-8"}
    ):
        found.add(message, None, [(name.as_posix(), line)], auto_comments=notes, context=context)


def _add_island(found: Catalog, root: Path) -> None:
    listed = root / ISLAND
    if not listed.exists():
        return
    words = json.loads(listed.read_text())
    for sentence in words["sentences"]:
        found.add(sentence, None, [("frontend/src", 1)])
    for one, many in words["plurals"]:
        found.add((one, many), None, [("frontend/src", 1)])


def catalogue_of(language: str, locale: Path = LOCALE) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = locale / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=language, project="Factcheck", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def problems(catalogue: Catalog, wanted: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being offered: texts without a translation, and translations with other holes."""
    for message in wanted:
        if not message.id:
            continue
        there = catalogue.get(message.id, message.context)
        if there is None or there.fuzzy or not _whole(there, catalogue):
            yield f"not translated: {_name(message)}"
        elif broken := _broken(there):
            yield f"other places to fill in ({broken}): {_name(message)}"


def _name(message: Message) -> str:
    return _texts(message.id)[0]


def _texts(given: object) -> list[str]:
    """One text, or the forms of a plural, as a list."""
    if isinstance(given, list | tuple):
        return [str(text) for text in given]
    return [str(given or "")]


def _whole(message: Message, catalogue: Catalog) -> bool:
    texts = _texts(message.string)
    forms = 1 if isinstance(message.id, str) else catalogue.num_plurals
    return len(texts) == forms and all(text.strip() for text in texts)


def _broken(message: Message) -> str:
    """The first hole or mark that one side has and the other lacks; a form of a plural may leave its number out."""
    sides = [set(HOLES.findall(text)) for text in _texts(message.id)]
    known = set.union(*sides)
    needed = known if len(sides) == 1 else set[str]()
    for text in _texts(message.string):
        holes = set(HOLES.findall(text))
        if wrong := sorted((holes - known) | (needed - holes)):
            return str(wrong[0])
    return ""


def update(languages: list[str], locale: Path = LOCALE, wanted: Catalog | None = None) -> None:
    """Write what is to be translated into the catalogues of these languages, new ones too; translations stay."""
    wanted = wanted or template()
    for language in languages:
        catalogue = catalogue_of(language, locale)
        catalogue.update(wanted, no_fuzzy_matching=True)
        path = locale / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, include_lineno=False, omit_header=False)


def compile_complete(locale: Path = LOCALE, wanted: Catalog | None = None) -> dict[str, list[str]]:
    """Compile the complete catalogues; what was compiled of an incomplete one goes. Returns what each one lacks."""
    wanted = wanted or template()
    lacking = {}
    for language in known(locale):
        catalogue, target = catalogue_of(language, locale), compiled(locale, language)
        lacking[language] = list(problems(catalogue, wanted))
        if lacking[language]:
            target.unlink(missing_ok=True)
        else:
            with target.open("wb") as file:
                write_mo(file, catalogue)
    return lacking


def known(locale: Path = LOCALE) -> list[str]:
    """The languages that have a catalogue, complete or not."""
    return sorted(path.parts[-3] for path in locale.glob("*/LC_MESSAGES/django.po"))


def main(arguments: list[str]) -> int:
    """The command line, see above; tells how far each catalogue is."""
    act, *languages = arguments or ["compile"]
    wanted = template()
    if act == "update":
        update(languages or known(), wanted=wanted)
    lacking = compile_complete(wanted=wanted)
    count = sum(1 for message in wanted if message.id)
    for language, lacks in lacking.items():
        state = "complete" if not lacks else f"{len(lacks)} to do, not offered yet"
        print(f"{language}: {count} texts, {state}")  # noqa: T201  a command tells on its output
        for words in lacks[:10]:
            print(f"  {words}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
