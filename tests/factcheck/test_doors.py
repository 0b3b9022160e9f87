"""The threat model names every door that stands open without signing in, and every command; a new one without an entry fails here."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import get_commands
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/threat-model.md").read_text()
SAMPLES = {
    "uuid": str(UUID(int=7)),
    "slug": "some-words",
    "str": "some-words",
    "path": "some-words",
    "int": "7",
}
METHODS = ("get", "post", "put", "patch", "delete")
SIGN_IN = "/login/"
UNREADABLE = re.compile(r"\\Z|[\^$]|\(\?P<[^>]+>[^)]*\)|\[[^\]]*\][+*]?|\\")


def patterns(found: Any = None, before: str = "") -> Iterator[str]:
    """Every address the product knows, as its pattern."""
    for one in found if found is not None else get_resolver().url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def address(route: str) -> str:
    """An address that matches the pattern."""
    filled = re.sub(r"<(\w+):\w+>", lambda found: SAMPLES[found.group(1)], route)
    return "/" + UNREADABLE.sub(lambda found: "7" if "P<" in found.group() else "", filled)


def is_refusal(response: Any) -> bool:
    """Sent to sign in, refused as a stranger, or a method that is not there."""
    if response.status_code in {301, 302}:
        return bool(response["Location"].startswith((SIGN_IN, "/admin/login/")))
    return response.status_code in {401, 405}


def open_patterns() -> set[str]:
    strangers = Client(raise_request_exception=False)
    return {
        route
        for route in patterns()
        if not all(is_refusal(getattr(strangers, method)(address(route))) for method in METHODS)
    }


def rows(heading: str) -> Iterator[list[str]]:
    """The rows of the table below a heading, cell by cell."""
    section = PAGE.partition(f"\n### {heading}\n")[2].partition("\n### ")[0].partition("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| ") and "|---" not in line:
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def named(heading: str) -> set[str]:
    """What the first cells of a table name between backticks."""
    return {name for row in rows(heading) for name in re.findall(r"`([^`]*)`", row[0])}


@pytest.mark.django_db
def test_every_address_that_is_open_to_strangers_is_named_and_none_besides() -> None:
    assert {f"/{route}" for route in open_patterns()} == named("Addresses without signing in")


def test_every_command_is_named() -> None:
    ours = {name for name, app in get_commands().items() if app == "annotations"}
    assert {name.split()[0] for name in named("Commands")} == ours


def test_every_parser_of_what_comes_in_is_named() -> None:
    rooms = {path.stem for path in (ROOT / "annotations/intake").glob("*.py")} - {"__init__"}
    assert {name for name in named("What is parsed") if "/" not in name} == rooms


def test_every_door_says_what_guards_it_and_which_test_shows_it() -> None:
    tables = (
        "Addresses without signing in",
        "Addresses for members",
        "Commands",
        "Ports and sockets",
        "What is parsed",
        "What goes out",
    )
    for table in tables:
        found = list(rows(table))[1:]
        assert found, table
        for row in found:
            assert len(row) == 4, row
            assert all(row), row


def test_every_test_that_is_named_exists() -> None:
    files = set(re.findall(r"`((?:tests|frontend/test)/[^`:]+)(?:::[^`]*)?`", PAGE))
    assert files
    assert {name for name in files if not (ROOT / name).exists()} == set()
    for file, name in re.findall(r"`(tests/[^`:]+)::(\w+)`", PAGE):
        assert f"def {name}(" in (ROOT / file).read_text(), f"{file}::{name}"
