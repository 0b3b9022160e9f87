"""Addresses and the networks an operator names."""

import ipaddress
from collections.abc import Iterable
from typing import Final

UNIX: Final = "unix"
"""Stands among networks for a caller over a Unix socket, who has no address."""


def within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address lies in one of the networks; a single address is a network too."""
    if not address:
        return UNIX in networks
    try:
        found = ipaddress.ip_address(address)
        return any(
            found in ipaddress.ip_network(one, strict=False) for one in networks if one != UNIX
        )
    except ValueError:
        return False


def is_network(name: str) -> bool:
    """Whether this names an address, a network or the Unix socket."""
    try:
        return name == UNIX or bool(ipaddress.ip_network(name, strict=False))
    except ValueError:
        return False
