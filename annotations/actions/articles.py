"""Articles come in, and what the desk knows of them is put right."""

import hashlib
from datetime import datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import Versions, act, locked, refreshed, refuse_unknown
from annotations.actions.audit import Line
from annotations.domain.errors import GoneError, InvalidError
from annotations.domain.names import publisher_key
from annotations.domain.text import clean, one_line
from annotations.domain.vocabulary import Precision
from annotations.intake.dates import YEARS
from annotations.intake.extract import extract
from annotations.intake.extracted import Extracted
from annotations.models import (
    Article,
    ArticleRevision,
    Membership,
    Publisher,
    RevisionBlock,
    Snapshot,
)

TITLE_LIMIT = 500


@act
def add_article(
    *,
    actor: Membership,
    data: bytes | str,
    kind: Literal["text", "html"] | None = None,
    name: str = "",
    title: str = "",
    url: str = "",
    publisher: str = "",
    published_at: datetime | None = None,
    published_precision: str = "",
    language: str = "",
) -> tuple[Article, bool]:
    """Take a text or a page in; returns the article and whether it is new.

    The raw bytes are kept as they came; the canonical text is made from them. The same text under the
    same address is the same article. What is given (title, date …) wins over what is found.
    """
    policies.may_add_article(actor).require()
    _refuse_impossible(published_at)
    found = extract(
        data,
        kind=kind,
        title=title,
        url=url,
        language=language,
        published_at=published_at,
        zone=actor.desk.zone,
    )
    article = _article_from(actor, found, url=url, published_precision=published_precision)
    known = Article.objects.filter(desk_id=actor.desk_id, intake_key=article.intake_key).first()
    if known is not None:
        return known, False
    if publisher.strip():
        article.publisher = publisher_named(actor, publisher)
    snapshot = keep_bytes(
        actor,
        data.encode() if isinstance(data, str) else data,
        media_type=found.media_type,
        name=name,
    )
    try:
        with transaction.atomic():
            article.save(force_insert=True)
    except IntegrityError:
        # Somebody brought the same text in at the same moment: theirs is the article.
        return Article.objects.get(desk_id=actor.desk_id, intake_key=article.intake_key), False
    revision = first_revision(actor, article, found, snapshot)
    data_of = {"revision": str(revision.pk), "sha256": revision.sha256, "snapshot": snapshot.sha256}
    lines = [Line("article.added", article, data_of), Line("revision.made", revision)]
    audit.record_lines(lines, actor=actor)
    return article, True


def _refuse_impossible(published_at: datetime | None) -> None:
    if published_at is not None and published_at.year not in YEARS:
        raise InvalidError(
            _("An article is from a year between %(first)d and %(last)d. Correct the date.")
            % {"first": YEARS[0], "last": YEARS[-1]},
            errors={"published_at": [_("not a year of an article")]},
        )


def _article_from(
    actor: Membership, found: Extracted, *, url: str, published_precision: str
) -> Article:
    if not found.canonical.text:
        raise InvalidError(
            _("There is no text in this. Paste the article’s words."), errors={"text": [_("empty")]}
        )
    address = url or found.url
    precision = published_precision or found.published_precision
    title = found.title or found.canonical.blocks[0].text
    key = hashlib.sha256(f"{address}\n{found.canonical.sha256}".encode()).hexdigest()
    return Article(
        desk=actor.desk,
        title=title[:TITLE_LIMIT],
        url=address,
        byline=found.byline[:300],
        published_at=found.published_at,
        published_precision=precision if found.published_at else Precision.UNKNOWN,
        zone_assumed=found.zone_assumed,
        language=found.language,
        intake_key=key,
        added_by=actor.account,
    )


def first_revision(
    actor: Membership, article: Article, found: Extracted, snapshot: Snapshot
) -> ArticleRevision:
    """Revision 1 with its blocks."""
    revision = ArticleRevision.objects.create(
        article=article,
        number=1,
        text=found.canonical.text,
        sha256=found.canonical.sha256,
        length=len(found.canonical.text),
        snapshot=snapshot,
        dropped=[{"rule": dropped.rule, "text": dropped.text} for dropped in found.dropped],
        made_by=actor.account,
    )
    RevisionBlock.objects.bulk_create(
        (
            RevisionBlock(
                revision=revision,
                start=block.start,
                end=block.end,
                kind=block.kind,
                text=block.text,
            )
            for block in found.canonical.blocks
        ),
        batch_size=2000,
    )
    return revision


def keep_bytes(actor: Membership, data: bytes, *, media_type: str, name: str = "") -> Snapshot:
    """The bytes as they came, once per desk."""
    digest = hashlib.sha256(data).hexdigest()
    known = Snapshot.objects.filter(desk_id=actor.desk_id, sha256=digest).first()
    if known is not None:
        if known.erased_at is not None:
            raise GoneError(
                _("This file was withheld by an order and is not taken in again. Ask a lead.")
            )
        return known
    snapshot = Snapshot(
        desk=actor.desk,
        sha256=digest,
        size=len(data),
        media_type=media_type,
        name=clean(name)[:255],
        taken_by=actor.account,
    )
    snapshot.file.save(f"{digest[:2]}/{digest}", ContentFile(data), save=False)
    try:
        with transaction.atomic():
            snapshot.save(force_insert=True)
    except IntegrityError:
        # Somebody kept the same bytes at the same moment: theirs is the snapshot.
        snapshot.file.delete(save=False)
        return Snapshot.objects.get(desk_id=actor.desk_id, sha256=digest)
    audit.record("snapshot.kept", actor=actor, subject=snapshot)
    return snapshot


def publisher_named(actor: Membership, name: str) -> Publisher:
    """The desk's publisher of this name, made when it is new."""
    name = clean(name)[:200]
    publisher, made = Publisher.objects.get_or_create(
        desk=actor.desk, folded=publisher_key(name) or name.casefold(), defaults={"name": name}
    )
    if made:
        audit.record("publisher.added", actor=actor, subject=publisher)
    return publisher


LINES = {"title", "byline", "language"}
CORRECTABLE = LINES | {
    "url",
    "publisher",
    "published_at",
    "published_precision",
}


@act
def correct_metadata(
    *, actor: Membership, article_id: UUID, expected_version: Versions, changes: dict[str, Any]
) -> Article:
    """Put right what the desk knows of an article. The text is not touched."""
    article = locked(
        Article.objects.visible_to(actor), article_id, expected_version=expected_version
    )
    policies.may_add_article(actor).require()
    refuse_unknown(changes, CORRECTABLE)
    _refuse_impossible(changes.get("published_at"))
    for field, value in changes.items():
        if field == "publisher":
            article.publisher = publisher_named(actor, value) if value else None
        elif field in LINES:
            setattr(article, field, one_line(value))
        else:
            setattr(article, field, value)
    if not article.title:
        raise InvalidError(_("An article needs a title."), errors={"title": [_("empty")]})
    if "published_at" in changes:
        article.zone_assumed = False
        if article.published_at is None:
            article.published_precision = Precision.UNKNOWN
        elif timezone.is_naive(article.published_at):
            article.published_at = article.published_at.replace(tzinfo=ZoneInfo(actor.desk.zone))
            article.zone_assumed = True
        if article.published_at and article.published_precision == Precision.UNKNOWN:
            article.published_precision = Precision.MINUTE
    elif article.published_at is None and article.published_precision != Precision.UNKNOWN:
        raise InvalidError(
            _("Say the date before how much of it is known."),
            errors={"published_at": [_("missing")]},
        )
    article.save()
    audit.record(
        "article.corrected",
        actor=actor,
        subject=refreshed(article),
        data={"fields": sorted(changes)},
    )
    return article


@act
def archive_article(*, actor: Membership, article_id: UUID, expected_version: Versions) -> Article:
    """The article leaves the desk's daily list; everything on it stays readable."""
    article = locked(
        Article.objects.visible_to(actor), article_id, expected_version=expected_version
    )
    policies.may_add_article(actor).require()
    if article.archived_at is None:
        article.archived_at = timezone.now()
        article.save(update_fields=["archived_at"])
        audit.record("article.archived", actor=actor, subject=refreshed(article))
    return article
