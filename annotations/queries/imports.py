"""Imports of many articles: how far each is, and what became of its rows."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from annotations import policies
from annotations.domain.errors import NotFoundError
from annotations.models import ArticleImport, ImportRow, Membership, importing
from annotations.queries.people import account_row


def import_list(member: Membership) -> QuerySet[ArticleImport]:
    """The desk's imports, newest first; none for those who may not add articles."""
    rows = (
        ArticleImport.objects.visible_to(member)
        if policies.may_add_article(member)
        else ArticleImport.objects.none()
    )
    return rows.select_related("requested_by").order_by("-id")


def import_of(member: Membership, import_id: UUID | str) -> ArticleImport:
    """One import, or NotFoundError."""
    job = import_list(member).filter(pk=import_id).first()
    if job is None:
        raise NotFoundError(_("There is no such import on this desk."))
    return job


def import_row(job: ArticleImport) -> dict[str, Any]:
    """An import as its progress is shown."""
    unfinished = job.state in importing.UNFINISHED
    waiting = None if job.total is None else job.total - job.done
    return {
        "id": str(job.pk),
        "name": job.name,
        "kind": job.kind,
        "publisher": job.publisher,
        "language": job.language,
        "state": job.state,
        "progress": job.percent,
        "done": job.done,
        "total": job.total,
        "waiting": waiting,
        "added": job.added,
        "known": job.known,
        "refused": job.refused,
        "size": job.size,
        "problem": job.problem,
        "created_at": job.created_at.isoformat(),
        "finished_at": job.finished_at.isoformat() if job.finished_at else None,
        "requested_by": account_row(job.requested_by),
        "etag": job.etag,
        "may_cancel": unfinished and job.cancel_requested_at is None,
        "may_resume": job.state in policies.STOPPED_IMPORTS and bool(job.file),
    }


def rows_of(job: ArticleImport, fate: str = "") -> QuerySet[ImportRow]:
    """The files or lines of an import in their order, or those of one fate."""
    rows = job.rows.select_related("article").order_by("number")
    return rows.filter(fate=fate) if fate else rows


def fate_row(row: ImportRow) -> dict[str, Any]:
    """What became of one file or line."""
    article = row.article
    named = None if article is None else {"id": str(article.pk), "title": article.title}
    return {
        "number": row.number,
        "name": row.name,
        "fate": row.fate,
        "code": row.code,
        "reason": row.reason,
        "article": named,
    }
