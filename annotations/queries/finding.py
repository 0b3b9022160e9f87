"""What a word finds on the whole desk: articles, claims, people and sources."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from annotations.models import Article, ArticleRevision, Claim, Membership, Person, Source
from annotations.models.labels import Words
from annotations.queries.search import READ, matching, ranked, resembling, snippets

COUNTED: Final = 1_000
"""Hits of one kind are counted up to here."""
SHOWN: Final = 5


@dataclass(frozen=True)
class _Kind:
    """A kind of rows: its title, its rows, and (title, language, text to look in) of one."""

    kind: str
    title: Words
    rows: Callable[[Membership], "QuerySet[Any]"]
    words: Callable[[Any], tuple[str, str, str]]


def _articles(member: Membership) -> "QuerySet[Any]":
    text = ArticleRevision.objects.filter(article=OuterRef("pk")).order_by("-number")
    return Article.objects.visible_to(member).annotate(text=Subquery(text.values("text")[:1]))


def _claims(member: Membership) -> "QuerySet[Any]":
    return Claim.objects.visible_to(member).prefetch_related("occurrences")


def _claim_words(claim: Any) -> tuple[str, str, str]:
    said = [place.words for place in claim.occurrences.all() if place.words]
    return claim.statement or " ".join(said[:1]), claim.statement_language, " … ".join(said)


def _of_desk(model: Any) -> Callable[[Membership], "QuerySet[Any]"]:
    def rows(member: Membership) -> "QuerySet[Any]":
        found: QuerySet[Any] = model.objects.visible_to(member)
        return found.none() if member.scope_kind else found

    return rows


KINDS: Final = (
    _Kind("article", _("Articles"), _articles, lambda a: (a.title, a.language, a.text or "")),
    _Kind("claim", _("Claims"), _claims, _claim_words),
    _Kind("person", _("People"), _of_desk(Person), lambda p: (p.name, "", "")),
    _Kind("source", _("Sources"), _of_desk(Source), lambda s: (s.title, "", s.url)),
)


def found_everywhere(member: Membership, q: str) -> list[dict[str, Any]]:
    """For each kind with a hit: its best rows with snippets, and how many there are in all (COUNTED + 1: more).

    Where nothing matches anywhere, rows whose names are nearly `q`, with `near` set.
    """
    found = [_hits(member, q, kind) for kind in KINDS]
    if not any(hits["rows"] for hits in found):
        found = [_near(member, q, kind) for kind in KINDS]
    return [hits for hits in found if hits["rows"]]


def _hits(member: Membership, q: str, kind: _Kind) -> dict[str, Any]:
    best = ranked(kind.rows(member), member, kind.kind, q, limit=SHOWN)
    count = len(best)
    if count == SHOWN:
        every = matching(kind.rows(member).order_by(), member, kind.kind, q)
        count = every.values("pk")[: COUNTED + 1].count()
    return _shown(kind, best, q, count=count, near=False)


def _near(member: Membership, q: str, kind: _Kind) -> dict[str, Any]:
    near = resembling(kind.rows(member), q, limit=SHOWN)
    return _shown(kind, near, q, count=len(near), near=True)


def _shown(kind: _Kind, rows: Sequence[Any], q: str, *, count: int, near: bool) -> dict[str, Any]:
    words = [kind.words(row) for row in rows]
    around = snippets(q, [(language, text[:READ]) for _title, language, text in words])
    shown = [
        {"row": row, "title": title, "snippet": snippet}
        for row, (title, _language, _text), snippet in zip(rows, words, around, strict=True)
    ]
    return {
        "kind": kind.kind,
        "title": kind.title,
        "rows": shown,
        "count": min(count, COUNTED),
        "more": count > COUNTED,
        "near": near,
    }
