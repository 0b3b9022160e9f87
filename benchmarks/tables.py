"""The tables: each measures the product and the floor in turns, and says how far it may be from it."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from benchmarks.corpus import spans
from benchmarks.ground import Ground
from benchmarks.load import Caller, interleaved, throughput
from benchmarks.servers import serving


@dataclass(frozen=True)
class Row:
    """One figure: what it is, measured and floor in the unit named, the goal as a bound of their ratio."""

    work: str
    unit: str
    measured: float
    floor: float
    goal: float
    kept: float = 0.0
    """The floor that keeps its connection to the database; 0 where there is none."""
    at_least: bool = False
    """The ratio must reach the goal, not stay below it."""
    absolute: bool = False
    """The goal bounds the figure itself, in its unit, not its ratio to the floor."""
    beside: str = ""
    """What else was counted: statements, bytes."""

    @property
    def ratio(self) -> float:
        """Measured by floor; 0 where there is no floor."""
        return self.measured / self.floor if self.floor else 0.0

    @property
    def reached(self) -> bool:
        """Whether the goal is met."""
        figure = self.measured if self.absolute else self.ratio
        return figure >= self.goal if self.at_least else figure <= self.goal


@contextmanager
def served(ground: Ground) -> Iterator[tuple[int, int, int]]:
    """The product, the floor as Django comes, and the floor with kept connections: their ports."""
    kept = {**ground.environment, "FLOOR": "kept"}
    with (
        serving("factcheck.wsgi:application", "/healthz", ground.environment) as product,
        serving("benchmarks.floor:application", "/bare", ground.environment, bare=True) as floor,
        serving("benchmarks.floor:application", "/bare", kept, bare=True) as keeping,
    ):
        yield product, floor, keeping


def highlights(ground: Ground) -> Iterator[dict[str, Any]]:
    """Bodies that highlight ever new words, round the articles."""
    dice = random.Random(7)  # noqa: S311
    places = [(article, spans(text, 12)) for article, text in ground.articles[:200]]
    for number in count():
        article, found = places[number % len(places)]
        start, end = dice.choice(found)
        yield {"article": str(article), "start": start, "end": end, "kind": "quantity"}


def create(ground: Ground) -> list[Row]:
    """Create one highlighted claim: one client, then eight."""
    # Django must be set up before its models are imported.
    from benchmarks.desk import statements  # noqa: PLC0415

    bodies = highlights(ground)
    sql = statements(ground.token, "POST", "/api/v1/claims/", next(bodies))
    with served(ground) as (product, floor, keeping):

        def maker(port: int, path: str) -> Callable[[], object]:
            if port != product:
                return partial(Caller(port), "POST", path, {})
            call = Caller(port, ground.authorization)
            return lambda: call("POST", path, next(bodies))

        makers = {
            "ours": partial(maker, product, "/api/v1/claims/"),
            "floor": partial(maker, floor, "/insert"),
            "kept": partial(maker, keeping, "/insert"),
        }
        one = interleaved({name: make() for name, make in makers.items()}, times=100)
        rates = {
            name: sorted(throughput(make, clients=8, seconds=4) for _ in range(3))[1]
            for name, make in makers.items()
        }
    return [
        Row("one client, p50", "ms", one["ours"], one["floor"], 4.0, one["kept"],
            beside=f"{sql} SQL by token"),
        Row("eight clients", "requests/s", rates["ours"], rates["floor"], 0.4, rates["kept"],
            at_least=True),
    ]  # fmt: skip


def all_of(call: Caller, paths: list[str]) -> None:
    """One after the other."""
    for path in paths:
        call("GET", path)


def opening(ground: Ground) -> list[Row]:
    """Open an article: the data by API, and the whole page by a signed-in browser."""
    from benchmarks.desk import statements  # noqa: PLC0415
    from benchmarks.signing_in import signed_in  # noqa: PLC0415

    rows = []
    with served(ground) as (product, floor, keeping):
        api, bare, kept = Caller(product, ground.authorization), Caller(floor), Caller(keeping)
        browser = Caller(product, {"Cookie": signed_in(product)})
        for label, article, goals in (
            ("10 claims", ground.ten, (3.0, 6.0)),
            ("500 claims on 100 kB", ground.many, (8.0, 15.0)),
        ):
            paths = [f"/api/v1/articles/{article}/", f"/api/v1/articles/{article}/claims/"]
            page = f"/articles/{article}/"
            times = interleaved(
                {
                    "floor": partial(bare, "GET", "/select"),
                    "kept": partial(kept, "GET", "/select"),
                    "data": partial(all_of, api, paths),
                    "page": partial(browser, "GET", page),
                },
                times=40 if article == ground.ten else 6,
                warm=3,
            )
            sql = sum(statements(ground.token, "GET", path) for path in paths)
            size = len(browser("GET", page)) / 1000
            rows += [
                Row(f"{label}: data", "ms", times["data"], times["floor"], goals[0], times["kept"],
                    beside=f"{sql} SQL"),
                Row(f"{label}: page", "ms", times["page"], times["floor"], goals[1], times["kept"],
                    beside=f"{size:.0f} kB"),
            ]  # fmt: skip
    return rows


def listing(ground: Ground) -> list[Row]:
    """List 50 of 2,000 articles."""
    from benchmarks.desk import statements  # noqa: PLC0415

    path = "/api/v1/articles/?limit=50"
    sql = statements(ground.token, "GET", path)
    with served(ground) as (product, floor, keeping):
        api, bare, kept = Caller(product, ground.authorization), Caller(floor), Caller(keeping)
        size = len(api("GET", path)) / 1000
        times = interleaved(
            {
                "ours": partial(api, "GET", path),
                "floor": partial(bare, "GET", "/select"),
                "kept": partial(kept, "GET", "/select"),
            },
            times=60,
        )
    aside = f"{sql} SQL, {size:.0f} kB"
    return [
        Row(
            "50 of 2,000, p50",
            "ms",
            times["ours"],
            times["floor"],
            5.0,
            times["kept"],
            beside=aside,
        )
    ]
