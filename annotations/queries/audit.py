"""What the audit log tells of a row: which tables are audited, and which columns are their state."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import models

from annotations import models as tables
from annotations.domain.submission import canonical_json, without_floats
from annotations.domain.text import sha256_hex

NOT_CONTENT: Final = frozenset(
    {"id", "created_at", "row_version", "version", "changed_xid", "changed_by_id", "folded"}
)
"""Columns that triggers and storage write: they are not what a person did."""


@dataclass(frozen=True, slots=True)
class Audited:
    """How a table is audited.

    The log tells every version of a `versioned` row, from 1 to the one it is at; of any other row it tells
    at least that it was made. `without` are columns that are no part of the state. Of a `hidden` row the log
    keeps a hash. `desk` leads from the row to its desk.
    """

    desk: str = "desk_id"
    versioned: bool = True
    without: frozenset[str] = frozenset()
    hidden: bool = False


_MACHINERY: Final = frozenset(
    {"state", "done", "total", "rows", "losses", "file", "size", "attempts", "lease_until"}
    | {"started_at", "finished_at", "problem", "claim_ids", "added", "known", "refused"}
    | {"expired_at"}
)
AUDITED: Final[dict[type[models.Model], Audited]] = {
    tables.Desk: Audited("id"),
    tables.Membership: Audited(),
    tables.Publisher: Audited(),
    tables.Person: Audited(),
    tables.PersonRole: Audited("person__desk_id"),
    tables.Article: Audited(),
    tables.Claim: Audited(),
    tables.Relation: Audited("claim__desk_id"),
    tables.Occurrence: Audited("claim__desk_id"),
    tables.OccurrenceSpeaker: Audited("occurrence__claim__desk_id"),
    tables.Contact: Audited("claim__desk_id"),
    tables.Source: Audited(),
    tables.Evidence: Audited("claim__desk_id"),
    tables.SealedEvidence: Audited("evidence__claim__desk_id", hidden=True),
    tables.SealedFile: Audited(
        "evidence__claim__desk_id", versioned=False, without=frozenset({"file"}), hidden=True
    ),
    tables.Verdict: Audited("claim__desk_id"),
    tables.Publication: Audited(),
    tables.Credit: Audited("publication__desk_id"),
    # Their texts are large and have a hash of their own, which is part of the state.
    tables.ArticleRevision: Audited(
        "article__desk_id", versioned=False, without=frozenset({"text", "dropped"})
    ),
    tables.Submission: Audited("claim__desk_id", versioned=False, without=frozenset({"content"})),
    tables.PublicationVersion: Audited(
        "publication__desk_id", versioned=False, without=frozenset({"payload"})
    ),
    tables.Snapshot: Audited(versioned=False, without=frozenset({"file"})),
    # Whether another anchor took its place is told by that one.
    tables.Anchor: Audited(
        "occurrence__claim__desk_id", versioned=False, without=frozenset({"superseded_at"})
    ),
    # Its versions count the progress of a worker.
    tables.ExportJob: Audited(versioned=False, without=_MACHINERY),
    tables.ArticleImport: Audited(versioned=False, without=_MACHINERY),
    tables.Redaction: Audited(versioned=False, without=frozenset({"made_xid"})),
    tables.Triage: Audited("claim__desk_id", versioned=False),
    tables.Review: Audited("submission__claim__desk_id", versioned=False),
    tables.SealedAccess: Audited("evidence__claim__desk_id", versioned=False),
    tables.RatingScale: Audited(versioned=False),
    tables.Rating: Audited("scale__desk_id", versioned=False),
    tables.ReviewPolicy: Audited(versioned=False),
    tables.PublishedVerdict: Audited("version__publication__desk_id", versioned=False),
    tables.Correction: Audited("publication__desk_id", versioned=False),
}
"""Every audited table."""

NOT_AUDITED: Final[dict[type[models.Model], str]] = {
    tables.Account: "belongs to no desk, and holds a password",
    tables.ApiToken: "its use moves it; that it was issued or revoked is told",
    tables.AuditEvent: "the log itself",
    tables.Payload: "the log itself",
    tables.Contribution: "written by triggers, from what is audited",
    tables.ExportDownload: "each is told as an act of its own",
    tables.ImportRow: "what became of a file or a line; the article it became is audited",
    tables.IdempotencyKey: "forgotten after two days",
    tables.JobAttempts: "a counter of the machine",
    tables.BrowserSession: "comes and goes with signing in",
    tables.Notification: "a bell for one person; what it tells of is told",
    tables.NotificationChoice: "a setting of an account",
    tables.Mail: "a letter on its way; what it is about is told",
    tables.Preview: "made from a file by a worker, and made again at any time",
    tables.QueueItem: "a bell for reviewers: leases and ranks move by themselves",
    tables.ReviewQueue: "as its items",
    tables.ReviewRound: "opened and closed by submissions and reviews, which are audited",
    tables.RevisionBlock: "the text of its revision once more, and compared with it",
    tables.SavedFilter: "a bookmark of a person; nothing rests on it",
    tables.SearchEntry: "the words of other rows once more, written by triggers",
    tables.Topic: "a word to find claims by",
}
"""Every other table, and why the log does not tell its rows."""

WITH_ANOTHER: Final = (
    "occurrence.made",
    "anchor.placed",
    "person.added",
    "speaker.named",
    "speaker.changed",
    "speaker.removed",
    "submission.frozen",
    "sealed.written",
    "sealed.changed",
    "sealed.opened_to",
    "sealed.file_kept",
    "verdict.in_review",
)
"""Lines that come with another one of the same act, which says it all to people."""


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns that make up the state of a row of this table."""
    without = NOT_CONTENT | (AUDITED[model].without if model in AUDITED else frozenset())
    names = [field.attname for field in model._meta.concrete_fields]
    return [name for name in names if name not in without]


def state_of(row: models.Model) -> dict[str, Any]:
    """The content of a row as JSON values: what the log keeps of it. Of sealed words it keeps a hash."""
    model = type(row)
    values = {name: _plain(getattr(row, name)) for name in columns_of(model)}
    if model in AUDITED and AUDITED[model].hidden:
        return {"sha256": hash_of(values)}
    return values


def hash_of(state: dict[str, Any]) -> str:
    """The hash the log keeps of a state, when the state itself is erased one day."""
    return sha256_hex(canonical_json(without_floats(state)))


def kind_of(model: type[models.Model] | models.Model) -> str:
    """The name of a table in the log."""
    return model._meta.model_name or ""


def found_in_log(kind: str, pk: str) -> tuple[models.Model, UUID]:
    """The row that the log calls so, with the id of its desk."""
    model = next(model for model in AUDITED if kind_of(model) == kind)
    rows = model._default_manager.filter(pk=pk)
    return rows.get(), rows.values_list(AUDITED[model].desk, flat=True).get()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    return value
