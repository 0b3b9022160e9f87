"""A small checkout of its own, so that these tests never meet the services of this one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import devservices
from tests.devservices.checkouts import FILES, Checkout


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A checkout whose path has spaces and letters beyond ASCII."""
    path = tmp_path_factory.mktemp("devservices") / "a desk's chéckout"
    shutil.copytree(
        Path(devservices.__file__).parent,
        path / "devservices",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    for name, text in FILES.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)
    made = Checkout(path)
    yield made
    made.say("down")
    shutil.rmtree(made.base(), ignore_errors=True)
