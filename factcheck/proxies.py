"""Where a request comes from: proxies that are named are believed, and nobody else."""

import ipaddress
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from factcheck.networks import within

OBEYED: Final = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")
"""Headers that would change what the site believes of its own address."""


class ProxyMiddleware:
    """Puts the client's address into `REMOTE_ADDR`, as the trusted proxies tell it.

    From anybody else the headers that the site would obey are taken away, and `X-Forwarded-For` is not read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        peer = request.META.get("REMOTE_ADDR", "")
        if within(peer, settings.TRUSTED_PROXIES):
            hops = request.META.get("HTTP_X_FORWARDED_FOR", "")
            request.META["REMOTE_ADDR"] = client_of(hops.split(","), peer)
        else:
            for name in OBEYED:
                request.META.pop(name, None)
        return self.get_response(request)


def client_of(hops: list[str], peer: str) -> str:
    """The last hop that is no proxy of ours, from the right: what stands left of it anybody may have written."""
    client = peer
    for hop in reversed(hops):
        try:
            client = str(ipaddress.ip_address(hop.strip()))
        except ValueError:
            break
        if not within(client, settings.TRUSTED_PROXIES):
            break
    return client
