"""Evidence is attached to a claim, changed and detached. What is sealed is written apart (`sealing`)."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.files.base import File
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
from annotations.actions.files import keep_file, keep_sealed_file
from annotations.actions.publishers import publisher_named
from annotations.actions.sealing import EMPTY, SOURCE_FIELDS, WORD_FIELDS, grant, seal, write_sealed
from annotations.actions.snapshots import files_or_none
from annotations.dispatch import Job, enqueue
from annotations.domain.calculations import checked as checked_calculation
from annotations.domain.errors import InvalidError
from annotations.domain.locators import checked as checked_locator
from annotations.domain.locators import placed
from annotations.domain.text import clean
from annotations.domain.vocabulary import EvidenceKind, Visibility
from annotations.intake.files import kind_of, name_for
from annotations.models import Evidence, Membership, Source

OPEN_FIELDS = {
    "kind",
    "stance",
    "quote_language",
    "quote_typed",
    "terms",
    "visibility",
    "obtained_on",
}
KNOWN_FIELDS = OPEN_FIELDS | WORD_FIELDS | SOURCE_FIELDS
FOLLOWED = ("url", "title", "quote", "note", "informant", "calculation")
"""One of these, or a file, there has to be."""
AS_THEY_ARE = {"url", "place"}


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
    if not any(values.get(name) for name in FOLLOWED) and file is None:
        raise InvalidError(
            _("Give an address, a file, a title or a quote: something a reader can follow."),
            errors={"url": [_("missing")]},
        )
    _check_inputs(claim.pk, values)
    evidence = Evidence(
        claim=claim, made_by=actor.account, changed_by=actor.account, obtained_by=actor.account
    )
    for name in OPEN_FIELDS & values.keys():
        setattr(evidence, name, values[name])
    with files_or_none() as written:
        _write(actor, evidence, values, file, written)
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
    _check_inputs(evidence.claim_id, values)
    for name in OPEN_FIELDS & values.keys():
        setattr(evidence, name, values[name])
    evidence.changed_by = actor.account
    if was_sealed:
        evidence.save()
        write_sealed(actor, evidence, values)
    elif evidence.visibility == Visibility.SEALED:
        seal(actor, evidence, values)
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
    """The fields, clean. A `place` in words becomes the locator."""
    refuse_unknown(fields, KNOWN_FIELDS | {"place"})
    values: dict[str, Any] = {
        # An address is another one in other letters: it stays as it is.
        name: clean(value) if isinstance(value, str) and name not in AS_THEY_ARE else value
        for name, value in fields.items()
    }
    url = values.get("url")
    if url and urlsplit(url).scheme not in {"http", "https"}:
        raise InvalidError(
            _("An address begins with http:// or https://."),
            errors={"url": [_("not a web address")]},
        )
    if "place" in values:
        values["locator"] = placed(values.pop("place"))
    elif values.get("locator"):
        values["locator"] = checked_locator(values["locator"])
    if "calculation" in values:
        values["calculation"] = checked_calculation(values["calculation"] or {})
    if isinstance(values.get("informant"), str):
        values["informant"] = values["informant"].replace("\n", " ")
    return values


def _check_inputs(claim_id: UUID, values: dict[str, Any]) -> None:
    """Numbers of a calculation come from evidence of the same claim, where they name any."""
    inputs = (values.get("calculation") or {}).get("inputs", [])
    named = {entry["evidence"] for entry in inputs if entry["evidence"]}
    if not named:
        return
    known = Evidence.objects.attached().filter(claim_id=claim_id).values_list("pk", flat=True)
    if named - {str(pk) for pk in known}:
        raise InvalidError(
            _("A number comes from evidence that is not attached to this claim. Choose another."),
            errors={"calculation": [_("not attached to this claim")]},
        )


def _write(
    actor: Membership,
    evidence: Evidence,
    values: dict[str, Any],
    file: "File[bytes] | None",
    written: list[Any],
) -> None:
    """The new row with its words and its file, in the open or apart; `written` notes what got a file."""
    kind = None if file is None else kind_of(file, file.size or 0)
    name = name_for(file.name or "", kind) if file is not None and kind is not None else ""
    sealed = evidence.visibility == Visibility.SEALED
    if not sealed:
        _fill_words(evidence, values)
        evidence.source = _source(actor, values, name=name)
    if file is not None and kind is not None and not sealed:
        evidence.snapshot = keep_file(
            actor, file, media_type=kind.media_type, name=name, written=written
        )
        enqueue(Job.MAKE_PREVIEW, snapshot_id=evidence.snapshot.pk)
    evidence.save(force_insert=True)
    if sealed:
        write_sealed(actor, evidence, values)
        grant(actor, evidence)
    if file is not None and kind is not None and sealed:
        kept = keep_sealed_file(
            actor, evidence, file, media_type=kind.media_type, name=name, written=written
        )
        enqueue(Job.MAKE_PREVIEW, sealed_file_id=kept.pk)


def _fill_words(evidence: Evidence, values: dict[str, Any]) -> None:
    for name in WORD_FIELDS & values.keys():
        setattr(evidence, name, values[name] or EMPTY.get(name, ""))


def _source(
    actor: Membership,
    values: dict[str, Any],
    *,
    name: str = "",
    like: Evidence | None = None,
) -> Source:
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
        or _untitled(values, name)
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


def _untitled(values: dict[str, Any], name: str) -> str:
    """What a source without a title is called, so that a list of them can be read."""
    kind = values.get("kind") or ""
    if kind == EvidenceKind.CALCULATION:
        return _("Own calculation")
    if kind in {EvidenceKind.INTERVIEW, EvidenceKind.EMAIL} and values.get("informant"):
        pattern = (
            _("E-mail of %(name)s") if kind == EvidenceKind.EMAIL else _("Interview with %(name)s")
        )
        return pattern % {"name": values["informant"]}
    return name or _("Untitled source")


def _told(actor: Membership, values: dict[str, Any], known: Source | None) -> dict[str, Any]:
    """What is said of a source; of a known one also what is not said anew."""
    names = ("publisher", "published_on", "owner")
    told = {name: getattr(known, name) for name in names} if known else {}
    said = {name: values[name] for name in names if values.get(name) or (known and name in values)}
    if said.get("publisher"):
        said["publisher"] = publisher_named(actor, said["publisher"])
    empty = {"publisher": None, "published_on": None, "owner": ""}
    return told | {name: value or empty[name] for name, value in said.items()}
