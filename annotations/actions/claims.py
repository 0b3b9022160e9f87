"""Claims: highlighted in an article, stated so that they stand alone, triaged, and withdrawn."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import (
    Versions,
    act,
    alone,
    found,
    locked,
    locked_claim,
    refreshed,
    refuse_unknown,
)
from annotations.actions.audit import Line
from annotations.actions.notifications import tell
from annotations.actions.occurrences import (
    OCCURRENCE_FIELDS,
    change_occurrence,
    occurrence_at,
    occurrence_of,
    passage_at,
)
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import InvalidError, NotFoundError
from annotations.domain.text import clean, fold
from annotations.domain.vocabulary import NoticeKind, TriageDecision
from annotations.models import (
    Account,
    Claim,
    Membership,
    Occurrence,
    Topic,
    Triage,
    Verdict,
)

CLAIM_FIELDS = {"statement", "statement_language", "kind", "harm", "reach", "note"}
QUANTITY_FIELDS = ("value", "unit", "period", "place")
OTHER_FIELDS = {"quantity", "topics", "speaker", "speaker_role", "parent", "assignee"}
KNOWN_FIELDS = CLAIM_FIELDS | OCCURRENCE_FIELDS | OTHER_FIELDS


@act
def highlight_claim(
    *,
    actor: Membership,
    article_id: UUID,
    start: int,
    end: int,
    exact: str | None = None,
    revision_id: UUID | None = None,
    fields: dict[str, Any] | None = None,
) -> Claim:
    """A new claim at these words of the article (code points, half open), with its first occurrence.

    Raises QuoteMismatchError when `exact` is not what stands there. What triggers count (`version`,
    `changed_xid`) is not read back into the row.
    """
    policies.may_edit(actor).require()
    values = _checked(fields or {})
    passage = passage_at(actor, article_id, start=start, end=end, revision_id=revision_id)
    claim = Claim(
        desk=actor.desk,
        statement_language=_language(actor, values, passage.revision.article.language),
        made_by=actor.account,
        changed_by=actor.account,
    )
    _fill_claim(actor, claim, values)
    claim.save(force_insert=True)
    if "topics" in values:
        _set_topics(actor, claim, values["topics"])
    lines: list[Line] = []
    occurrence = occurrence_at(actor, claim, passage, exact=exact, values=values, lines=lines)
    made = Line("claim.highlighted", claim, {"article": str(passage.revision.article_id)})
    lines = [made, Line("occurrence.made", occurrence), *lines]
    audit.record_lines(lines, actor=actor, claim_id=claim.pk)
    if claim.assignee_id is not None:
        _tell_assignee(actor, claim)
    return claim


def _language(actor: Membership, values: dict[str, Any], article: str) -> str:
    """A statement in somebody's own words is in the language they write; the words of the article are in its own."""
    return (actor.account.writes if values.get("statement") else "") or article


@act
def add_occurrence(
    *,
    actor: Membership,
    claim_id: UUID,
    expected_version: Versions = None,
    article_id: UUID | None = None,
    start: int | None = None,
    end: int | None = None,
    exact: str | None = None,
    media_url: str = "",
    timecode: str = "",
    words: str = "",
    fields: dict[str, Any] | None = None,
) -> Occurrence:
    """Another place where the claim was made: words of an article, or a media reference."""
    claim = locked_claim(actor, claim_id, expected_version=expected_version)
    policies.may_edit_claim(actor, claim).require()
    values = _checked(fields or {})
    lines: list[Line] = []
    if article_id is not None and start is not None and end is not None:
        passage = passage_at(actor, article_id, start=start, end=end)
        occurrence = occurrence_at(actor, claim, passage, exact=exact, values=values, lines=lines)
    elif media_url:
        values |= {"media_url": media_url, "timecode": clean(timecode)}
        occurrence = occurrence_of(
            actor, claim, article=None, words=clean(words), values=values, lines=lines
        )
    else:
        raise InvalidError(
            _(
                "Say where it was made: words of an article (article, start, end) or a media address."
            ),
            errors={"article": [_("missing")]},
        )
    lines = [Line("occurrence.added", occurrence), *lines]
    audit.record_lines(lines, actor=actor, claim_id=claim.pk)
    return occurrence


@act
def reword_claim(
    *, actor: Membership, claim_id: UUID, expected_version: Versions, changes: dict[str, Any]
) -> Claim:
    """Change what is said of a claim. Facts of the occurrence (speaker, said on …) change its first one."""
    if changes.get("parent"):
        alone("parts", actor.desk_id)  # two claims made parts of each other at once are a ring too
    claim = locked_claim(actor, claim_id, expected_version=expected_version)
    policies.may_edit_claim(actor, claim).require()
    values = _checked(changes)
    before = claim.assignee_id
    _fill_claim(actor, claim, values)
    claim.changed_by = actor.account
    claim.save()
    if "topics" in values:
        _set_topics(actor, claim, values["topics"])
    lines: list[Line] = []
    if values.keys() & (OCCURRENCE_FIELDS | {"speaker", "speaker_role"}):
        occurrence = claim.occurrences.select_for_update(of=("self",)).order_by("id").first()
        if occurrence is not None:
            change_occurrence(actor, occurrence, values, lines)
    refreshed(claim, "version", "changed_xid")
    lines.append(Line("claim.reworded", claim, {"fields": sorted(changes)}))
    audit.record_lines(lines, actor=actor, claim_id=claim.pk)
    enqueue(Job.CLOSE_VOID_ROUNDS, claim_id=claim.pk)
    if "assignee" in values and claim.assignee_id not in (None, before):
        _tell_assignee(actor, claim)
    if values.keys() & {"harm", "reach"}:
        for verdict_id in Verdict.objects.live().filter(claim=claim).values_list("pk", flat=True):
            enqueue(Job.FILL_REVIEW_QUEUE, verdict_id=verdict_id)
    return claim


@act
def correct_occurrence(
    *, actor: Membership, occurrence_id: UUID, expected_version: Versions, changes: dict[str, Any]
) -> Occurrence:
    """Put right where, when and by whom the claim was made, in one of the places it was made at."""
    seen = Occurrence.objects.filter(claim__in=Claim.objects.visible_to(actor))
    claim = locked_claim(actor, found(seen, occurrence_id).claim_id)
    policies.may_edit_claim(actor, claim).require()
    occurrence = locked(seen, occurrence_id, expected_version=expected_version)
    own = {"words"} if occurrence.article_id is None else set()  # in an article the text says them
    refuse_unknown(changes, OCCURRENCE_FIELDS | own | {"speaker", "speaker_role"})
    lines: list[Line] = []
    values = {
        name: clean(value) if isinstance(value, str) else value for name, value in changes.items()
    }
    change_occurrence(actor, occurrence, values, lines)
    if lines:
        lines[0].data["fields"] = sorted(changes)
        audit.record_lines(lines, actor=actor, claim_id=claim.pk)
    enqueue(Job.CLOSE_VOID_ROUNDS, claim_id=claim.pk)
    return occurrence


@act
def triage_claim(
    *, actor: Membership, claim_id: UUID, decision: str, ground: str = "", reason: str = ""
) -> Triage:
    """Decide whether the claim will be checked. Whoever decides against it says why, in a word or in their own.

    Each decision is a row of its own: deciding anew takes the older one back, and both stay readable.
    """
    claim = locked_claim(actor, claim_id)
    policies.may_edit_claim(actor, claim).require()
    reason = clean(reason)
    if decision == TriageDecision.TO_CHECK:
        ground = ""
    elif not (reason or ground):
        raise InvalidError(
            _("Say why this claim will not be checked: others will ask."),
            errors={"reason": [_("missing")]},
        )
    triage = Triage.objects.create(
        claim=claim, decision=decision, ground=ground, reason=reason, account=actor.account
    )
    audit.record("claim.triaged", actor=actor, subject=triage, claim_id=claim.pk)
    return triage


@act
def withdraw_claim(*, actor: Membership, claim_id: UUID, expected_version: Versions) -> Claim:
    """Take the claim off the desk's work. It stays readable, and so does what was decided."""
    claim = locked_claim(actor, claim_id, expected_version=expected_version)
    published = Verdict.objects.filter(claim=claim, state__in=policies.PUBLIC_STATES).exists()
    policies.may_withdraw_claim(actor, claim, published=published).require()
    claim.withdrawn_at = timezone.now()
    claim.changed_by = actor.account
    claim.save()
    refreshed(claim, "version", "changed_xid")
    audit.record("claim.withdrawn", actor=actor, subject=claim, claim_id=claim.pk)
    enqueue(Job.CLOSE_VOID_ROUNDS, claim_id=claim.pk)
    return claim


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    refuse_unknown(fields, KNOWN_FIELDS)
    return {
        name: clean(value) if isinstance(value, str) else value for name, value in fields.items()
    }


def _fill_claim(actor: Membership, claim: Claim, values: dict[str, Any]) -> None:
    for name in CLAIM_FIELDS & values.keys():
        setattr(claim, name, values[name])
    if "quantity" in values:
        quantity = values["quantity"] or {}
        for part in QUANTITY_FIELDS:
            setattr(claim, f"quantity_{part}", clean(str(quantity.get(part) or "")))
    if "parent" in values:
        parent = values["parent"]
        claim.parent = found(Claim.objects.visible_to(actor), parent) if parent else None
        _refuse_ring(claim)
    if "assignee" in values:
        claim.assignee = _colleague(actor, values["assignee"]) if values["assignee"] else None


def _refuse_ring(claim: Claim) -> None:
    above, seen = claim.parent_id, set()
    while above is not None and above not in seen:
        if above == claim.pk:
            raise InvalidError(
                _("A claim is no part of itself nor of its own parts. Choose another claim."),
                errors={"parent": [_("the claim itself, or a part of it")]},
            )
        seen.add(above)
        above = Claim.objects.values_list("parent_id", flat=True).get(pk=above)


def _tell_assignee(actor: Membership, claim: Claim) -> None:
    to, by = [claim.assignee_id], actor.account_id
    about = {"subject_id": claim.pk, "claim_id": claim.pk}
    tell(NoticeKind.ASSIGNED, to, desk_id=actor.desk_id, by=by, **about)


def _colleague(actor: Membership, account_id: UUID) -> Account:
    member = (
        Membership.objects.active(timezone.now())
        .filter(desk_id=actor.desk_id, account_id=account_id)
        .first()
    )
    if member is None:
        raise NotFoundError(_("Nobody of this desk has this id."))
    return member.account


def _set_topics(actor: Membership, claim: Claim, names: list[str]) -> None:
    wanted: dict[str, str] = {}
    for name in names:
        shown = clean(name)[:80]
        if shown:
            wanted.setdefault((fold(shown) or shown)[:80], shown)
    topics = {
        topic.folded: topic for topic in Topic.objects.visible_to(actor).filter(folded__in=wanted)
    }
    for folded, name in sorted(
        wanted.items()
    ):  # in one order, so that two who name new ones just wait
        if folded not in topics:
            topics[folded], _made = Topic.objects.get_or_create(
                desk=actor.desk, folded=folded, defaults={"name": name}
            )
    claim.topics.set(topics.values())
