"""Sealing evidence: its words and its file move apart, and only those named on it read them."""

from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import act, found, locked_claim, refreshed
from annotations.actions.files import keep_sealed_file, mark_erased
from annotations.actions.snapshots import files_or_none
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import DuplicateError, InvalidError, NotFoundError, WrongStateError
from annotations.domain.vocabulary import Visibility
from annotations.models import (
    ArticleRevision,
    Evidence,
    IdempotencyKey,
    Membership,
    SealedAccess,
    SealedEvidence,
    Snapshot,
    Source,
    Submission,
)

WORD_FIELDS = {"url", "quote", "note", "locator", "informant", "channel", "calculation"}
SOURCE_FIELDS = {"title", "publisher", "published_on", "owner"}
EMPTY: dict[str, Any] = {"locator": {}, "calculation": {}}
"""What stands in a column of words that holds none, where it is not an empty text."""


@act
def name_reader(*, actor: Membership, evidence_id: UUID, account_id: UUID) -> SealedAccess:
    """Let another account of the desk read what is sealed. Only who reads it themselves may."""
    evidence = _sealed(actor, evidence_id)
    people = Membership.objects.active(timezone.now()).people()
    member = people.filter(desk_id=actor.desk_id, account_id=account_id, scope_kind="").first()
    if member is None:
        raise NotFoundError(_("There is no such person on this desk."))
    if any(one.account_id == account_id for one in _readers(evidence)):
        raise DuplicateError(_("This person reads it already."))
    access = SealedAccess.objects.create(
        evidence=evidence, account=member.account, granted_by=actor.account
    )
    audit.record("reader.named", actor=actor, subject=access, claim_id=evidence.claim_id)
    return access


@act
def remove_reader(*, actor: Membership, evidence_id: UUID, account_id: UUID) -> SealedAccess:
    """Take a reader away, oneself too; one stays in any case, or nobody could ever read it again."""
    evidence = _sealed(actor, evidence_id)
    readers = _readers(evidence)
    access = next((one for one in readers if one.account_id == account_id), None)
    if access is None:
        raise NotFoundError(_("This person does not read it."))
    if len(readers) == 1:
        raise WrongStateError(
            _(
                "Somebody has to be able to read it. Name another person before you take this one away."
            )
        )
    access.revoked_at = timezone.now()
    access.save(update_fields=["revoked_at"])
    audit.record("reader.removed", actor=actor, subject=access, claim_id=evidence.claim_id)
    return access


def _sealed(actor: Membership, evidence_id: UUID) -> Evidence:
    """Sealed evidence the actor reads, with its claim locked."""
    claims = Evidence.objects.attached().filter(claim__desk_id=actor.desk_id)
    claim = locked_claim(actor, found(claims, evidence_id).claim_id)
    policies.may_edit(actor).require()
    evidence = found(Evidence.objects.attached().prefetch_related("access"), evidence_id)
    if evidence.visibility != Visibility.SEALED:
        raise WrongStateError(_("This evidence is not sealed: the desk reads it."))
    policies.may_change_sealed(actor, evidence).require()
    evidence.claim = claim
    return evidence


def _readers(evidence: Evidence) -> list[SealedAccess]:
    return list(evidence.access.filter(revoked_at=None).order_by("id"))


def seal(actor: Membership, evidence: Evidence, values: dict[str, Any]) -> None:
    """Move the words and the file of evidence that was open apart, and blank what else holds them."""
    _refuse_if_submitted(evidence)
    source, snapshot = evidence.source, evidence.snapshot
    if snapshot is not None:
        _refuse_if_shared(evidence, snapshot)
    kept = {name: getattr(evidence, name) for name in WORD_FIELDS}
    if source is not None:
        publisher = source.publisher.name if source.publisher else ""
        kept |= {"title": source.title, "publisher": publisher}
        kept |= {"owner": source.owner, "published_on": source.published_on}
    evidence.source = evidence.snapshot = None
    for name in WORD_FIELDS:
        setattr(evidence, name, EMPTY.get(name, ""))
    evidence.save()
    write_sealed(actor, evidence, {**kept, **values})
    grant(actor, evidence)
    with files_or_none() as written:
        if snapshot is not None:
            _move_file(actor, evidence, snapshot, written)
        _forget(actor, evidence, source, snapshot)


def _move_file(
    actor: Membership, evidence: Evidence, snapshot: Snapshot, written: list[Any]
) -> None:
    """Copy the bytes; the old ones are deleted after the act."""
    try:
        stored = snapshot.file.open("rb")
    except FileNotFoundError as error:
        raise InvalidError(
            _("The file is not in the store any more, so it cannot be sealed. Ask an operator."),
            errors={"visibility": [_("file lost")]},
        ) from error
    with stored:
        sealed = keep_sealed_file(
            actor,
            evidence,
            File(stored.file),
            media_type=snapshot.media_type,
            name=snapshot.name,
            written=written,
        )
    enqueue(Job.MAKE_PREVIEW, sealed_file_id=sealed.pk)
    enqueue(Job.ERASE_FILES)


def grant(actor: Membership, evidence: Evidence) -> None:
    """Whoever seals may read what they sealed."""
    access, made = SealedAccess.objects.get_or_create(
        evidence=evidence,
        account=actor.account,
        revoked_at=None,
        defaults={"granted_by": actor.account},
    )
    if made:
        claim_id = evidence.claim_id
        audit.record("sealed.opened_to", actor=actor, subject=access, claim_id=claim_id)


def _refuse_if_submitted(evidence: Evidence) -> None:
    """What reviewers judged stays as they read it: it cannot be sealed afterwards."""
    if Submission.objects.filter(claim_id=evidence.claim_id).exists():
        raise InvalidError(
            _(
                "This claim was submitted already, and what was judged stays readable. Detach this "
                "evidence and attach the sealed words as a new piece."
            ),
            errors={"visibility": [_("submitted")]},
        )


def _refuse_if_shared(evidence: Evidence, snapshot: Snapshot) -> None:
    """The bytes of a file are kept once for the whole desk: sealed here, they would stay open there."""
    others = Evidence.objects.filter(snapshot=snapshot).exclude(pk=evidence.pk)
    if others.exists() or ArticleRevision.objects.filter(snapshot=snapshot).exists():
        raise InvalidError(
            _(
                "The same file belongs to other evidence or to an article too, so it cannot be sealed "
                "here alone. Attach the words that must be sealed as a new piece, and detach this one."
            ),
            errors={"visibility": [_("its file is used elsewhere")]},
        )


def _forget(
    actor: Membership, evidence: Evidence, source: Source | None, snapshot: Snapshot | None
) -> None:
    """Blank what log, source and answers kept for repeated requests still hold; tombstones stay."""
    gone: list[Model] = [evidence]
    kept = IdempotencyKey.objects.filter(desk=actor.desk, answer__body__id=str(evidence.pk))
    kept.update(answer={"body": {"id": str(evidence.pk)}})
    if source is not None and not source.uses.exists():
        source.title, source.url, source.owner = _("Sealed source"), "", ""
        source.publisher = source.published_on = None
        source.save()
        gone.append(refreshed(source))
    reason = _("The evidence was sealed.")
    audit.erase(actor=actor, subjects=[*gone, *([snapshot] if snapshot else [])], reason=reason)
    for row in gone[1:]:
        audit.record("source.sealed", actor=actor, subject=row)
    if snapshot is not None:
        mark_erased(actor, snapshot, reason)


def write_sealed(actor: Membership, evidence: Evidence, values: dict[str, Any]) -> None:
    """The words of sealed evidence, in their own table."""
    sealed = SealedEvidence.objects.filter(evidence=evidence).first() or SealedEvidence(
        evidence=evidence
    )
    for name in WORD_FIELDS & values.keys():
        setattr(sealed, name, values[name] or EMPTY.get(name, ""))
    if "title" in values:
        sealed.source_title = values["title"][:500]
    for name in (SOURCE_FIELDS - {"title"}) & values.keys():
        setattr(sealed, f"source_{name}", values[name])
    sealed.changed_by = actor.account
    act = "sealed.written" if sealed._state.adding else "sealed.changed"
    sealed.save()
    claim_id = evidence.claim_id
    audit.record(act, actor=actor, subject=refreshed(sealed), claim_id=claim_id)
