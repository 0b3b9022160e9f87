"""What comes in, read: the article it would be, its text and its bytes. Nothing is stored here."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.actions.snapshots import Raw
from annotations.domain.errors import DomainError, InvalidError
from annotations.domain.text import clean, one_line
from annotations.domain.vocabulary import Precision
from annotations.intake.dates import YEARS
from annotations.intake.extract import extract
from annotations.intake.extracted import Extracted
from annotations.intake.given import Given
from annotations.models import Article, Membership

TITLE_LIMIT: Final = 500
ADDRESS_LIMIT: Final = 2000


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one: the article, and whether it is new; or the refusal."""

    article: Article | None = None
    new: bool = False
    refusal: DomainError | None = None

    @property
    def article_id(self) -> UUID | None:
        """The article's id; None where it was refused."""
        return self.article.pk if self.article else None


@dataclass(frozen=True, slots=True)
class Arrival:
    """One that was read: the article it would be (not saved), its text and its bytes."""

    article: Article
    found: Extracted
    raw: Raw
    publisher: str

    @property
    def key(self) -> str:
        """The article's key at intake: what has the same one is the same article."""
        return self.article.intake_key


def read_one(actor: Membership, incoming: Given) -> Arrival:
    """Read it. Raises the refusals of `extract`, and InvalidError for a year no article is from."""
    refuse_impossible(incoming.published_at)
    found = extract(
        incoming.data,
        kind=incoming.kind,
        title=incoming.title,
        url=incoming.url,
        language=incoming.language,
        published_at=incoming.published_at,
        zone=actor.desk.zone,
    )
    data = incoming.data.encode() if isinstance(incoming.data, str) else incoming.data
    return Arrival(
        article=_article_from(actor, found, incoming),
        found=found,
        raw=Raw(data, found.media_type, incoming.name),
        publisher=clean(incoming.publisher) or found.publisher[:200],
    )


def refuse_impossible(published_at: object) -> None:
    """Raise InvalidError for a date of a year that no article is from."""
    if isinstance(published_at, date) and published_at.year not in YEARS:
        raise InvalidError(
            _("An article is from a year between %(first)d and %(last)d. Correct the date.")
            % {"first": YEARS[0], "last": YEARS[-1]},
            errors={"published_at": [_("not a year of an article")]},
        )


def _article_from(actor: Membership, found: Extracted, incoming: Given) -> Article:
    address = incoming.url or (found.url if len(found.url) <= ADDRESS_LIMIT else "")
    precision = incoming.published_precision or found.published_precision
    return Article(
        desk=actor.desk,
        title=found.title[:TITLE_LIMIT],
        url=address,
        byline=(one_line(incoming.byline) or found.byline)[:300],
        published_at=found.published_at,
        published_precision=precision if found.published_at else Precision.UNKNOWN,
        zone_assumed=found.zone_assumed,
        language=found.language,
        intake_key=hashlib.sha256(f"{address}\n{found.canonical.sha256}".encode()).hexdigest(),
        added_by=actor.account,
    )
