"""What an import gives: where each article stands in the bytes that were sent, and what was read there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from annotations.domain.wording import gettext_noop
from annotations.intake.detect import Kind

MAX_ARTICLES: Final = 5000
TOO_MANY: Final = gettext_noop(
    "There are more than 5,000 articles in this. Split it into smaller files, and send one after the other."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One file or line. `place` finds it again in the same bytes, `size` is how many of them it takes."""

    number: int
    name: str
    place: int
    size: int


@dataclass(frozen=True, slots=True)
class Given:
    """An article as it was sent, with what was said of it. Empty strings mean: nothing was said.

    `published_at` has no zone where none was given; the desk's is meant then.
    """

    data: bytes | str
    kind: Kind | None = None
    name: str = ""
    title: str = ""
    url: str = ""
    publisher: str = ""
    language: str = ""
    published_at: datetime | None = None
    published_precision: str = ""
