"""The claim (a proposition), where it occurs, the words that anchor it, and who contributed to it."""

from typing import Self

from django.db import models

from annotations.domain import vocabulary as v
from annotations.models import triggers as t
from annotations.models import walls
from annotations.models.article import Article, ArticleRevision
from annotations.models.base import ChangeableRow, DeskQuerySet, Row, known, word
from annotations.models.desk import Desk, Membership
from annotations.models.person import Person
from annotations.models.searched import UPDATE, searched
from annotations.models.topic import Topic
from annotations.models.user import Account


class ClaimQuerySet(DeskQuerySet["Claim"]):
    """Claims in the words of the product."""

    def visible_to(self, member: Membership) -> Self:  # type: ignore[override]
        """The desk's claims; a guest sees those of their scope."""
        rows = self.filter(desk_id=member.desk_id)
        if member.scope_id is None:
            return rows
        if member.scope_kind == "claim":
            return rows.filter(pk=member.scope_id)
        occurring = Occurrence.objects.filter(article_id=member.scope_id)
        return rows.filter(pk__in=occurring.values("claim_id"))

    def standing(self) -> Self:
        """Without those withdrawn."""
        return self.filter(withdrawn_at=None)

    def in_earnest(self) -> Self:
        """Without those that newcomers made in the practice article."""
        tried = Occurrence.objects.filter(claim=models.OuterRef("pk"), article__practice=True)
        return self.filter(~models.Exists(tried))


class Claim(ChangeableRow):
    """A proposition in words that stand alone.

    `version` counts material changes of the claim, its occurrences, evidence and verdict; the database
    moves it. `changed_xid` is the transaction that last touched any of them, for those who poll.
    """

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)
    statement = models.TextField(blank=True)
    statement_language = models.CharField(max_length=12)
    kind = word(v.ClaimKind, default=v.ClaimKind.OTHER)
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims")
    harm = word(v.Level, blank=True, default="")
    reach = word(v.Level, blank=True, default="")
    quantity_value = models.CharField(max_length=60, blank=True)
    quantity_unit = models.CharField(max_length=60, blank=True)
    quantity_period = models.CharField(max_length=60, blank=True)
    quantity_place = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    assignee = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withheld_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_xid = models.BigIntegerField(default=0, editable=False)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    contributors = models.ManyToManyField(Account, through="Contribution", related_name="+")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            known("claim", "kind", v.ClaimKind),
            known("claim", "harm", v.Level, empty=True),
            known("claim", "reach", v.Level, empty=True),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="claim_not_own_part",
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "-id"], name="claim_by_age"),
            models.Index(fields=["changed_xid"], name="claim_by_change"),
        ]
        triggers = [
            t.never_deleted(),
            t.fixed("desk_id", "made_by_id"),
            t.no_ring(),
            *t.claim_row(),
            # It comes with its first occurrence, which makes the entry.
            searched("claim", "statement", "statement_language", "note", on=UPDATE),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def quantity(self) -> dict[str, str]:
        """The number the claim states, in its parts; empty strings where it states none."""
        return {
            "value": self.quantity_value,
            "unit": self.quantity_unit,
            "period": self.quantity_period,
            "place": self.quantity_place,
        }

    @property
    def etag(self) -> str:
        """`row_version`, then the transaction that last touched anything of the claim.

        If-Match compares the first part only: two people may work on different parts of a claim.
        """
        return f"{self.row_version}.{self.changed_xid}"


class Contribution(models.Model):
    """Somebody contributed to a claim (substantive fields): they cannot review its verdict. Filled by triggers."""

    id = models.BigAutoField(primary_key=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "account"], name="contribution_once")
        ]
        triggers = [t.append_only()]


class TriageQuerySet(models.QuerySet["Triage"]):
    """Decisions in the words of the product."""

    def latest_of(self, claim: str) -> Self:
        """The one decision that holds, of the claim that this column of the outer query names."""
        return self.filter(claim=models.OuterRef(claim)).order_by("-id")[:1]


class Triage(Row):
    """A decision whether a claim will be checked; the latest one holds.

    `ground` says in a word why not, `reason` in any words; one of the two is there.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="triages")
    decision = word(v.TriageDecision)
    ground = word(v.TriageGround, blank=True, default="")
    reason = models.TextField(blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)

    objects = TriageQuerySet.as_manager()

    class Meta:
        constraints = [
            known("triage", "decision", v.TriageDecision),
            known("triage", "ground", v.TriageGround, empty=True),
            models.CheckConstraint(
                condition=models.Q(decision=v.TriageDecision.TO_CHECK)
                | ~models.Q(reason="")
                | ~models.Q(ground=""),
                name="triage_says_why",
            ),
        ]
        triggers = [t.append_only(may_block=("reason",)), t.touches_claim()]


class Relation(ChangeableRow):
    """How `claim` relates to `other`, and in what it `differs`. A verdict is never inherited by a variant."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="related_from")
    kind = word(v.RelationKind)
    differs = models.CharField(max_length=500, blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    dissolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            known("relation", "kind", v.RelationKind),
            models.CheckConstraint(
                condition=~models.Q(claim=models.F("other")), name="relation_two_claims"
            ),
            models.UniqueConstraint(
                fields=["claim", "other", "kind"],
                condition=models.Q(dissolved_at=None),
                name="relation_once",
            ),
        ]
        triggers = [
            t.fixed("claim_id", "other_id"),
            t.counts_versions(),
            t.never_deleted(),
            t.same_desk(other="claim", column="other_id"),
        ]


class Occurrence(ChangeableRow):
    """Where a claim was made: in an article or in a media reference. `words` are the words as they were said."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="occurrences")
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.PROTECT, related_name="occurrences"
    )
    media_url = models.URLField(max_length=2000, blank=True)
    timecode = models.CharField(max_length=20, blank=True)
    form = word(v.Form, default=v.Form.VERBATIM)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=12)
    translation = models.TextField(blank=True)
    outlet_position = word(v.OutletPosition, default=v.OutletPosition.REPORTS)
    said_on = models.DateField(null=True, blank=True)
    said_precision = word(v.Precision, default=v.Precision.UNKNOWN)
    published_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            known("occurrence", "form", v.Form),
            known("occurrence", "outlet_position", v.OutletPosition),
            known("occurrence", "said_precision", v.Precision),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False) | ~models.Q(media_url=""),
                name="occurrence_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(said_on__isnull=False)
                | models.Q(said_precision=v.Precision.UNKNOWN),
                name="occurrence_date_with_precision",
            ),
        ]
        triggers = [
            t.never_deleted(),
            t.fixed("claim_id", "article_id"),
            t.counts_versions(),
            t.same_desk(other="article", column="article_id"),
            t.material("occurrence"),
            searched("claim", "words", "translation", "language", rows="SELECT NEW.claim_id"),
        ]


class OccurrenceSpeaker(ChangeableRow):
    """Who said it, and what they were that day."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="speakers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    role = models.CharField(max_length=200, blank=True)
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "person"],
                condition=models.Q(removed_at=None),
                name="speaker_once",
            ),
        ]
        triggers = [
            t.never_deleted(),
            t.fixed("occurrence_id"),
            t.counts_versions(),
            walls.cites(other="person", column="person_id"),
            t.material(
                "occurrencespeaker",
                claim="SELECT claim_id FROM annotations_occurrence WHERE id = NEW.occurrence_id",
            ),
            searched(
                "claim",
                "person_id",
                "removed_at",
                rows="SELECT claim_id FROM annotations_occurrence WHERE id = NEW.occurrence_id",
            ),
        ]


class AnchorQuerySet(models.QuerySet["Anchor"]):
    """Anchors in the words of the product."""

    def live(self) -> Self:
        """Those not replaced by another."""
        return self.filter(superseded_at=None)


class Anchor(Row):
    """The words of an occurrence in one revision: `start` to `end` (code points, half open) hold `exact`.

    Lost and ambiguous anchors have no place. An anchor is never moved: a new one supersedes it.
    """

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="anchors")
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="anchors")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    state = word(v.AnchorState, default=v.AnchorState.EXACT)
    confidence = models.FloatField(default=1.0)
    placed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = AnchorQuerySet.as_manager()

    class Meta:
        ordering = ["start", "-end"]
        constraints = [
            known("anchor", "state", v.AnchorState),
            models.CheckConstraint(
                condition=models.Q(
                    start=None, end=None, state__in=[v.AnchorState.LOST, v.AnchorState.AMBIGUOUS]
                )
                | models.Q(
                    end=models.F("start") + models.functions.Length("exact"),
                    end__gt=models.F("start"),
                    state__in=[v.AnchorState.EXACT, v.AnchorState.MOVED, v.AnchorState.CHANGED],
                ),
                name="anchor_placed_or_not",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "revision", "start"],
                condition=models.Q(superseded_at=None),
                name="anchor_once",
            ),
        ]
        indexes = [models.Index(fields=["revision", "start"], name="anchor_in_reading_order")]
        triggers = [
            t.append_only(may_change=("superseded_at",), may_block=("exact", "prefix", "suffix")),
            t.anchored(),
            walls.anchored_at_home(),
            t.touches_claim(
                claim="SELECT claim_id FROM annotations_occurrence WHERE id = NEW.occurrence_id"
            ),
        ]
