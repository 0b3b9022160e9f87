"""Publications: reports of approved verdicts, frozen version by version, and corrected in the open."""

from django.db import models

from annotations.domain.vocabulary import CorrectionKind
from annotations.models import triggers as t
from annotations.models.base import ChangeableRow, DeskQuerySet, Row, known, word
from annotations.models.desk import Desk
from annotations.models.user import Account
from annotations.models.verdict import Submission, Verdict


class Publication(ChangeableRow):
    """A report under one public address. `not_before` is its embargo; `translation_of` names the original."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=80, allow_unicode=True)
    headline = models.CharField(max_length=300)
    language = models.CharField(max_length=12)
    translation_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    not_before = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    objects = DeskQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug"], name="publication_slug_unique")]
        triggers = [t.never_deleted(), t.counts_versions()]

    def __str__(self) -> str:
        return self.headline


class PublicationVersion(Row):
    """What readers saw from a moment on: a frozen payload and its hash."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    payload = models.JSONField()
    sha256 = models.CharField(max_length=64)
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"], name="publication_number_unique"
            )
        ]
        triggers = [t.append_only(may_block=("payload",))]


class PublishedVerdict(Row):
    """A verdict in one version of a publication, as it was approved."""

    version = models.ForeignKey(
        PublicationVersion, on_delete=models.PROTECT, related_name="verdicts"
    )
    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="published_in")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "verdict"], name="published_verdict_once")
        ]
        triggers = [t.append_only()]


class Credit(ChangeableRow):
    """How somebody is named on a report, or withheld for their safety."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="credits")
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=100)
    is_withheld = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_withheld=True) | ~models.Q(name=""),
                name="credit_named_or_withheld",
            ),
        ]
        triggers = [t.counts_versions()]


class Correction(Row):
    """A change after publication, told in the open."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="corrections"
    )
    version = models.ForeignKey(
        PublicationVersion, on_delete=models.PROTECT, related_name="corrections"
    )
    kind = word(CorrectionKind)
    reason = models.TextField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("correction", "kind", CorrectionKind),
            models.CheckConstraint(condition=~models.Q(reason=""), name="correction_says_why"),
        ]
        triggers = [t.append_only(may_block=("reason",))]
