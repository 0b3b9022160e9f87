"""A small checkout of its own, so that these tests never meet the services of this one."""

import shutil
from collections.abc import Iterator

import pytest

from tests.devservices.checkouts import Checkout, make_checkout


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A checkout whose path is 150 characters deep, with spaces and letters beyond ASCII."""
    made = make_checkout(tmp_path_factory.mktemp("devservices"))
    yield made
    made.say("down")
    shutil.rmtree(made.base(), ignore_errors=True)
