"""Every text a person sees goes through gettext: in templates, in Python, in the island."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PYTHON = [
    path for path in sorted((ROOT / "annotations").rglob("*.py")) if "migrations" not in path.parts
]
ISLAND = [
    path
    for path in sorted((ROOT / "frontend/src").rglob("*.ts"))
    if not path.name.endswith(".d.ts")
]

TRANSLATED = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL
)
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL)
CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
RAW = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
CLASSES = re.compile(r"\{% block \w*class\w* %\}.*?\{% endblock %\}|#\w+=", re.DOTALL)
WORDS = re.compile(r"[^\W\d_]{2,}")
SPOKEN = re.compile(
    r"\b(?:alt|title|placeholder|aria-label|aria-description|label|data-confirm)=\"([^\"]*)\""
)
NAMES = {
    "Factcheck",
    "sha",
    "html",
    "nbsp",
    "middot",
    "rarr",
    "larr",
    "times",
    "hellip",
    "amp",
    "lt",
    "gt",
    "quot",
    "mdash",
    "ndash",
    "ldquo",
    "rdquo",
}


def untranslated(markup: str) -> list[str]:
    """Words of a template that stand outside gettext."""
    text = CLASSES.sub("", RAW.sub("", COMMENT.sub("", TRANSLATED.sub("", markup))))
    text = CODE.sub("\x00", text)
    spoken = SPOKEN.findall(text)
    shown = re.sub(r"<[^>]*>", "\n", text).split("\n")
    found = []
    for piece in [*spoken, *shown]:
        words = [
            word for word in WORDS.findall(re.sub(r"&#?\w+;", " ", piece)) if word not in NAMES
        ]
        if words:
            found.append(piece.strip())
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_speaks_through_gettext(path: Path) -> None:
    assert untranslated(path.read_text()) == []


def test_the_check_of_templates_sees_bare_words() -> None:
    assert untranslated("<p>Hello</p>") == ["Hello"]
    assert untranslated('<a title="Go on">{{ x }}</a>') == ["Go on"]
    assert untranslated('<p>{% translate "Hello" %} {{ name }}</p>') == []


MESSAGES = {"success", "warning", "info", "error"}
LOGS = {"log", "logger"}


def bare_sentences(tree: ast.AST) -> list[str]:
    """Literal sentences given to a refusal, a message or a form without gettext."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        logs = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in LOGS
        speaks = not logs and (name.endswith("Error") or name in MESSAGES)
        for argument in node.args if speaks else []:
            if (
                isinstance(argument, ast.Constant)
                and isinstance(argument.value, str)
                and " " in argument.value
            ):
                found.append(f"line {node.lineno}: {argument.value}")
            if isinstance(argument, ast.JoinedStr):
                found.append(f"line {node.lineno}: f-string")
    return found


# For programmers, not for people: broken input to a pure function, not a refusal of the product.
FOR_PROGRAMMERS = {"TypeError", "ValueError", "RuntimeError", "KeyError"}


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_speaks_through_gettext(path: Path) -> None:
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in FOR_PROGRAMMERS
        ):
            node.args = []
    assert bare_sentences(tree) == []


def island_words(source: str) -> list[str]:
    """Words in the markup of lit templates that do not come from `t()`."""
    found = []
    for markup in lit_templates(source):
        text = re.sub(r"<[^>]*>", lambda tag: "\n".join(SPOKEN.findall(tag.group())) + "\n", markup)
        found += [
            piece.strip()
            for piece in text.split("\n")
            if WORDS.search(re.sub(r"&\w+;", " ", piece))
        ]
    return found


def lit_templates(source: str) -> list[str]:
    """The markup of every html`…` literal, with its ${…} parts left out (and looked into)."""
    found = []
    for match in re.finditer(r"\bhtml`", source):
        markup, at = [], match.end()
        while at < len(source) and source[at] != "`":
            if source.startswith("${", at):
                at = _after_expression(source, at + 2)
                markup.append("\x00")
                continue
            markup.append(source[at])
            at += 1
        found.append("".join(markup))
    return found


def _after_expression(source: str, at: int) -> int:
    depth, quote = 1, ""
    while at < len(source) and depth:
        char = source[at]
        if quote:
            if char == "\\":
                at += 1
            elif quote == "`" and source.startswith("${", at):
                at = _after_expression(source, at + 2)
                continue
            elif char == quote:
                quote = ""
        elif char in "'\"`":
            quote = char
        elif char in "{}":
            depth += 1 if char == "{" else -1
        at += 1
    return at


@pytest.mark.parametrize("path", ISLAND, ids=lambda path: str(path.relative_to(ROOT)))
def test_island_speaks_through_t(path: Path) -> None:
    assert island_words(path.read_text()) == []


def test_the_check_of_the_island_sees_bare_words() -> None:
    assert island_words("html`<b>Hello</b>`") == ["Hello"]
    assert island_words("html`<b>${t('Hello')}</b>${x ? html`<i>Deep</i>` : ''}`") == ["Deep"]
    assert island_words('html`<b aria-label="Close it">${x}</b>`') == ["Close it"]
