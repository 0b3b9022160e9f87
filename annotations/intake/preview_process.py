"""The process that looks into one file: limits first, then the parser of its family, then one line of JSON."""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from annotations.domain.vocabulary import FileFamily, PreviewProblem
from annotations.intake import pictures, tables
from annotations.intake.previewing import SECONDS

MEMORY: Final = 1_500 * 1024 * 1024
WRITTEN: Final = 64 * 1024 * 1024
"""Bytes one file of a preview may have."""

Parser = Callable[[Path, Path], dict[str, Any]]
PARSERS: Final[dict[FileFamily, Parser]] = {
    FileFamily.IMAGE: pictures.image,
    FileFamily.PDF: pictures.pdf,
    FileFamily.SHEET: tables.sheets,
    FileFamily.TABLE: tables.table,
    FileFamily.MAIL: tables.mail,
    FileFamily.TEXT: tables.text,
}


def limit() -> None:
    """Take away what a hostile file could use: memory, time, large files, other processes."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def main(family: str, file: Path, folder: Path) -> dict[str, Any]:
    """What the parser of the family made of the file; a problem for whatever it stumbles over."""
    limit()
    try:
        return PARSERS[FileFamily(family)](file, folder)
    except MemoryError:
        return {"problem": PreviewProblem.TOO_MUCH}
    except pictures.LockedError:
        return {"problem": PreviewProblem.LOCKED}
    except pictures.TooMuchError:
        return {"problem": PreviewProblem.TOO_MUCH}
    except Exception:  # whatever a parser raises, the file is not what it says
        return {"problem": PreviewProblem.DAMAGED}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
