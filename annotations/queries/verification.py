"""Whether the audit log is whole, and whether every row is what the log tells of it.

Everything is read in pieces, one statement a table, so that the answer belongs to one moment and memory
does not grow. What is found names table, id and columns, and never what stands in them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Subquery, TextField

from annotations.domain.chain import GENESIS, Head, link
from annotations.domain.text import SEPARATOR, sha256_hex
from annotations.models import ArticleRevision, AuditEvent, RevisionBlock, Submission
from annotations.queries.audit import AUDITED, hash_of, kind_of, state_of
from annotations.queries.chain import Sealed, unsealed, walk
from annotations.queries.redactions import excused_texts

ADOPTED: Final = "row.adopted"
"""The act that vouches for a row as it stands: earlier versions are no longer asked for."""
PIECE: Final = 500


class Fault(StrEnum):
    """What can be wrong."""

    GAP = "gap"  # events were removed from the chain
    ALTERED = "altered"  # an event is not what was sealed
    REWRITTEN = "rewritten"  # a seal does not follow the one before it
    CUT = "cut"  # the chain ends before, or is another at, the head that was kept elsewhere
    PAYLOAD = "payload"  # the content of an event is not what its hash says
    CHANGED = "changed"  # a row is not what the log tells
    UNTOLD = "untold"  # a row the log does not know
    VERSIONS = "versions"  # the log lacks versions of a row
    VANISHED = "vanished"  # a row the log tells of is gone
    TEXT = "text"  # a text is not what its own hash says


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: in which table, with which row or link, and with which columns of it."""

    fault: Fault
    table: str
    row: str
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Progress:
    """How many events and rows were looked at so far, and the head of the chain they led to."""

    events: int = 0
    rows: int = 0
    head: Head = field(default_factory=Head)
    tell: "Callable[[Progress], None] | None" = None

    @property
    def looked_at(self) -> int:
        """Events and rows together."""
        return self.events + self.rows

    def step(self, *, events: int = 0, rows: int = 0) -> None:
        """Count on; every now and then tell."""
        self.events += events
        self.rows += rows
        if self.tell is not None and self.looked_at % 500 == 0:
            self.tell(self)


def findings(progress: Progress, *, expect: Head | None = None) -> Iterator[Finding]:
    """Everything that is wrong. `expect` is a head of the chain that was kept elsewhere."""
    yield from _chain(progress, expect)
    for model in AUDITED:
        yield from _rows(model, progress)
        yield from _vanished(model)
    yield from _texts(progress)


def how_much() -> int:
    """How many events and rows there are to look at."""
    return AuditEvent.objects.count() + sum(model._default_manager.count() for model in AUDITED)


def _chain(progress: Progress, expect: Head | None) -> Iterator[Finding]:
    if expect is not None and expect.sequence == 0 and expect.seal != GENESIS:
        yield Finding(Fault.CUT, "auditevent", str(expect.sequence))
    head = Head()
    sealed = AuditEvent.objects.exclude(sealed_sequence=None).order_by("sealed_sequence")
    for row in walk(sealed):
        yield from _link(head, row)
        head = row.head
        if expect is not None and head.sequence == expect.sequence and head.seal != expect.seal:
            yield Finding(Fault.CUT, "auditevent", str(expect.sequence))
        progress.step(events=1)
        progress.head = head
    if expect is not None and expect.sequence > head.sequence:
        yield Finding(Fault.CUT, "auditevent", str(expect.sequence))
    for row in walk(unsealed().order_by("id")):
        yield from _payload(row)
        progress.step(events=1)


def _link(before: Head, row: Sealed) -> Iterator[Finding]:
    """One link against the one before it, as both stand there: one fault is told once."""
    sequence = before.sequence + 1
    if row.head.sequence != sequence:
        lacking = f"{sequence}" if row.head.sequence == sequence + 1 else f"{sequence}–"
        lacking += "" if row.head.sequence == sequence + 1 else f"{row.head.sequence - 1}"
        yield Finding(Fault.GAP, "auditevent", lacking)
    elif row.previous != before.seal:
        yield Finding(Fault.REWRITTEN, "auditevent", f"{row.head.sequence} {row.event.id}")
    if link(Head(row.head.sequence - 1, row.previous), row.event) != row.head:
        yield Finding(Fault.ALTERED, "auditevent", f"{row.head.sequence} {row.event.id}")
    yield from _payload(row)


def _payload(row: Sealed) -> Iterator[Finding]:
    told, kept = row.event.payload_sha256, row.payload_sha256 or ""
    whole = row.erased or not told or (row.content is not None and hash_of(row.content) == told)
    if told != kept or not whole:
        yield Finding(Fault.PAYLOAD, "payload", str(row.event.id))


def _rows(model: type[models.Model], progress: Progress) -> Iterator[Finding]:
    """Every row of one table against what the log tells last, and against its versions."""
    told = AuditEvent.objects.filter(subject_id=OuterRef("pk"), subject_kind=kind_of(model))
    last = told.filter(payload__isnull=False).order_by(F("subject_version").desc(), "-id")
    adopted = told.filter(act=ADOPTED).order_by("-id").values("subject_version")[:1]
    counted = told.values("subject_id").order_by()
    rows = model._default_manager.annotate(
        told_state=Subquery(last.values("payload__content")[:1]),
        told_erased=Subquery(last.values("payload__erased_at")[:1]),
        told_any=Exists(told),
        told_since=Subquery(adopted),
        told_first=Subquery(counted.annotate(n=Min("subject_version")).values("n")),
        told_last=Subquery(counted.annotate(n=Max("subject_version")).values("n")),
        told_count=Subquery(
            counted.annotate(n=Count("subject_version", distinct=True)).values("n")
        ),
    ).order_by("pk")
    for row in rows.iterator(chunk_size=PIECE):
        progress.step(rows=1)
        yield from _row(model, row)


def _row(model: type[models.Model], row: Any) -> Iterator[Finding]:
    table, name = kind_of(model), str(row.pk)
    if not row.told_any:
        yield Finding(Fault.UNTOLD, table, name)
        return
    if AUDITED[model].versioned and not _versions_whole(row):
        yield Finding(Fault.VERSIONS, table, name, ("row_version",))
    if row.told_state is None:
        if not row.told_erased:
            yield Finding(Fault.UNTOLD, table, name)
        return
    state, told = state_of(row), row.told_state
    # A column that was added or taken away by an upgrade since the row was told of is not compared.
    changed = tuple(column for column in state if column in told and state[column] != told[column])
    if changed:
        yield Finding(Fault.CHANGED, table, name, changed)


def _versions_whole(row: Any) -> bool:
    """Whether the log tells the versions 1 to the one the row is at, or those since it was adopted."""
    if row.told_last != row.row_version:
        return False
    if row.told_since is not None:
        return True
    return bool(row.told_first == 1 and row.told_count == row.row_version)


def _vanished(model: type[models.Model]) -> Iterator[Finding]:
    there = model._default_manager.filter(pk=OuterRef("subject_id"))
    gone = (
        AuditEvent.objects.filter(~Exists(there), subject_kind=kind_of(model))
        .order_by("subject_id")
        .values_list("subject_id", flat=True)
        .distinct()
    )
    for subject in gone.iterator(chunk_size=PIECE):
        yield Finding(Fault.VANISHED, kind_of(model), str(subject))


def _texts(progress: Progress) -> Iterator[Finding]:
    """Texts that are kept by a hash of their own, and the blocks of an article against its text."""
    blocks = (
        RevisionBlock.objects.filter(revision=OuterRef("pk"))
        .order_by()
        .values("revision")
        .annotate(joined=StringAgg("text", SEPARATOR, order_by="start"))
        .values("joined")
    )
    revisions = ArticleRevision.objects.annotate(
        joined=Subquery(blocks, output_field=TextField())
    ).order_by("pk")
    columns = ("pk", "text", "joined", "sha256")
    excused = excused_texts()
    for pk, text, joined, sha256 in revisions.values_list(*columns).iterator(chunk_size=50):
        progress.step(rows=1)
        if text != joined or (pk not in excused and sha256_hex(text) != sha256):
            yield Finding(Fault.TEXT, "articlerevision", str(pk), ("text",))
    submissions = Submission.objects.order_by("pk").values_list("pk", "content", "sha256")
    for pk, content, sha256 in submissions.iterator(chunk_size=PIECE):
        progress.step(rows=1)
        if pk not in excused and hash_of(content) != sha256:
            yield Finding(Fault.TEXT, "submission", str(pk), ("content",))
