"""The command line: `python -m devservices up|env|down|run`."""

import argparse
import json
import os
import select
import signal
import sys
from types import FrameType

from devservices.disk import words_if_full
from devservices.errors import ServicesError
from devservices.holding import Holder, running_environment, stop_now
from devservices.keeper import keep
from devservices.lock import Lock
from devservices.places import Place, find_place
from devservices.run import Run

ACTS = {
    "up": "hold the services until standard input closes or SIGTERM comes",
    "env": "print the addresses of running services",
    "down": "stop the services for everyone who uses them",
    "run": "run the whole product in front until Ctrl-C",
}


def main() -> int:
    """Do what the command line asks and return the exit status."""
    options = _parse()
    place = find_place(fast=options.fast)
    try:
        return _do(options, place)
    except ServicesError as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:
        if not (words := words_if_full(place.base)):
            raise
        sys.stderr.write(f"{error}{words}\n")
    return 1


def _do(options: argparse.Namespace, place: Place) -> int:
    if options.act == "keep":
        return keep(place, Lock.inherited(options.lock))
    if options.act == "up":
        return _up(place)
    if options.act == "run":
        return Run()()
    if options.act == "down":
        sys.stdout.write("Stopped.\n" if stop_now(place) else "Nothing was running.\n")
        return 0
    environment = running_environment(place)
    sys.stdout.write(f"{json.dumps(environment)}\n")
    return 0 if environment else 1


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m devservices", description=__doc__)
    parser.add_argument(
        "act", choices=[*ACTS, "keep"], help="; ".join(f"{k}: {v}" for k, v in ACTS.items())
    )
    parser.add_argument("--fast", action="store_true", help="the tests' own services and data")
    parser.add_argument("--lock", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _up(place: Place) -> int:
    """Hold the services; the exit status is 1 when they ended by themselves."""
    ask, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _note)
    holder = Holder(place)
    sys.stdout.write(f"{json.dumps(holder.environment)}\n")
    sys.stdout.flush()
    try:
        while holder.alive():
            readable, _, _ = select.select([sys.stdin, ask], [], [], 0.5)
            if ask in readable or (readable and not os.read(sys.stdin.fileno(), 1024)):
                return 0
    finally:
        holder.release()
    sys.stderr.write(f"The services have ended; see {place.base / 'keeper.log'}.\n")
    return 1


def _note(number: int, frame: FrameType | None) -> None:
    """Do nothing here: the signal's number arrives through the wake-up pipe."""


if __name__ == "__main__":
    sys.exit(main())
