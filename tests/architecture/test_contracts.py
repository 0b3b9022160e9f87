"""The import contracts hold, and a planted violation is refused."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The importable part of the project, to plant in."""
    for name in ("annotations", "factcheck"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "static")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> tuple[int, str]:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_all_eight_contracts_are_kept(copy: Path) -> None:
    code, said = lint(copy)
    assert code == 0, said
    assert "Contracts: 8 kept, 0 broken." in said


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [
        ("floors", "annotations/queries/people.py", "import annotations.web.account"),
        ("pure-domain", "annotations/domain/text.py", "import django.utils.timezone"),
    ],
)
def test_a_planted_violation_is_refused(copy: Path, contract: str, file: str, line: str) -> None:
    path = copy / file
    path.write_text(path.read_text() + f"\n{line}  # noqa\n")
    code, said = lint(copy)
    assert code == 1
    assert f"{contract}:" in said.partition("Broken contracts")[2], said


def test_a_module_that_is_on_no_floor_is_refused(copy: Path) -> None:
    (copy / "annotations" / "drawer.py").write_text('"""A room on no floor."""\n')
    code, said = lint(copy)
    assert code == 1
    assert "drawer" in said
