"""What intake makes of a text or a page, whatever it came as."""

from dataclasses import dataclass
from datetime import datetime

from annotations.domain.text import Block, CanonicalText
from annotations.domain.vocabulary import Precision


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words that were taken for the furniture of a page, and the rule that took them."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article as it came in. The raw bytes are kept elsewhere; nothing here replaces them.

    `published_at` has a zone; `zone_assumed` says that the source gave none and the desk's was
    taken. Below minute precision the missing parts are the earliest: 1 January, midnight.
    `language` is a BCP 47 language subtag, ``und`` where the words do not tell. `media_type` says
    what the bytes were taken for. Empty strings mean unknown.
    """

    title: str
    canonical: CanonicalText
    language: str
    published_at: datetime | None = None
    published_precision: Precision = Precision.UNKNOWN
    zone_assumed: bool = False
    byline: str = ""
    publisher: str = ""
    url: str = ""
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    media_type: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the canonical text."""
        return self.canonical.blocks
