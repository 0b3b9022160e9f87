"""Imports of many articles: what was sent, how far it is, and what became of each file or line."""

from django.db import models

from annotations.domain.vocabulary import ImportKind, ImportState, RowFate
from annotations.models.article import Article
from annotations.models.base import ChangeableRow, DeskQuerySet, Row, known, word
from annotations.models.desk import Desk
from annotations.models.triggers import counts_versions
from annotations.models.user import Account

UNFINISHED = (ImportState.QUEUED, ImportState.RUNNING)


class ArticleImportQuerySet(DeskQuerySet["ArticleImport"]):
    """Imports in the words of the product."""

    def undone(self) -> "ArticleImportQuerySet":
        """Imports nobody works on: still queued, or running without a lease or under one that ran out."""
        left = models.Q(lease_until=None) | models.Q(lease_until__lt=models.functions.Now())
        return self.filter(models.Q(state=ImportState.QUEUED) | left, state__in=UNFINISHED)


class ArticleImport(ChangeableRow):
    """One import. `lease_until` is moved on while a worker reads; when it passes, another worker goes on.

    The bytes are kept until some time after the end: what was refused can be taken back, and what was
    cancelled can go on. `publisher` and `language` are for articles that do not name their own.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    requested_by = models.ForeignKey(Account, on_delete=models.PROTECT)
    name = models.CharField(max_length=255, blank=True)
    kind = word(ImportKind)
    publisher = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    state = word(ImportState, default=ImportState.QUEUED)
    total = models.PositiveIntegerField(null=True)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="imports/%Y/%m/", blank=True, max_length=300)
    size = models.BigIntegerField()
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ArticleImportQuerySet.as_manager()

    class Meta:
        constraints = [
            known("articleimport", "kind", ImportKind),
            known("articleimport", "state", ImportState),
        ]
        indexes = [
            models.Index(fields=["desk", "-id"], name="import_by_age"),
            models.Index(
                fields=["state"],
                condition=models.Q(state__in=["queued", "running"]),
                name="import_unfinished",
            ),
            models.Index(
                fields=["finished_at"], condition=~models.Q(file=""), name="import_with_file"
            ),
        ]
        triggers = [counts_versions()]

    def __str__(self) -> str:
        return self.name

    @property
    def done(self) -> int:
        """How many files or lines have met their fate."""
        return self.added + self.known + self.refused

    @property
    def percent(self) -> int:
        """Progress in whole per cent; 100 only at the end."""
        if self.state == ImportState.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0


class ImportRow(Row):
    """One file of an import, or one line, and its fate.

    `number` is that of the line, or counts the files; `place` finds it in the bytes of the import. `tries`
    counts the runs that began this row alone, after a worker had died.
    """

    article_import = models.ForeignKey(ArticleImport, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300, blank=True)
    place = models.BigIntegerField()
    size = models.BigIntegerField()
    fate = word(RowFate, default=RowFate.WAITING)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article_import", "number"], name="import_row_number_unique"
            ),
            known("importrow", "fate", RowFate),
            models.CheckConstraint(
                condition=(
                    models.Q(article__isnull=False, fate__in=["added", "known"])
                    | models.Q(article__isnull=True, fate__in=["waiting", "refused"])
                ),
                name="import_row_fate_true",
            ),
        ]
        indexes = [
            models.Index(fields=["article_import", "fate", "number"], name="import_row_by_fate")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()
