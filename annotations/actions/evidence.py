"""Evidence is attached to a claim, changed and detached. What is sealed is written apart."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.files.base import File
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import (
    Versions,
    act,
    alone,
    check_version,
    found,
    locked_claim,
    refreshed,
    refuse_unknown,
)
from annotations.actions.publishers import publisher_named
from annotations.actions.snapshots import keep_bytes
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import InvalidError, TooLargeError
from annotations.domain.text import clean
from annotations.domain.vocabulary import Visibility
from annotations.models import (
    Evidence,
    IdempotencyKey,
    Membership,
    SealedAccess,
    SealedEvidence,
    Source,
    Submission,
)

OPEN_FIELDS = {
    "kind",
    "stance",
    "quote_language",
    "quote_typed",
    "terms",
    "visibility",
    "obtained_on",
}
WORD_FIELDS = {"url", "quote", "note", "locator"}
SOURCE_FIELDS = {"title", "publisher", "published_on", "owner"}
KNOWN_FIELDS = OPEN_FIELDS | WORD_FIELDS | SOURCE_FIELDS
MAX_FILE = 25 * 1024 * 1024


@act
def attach_evidence(
    *, actor: Membership, claim_id: UUID, fields: dict[str, Any], file: "File[bytes] | None" = None
) -> Evidence:
    """A piece of evidence for the claim. Sealed words are kept apart, readable by the one who wrote them."""
    claim = locked_claim(actor, claim_id)
    policies.may_edit_claim(actor, claim).require()
    values = _checked(fields)
    if not values.get("stance"):
        raise InvalidError(
            _("Say whether it supports, refutes or gives context."),
            errors={"stance": [_("missing")]},
        )
    if not any(values.get(name) for name in ("url", "title", "quote", "note")) and file is None:
        raise InvalidError(
            _("Give an address, a file, a title or a quote: something a reader can follow."),
            errors={"url": [_("missing")]},
        )
    evidence = Evidence(
        claim=claim, made_by=actor.account, changed_by=actor.account, obtained_by=actor.account
    )
    for name in OPEN_FIELDS & values.keys():
        setattr(evidence, name, values[name])
    if evidence.visibility == Visibility.SEALED:
        _refuse_file(file)
        evidence.save(force_insert=True)
        _write_sealed(actor, evidence, values)
        _grant(actor, evidence)
    else:
        _fill_words(evidence, values)
        evidence.source = _source(actor, values)
        if file is not None:
            evidence.snapshot = keep_bytes(
                actor, _bounded(file), media_type="application/octet-stream", name=file.name or ""
            )
        evidence.save(force_insert=True)
    audit.record("evidence.attached", actor=actor, subject=evidence, claim_id=claim.pk)
    enqueue(Job.CLOSE_VOID_ROUNDS, claim_id=evidence.claim_id)
    return evidence


@act
def change_evidence(
    *, actor: Membership, evidence_id: UUID, expected_version: Versions, changes: dict[str, Any]
) -> Evidence:
    """Change what is said of a piece of evidence. Sealing moves its words apart; unsealing is not offered."""
    evidence = _locked(actor, evidence_id, expected_version)
    values = _checked(changes)
    was_sealed = evidence.visibility == Visibility.SEALED
    if was_sealed:
        policies.may_change_sealed(actor, evidence).require()
    if was_sealed and values.get("visibility", Visibility.SEALED) != Visibility.SEALED:
        raise InvalidError(
            _("Sealed evidence stays sealed. Attach what may be seen as a new piece of evidence."),
            errors={"visibility": [_("sealed")]},
        )
    for name in OPEN_FIELDS & values.keys():
        setattr(evidence, name, values[name])
    evidence.changed_by = actor.account
    if evidence.visibility == Visibility.SEALED:
        _seal(actor, evidence, values, was_sealed=was_sealed)
    else:
        _fill_words(evidence, values)
        if values.keys() & (SOURCE_FIELDS | {"url"}):
            evidence.source = _source(actor, values, like=evidence)
        evidence.save()
    refreshed(evidence)
    audit.record(
        "evidence.changed",
        actor=actor,
        subject=evidence,
        claim_id=evidence.claim_id,
        data={"fields": sorted(changes)},
    )
    enqueue(Job.CLOSE_VOID_ROUNDS, claim_id=evidence.claim_id)
    return evidence


@act
def detach_evidence(
    *, actor: Membership, evidence_id: UUID, expected_version: Versions
) -> Evidence:
    """The evidence no longer counts for the claim; it stays in the history."""
    evidence = _locked(actor, evidence_id, expected_version)
    evidence.detached_at = timezone.now()
    evidence.changed_by = actor.account
    evidence.save(update_fields=["detached_at", "changed_by"])
    audit.record(
        "evidence.detached", actor=actor, subject=refreshed(evidence), claim_id=evidence.claim_id
    )
    enqueue(Job.CLOSE_VOID_ROUNDS, claim_id=evidence.claim_id)
    return evidence


def _locked(actor: Membership, evidence_id: UUID, expected_version: Versions) -> Evidence:
    """The evidence, with its claim locked first: the order every act keeps."""
    claim_id = found(
        Evidence.objects.attached().filter(claim__desk_id=actor.desk_id), evidence_id
    ).claim_id
    claim = locked_claim(actor, claim_id)
    policies.may_edit_claim(actor, claim).require()
    evidence = found(
        Evidence.objects.attached().select_related("source").prefetch_related("access"), evidence_id
    )
    check_version(evidence, expected_version)
    return evidence


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    refuse_unknown(fields, KNOWN_FIELDS)
    values = {
        # An address is another one in other letters: it stays as it is.
        name: clean(value) if isinstance(value, str) and name != "url" else value
        for name, value in fields.items()
    }
    url = values.get("url")
    if url and urlsplit(url).scheme not in {"http", "https"}:
        raise InvalidError(
            _("An address begins with http:// or https://."),
            errors={"url": [_("not a web address")]},
        )
    return values


def _fill_words(evidence: Evidence, values: dict[str, Any]) -> None:
    for name in WORD_FIELDS & values.keys():
        setattr(evidence, name, values[name] if name != "locator" else values[name] or {})


def _source(actor: Membership, values: dict[str, Any], like: Evidence | None = None) -> Source:
    """The desk's source with this address and title, made when it is new.

    A source that is cited stays as it is, for other claims cite it too: another publisher or day of
    publication makes another source. Only an owner that nobody named yet is filled in.
    """
    known = like.source if like else None
    url = values.get("url", like.url if like else "")
    title = (
        values.get("title")
        or (known.title if known and "title" not in values else "")
        or url
        or _("Untitled source")
    )
    told = _told(actor, values, known)
    owner = told.pop("owner", "")
    same = Source.objects.visible_to(actor).filter(url=url, title=title[:500], **told)
    if owner:
        same = same.filter(owner__in=["", owner])
    if not same.exists():
        alone("source", actor.desk_id, url, title[:500])
    source = same.order_by("id").first() or Source(
        desk=actor.desk, url=url, title=title[:500], added_by=actor.account, **told
    )
    if source._state.adding or (owner and not source.owner):
        act = "source.added" if source._state.adding else "source.changed"
        source.owner = owner
        source.save()
        audit.record(act, actor=actor, subject=refreshed(source))
    return source


def _told(actor: Membership, values: dict[str, Any], known: Source | None) -> dict[str, Any]:
    """What is said of a source; of a known one also what is not said anew."""
    names = ("publisher", "published_on", "owner")
    told = {name: getattr(known, name) for name in names} if known else {}
    said = {name: values[name] for name in names if values.get(name) or (known and name in values)}
    if said.get("publisher"):
        said["publisher"] = publisher_named(actor, said["publisher"])
    empty = {"publisher": None, "published_on": None, "owner": ""}
    return told | {name: value or empty[name] for name, value in said.items()}


def _seal(
    actor: Membership, evidence: Evidence, values: dict[str, Any], *, was_sealed: bool
) -> None:
    if was_sealed:
        evidence.save()
        _write_sealed(actor, evidence, values)
        return
    _refuse_if_submitted(evidence)
    _refuse_if_filed(evidence)
    source = evidence.source
    kept = {name: getattr(evidence, name) for name in WORD_FIELDS}
    if source is not None:
        publisher = source.publisher.name if source.publisher else ""
        kept |= {"title": source.title, "publisher": publisher}
        kept |= {"owner": source.owner, "published_on": source.published_on}
    evidence.source = None
    evidence.url = evidence.quote = evidence.note = ""
    evidence.locator = {}
    evidence.save()
    _write_sealed(actor, evidence, {**kept, **values})
    _forget(actor, evidence, source)
    _grant(actor, evidence)


def _grant(actor: Membership, evidence: Evidence) -> None:
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


def _refuse_if_filed(evidence: Evidence) -> None:
    """The bytes of a file are kept once for the whole desk, so one piece of evidence cannot take them away."""
    if evidence.snapshot_id is not None:
        raise InvalidError(
            _(
                "This evidence has a file, and files cannot be sealed yet. Attach the words that must be "
                "sealed as a new piece of evidence, and detach this one."
            ),
            errors={"visibility": [_("has a file")]},
        )


def _forget(actor: Membership, evidence: Evidence, source: Source | None) -> None:
    """Blank what log, source and answers kept for repeated requests still hold; tombstones stay."""
    gone: list[Model] = [evidence]
    kept = IdempotencyKey.objects.filter(desk=actor.desk, answer__body__id=str(evidence.pk))
    kept.update(answer={"body": {"id": str(evidence.pk)}})
    if source is not None and not source.uses.exists():
        source.title, source.url, source.owner = _("Sealed source"), "", ""
        source.publisher = source.published_on = None
        source.save()
        gone.append(refreshed(source))
    audit.erase(actor=actor, subjects=gone, reason=_("The evidence was sealed."))
    for row in gone[1:]:
        audit.record("source.sealed", actor=actor, subject=row)


def _write_sealed(actor: Membership, evidence: Evidence, values: dict[str, Any]) -> None:
    sealed = SealedEvidence.objects.filter(evidence=evidence).first() or SealedEvidence(
        evidence=evidence
    )
    for name in WORD_FIELDS & values.keys():
        setattr(sealed, name, values[name] if name != "locator" else values[name] or {})
    if "title" in values:
        sealed.source_title = values["title"][:500]
    for name in (SOURCE_FIELDS - {"title"}) & values.keys():
        setattr(sealed, f"source_{name}", values[name])
    sealed.changed_by = actor.account
    act = "sealed.written" if sealed._state.adding else "sealed.changed"
    sealed.save()
    claim_id = evidence.claim_id
    audit.record(act, actor=actor, subject=refreshed(sealed), claim_id=claim_id)


def _refuse_file(file: "File[bytes] | None") -> None:
    if file is not None:
        raise InvalidError(
            _("Files cannot be sealed yet. Seal the words, and keep the file where it is safe."),
            errors={"file": [_("sealed")]},
        )


def _bounded(file: "File[bytes]") -> bytes:
    if (file.size or 0) > MAX_FILE:
        raise TooLargeError(
            _("The file is larger than 25 MB. Attach a smaller one, or its address.")
        )
    data: bytes = file.read()
    return data
