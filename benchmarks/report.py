"""The tables as a page: what was measured, against what, and whether the goal is met."""

import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.tables import Row

BEGIN, END = "<!-- begin: {name} -->", "<!-- end: {name} -->"


def table(rows: list[Row]) -> str:
    """One table in Markdown."""
    heads = ["work", "measured", "floor", "ratio", "goal", "", "to a floor with kept connections"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
    return "\n".join(lines)


def _cells(row: Row) -> list[str]:
    unit = row.unit if row.absolute else "×"
    aside = f"; {row.beside}" if row.beside else ""
    return [
        row.work,
        f"{row.measured:.1f} {row.unit}",
        f"{row.floor:.1f} {row.unit}" if row.floor else "–",
        f"{row.ratio:.2f} ×" if row.floor else "–",
        f"{'≥' if row.at_least else '≤'} {row.goal:g} {unit}",
        ("reached" if row.reached else "**missed**") + aside,
        f"{row.measured / row.kept:.2f} ×" if row.kept else "–",
    ]


def machine() -> str:
    """Where and when."""
    load = os.getloadavg()[0]
    day = datetime.now(UTC).date()
    return (
        f"{day}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"load average {load:.1f} at the end"
    )


def written(page: Path, tables: Mapping[str, list[Row]]) -> None:
    """Put each table between its marks on the page; what stands around them stays."""
    text = page.read_text()
    for name, rows in tables.items():
        begin, end = BEGIN.format(name=name), END.format(name=name)
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n{table(rows)}\n\n{machine()}\n{end}{after}"
    page.write_text(text)
