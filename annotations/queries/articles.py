"""Articles of a desk, with a status that follows from their claims."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from annotations.domain.errors import NotFoundError
from annotations.domain.names import publisher_key
from annotations.domain.text import direction
from annotations.domain.vocabulary import TriageDecision, VerdictState
from annotations.models import (
    Article,
    ArticleRevision,
    Membership,
    Occurrence,
    RevisionBlock,
    Triage,
    Verdict,
)
from annotations.queries.moments import start_of
from annotations.queries.search import matching

ORDERINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "-created": ("-id",),
    "created": ("id",),
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
    "-published": ("-published_at", "-id"),
    "published": ("published_at", "id"),
}
STATUSES = ("new", "in_progress", "checked", "archived")
DECIDED = [
    VerdictState.APPROVED,
    VerdictState.PUBLISHED,
    VerdictState.CORRECTED,
    VerdictState.RETRACTED,
]


def _with_status(rows: QuerySet[Article]) -> QuerySet[Article]:
    """Annotated with `claims_count`, `checked_count` and `status`.

    A claim that triage has set aside is not waited for; a verdict on it counts all the same.
    """
    here = Occurrence.objects.filter(article=OuterRef("pk"), claim__withdrawn_at=None)
    decided = Exists(Verdict.objects.filter(claim=OuterRef("claim"), state__in=DECIDED))
    triage = Subquery(Triage.objects.latest_of("claim").values("decision"))
    to_do = here.filter(~decided).annotate(decision=triage)
    waiting = to_do.filter(Q(decision=None) | Q(decision=TriageDecision.TO_CHECK))
    return rows.annotate(
        claims_count=_claims_of(here),
        checked_count=_claims_of(here.filter(decided)),
        status=Case(
            When(archived_at__isnull=False, then=Value("archived")),
            When(~Exists(here), then=Value("new")),
            When(~Exists(waiting), then=Value("checked")),
            default=Value("in_progress"),
            output_field=CharField(),
        ),
    )


def _claims_of(here: QuerySet[Occurrence]) -> Coalesce:
    counted = here.order_by().values("article").annotate(count=Count("claim", distinct=True))
    return Coalesce(Subquery(counted.values("count")), 0)


def article_list(
    member: Membership,
    *,
    q: str = "",
    status: str = "",
    publisher: str = "",
    language: str = "",
    added_by: str = "",
    has_claims: str = "",
    added_since: date | None = None,
    added_until: date | None = None,
    published_since: date | None = None,
    published_until: date | None = None,
) -> QuerySet[Article]:
    """The desk's articles, in no order; archived ones only when asked for. Days are the reader's, both inclusive."""
    rows = _with_status(Article.objects.visible_to(member)).select_related("publisher")
    rows = matching(rows, member, "article", q)
    if publisher:
        rows = rows.filter(publisher__folded__contains=publisher_key(publisher) or publisher)
    if language:
        rows = rows.filter(language__istartswith=language)
    if added_by:
        rows = rows.filter(added_by=UUID(added_by))
    if has_claims:
        claims = Occurrence.objects.filter(article=OuterRef("pk"), claim__withdrawn_at=None)
        rows = rows.filter(Exists(claims) if has_claims == "yes" else ~Exists(claims))
    rows = _between(rows, "created_at", added_since, added_until)
    rows = _between(rows, "published_at", published_since, published_until)
    return rows.filter(Q(("status", status))) if status else rows.filter(archived_at=None)


def _between(
    rows: QuerySet[Article], column: str, since: date | None, until: date | None
) -> QuerySet[Article]:
    if since:
        rows = rows.filter((f"{column}__gte", start_of(since)))
    if until:
        rows = rows.filter((f"{column}__lt", start_of(until + timedelta(days=1))))
    return rows


def article_row(article: Article) -> dict[str, Any]:
    """One article of a list."""
    return {
        "id": str(article.pk),
        "title": article.title,
        "url": article.url,
        "publisher": {"id": str(article.publisher_id), "name": article.publisher.name}
        if article.publisher
        else None,
        "byline": article.byline,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "published_precision": article.published_precision,
        "zone_assumed": article.zone_assumed,
        "practice": article.practice,
        "withheld_on": article.withheld_on.isoformat() if article.withheld_on else None,
        "language": article.language,
        "direction": direction(article.language),
        "status": getattr(article, "status", "new"),
        "claims_count": getattr(article, "claims_count", 0),
        "checked_count": getattr(article, "checked_count", 0),
        "created_at": article.created_at.isoformat(),
        "etag": article.etag,
    }


def article_of(member: Membership, article_id: UUID | str) -> Article:
    """The article with its status, or NotFoundError."""
    rows = _with_status(Article.objects.visible_to(member)).select_related("publisher")
    article = rows.filter(pk=article_id).first()
    if article is None:
        raise NotFoundError(_("There is no such article on this desk."))
    return article


def current_revision(article: Article) -> ArticleRevision:
    """The newest revision. Every article has one."""
    return article.revisions.select_related("snapshot").order_by("-number")[0]


def article_detail(member: Membership, article_id: UUID | str) -> dict[str, Any]:
    """One article with its current text."""
    article = article_of(member, article_id)
    revision = current_revision(article)
    return {**article_row(article), "revision": revision_row(revision)}


def revision_row(revision: ArticleRevision) -> dict[str, Any]:
    """A revision with its text; `length` in code points."""
    return {
        "id": str(revision.pk),
        "number": revision.number,
        "sha256": revision.sha256,
        "length": revision.length,
        "text": revision.text,
        "snapshot": {
            "sha256": revision.snapshot.sha256,
            "size": revision.snapshot.size,
            "media_type": revision.snapshot.media_type,
        },
        "dropped": revision.dropped,
        "created_at": revision.created_at.isoformat(),
    }


def blocks_of(revision_id: UUID | str) -> list[RevisionBlock]:
    """The blocks of a revision in order."""
    return list(RevisionBlock.objects.filter(revision__pk=revision_id).order_by("start"))
