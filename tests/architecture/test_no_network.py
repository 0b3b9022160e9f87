"""No test reaches beyond this machine."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_a_connection_beyond_loopback_is_refused() -> None:
    # Warnings are errors here, and the refusal is announced by one.
    refused = (SocketConnectBlockedError, UserWarning)
    with socket.socket() as outward, pytest.raises(refused, match="host"):
        outward.connect(("192.0.2.1", 80))
