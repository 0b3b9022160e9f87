"""The columns of a claim row: one definition for every table an export writes."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final, TypeAlias

import orjson

from annotations.exports.jsonld import day
from annotations.queries.exports import AnchorRow, ArticleRow, ClaimRow, VerdictRow

Cell: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `covers` names the fields of the row it holds, with dots: `verdict.rating`."""

    name: str
    covers: tuple[str, ...]
    value: Callable[[ClaimRow], Cell]


LEFT_OUT: Final = {"anchors.standing": "equal to `exact`: that is what was proven"}
"""Fields of a row that no column holds, and why."""


def _plain(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str | int):
        return value
    return None if value is None else str(value)


def _of_claim(name: str) -> Column:
    return Column(name, (name,), lambda row: _plain(getattr(row, name)))


def _of_article(name: str) -> Column:
    def value(row: ClaimRow) -> Cell:
        article: ArticleRow | None = row.article
        return _plain(getattr(article, name)) if article else None

    return Column(f"article_{name}", (f"article.{name}",), value)


def _of_verdict(name: str, column: str = "") -> Column:
    def value(row: ClaimRow) -> Cell:
        verdict: VerdictRow | None = row.verdict
        return _plain(getattr(verdict, name)) if verdict else None

    return Column(column or f"verdict_{name}", (f"verdict.{name}",), value)


def _of_anchor(name: str) -> Column:
    def value(row: ClaimRow) -> Cell:
        first: AnchorRow | None = row.anchors[0] if row.anchors else None
        return _plain(getattr(first, name)) if first else None

    return Column(f"anchor_{name}", (f"anchors.{name}",), value)


def _of_quantity(name: str) -> Column:
    return Column(f"quantity_{name}", ("quantity",), lambda row: row.quantity.get(name))


def _list(values: list[Any]) -> str:
    """A list as JSON: nothing of it is lost, whatever its texts hold."""
    return orjson.dumps(values).decode() if values else ""


def _more_anchors(row: ClaimRow) -> str:
    kept = ("start", "end", "exact", "prefix", "suffix", "state")
    return _list([{name: getattr(anchor, name) for name in kept} for anchor in row.anchors[1:]])


def _stance(stance: str) -> Callable[[ClaimRow], int]:
    return lambda row: sum(evidence.stance == stance for evidence in row.evidence)


def _said_on(row: ClaimRow) -> Cell:
    return day(row.said_on, row.said_precision)


COLUMNS: Final[tuple[Column, ...]] = (
    *(_of_claim(name) for name in ("id", "desk", "state", "statement", "statement_language")),
    _of_verdict("rating", "rating"),
    _of_verdict("slug", "rating_slug"),
    _of_verdict("position", "rating_position"),
    _of_verdict("steps", "rating_steps"),
    _of_verdict("off_scale", "rating_off_scale"),
    _of_verdict("claimreview", "rating_claimreview"),
    _of_verdict("worst", "rating_claimreview_worst"),
    _of_verdict("best", "rating_claimreview_best"),
    _of_verdict("averitec", "rating_averitec"),
    _of_verdict("scale", "scale"),
    _of_verdict("scale_slug", "scale_slug"),
    _of_verdict("scale_number", "scale_version"),
    *(_of_verdict(name) for name in ("summary", "justification", "language", "as_of")),
    *(_of_verdict(name) for name in ("id", "state", "stands", "approved_at")),
    *(_of_verdict(name) for name in ("submission_sha256", "submission_version")),
    _of_claim("words"),
    Column(
        "speakers",
        ("speakers.name",),
        lambda row: "; ".join(speaker.name for speaker in row.speakers),
    ),
    Column(
        "speaker_roles",
        ("speakers.role",),
        lambda row: "; ".join(speaker.role for speaker in row.speakers),
    ),
    Column(
        "speaker_links",
        ("speakers.links",),
        lambda row: " ".join(link for speaker in row.speakers for link in speaker.links),
    ),
    Column("said_on", ("said_on", "said_precision"), _said_on),
    *(_of_claim(name) for name in ("said_precision", "published_on", "place")),
    *(_of_claim(name) for name in ("form", "outlet_position", "language", "translation")),
    *(_of_claim(name) for name in ("media_url", "timecode")),
    *(_of_article(name) for name in ("id", "title", "url", "publisher", "byline")),
    *(_of_article(name) for name in ("published_at", "published_precision", "language")),
    *(_of_article(name) for name in ("revision_id", "revision_number", "revision_sha256")),
    *(_of_anchor(name) for name in ("start", "end", "exact", "prefix", "suffix", "state")),
    Column("more_anchors", ("anchors.start", "anchors.end", "anchors.exact"), _more_anchors),
    _of_claim("kind"),
    Column("topics", ("topics",), lambda row: "; ".join(row.topics)),
    *(_of_claim(name) for name in ("harm", "reach")),
    *(_of_quantity(name) for name in ("value", "unit", "period", "place")),
    *(Column(f"evidence_{word}", (), _stance(word)) for word in ("supports", "refutes", "context")),
    Column(
        "evidence",
        ("evidence",),
        lambda row: _list([asdict(evidence) for evidence in row.evidence]),
    ),
    *(_of_claim(name) for name in ("created_at", "approved_at", "withheld_on")),
)
