"""Addresses and the networks an operator names."""

import ipaddress
from collections.abc import Iterable


def within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address lies in one of the networks; a single address is a network too."""
    try:
        found = ipaddress.ip_address(address)
        return any(found in ipaddress.ip_network(one, strict=False) for one in networks)
    except ValueError:
        return False
