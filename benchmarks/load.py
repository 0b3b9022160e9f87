"""Clients that keep their connection and time each request."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass
class Caller:
    """One client on one connection, with the headers it always sends."""

    port: int
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.connection.connect()

    def __call__(self, method: str, path: str, body: Any = None) -> bytes:
        """The answer's body. Raises RuntimeError for any status but 2xx and 3xx."""
        sent = None if body is None else orjson.dumps(body)
        self.connection.request(
            method, path, sent, {"Content-Type": "application/json", **self.headers}
        )
        answer = self.connection.getresponse()
        read = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {read[:300]!r}")
        return read


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def interleaved(
    pairs: Mapping[str, Callable[[], object]], *, times: int, rounds: int = 3, warm: int = 10
) -> dict[str, float]:
    """The median of each call in milliseconds: the calls take turns, so that noise meets all alike.

    Of `rounds` rounds of `times` calls each, the median of the rounds' medians counts.
    """
    for work in pairs.values():
        for _ in range(warm):
            work()
    medians: dict[str, list[float]] = {name: [] for name in pairs}
    for _ in range(rounds):
        taken: dict[str, list[float]] = {name: [] for name in pairs}
        for _ in range(times):
            for name, work in pairs.items():
                taken[name].append(milliseconds(work))
        for name, values in taken.items():
            medians[name].append(statistics.median(values))
    return {name: statistics.median(values) for name, values in medians.items()}


def throughput(make: Callable[[], Callable[[], object]], *, clients: int, seconds: float) -> float:
    """Requests a second of `clients` at once, each on its own connection."""
    works = [make() for _ in range(clients)]
    counts = [0] * clients
    gate = threading.Barrier(clients + 1)
    until = [0.0]

    def run(number: int) -> None:
        works[number]()
        gate.wait()
        while time.perf_counter() < until[0]:
            works[number]()
            counts[number] += 1

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    until[0] = time.perf_counter() + 3600
    begun = time.perf_counter()
    until[0] = begun + seconds + 1
    gate.wait()
    begun = time.perf_counter()
    until[0] = begun + seconds
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - begun)
