"""Every setting from the environment is in one list, and the page for operators shows that list."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from factcheck import environment

ROOT = Path(__file__).parents[2]
ROOMS = ["annotations", "factcheck", "devservices", "manage.py", "gunicorn.conf.py"]
OTHERS = {
    "PATH": "where programs are",
    "PYTHONPATH": "where Python looks for modules",
    "XDG_RUNTIME_DIR": "where a user's sockets may lie",
    "MAKELEVEL": "set by make",
    "PYTEST_XDIST_WORKER": "set by the test runner",
    "PROMETHEUS_MULTIPROC_DIR": "set by the settings for a library, from METRICS_DIR",
}
"""Names that other programs own."""
READERS = {"text", "needed", "words", "number", "one_of"}


def sources() -> Iterator[Path]:
    for room in ROOMS:
        path = ROOT / room
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def is_environ(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ"


def names_read(tree: ast.AST) -> Iterator[str]:
    """The names a module reads or sets: os.environ[...], .get, .setdefault, .pop, getenv, `in`, environment.text."""
    for node in ast.walk(tree):
        named: ast.expr | None = None
        if isinstance(node, ast.Subscript) and is_environ(node.value):
            named = node.slice
        elif isinstance(node, ast.Compare) and is_environ(node.comparators[0]):
            named = node.left
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of_environ = is_environ(node.func.value)
            of_list = node.func.attr in READERS and ast.unparse(node.func.value) == "environment"
            if of_environ or of_list or node.func.attr == "getenv":
                named = node.args[0]
        if isinstance(named, ast.Constant) and isinstance(named.value, str):
            yield named.value


def test_every_name_that_is_read_is_in_the_list() -> None:
    strangers = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources()
        for name in names_read(ast.parse(path.read_text()))
        if name not in environment.REGISTRY and name not in OTHERS
    }
    assert strangers == set(), "put it into factcheck/environment.py, then make snapshots"


def test_every_name_stands_in_the_list_once() -> None:
    names = [one.name for one in environment.VARIABLES]
    assert sorted(names) == sorted(set(names))


def test_no_name_of_the_list_is_read_by_nobody() -> None:
    words = {
        node.value
        for path in sources()
        if path.name != "environment.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert environment.REGISTRY.keys() - words == set()


def test_the_page_for_operators_shows_the_list() -> None:
    page = (ROOT / "docs/operations.md").read_text()
    shown = page.partition(environment.BEGIN)[2].partition(environment.END)[0]
    assert shown == environment.table(), "make snapshots writes it"


def test_a_secret_has_no_default() -> None:
    assert [one.name for one in environment.VARIABLES if one.secret and one.default] == []


@pytest.mark.parametrize("value", ["", "0", "-1", "two", "1.5"])
def test_a_number_that_is_none_is_refused_by_name(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEB_THREADS", value)
    if not value:
        assert environment.number("WEB_THREADS") == 4
        return
    with pytest.raises(ImproperlyConfigured, match="WEB_THREADS"):
        environment.number("WEB_THREADS")


def test_a_word_is_one_of_those_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert environment.one_of("LOG_LEVEL", ("DEBUG", "INFO"), "INFO") == "DEBUG"
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(ImproperlyConfigured, match="DEBUG, INFO"):
        environment.one_of("LOG_LEVEL", ("DEBUG", "INFO"), "INFO")


def test_what_production_needs_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        environment.needed("SECRET_KEY")
