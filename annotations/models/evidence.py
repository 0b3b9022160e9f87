"""Evidence: a source used for one claim. What is sealed lives apart, for named accounts."""

from typing import Self

from django.db import models

from annotations.domain import vocabulary as v
from annotations.models import triggers as t
from annotations.models import walls
from annotations.models.base import ChangeableRow, Row, known, word
from annotations.models.claim import Claim
from annotations.models.searched import searched
from annotations.models.snapshot import Snapshot
from annotations.models.source import Source
from annotations.models.user import Account


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Evidence in the words of the product."""

    def attached(self) -> Self:
        """Without what was detached."""
        return self.filter(detached_at=None)

    def public(self) -> Self:
        """What readers may see."""
        return self.attached().filter(visibility=v.Visibility.PUBLIC)


class Evidence(ChangeableRow):
    """One piece of evidence. Sealed evidence keeps its words in `SealedEvidence` and nothing of them here."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    kind = word(v.EvidenceKind, default=v.EvidenceKind.WEB)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="uses"
    )
    url = models.URLField(max_length=2000, blank=True)
    snapshot = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.PROTECT)
    locator = models.JSONField(default=dict, blank=True)
    quote = models.TextField(blank=True)
    quote_language = models.CharField(max_length=12, blank=True)
    quote_typed = models.BooleanField(default=False)
    stance = word(v.Stance)
    note = models.TextField(blank=True)
    informant = models.CharField(max_length=300, blank=True)
    channel = word(v.Channel, blank=True)
    calculation = models.JSONField(default=dict, blank=True)
    obtained_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    obtained_on = models.DateField(null=True, blank=True)
    terms = word(v.Terms, default=v.Terms.ON_RECORD)
    visibility = word(v.Visibility, default=v.Visibility.PUBLIC)
    detached_at = models.DateTimeField(null=True, blank=True)
    withheld_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"
        constraints = [
            known("evidence", "kind", v.EvidenceKind),
            known("evidence", "stance", v.Stance),
            known("evidence", "terms", v.Terms),
            known("evidence", "visibility", v.Visibility),
            known("evidence", "channel", v.Channel, empty=True),
            models.CheckConstraint(
                condition=~models.Q(visibility=v.Visibility.SEALED)
                | models.Q(
                    source=None,
                    url="",
                    snapshot=None,
                    quote="",
                    note="",
                    locator={},
                    informant="",
                    channel="",
                    calculation={},
                ),
                name="evidence_sealed_apart",
            ),
            models.CheckConstraint(
                condition=~models.Q(terms=v.Terms.OFF_RECORD)
                | ~models.Q(visibility=v.Visibility.PUBLIC),
                name="evidence_off_record_not_public",
            ),
        ]
        triggers = [
            t.never_deleted(),
            t.fixed("claim_id", "made_by_id"),
            t.counts_versions(),
            t.same_desk(other="source", column="source_id"),
            t.same_desk(other="snapshot", column="snapshot_id"),
            walls.cites(other="source", column="source_id"),
            walls.stays_sealed(),
            t.material("evidence"),
            searched("evidence", "source_id", "url", "quote", "quote_language", "note"),
        ]


CLAIM_OF_SEALED = "SELECT claim_id FROM annotations_evidence WHERE id = NEW.evidence_id"


class SealedEvidence(ChangeableRow):
    """The words of a sealed piece of evidence. They enter no audit payload, search, mail, log or export."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="sealed")
    source_title = models.CharField(max_length=500, blank=True)
    source_publisher = models.CharField(max_length=200, blank=True)
    source_owner = models.CharField(max_length=200, blank=True)
    source_published_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    quote = models.TextField(blank=True)
    locator = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True)
    informant = models.CharField(max_length=300, blank=True)
    channel = word(v.Channel, blank=True)
    calculation = models.JSONField(default=dict, blank=True)
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [known("sealedevidence", "channel", v.Channel, empty=True)]
        triggers = [
            t.never_deleted(),
            t.fixed("evidence_id"),
            t.counts_versions(),
            walls.words_of_sealed(),
            t.material("sealedevidence", claim=CLAIM_OF_SEALED),
        ]


class SealedFile(Row):
    """The file of a sealed piece of evidence, kept apart from all others under a name that says nothing."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="sealed_file")
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255, blank=True)
    file = models.FileField(upload_to="sealed/", max_length=300)
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_reason = models.TextField(blank=True)

    class Meta:
        triggers = [t.erasable_file(), walls.words_of_sealed()]


class SealedAccess(Row):
    """Who may read a sealed piece of evidence."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="access")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "account"],
                condition=models.Q(revoked_at=None),
                name="sealed_access_once",
            ),
        ]
        triggers = [t.append_only(may_change=("revoked_at",)), walls.named_by_the_named()]
