"""Editors at work while parts of the product die at random: nothing acknowledged is lost, nothing is doubled.

Short by default; `make soak` runs it whole: ten minutes, fifty editors.
"""

import os
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.soak.editors import Editor, Ledger, Reviewer
from tests.soak.product import PARTS, Product

WHOLE = bool(os.environ.get("FACTCHECK_SOAK"))
SECONDS = 600.0 if WHOLE else 24.0
EDITORS, REVIEWERS = (50, 5) if WHOLE else (6, 2)
BETWEEN_KILLS = (12.0, 28.0) if WHOLE else (5.0, 5.5)
SETTLING = 300.0 if WHOLE else 120.0
"""A killed worker's export waits for its lease, the next sweep, and the pause after a failure."""

pytestmark = [pytest.mark.services, pytest.mark.worker]


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """The product in a folder of its own."""
    made = Product(tmp_path)
    try:
        made.start()
        yield made
    finally:
        made.end()


def test_every_acknowledged_write_survives_the_death_of_any_part(product: Product) -> None:
    desk = product.people("make", EDITORS, REVIEWERS)
    ledger, until = Ledger(), time.monotonic() + SECONDS
    people: list[Any] = [
        Editor(product.port, token, desk, ledger, until) for token in desk["editors"]
    ]
    people += [Reviewer(product.port, token, desk, ledger, until) for token in desk["reviewers"]]
    threads = [threading.Thread(target=person) for person in people]
    for thread in threads:
        thread.start()
    killed = kill_at_random(product, until)
    for thread in threads:
        thread.join()
    product.wait_until_well()
    settled(product, ledger)
    found = product.people("read")
    report(ledger, killed, product, found)
    assert ledger.wrong == []
    assert set(killed) == set(PARTS)
    nothing_is_lost(ledger, found)
    nothing_is_doubled(ledger, found)


def kill_at_random(product: Product, until: float) -> dict[str, int]:
    """Kill parts, each in its turn of a shuffled round, until the time is over; how often each died."""
    killed: dict[str, int] = {}
    dice = random.Random()
    round_: list[str] = []
    while time.monotonic() < until - BETWEEN_KILLS[0] / 2:
        time.sleep(min(dice.uniform(*BETWEEN_KILLS), max(0.0, until - time.monotonic())))
        round_ = round_ or dice.sample(sorted(PARTS), len(PARTS))
        part = round_.pop()
        while not product.kill(part):  # it is still on its way back from the last death
            time.sleep(0.2)
        killed[part] = killed.get(part, 0) + 1
    return killed


def settled(product: Product, ledger: Ledger) -> None:
    """Wait for the jobs to catch up: every submission queued, every export written."""
    until = time.monotonic() + SETTLING
    while time.monotonic() < until:
        found = product.people("read")
        waiting = found["exports"].get("queued", 0) + found["exports"].get("running", 0)
        if ledger.submissions <= set(found["queued"]) and not waiting:
            return
        time.sleep(2)


def report(ledger: Ledger, killed: dict[str, int], product: Product, found: dict[str, Any]) -> None:
    """Say what happened, for whoever runs it whole."""
    print(  # noqa: T201
        f"\n{ledger.acts} acts acknowledged, {ledger.refused} tries refused or cut off; killed {killed}; "
        f"started {product.starts} times; {len(found['statements'])} claims, "
        f"{len(found['submissions'])} submissions, {len(found['reviews'])} reviews, exports {found['exports']}"
    )


def nothing_is_lost(ledger: Ledger, found: dict[str, Any]) -> None:
    """Each acknowledged row is there, with the words that were acknowledged."""
    assert ledger.statements
    lost = {
        claim: words
        for claim, words in ledger.statements.items()
        if found["statements"].get(claim) not in words
    }
    assert lost == {}
    assert ledger.evidence - set(found["evidence"]) == set()
    assert ledger.submissions - set(found["submissions"]) == set()
    assert ledger.reviews - set(found["reviews"]) == set()
    assert ledger.submissions - set(found["queued"]) == set()
    assert set(found["exports"]) <= {"done"}


def nothing_is_doubled(ledger: Ledger, found: dict[str, Any]) -> None:
    """Each act was done once, however often it was sent."""
    markers = [words.partition(" reworded")[0] for words in found["statements"].values()]
    assert len(markers) == len(set(markers))
    assert set(markers) <= ledger.markers
    assert {title: count for title, count in found["evidence"].items() if count != 1} == {}
    assert {pk: count for pk, count in found["reviews"].items() if count != 1} == {}
    assert {pk: count for pk, count in found["logged"].items() if count != 1} == {}
    assert set(found["logged"]) == set(found["statements"])
