"""What every file says of itself, and what a renderer is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from django.conf import settings

from annotations.exports.proof import Loss
from annotations.models import Desk
from annotations.queries.exports import ClaimRow


@dataclass(frozen=True, slots=True)
class Header:
    """Who made a file, when, from which claims, and under which public address they are found."""

    desk: str
    base_url: str
    generated_at: datetime
    language: str = "en"
    filters: Mapping[str, Any] = field(default_factory=dict)


Renderer: TypeAlias = Callable[[Iterator[ClaimRow], Header, list[Loss]], Iterator[bytes]]
"""Rows in, bytes out, one claim at a time. What it does not write it adds to the losses."""


def base_url(desk: Desk) -> str:
    """The public address of a desk's pages, without a slash at its end."""
    address: str = desk.public_url or settings.FACTCHECK_PUBLIC_BASE_URL
    return address.rstrip("/")


def claim_url(base: str, claim_id: str) -> str:
    """The public page of a claim: its name in every format."""
    return f"{base}/c/{claim_id}"
