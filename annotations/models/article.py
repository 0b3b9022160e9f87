"""Articles, the immutable revisions of their canonical text, and the blocks of each revision."""

from typing import Self

from django.db import models

from annotations.domain.vocabulary import BlockKind, Precision
from annotations.models import walls
from annotations.models.base import ChangeableRow, DeskQuerySet, Row, known, word
from annotations.models.desk import Desk, Membership
from annotations.models.publisher import Publisher
from annotations.models.searched import UPDATE, searched
from annotations.models.snapshot import Snapshot
from annotations.models.triggers import append_only, counts_versions, never_deleted
from annotations.models.user import Account


class ArticleQuerySet(DeskQuerySet["Article"]):
    """Articles in the words of the product."""

    def visible_to(self, member: Membership) -> Self:  # type: ignore[override]
        """The desk's articles; a guest sees the one of their scope."""
        rows = self.filter(desk_id=member.desk_id)
        if member.scope_id is None:
            return rows
        if member.scope_kind == "article":
            return rows.filter(pk=member.scope_id)
        of_the_claim = self.model.objects.filter(occurrences__claim_id=member.scope_id)
        return rows.filter(pk__in=of_the_claim.values("pk"))


class Article(ChangeableRow):
    """A published piece. What an editor corrects here (title, date, by-line) stays corrected.

    `intake_key` is the hash of address and first text: the same text under the same address is one article.
    `practice` marks the one newcomers try things on: its claims leave the desk in no export.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    title = models.CharField(max_length=500)
    url = models.URLField(max_length=2000, blank=True)
    publisher = models.ForeignKey(Publisher, null=True, blank=True, on_delete=models.PROTECT)
    byline = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_precision = word(Precision, default=Precision.UNKNOWN)
    zone_assumed = models.BooleanField(default=False)
    language = models.CharField(max_length=12)
    intake_key = models.CharField(max_length=64, editable=False)
    practice = models.BooleanField(default=False)
    withheld_on = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "intake_key"], name="article_once"),
            models.CheckConstraint(condition=~models.Q(title=""), name="article_has_title"),
            known("article", "published_precision", Precision),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False)
                | models.Q(published_precision=Precision.UNKNOWN),
                name="article_date_with_precision",
            ),
        ]
        indexes = [models.Index(fields=["desk", "-id"], name="article_by_age")]
        triggers = [
            counts_versions(),
            never_deleted(),
            # It comes with its first revision, which makes the entry.
            searched("article", "title", "byline", "url", "publisher_id", "language", on=UPDATE),
        ]

    def __str__(self) -> str:
        return self.title


class ArticleRevision(Row):
    """One immutable canonical text. Offsets into it are code points; `length` is counted in them."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    length = models.PositiveIntegerField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT)
    dropped = models.JSONField(default=list)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique"),
            models.CheckConstraint(
                condition=models.Q(length=models.functions.Length("text")),
                name="revision_length_true",
            ),
        ]
        triggers = [
            append_only(may_block=("text", "dropped")),
            searched("article", "text", rows="SELECT NEW.article_id"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.number}"


class RevisionBlock(models.Model):
    """A paragraph, heading, list item or quote of a revision, from `start` to `end` (code points, half open)."""

    id = models.BigAutoField(primary_key=True)
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="blocks")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = word(BlockKind)
    text = models.TextField()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "start"], name="block_start_unique"),
            models.CheckConstraint(
                condition=models.Q(end=models.F("start") + models.functions.Length("text")),
                name="block_length_true",
            ),
            known("revisionblock", "kind", BlockKind),
        ]
        triggers = [append_only(may_block=("text",)), walls.blocks_are_the_text()]
