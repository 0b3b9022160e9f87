"""The client's address: told by proxies that are named, by nobody else."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from factcheck.proxies import ProxyMiddleware


def passed(peer: str, **headers: str) -> HttpRequest:
    """A request as it comes out of the layer."""
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": peer, **headers}
    ProxyMiddleware(lambda request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("peer", "hops", "client"),
    [
        ("10.0.0.2", "198.51.100.7", "198.51.100.7"),
        (
            "10.0.0.2",
            "1.1.1.1, 198.51.100.7",
            "198.51.100.7",
        ),  # the left one is what a stranger wrote
        ("10.0.0.2", "1.1.1.1, 198.51.100.7, 10.0.0.3", "198.51.100.7"),  # two proxies of ours
        ("10.0.0.2", "10.0.0.9", "10.0.0.9"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.7, nonsense", "10.0.0.2"),
        ("10.0.0.2", "2001:db8::7", "2001:db8::7"),
        ("2001:db8:ffff::1", "198.51.100.7", "198.51.100.7"),
        ("198.51.100.1", "1.1.1.1", "198.51.100.1"),  # no proxy of ours
        ("", "1.1.1.1", ""),
    ],
)
def test_the_client_is_the_last_hop_that_is_no_proxy_of_ours(
    settings: Any, peer: str, hops: str, client: str
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/24", "2001:db8:ffff::1"]
    assert passed(peer, HTTP_X_FORWARDED_FOR=hops).META["REMOTE_ADDR"] == client


def test_a_proxy_on_a_unix_socket_is_named_unix(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["unix"]
    assert passed("", HTTP_X_FORWARDED_FOR="198.51.100.7").META["REMOTE_ADDR"] == "198.51.100.7"


def test_tls_is_believed_of_a_proxy_of_ours_alone(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.2"]
    assert passed("10.0.0.2", HTTP_X_FORWARDED_PROTO="https").is_secure()
    assert not passed("198.51.100.1", HTTP_X_FORWARDED_PROTO="https").is_secure()
