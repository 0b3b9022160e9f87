"""Articles come in, and what the desk knows of them is put right."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import Versions, act, locked, refreshed, refuse_unknown
from annotations.actions.arrivals import Arrival, Fate, read_one, refuse_impossible
from annotations.actions.audit import Line
from annotations.actions.filing import file_all
from annotations.actions.publishers import publisher_named
from annotations.actions.texts import Text, write_texts
from annotations.domain.errors import DomainError, InvalidError
from annotations.domain.text import one_line
from annotations.domain.vocabulary import Precision
from annotations.intake.detect import Kind
from annotations.intake.extracted import Dropped
from annotations.intake.given import Given
from annotations.intake.marked import from_marked, to_marked
from annotations.models import Article, ArticleRevision, Membership


@act
def add_article(
    *,
    actor: Membership,
    data: bytes | str,
    kind: Kind | None = None,
    name: str = "",
    title: str = "",
    url: str = "",
    publisher: str = "",
    byline: str = "",
    published_at: datetime | None = None,
    published_precision: str = "",
    language: str = "",
) -> tuple[Article, bool]:
    """Take a text or a page in; returns the article and whether it is new.

    The raw bytes are kept as they came; the canonical text is made from them. The same text under the
    same address is the same article, with whatever was corrected of it. What is given (title, date …)
    wins over what is found.
    """
    policies.may_add_article(actor).require()
    incoming = Given(
        data=data,
        kind=kind,
        name=name,
        title=title,
        url=url,
        publisher=publisher,
        byline=byline,
        published_at=published_at,
        published_precision=published_precision,
        language=language,
    )
    fate = file_all(actor, [read_one(actor, incoming)])[0]
    if fate.article is None:
        raise fate.refusal or InvalidError(_("The article was not taken in. Try again."))
    return fate.article, fate.new


@act
def add_articles(*, actor: Membership, articles: Sequence[Given]) -> list[Fate]:
    """Take many in, in a few statements: what became of each, in their order.

    One that is refused stops no other. All that is taken in is so in one transaction. Texts and rows of the
    whole batch are held in memory: a hundred at a time is much.
    """
    policies.may_add_article(actor).require()
    read: dict[int, Arrival] = {}
    fates: dict[int, Fate] = {}
    for at, incoming in enumerate(articles):
        try:
            read[at] = read_one(actor, incoming)
        except DomainError as refusal:
            fates[at] = Fate(refusal=refusal)
    fates |= zip(read, file_all(actor, list(read.values())), strict=True)
    return [fates[at] for at in range(len(articles))]


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
    refuse_impossible(changes.get("published_at"))
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
def correct_text(
    *, actor: Membership, article_id: UUID, expected_version: Versions, text: str
) -> ArticleRevision:
    """Put the text right: a new revision, taken from the same bytes. Returns the one that stands now.

    `text` is written as `intake.marked` says. Raises WrongStateError once a claim occurs in the article: its
    words are quoted, and stay where they are.
    """
    article = locked(
        Article.objects.visible_to(actor), article_id, expected_version=expected_version
    )
    policies.may_correct_text(actor, article).require()
    canonical = from_marked(text)
    stands = article.revisions.select_related("snapshot").order_by("-number")[0]
    if to_marked(canonical.blocks) == to_marked(stands.blocks.all()):
        return stands
    brought_back = {block.text for block in canonical.blocks}
    left_out = (Dropped(one["rule"], one["text"]) for one in stands.dropped)
    corrected = Text(
        article,
        canonical,
        stands.snapshot,
        number=stands.number + 1,
        dropped=tuple(one for one in left_out if one.text not in brought_back),
    )
    revision = write_texts(actor, [corrected])[0]
    article.save(
        update_fields=["title"]
    )  # Nothing of it changed but what it is: its version counts on.
    data = {"revision": str(revision.pk), "number": revision.number, "sha256": revision.sha256}
    lines = [
        Line("article.text_corrected", refreshed(article), data),
        Line("revision.made", revision),
    ]
    audit.record_lines(lines, actor=actor)
    return revision


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
