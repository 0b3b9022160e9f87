"""What is given: articles as they were sent, and where each stands in the bytes of an import."""

from dataclasses import dataclass
from datetime import date, datetime
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
    """A text or a page as it was sent, with what was said of it: that wins over what is found inside.

    Empty strings mean: nothing was said. `name` is that of its file. `published_at` may be as much of a date as is
    known, written like 2010-02-19 18:53, or a moment, of which `published_precision` says how much is meant; without
    a zone the desk's is meant.
    """

    data: bytes | str
    kind: Kind | None = None
    name: str = ""
    title: str = ""
    url: str = ""
    publisher: str = ""
    byline: str = ""
    language: str = ""
    published_at: str | date | datetime | None = None
    published_precision: str = ""
