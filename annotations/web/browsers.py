"""What is known of a browser: its name, its network, and whether it was signed in to an account before."""

import ipaddress
import re
import secrets
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

SALT: Final = "annotations.web.browsers"
KEPT: Final = 180 * 24 * 3600
"""Seconds a browser stays known."""
# The order matters: most of them also claim to be those further down.
NAMES: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("HeadlessChrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("FxiOS", "Firefox"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def address_of(request: HttpRequest) -> str:
    """The client's address; the project has seen to proxies."""
    return str(request.META.get("REMOTE_ADDR", ""))


def name_of(request: HttpRequest) -> str:
    """Browser and system in two words, as the list of sign-ins shows them."""
    agent = request.headers.get("User-Agent", "")[:500]
    browser = next((name for mark, name in NAMES if re.search(rf"\b{mark}/", agent)), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return " · ".join(part for part in (browser, system) if part)


def network_of(request: HttpRequest) -> str:
    """The network of the client's address: enough to recognise one's own, too little to follow somebody."""
    try:
        address = ipaddress.ip_address(address_of(request))
    except ValueError:
        return ""
    if address.is_loopback:
        return _("this machine")
    length = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False))


def known_as(request: HttpRequest, email: str) -> str:
    """The number of this browser, if it was signed in to the account of this address before; else ""."""
    try:
        number, whose = signing.loads(request.COOKIES.get(_cookie(), ""), salt=SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError):
        return ""
    return str(number) if whose == _mark(email) else ""


def remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Let the browser be known from now on: strangers who try the account cannot lock this one out."""
    number = known_as(request, email) or secrets.token_urlsafe(12)
    value = signing.dumps([number, _mark(email)], salt=SALT)
    response.set_cookie(
        _cookie(),
        value,
        max_age=KEPT,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _cookie() -> str:
    return "__Host-known" if settings.SESSION_COOKIE_NAME.startswith("__Host-") else "known"


def _mark(email: str) -> str:
    return salted_hmac(SALT, email.strip().casefold(), algorithm="sha256").hexdigest()[:24]
