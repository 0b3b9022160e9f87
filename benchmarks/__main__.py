"""`python -m benchmarks [only=NAME,…]`: measure, print the tables, write them to docs/performance.md."""

import sys
from collections.abc import Callable
from typing import Final

from benchmarks.ground import Ground, ground
from benchmarks.importing import importing
from benchmarks.report import table, written
from benchmarks.starting import starting
from benchmarks.tables import Row, create, listing, opening
from devservices.places import CHECKOUT

TABLES: Final[dict[str, Callable[[Ground], list[Row]]]] = {
    "create": create,
    "open": opening,
    "list": listing,
    "import": importing,
    "start": starting,
}
PAGE: Final = CHECKOUT / "docs" / "performance.md"


def main(arguments: list[str]) -> int:
    """Measure what is asked for; everything without a wish."""
    wishes = [part for word in arguments for part in word.removeprefix("only=").split(",") if part]
    unknown = sorted(set(wishes) - set(TABLES))
    if unknown:
        sys.stderr.write(f"No such table: {', '.join(unknown)}. There are {', '.join(TABLES)}.\n")
        return 2
    tables = {}
    sys.stdout.write("Setting up services and articles of their own.\n")
    with ground() as made:
        for name in wishes or TABLES:
            sys.stdout.write(f"\n## {name}\n")
            sys.stdout.flush()
            tables[name] = TABLES[name](made)
            sys.stdout.write(f"{table(tables[name])}\n")
            sys.stdout.flush()
    written(PAGE, tables)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
