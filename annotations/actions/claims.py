"""Claims: highlighted in an article, stated so that they stand alone, triaged, and withdrawn."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policies
from annotations.actions import audit
from annotations.actions.acts import act, found, locked_claim, refreshed, refuse_unknown
from annotations.dispatch import Job, enqueue
from annotations.domain.errors import InvalidError, NotFoundError, QuoteMismatchError
from annotations.domain.names import name_key
from annotations.domain.text import CONTEXT_SIZE, SEPARATOR, clean, context, fold, grapheme_boundary
from annotations.domain.vocabulary import AnchorState, Precision, TriageDecision
from annotations.models import (
    Account,
    Anchor,
    Article,
    ArticleRevision,
    Claim,
    Membership,
    Occurrence,
    OccurrenceSpeaker,
    Person,
    RevisionBlock,
    Topic,
    Triage,
    Verdict,
)

CLAIM_FIELDS = {"statement", "statement_language", "kind", "harm", "reach", "note"}
QUANTITY_FIELDS = ("value", "unit", "period", "place")
OCCURRENCE_FIELDS = {
    "form", "language", "translation", "outlet_position", "said_on", "said_precision", "published_on", "place",
    "media_url", "timecode",
}  # fmt: skip
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

    Raises QuoteMismatchError when `exact` is not what stands there.
    """
    policies.may_edit(actor).require()
    values = _checked(fields or {})
    article = found(Article.objects.visible_to(actor), article_id)
    revision = _revision(article, revision_id)
    claim = Claim(
        desk=actor.desk,
        statement_language=article.language,
        made_by=actor.account,
        changed_by=actor.account,
    )
    _fill_claim(actor, claim, values)
    claim.save(force_insert=True)
    _occurrence_at(
        actor,
        claim,
        article=article,
        revision=revision,
        start=start,
        end=end,
        exact=exact,
        values=values,
    )
    if "topics" in values:
        _set_topics(actor, claim, values["topics"])
    refreshed(claim, "version", "changed_xid")
    audit.record(
        "claim.highlighted",
        actor=actor,
        subject=claim,
        claim_id=claim.pk,
        data={"article": str(article.pk)},
    )
    return claim


@act
def add_occurrence(
    *,
    actor: Membership,
    claim_id: UUID,
    expected_version: int | None = None,
    article_id: UUID | None = None,
    start: int | None = None,
    end: int | None = None,
    exact: str | None = None,
    media_url: str = "",
    timecode: str = "",
    fields: dict[str, Any] | None = None,
) -> Occurrence:
    """Another place where the claim was made: words of an article, or a media reference."""
    claim = locked_claim(actor, claim_id, expected_version=expected_version)
    policies.may_edit_claim(actor, claim).require()
    values = _checked(fields or {})
    if article_id is not None and start is not None and end is not None:
        article = found(Article.objects.visible_to(actor), article_id)
        occurrence = _occurrence_at(
            actor,
            claim,
            article=article,
            revision=_revision(article, None),
            start=start,
            end=end,
            exact=exact,
            values=values,
        )
    elif media_url:
        values |= {"media_url": media_url, "timecode": timecode}
        occurrence = _occurrence(actor, claim, None, "", values)
    else:
        raise InvalidError(
            _(
                "Say where it was made: words of an article (article, start, end) or a media address."
            ),
            errors={"article": [_("missing")]},
        )
    audit.record("occurrence.added", actor=actor, subject=occurrence, claim_id=claim.pk)
    return occurrence


@act
def reword_claim(
    *, actor: Membership, claim_id: UUID, expected_version: int | None, changes: dict[str, Any]
) -> Claim:
    """Change what is said of a claim. Facts of the occurrence (speaker, said on …) change its first one."""
    claim = locked_claim(actor, claim_id, expected_version=expected_version)
    policies.may_edit_claim(actor, claim).require()
    values = _checked(changes)
    _fill_claim(actor, claim, values)
    claim.changed_by = actor.account
    claim.save()
    if "topics" in values:
        _set_topics(actor, claim, values["topics"])
    if values.keys() & (OCCURRENCE_FIELDS | {"speaker", "speaker_role"}):
        occurrence = claim.occurrences.select_for_update(of=("self",)).order_by("id").first()
        if occurrence is not None:
            _change_occurrence(actor, claim, occurrence, values)
    refreshed(claim, "version", "changed_xid")
    audit.record(
        "claim.reworded",
        actor=actor,
        subject=claim,
        claim_id=claim.pk,
        data={"fields": sorted(changes)},
    )
    enqueue(Job.CLOSE_VOID_ROUNDS)
    if values.keys() & {"harm", "reach"}:
        enqueue(Job.FILL_REVIEW_QUEUE)
    return claim


def _change_occurrence(
    actor: Membership, claim: Claim, occurrence: Occurrence, values: dict[str, Any]
) -> None:
    if values.keys() & OCCURRENCE_FIELDS:
        _fill_occurrence(occurrence, values)
        occurrence.changed_by = actor.account
        occurrence.save()
        audit.record(
            "occurrence.changed", actor=actor, subject=refreshed(occurrence), claim_id=claim.pk
        )
    if "speaker" in values or "speaker_role" in values:
        _set_speaker(actor, occurrence, values)


@act
def triage_claim(*, actor: Membership, claim_id: UUID, decision: str, reason: str = "") -> Triage:
    """Decide whether the claim will be checked. Whoever decides against it says why."""
    claim = locked_claim(actor, claim_id)
    policies.may_edit_claim(actor, claim).require()
    if decision != TriageDecision.TO_CHECK and not reason.strip():
        raise InvalidError(
            _("Say why this claim will not be checked: others will ask."),
            errors={"reason": [_("missing")]},
        )
    triage = Triage.objects.create(
        claim=claim, decision=decision, reason=clean(reason), account=actor.account
    )
    audit.record("claim.triaged", actor=actor, subject=triage, claim_id=claim.pk)
    return triage


@act
def withdraw_claim(*, actor: Membership, claim_id: UUID, expected_version: int | None) -> Claim:
    """Take the claim off the desk's work. It stays readable, and so does what was decided."""
    claim = locked_claim(actor, claim_id, expected_version=expected_version)
    published = Verdict.objects.filter(claim=claim, state__in=policies.PUBLIC_STATES).exists()
    policies.may_withdraw_claim(actor, claim, published=published).require()
    claim.withdrawn_at = timezone.now()
    claim.changed_by = actor.account
    claim.save()
    refreshed(claim, "version", "changed_xid")
    audit.record("claim.withdrawn", actor=actor, subject=claim, claim_id=claim.pk)
    enqueue(Job.CLOSE_VOID_ROUNDS)
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
        claim.parent = (
            found(Claim.objects.visible_to(actor), values["parent"]) if values["parent"] else None
        )
        if claim.parent_id == claim.pk:
            raise InvalidError(
                _("A claim is no part of itself. Choose the claim it is a part of."),
                errors={"parent": [_("the claim itself")]},
            )
    if "assignee" in values:
        claim.assignee = _colleague(actor, values["assignee"]) if values["assignee"] else None


def _colleague(actor: Membership, account_id: UUID) -> Account:
    member = (
        Membership.objects.active(timezone.now())
        .filter(desk_id=actor.desk_id, account_id=account_id)
        .first()
    )
    if member is None:
        raise NotFoundError(_("Nobody of this desk has this id."))
    return member.account


def _revision(article: Article, revision_id: UUID | None) -> ArticleRevision:
    revision = article.revisions.defer("text").order_by("-number").first()
    if revision is None or (revision_id is not None and str(revision.pk) != str(revision_id)):
        raise QuoteMismatchError(
            _("The article has another text by now. Reload it, then select the words again."),
            revision=str(revision_id),
        )
    return revision


def _occurrence_at(
    actor: Membership,
    claim: Claim,
    *,
    article: Article,
    revision: ArticleRevision,
    start: int,
    end: int,
    exact: str | None,
    values: dict[str, Any],
) -> Occurrence:
    words, prefix, suffix = words_at(revision, start, end)
    if exact is not None and exact != words:
        raise QuoteMismatchError(
            _("Other words stand there: “%(words)s”. Offsets are counted in code points.")
            % {"words": words[:200]},
            standing=words[:2000],
        )
    occurrence = _occurrence(actor, claim, article, words, values)
    Anchor.objects.create(
        occurrence=occurrence,
        revision=revision,
        start=start,
        end=end,
        exact=words,
        prefix=prefix,
        suffix=suffix,
        state=AnchorState.EXACT,
        placed_by=actor.account,
    )
    return occurrence


def words_at(revision: ArticleRevision, start: int, end: int) -> tuple[str, str, str]:
    """The words at these code points of the revision and their context before and after, read by blocks."""
    if not 0 <= start < end <= revision.length:
        raise QuoteMismatchError(
            _("The offsets lie outside the text, which has %(length)d characters.")
            % {"length": revision.length}
        )
    blocks = list(
        RevisionBlock.objects.filter(
            revision=revision, start__lt=end + 2 * CONTEXT_SIZE, end__gt=start - 2 * CONTEXT_SIZE
        ).order_by("start")
    )
    text = SEPARATOR.join(block.text for block in blocks)
    at = blocks[0].start
    words = text[start - at : end - at]
    inside = words == words.strip() and len(words) == end - start
    if not inside or not (
        grapheme_boundary(text, start - at) and grapheme_boundary(text, end - at)
    ):
        raise QuoteMismatchError(
            _("A highlight begins and ends with a whole character of the text, not with a space."),
            standing=words[:2000],
        )
    prefix, suffix = context(text, start - at, end - at)
    return words, prefix, suffix


def _occurrence(
    actor: Membership, claim: Claim, article: Article | None, words: str, values: dict[str, Any]
) -> Occurrence:
    language = article.language if article else claim.statement_language
    occurrence = Occurrence(
        claim=claim, article=article, words=words, language=language, changed_by=actor.account
    )
    _fill_occurrence(occurrence, values)
    occurrence.save(force_insert=True)
    if values.get("speaker"):
        _set_speaker(actor, occurrence, values)
    return occurrence


def _fill_occurrence(occurrence: Occurrence, values: dict[str, Any]) -> None:
    for name in OCCURRENCE_FIELDS & values.keys():
        setattr(occurrence, name, values[name])
    if "said_on" in values and "said_precision" not in values:
        occurrence.said_precision = Precision.DAY if values["said_on"] else Precision.UNKNOWN
    if occurrence.said_on is None and occurrence.said_precision != Precision.UNKNOWN:
        raise InvalidError(
            _("Say the day before how much of it is known."), errors={"said_on": [_("missing")]}
        )


def _set_speaker(actor: Membership, occurrence: Occurrence, values: dict[str, Any]) -> None:
    current = occurrence.speakers.filter(removed_at=None).order_by("id").first()
    if "speaker" not in values:
        if current is not None and current.role != values["speaker_role"]:
            current.role, current.changed_by = values["speaker_role"], actor.account
            current.save()
        return
    person = _speaker(actor, values["speaker"]) if values["speaker"] else None
    role = values.get("speaker_role", "")
    if current is not None:
        if (
            person is not None
            and current.person_id == person.pk
            and ("speaker_role" not in values or current.role == role)
        ):
            return
        current.removed_at, current.changed_by = timezone.now(), actor.account
        current.save()
    if person is not None:
        OccurrenceSpeaker.objects.create(
            occurrence=occurrence, person=person, role=role, changed_by=actor.account
        )


def _speaker(actor: Membership, speaker: str | UUID) -> Person:
    """The person by id, or by name; a new name makes a new person."""
    people = Person.objects.visible_to(actor)
    try:
        return found(people, UUID(str(speaker)))
    except ValueError:
        pass
    name = clean(str(speaker))[:200]
    key = name_key(name) or name.casefold()
    known = people.filter(folded=key).order_by("id").first()
    return known or Person.objects.create(desk=actor.desk, name=name, folded=key)


def _set_topics(actor: Membership, claim: Claim, names: list[str]) -> None:
    wanted: dict[str, str] = {}
    for name in names:
        if name.strip():
            wanted.setdefault(fold(name)[:80], clean(name)[:80])
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
