"""How long the whole product takes to start the second time, and what it weighs when it idles."""

import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.ground import Ground
from benchmarks.servers import free_port, serving, wait_for
from benchmarks.tables import Row
from devservices.places import CHECKOUT
from devservices.processes import with_descendants

ROUNDS = 3
SETTLED = 3.0


def starting(ground: Ground) -> list[Row]:
    """`make run` against one bare web server of the same shape."""
    ours, bare, weight = [], [], 0.0
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        with serving("benchmarks.floor:application", "/bare", ground.environment, bare=True):
            bare.append(time.perf_counter() - begun)
        seconds, weight = _whole_product(ground)
        ours.append(seconds)
    # The first start of each reads the disk and sets up; the second and later ones count.
    return [
        Row("web, worker, beat, database ready", "s", statistics.median(ours[1:]),
            statistics.median(bare[1:]), 8.0, absolute=True),
        Row("idle, proportional set size summed", "MB", weight, 0.0, 350.0, absolute=True),
    ]  # fmt: skip


def _whole_product(ground: Ground) -> tuple[float, float]:
    """Seconds until `/readyz` is well, and megabytes of all processes of the product but its servers of data."""
    port = free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL", "CACHE_URL"}
    }
    environment |= {
        "PORT": str(port),
        "FACTCHECK_DATA_DIR": ground.environment["FACTCHECK_DATA_DIR"],
    }
    begun = time.perf_counter()
    run = subprocess.Popen(
        [sys.executable, "-m", "devservices", "run"],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(port, "/readyz", seconds=120)
        seconds = time.perf_counter() - begun
        time.sleep(SETTLED)
        return seconds, sum(
            _pss(pid) for pid in with_descendants(run.pid) if not _is_data_server(pid)
        ) / 1000
    finally:
        run.send_signal(signal.SIGTERM)
        run.wait(timeout=60)


def _is_data_server(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip().startswith(("postgres", "valkey"))
    except OSError:
        return True


def _pss(pid: int) -> int:
    """Kilobytes, shared pages by their share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
