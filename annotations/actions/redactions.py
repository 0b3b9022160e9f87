"""Words are blocked out by an order: by a lead at once, and a second person looks at it afterwards.

Texts keep their length, so offsets, blocks and anchors stay true. Hashes stay as tombstones, the chain of the
log still verifies, and who did it, when, why and by which order stands in the redaction.
"""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import act, alone, locked, step
from annotations.actions.audit import Line
from annotations.actions.previews import forget_preview
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import InvalidError, NotFoundError
from annotations.domain.text import clean
from annotations.domain.vocabulary import RedactionSubject
from annotations.models import (
    Article,
    ArticleImport,
    Claim,
    Evidence,
    ExportJob,
    IdempotencyKey,
    ImportRow,
    Membership,
    Preview,
    Redaction,
    SealedFile,
    Snapshot,
)
from annotations.queries.audit import AUDITED, kind_of
from annotations.queries.redactions import Change, Plan, plan_of
from annotations.queries.stories import story_of
from annotations.queries.undone import files_to_erase

TABLES = {kind_of(model): model for model in AUDITED}
FEWEST_LETTERS = 2


@act
def redact(
    *,
    actor: Membership,
    kind: str,
    subject_id: UUID,
    order: str,
    reason: str,
    words: str = "",
) -> Redaction:
    """Block out these words in everything that hangs on the subject, or without words the subject as a whole.

    Nothing brings them back but a backup. Raises InvalidError when there is nothing to withhold, and when the
    reason says what is to be withheld.
    """
    plan = planned(actor=actor, kind=kind, subject_id=subject_id, words=words, lock=True)
    order, reason = clean(order).strip(), clean(reason).strip()
    _check_reason(plan, order=order, reason=reason)
    _mark(plan, actor.desk.zone)
    redaction = Redaction.objects.create(
        desk=actor.desk,
        subject_kind=kind,
        subject_id=subject_id,
        whole=not words,
        order=order,
        reason=reason,
        rows=_touched(plan),
        exports=[str(job.pk) for job in plan.exports],
        made_by=actor.account,
    )
    _carry_out(actor, plan, redaction)
    enqueue(Job.ERASE_FILES)
    return redaction


def planned(
    *, actor: Membership, kind: str, subject_id: UUID, words: str = "", lock: bool = False
) -> Plan:
    """What `redact` would do, or the refusal it would raise. With `lock` nobody changes it meanwhile."""
    policies.may_redact(actor).require()
    words = clean(words).strip()
    if words and len(words) < FEWEST_LETTERS:
        raise InvalidError(
            _("One letter stands everywhere. Give the words to withhold, or none to withhold all."),
            errors={"words": [_("too short")]},
        )
    story = story_of(actor, RedactionSubject(kind), subject_id)
    if story is None:
        raise NotFoundError(_("There is no such row on this desk."))
    if lock:
        alone(
            "files", actor.desk_id
        )  # a file that is being written is finished before, or not kept
        list(Claim.objects.select_for_update().filter(pk__in=story.claims).order_by("id"))
    plan = plan_of(story, words)
    if not plan:
        raise InvalidError(
            _("These words stand nowhere in it. Copy them from the text.")
            if words
            else _("There is nothing left to withhold."),
            errors={"words": [_("not found")]},
        )
    return plan


def _check_reason(plan: Plan, *, order: str, reason: str) -> None:
    missing = {
        name: [_("missing")] for name, value in (("order", order), ("reason", reason)) if not value
    }
    if missing:
        raise InvalidError(
            _("Name the order and say why: this stays in place of the words."), errors=missing
        )
    if plan.mask.text(order) != order or plan.mask.text(reason) != reason:
        raise InvalidError(
            _("The reason says what is to be withheld, and it stays readable. Leave that out."),
            errors={"reason": [_("says the words")]},
        )


def _touched(plan: Plan) -> dict[str, list[str]]:
    """The tombstones: which rows were blocked out, by table."""
    rows: dict[str, list[str]] = {}
    for change in plan.changes:
        rows.setdefault(kind_of(change.row), []).append(str(change.row.pk))
    for file in plan.files:
        rows.setdefault(kind_of(file), []).append(str(file.pk))
    if plan.imports:
        rows["articleimport"] = [str(job.pk) for job in plan.imports]
    return rows


def _mark(plan: Plan, zone: str) -> None:
    """Let the rows that people see say since when words are withheld, by the clock of the desk."""
    day = timezone.localdate(timezone=ZoneInfo(zone))
    known = {change.row.pk: change for change in plan.changes}
    rows = [
        *Claim.objects.filter(pk__in=plan.story.claims),
        *Article.objects.filter(pk__in=plan.story.articles),
        *Evidence.objects.filter(pk__in={*known, plan.story.subject.pk}),
    ]
    for row in rows:
        if row.pk in known:
            known[row.pk].values["withheld_on"] = day
        else:
            plan.changes.append(Change(row, {"withheld_on": day}))


def _carry_out(actor: Membership, plan: Plan, redaction: Redaction) -> None:
    for change in plan.changes:
        type(change.row)._default_manager.filter(pk=change.row.pk).update(**change.values)
    audit.blank(plan.payloads, actor=actor, reason=redaction.reason)
    now = timezone.now()
    for table in (Snapshot, SealedFile):
        ids = [file.pk for file in plan.files if isinstance(file, table)]
        table._default_manager.filter(pk__in=ids).update(
            erased_at=now, erased_reason=redaction.reason, name=""
        )
    ExportJob.objects.filter(pk__in=[job.pk for job in plan.exports]).update(withdrawn_at=now)
    of_imports = [job.pk for job in plan.imports]
    ArticleImport.objects.filter(pk__in=of_imports).update(withdrawn_at=now, name="")
    ImportRow.objects.filter(article_import__in=of_imports, article__in=plan.story.articles).update(
        name=""
    )
    IdempotencyKey.objects.filter(pk__in=plan.answers).delete()
    told = {(kind_of(change.row), change.row.pk) for change in plan.changes} | plan.retold
    told |= {("exportjob", job.pk) for job in plan.exports}
    told |= {(kind_of(file), file.pk) for file in plan.files}
    told |= {("articleimport", job.pk) for job in plan.imports}
    _tell(actor, redaction, told)


def _tell(actor: Membership, redaction: Redaction, told: set[tuple[str, UUID]]) -> None:
    data = {"redaction": str(redaction.pk)}
    lines: list[Line] = []
    for kind, model in TABLES.items():
        rows = model._default_manager.filter(pk__in=[pk for of, pk in told if of == kind])
        word = "withdrawn" if model in {ExportJob, ArticleImport} else "redacted"
        lines += [Line(f"{kind}.{word}", row, data) for row in rows.order_by("pk")]
    audit.record("redaction.made", actor=actor, subject=redaction)
    for line in lines:
        claim = line.subject if isinstance(line.subject, Claim) else None
        if claim is not None:  # on the time line of each claim
            audit.record_lines([line], actor=actor, claim_id=claim.pk)
    others = [line for line in lines if not isinstance(line.subject, Claim)]
    audit.record_lines(others, actor=actor)


@act
def confirm_redaction(*, actor: Membership, redaction_id: UUID) -> Redaction:
    """A second person has looked at what was withheld, and at the order. Doing it twice changes nothing."""
    redaction = locked(Redaction.objects.visible_to(actor).by_order(), redaction_id)
    policies.may_confirm_redaction(actor, redaction).require()
    if redaction.confirmed_at is None:
        redaction.confirmed_at, redaction.confirmed_by = timezone.now(), actor.account
        redaction.save(update_fields=["confirmed_at", "confirmed_by"])
        audit.record("redaction.confirmed", actor=actor, subject=redaction)
    return redaction


def erase_files() -> int:
    """Delete the bytes of what was withheld and of exports past their time; returns how many files there were.

    May run again at any time.
    """
    erased = 0
    for row in files_to_erase():
        _forget_preview(row)
        row.file.storage.delete(row.file.name)
        forget_file(table=kind_of(row), row_id=row.pk)
        erased += 1
    return erased


def _forget_preview(row: Snapshot | SealedFile | ExportJob) -> None:
    if isinstance(row, Snapshot):
        forget_preview(preview=Preview(snapshot=row))
    elif isinstance(row, SealedFile):
        forget_preview(preview=Preview(sealed_file=row))


@step
def forget_file(*, table: str, row_id: UUID) -> None:
    """The bytes are gone: so goes their name. An export that was not withheld says since when."""
    gone: dict[str, Any] = {"file": ""}
    if TABLES[table] is ExportJob:
        gone["expired_at"] = Case(When(withdrawn_at=None, then=Now()), default=F("expired_at"))
    TABLES[table]._default_manager.filter(pk=row_id).update(**gone)
