"""A preview is made in a process of its own, which has little memory and time and knows nothing of the product.

What it makes lies in a folder: `1-small.webp` and `1-large.webp` for each picture, `words.json` for tables and texts.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotations.domain.vocabulary import FileFamily, PreviewProblem

SECONDS: Final = 60
"""Time a preview may take, whatever the file is."""
ROOT: Final = Path(__file__).parents[2]
DRAWN: Final = frozenset(FileFamily) - {FileFamily.AUDIO, FileFamily.VIDEO}
"""Families that are looked into. Recordings are played by the browser, as they are."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came out: a problem, or the number of pages, how many of them were drawn, and whether there are words."""

    problem: str = ""
    pages: int = 0
    pictures: int = 0
    words: bool = False


def preview_of(file: Path, family: FileFamily, folder: Path) -> Made:
    """Make the preview of a file in an empty folder. Never raises for what is in the file."""
    if family not in DRAWN:
        return Made()
    command = [
        sys.executable,
        "-m",
        "annotations.intake.preview_process",
        family,
        str(file),
        str(folder),
    ]
    try:
        ended = subprocess.run(
            command,
            cwd=ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it could quote what is in the file
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Made(problem=PreviewProblem.TOO_MUCH)
    if ended.returncode:
        return Made(problem=PreviewProblem.TOO_MUCH)
    return Made(**json.loads(ended.stdout))
