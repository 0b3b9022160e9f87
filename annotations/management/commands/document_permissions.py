"""Write docs/permissions.md from the policies."""

from argparse import ArgumentParser
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand

from annotations.permissions import BY_COMMAND, ROLES, SUBJECTS, Cell, cells

HEADINGS: Final = {
    "desk": "On the desk",
    "claim": "On a claim",
    "evidence": "On evidence",
    "sealed": "On sealed evidence",
    "verdict": "On a verdict",
    "item": "On an item of a review queue",
    "member": "On a place on the desk",
    "filter": "On a saved filter",
    "scale": "A rating scale",
    "policy": "A review policy",
    "redaction": "On words withheld by an order",
    "export": "On an export",
    "import": "On an import of many articles",
}
BEFORE: Final = """# Permissions

Who may do what, in which state. This page is written from `annotations/policies/` by `make snapshots`; a test
does every act of every cell on a database and compares what happens.

A cell says **yes**, or the code of the refusal as the API gives it: `not_permitted` and `four_eyes` are about the
person, all others about the state. Roles that may the same share a row. *Contributed* is who
changed something substantive of the claim, in whatever role; roles without that word did not.

Before any of this comes the wall: rows of another desk do not exist (`not_found`), nor does for a guest with a
scope what lies outside it. A membership that has not begun or has ended opens nothing. Reading is open to every
member within that wall, but for exports and imports (not for guests) and for the words of sealed evidence (for the
accounts named on it). A desk keeps a lead: the last one is neither given another role nor leaves (`wrong_state`).
"""
AFTER: Final = """
## By command only

{acts}: no page and no address of the API leads there. Operators do them on the machine.
"""


def page() -> str:
    """The whole page."""
    parts = [BEFORE]
    for subject, rows in groupby(cells(), key=lambda cell: cell.subject):
        parts.append(f"\n## {HEADINGS[subject]}\n\n{_table(subject, rows)}")
    acts = ", ".join(f"`{name}`" for name in sorted(BY_COMMAND))
    return "".join([*parts, AFTER.format(acts=acts)])


def _table(subject: str, rows: Iterable[Cell]) -> str:
    states = list(SUBJECTS[subject])
    lines = ["| act | who | " + " | ".join(states) + " |", "|---" * (len(states) + 2) + "|"]
    for act, of_act in groupby(rows, key=lambda cell: cell.act):
        lines += [
            f"| `{act}` | {_named(who)} | " + " | ".join(codes) + " |"
            for codes, who in _alike(of_act).items()
        ]
    return "\n".join(lines) + "\n"


def _alike(rows: Iterable[Cell]) -> dict[tuple[str, ...], list[Cell]]:
    """The codes in the order of the states, and a cell of all who meet them."""
    alike: dict[tuple[str, ...], list[Cell]] = {}
    for _who, of_role in groupby(rows, key=lambda cell: (cell.role, cell.contributed)):
        row = list(of_role)
        codes = tuple(f"`{cell.code}`" if cell.code else "**yes**" for cell in row)
        alike.setdefault(codes, []).append(row[0])
    return alike


def _named(who: list[Cell]) -> str:
    """The roles in words."""
    if {cell.role for cell in who} == set(ROLES):
        return "whoever contributed" if all(cell.contributed for cell in who) else "everybody"
    return ", ".join(cell.role.value for cell in who)


class Command(BaseCommand):
    """Write the table of permissions; see the module."""

    help = "Write the table of permissions to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        options["file"].write_text(page())
