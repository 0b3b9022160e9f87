"""What a redaction would block out, before anything is: the same plan is shown and carried out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from annotations.domain.redacting import Mask, Whole
from annotations.domain.vocabulary import ExportState
from annotations.models import (
    Anchor,
    ArticleImport,
    ArticleRevision,
    AuditEvent,
    Claim,
    ExportJob,
    IdempotencyKey,
    Membership,
    Occurrence,
    Redaction,
    RevisionBlock,
    SealedFile,
    Snapshot,
    Submission,
)
from annotations.models.redaction import RedactionQuerySet
from annotations.queries.audit import kind_of
from annotations.queries.people import account_row
from annotations.queries.stories import TEXTS, Story, anchors_of


@dataclass(frozen=True, slots=True)
class Change:
    """A row, and what its columns will hold."""

    row: Model
    values: dict[str, Any]


@dataclass(slots=True)
class Plan:
    """Everything one redaction will do. Changes stand in the order they have to be made in."""

    story: Story
    mask: Mask
    changes: list[Change] = field(default_factory=list)
    files: list[Snapshot | SealedFile] = field(default_factory=list)
    imports: list[ArticleImport] = field(default_factory=list)
    payloads: list[UUID] = field(default_factory=list)
    retold: set[tuple[str, UUID]] = field(default_factory=set)
    answers: list[UUID] = field(default_factory=list)
    exports: list[ExportJob] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changes or self.files or self.payloads)

    def counts(self) -> dict[str, int]:
        """How many rows of each table are touched."""
        counted: dict[str, int] = {}
        for change in self.changes:
            kind = kind_of(change.row)
            counted[kind] = counted.get(kind, 0) + 1
        for file in self.files:
            counted[kind_of(file)] = counted.get(kind_of(file), 0) + 1
        if self.imports:
            counted["articleimport"] = len(self.imports)
        return counted


def plan_of(story: Story, words: str) -> Plan:
    """What has to go: these words wherever they stand in the story or, without words, its subject as a whole."""
    articles = list(_texts(story))
    texts = [] if words else [*_own_texts(story), *(_quotes(story) if story.articles else ())]
    plan = Plan(story, Mask(words=words, texts=texts))
    own: Mask = plan.mask if words else Whole()
    for revision in articles:
        plan.changes += _text_changes(revision, own)
    plan.changes += [change for rows in story.own for change in _changes(rows, own)]
    done = {change.row.pk for change in plan.changes}
    others = [change for rows in story.others for change in _changes(rows, plan.mask)]
    plan.changes += [change for change in others if change.row.pk not in done]
    _settle_occurrences(plan)
    plan.files = _files(plan, words)
    plan.imports = _imports(plan)
    _find_payloads(plan)
    plan.answers = list(_answers(plan))
    plan.exports = list(_exports(plan))
    return plan


def _texts(story: Story) -> QuerySet[ArticleRevision]:
    return ArticleRevision.objects.filter(article__in=story.articles).order_by("id")


def _own_texts(story: Story) -> Iterator[str]:
    for rows in story.own:
        for row in rows:
            yield from _strings([getattr(row, name) for name in TEXTS[type(row)]])


def _quotes(story: Story) -> Iterator[str]:
    """The pieces of an article that may stand elsewhere: its blocks, and the words of its claims."""
    for exact, prefix, suffix in anchors_of(story.articles).values_list(
        "exact", "prefix", "suffix"
    ):
        yield from (exact, prefix.strip(), suffix.strip())
    yield from RevisionBlock.objects.filter(revision__article__in=story.articles).values_list(
        "text", flat=True
    )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _changes(rows: Iterable[Model], mask: Mask) -> Iterator[Change]:
    for row in rows:
        old = {name: getattr(row, name) for name in TEXTS[type(row)]}
        new = {name: mask.json(value) for name, value in old.items()}
        values = {name: value for name, value in new.items() if value != old[name]}
        if values:
            yield Change(row, values)


def _text_changes(revision: ArticleRevision, mask: Mask) -> Iterator[Change]:
    """A text with its blocks and anchors: each holds what stands at its offsets afterwards."""
    text, dropped = mask.text(revision.text), mask.json(revision.dropped)
    if (text, dropped) == (revision.text, revision.dropped):
        return
    yield Change(revision, {"text": text, "dropped": dropped})
    for block in revision.blocks.all():
        if block.text != (words := text[block.start : block.end]):
            yield Change(block, {"text": words})
    for anchor in revision.anchors.all():
        values = _around_anchor(anchor, text, mask)
        if any(getattr(anchor, name) != value for name, value in values.items()):
            yield Change(anchor, values)


def _around_anchor(anchor: Anchor, text: str, mask: Mask) -> dict[str, str]:
    if anchor.start is None or anchor.end is None:
        return {name: mask.text(getattr(anchor, name)) for name in ("exact", "prefix", "suffix")}
    return {
        "exact": text[anchor.start : anchor.end],
        "prefix": text[anchor.start - len(anchor.prefix) : anchor.start],
        "suffix": text[anchor.end : anchor.end + len(anchor.suffix)],
    }


def _settle_occurrences(plan: Plan) -> None:
    """The words of an occurrence are those of its anchor, also where a highlight cuts through withheld words."""
    said = {
        change.row.occurrence_id: (change.row.exact, change.values["exact"])
        for change in plan.changes
        if isinstance(change.row, Anchor)
    }
    known = {change.row.pk: change for change in plan.changes}
    for row in Occurrence.objects.filter(pk__in=said):
        before, after = said[row.pk]
        if row.words == before and before != after:
            if row.pk in known:
                known[row.pk].values["words"] = after
            else:
                plan.changes.append(Change(row, {"words": after}))


def _files(plan: Plan, words: str) -> list[Snapshot | SealedFile]:
    """Bytes cannot be blocked out: a file goes whole, when what was read from it is touched or all is to go."""
    wanted = plan.story.files
    if words:
        touched = [change.row for change in plan.changes if isinstance(change.row, ArticleRevision)]
        wanted = {revision.snapshot_id for revision in touched}
    open_files = Snapshot.objects.filter(pk__in=wanted, erased_at=None).order_by("id")
    sealed = SealedFile.objects.none()
    if not words:
        sealed = SealedFile.objects.filter(evidence__in=plan.story.sealed, erased_at=None)
    return [*open_files, *sealed.order_by("id")]


def _imports(plan: Plan) -> list[ArticleImport]:
    """Imports that brought such a file: their bytes hold it too, among those of others."""
    files = [file.pk for file in plan.files]
    held = ArticleRevision.objects.filter(snapshot__in=files)
    rows = ArticleImport.objects.filter(rows__article__revisions__in=held, withdrawn_at=None)
    return list(rows.distinct().order_by("id"))


def _find_payloads(plan: Plan) -> None:
    """What the log keeps of rows in their older states, and which of them it has to tell anew."""
    rows = [*plan.story.own, *plan.story.others, anchors_of(plan.story.articles)]
    subjects = {pk for found in rows for pk in found.values_list("pk", flat=True)}
    files = {file.pk for file in plan.files}
    subjects |= files
    whole = {change.row.pk for change in plan.changes} | files
    events = AuditEvent.objects.filter(
        subject_id__in=subjects, payload__isnull=False, payload__erased_at=None
    )
    for subject_kind, subject, payload, content in events.values_list(
        "subject_kind", "subject_id", "payload_id", "payload__content"
    ):
        if subject in whole or plan.mask.json(content) != content:
            plan.payloads.append(payload)
            plan.retold.add((subject_kind, subject))


def _answers(plan: Plan) -> Iterator[UUID]:
    """Answers that are kept for a second request with the same key."""
    desk_id = _desk_of(plan.story)
    ids = {str(plan.story.subject.pk), *map(str, plan.story.claims)}
    for pk, answer in IdempotencyKey.objects.filter(desk_id=desk_id).values_list("pk", "answer"):
        said = list(_strings(answer))
        if any(plan.mask.text(text) != text or any(pk in text for pk in ids) for text in said):
            yield pk


def _desk_of(story: Story) -> UUID:
    subject: Any = story.subject
    desk_id: UUID = getattr(subject, "desk_id", None) or subject.claim.desk_id
    return desk_id


def _exports(plan: Plan) -> Iterator[ExportJob]:
    """Files that hold a claim of the story; of older ones, whose claims were not noted, all made since."""
    if not plan.story.claims:
        return
    first = Claim.objects.filter(pk__in=plan.story.claims).order_by("created_at")[0].created_at
    held = Q(claim_ids__overlap=plan.story.claims) | Q(claim_ids=None, finished_at__gte=first)
    yield from (
        ExportJob.objects.filter(
            held, desk_id=_desk_of(plan.story), state=ExportState.DONE, withdrawn_at=None
        )
        .select_related("requested_by")
        .order_by("id")
    )


def excused_texts() -> set[UUID]:
    """Texts with a hash of their own that are not what the hash says, because words were blocked out."""
    kinds = (kind_of(ArticleRevision), kind_of(Submission))
    rows = Redaction.objects.values_list(*(f"rows__{kind}" for kind in kinds))
    return {UUID(pk) for lists in rows for ids in lists for pk in ids or ()}


def redactions_of(member: Membership) -> RedactionQuerySet:
    """The redactions of the member's desk by an order, those that wait for a second person first."""
    return (
        Redaction.objects.visible_to(member)
        .by_order()
        .select_related("made_by", "confirmed_by")
        .order_by("-confirmed_at", "-id")
    )


def redaction_row(redaction: Redaction) -> dict[str, Any]:
    """A redaction as pages and the command show it."""
    return {
        "id": str(redaction.pk),
        "at": redaction.created_at,
        "kind": redaction.subject_kind,
        "subject": str(redaction.subject_id),
        "whole": redaction.whole,
        "order": redaction.order,
        "reason": redaction.reason,
        "counts": {kind: len(ids) for kind, ids in redaction.rows.items()},
        "exports": redaction.exports,
        "made_by": account_row(redaction.made_by),
        "confirmed_by": account_row(redaction.confirmed_by) if redaction.confirmed_by else None,
        "confirmed_at": redaction.confirmed_at,
    }
