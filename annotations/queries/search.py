"""Finding rows by words: full text in the row's own language, parts of names, names that are nearly right.

The syntax is that of web search: "quoted words" stand together, -word leaves out, or. Whatever else is typed is
looked for as words. Accents, case and endings make no difference. Sealed words are in no entry.
"""

import re
from collections.abc import Sequence
from typing import Final, TypeVar
from uuid import UUID

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, Model, Q, QuerySet, TextField, Value
from django.utils.html import escape
from django.utils.safestring import SafeString

from annotations.models import Membership, SearchEntry

M = TypeVar("M", bound=Model)

SHORTEST_PART: Final = 3
"""Letters a part of a name has at least: fewer stand everywhere, and no index knows them."""
LONGEST: Final = 200
RANKED: Final = 400
"""How many rows are ranked: the newest of all that match."""
_OPERATORS: Final = re.compile(r'"|(?:^|\s)-\S|\sor\s', re.IGNORECASE)
_START, _STOP = "\x02", "\x03"
"""Around what was found, in a snippet that is not yet escaped. No stored text has them."""
_HEADLINE: Final = (
    f'StartSel="{_START}", StopSel="{_STOP}", MaxFragments=2, MaxWords=16, MinWords=6, '
    'FragmentDelimiter=" … "'
)
READ: Final = 60_000
"""Code points of a text in which a snippet is looked for."""


class _Query(Func):
    function = "annotations_query"
    output_field = SearchQueryField()


class _Matches(Func):
    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


class _HasPart(Func):
    template = "%(expressions)s"
    arg_joiner = " LIKE "
    output_field = BooleanField()


class _IsLike(Func):
    """Whether a name is nearly among these names, by the index of trigrams."""

    template = "%(expressions)s"
    arg_joiner = " <%% "
    output_field = BooleanField()


def _folded(q: str) -> Func:
    return Func(Value(q), function="annotations_fold", output_field=TextField())


def _query(member: Membership, kind: str, q: str) -> _Query:
    return _Query(Value(member.desk_id), Value(kind), Value(q))


def matching(rows: "QuerySet[M]", member: Membership, kind: str, q: str) -> "QuerySet[M]":
    """Those of these rows of this kind that have the words of `q`, or a name with `q` in it.

    An empty `q` leaves the rows as they are. Works within the rows given: who may see what is theirs to say.
    """
    q = q.strip()[:LONGEST]
    if not q:
        return rows
    found = Q(_Matches(F("words"), _query(member, kind, q)))
    if len(q) >= SHORTEST_PART and not _OPERATORS.search(q):
        pattern = Func(Value(q), function="annotations_part", output_field=TextField())
        found |= Q(_HasPart(F("names"), pattern))
    return rows.filter(pk__in=SearchEntry.objects.filter(found).values("pk"))


def resembling(rows: "QuerySet[M]", q: str, *, limit: int = 5) -> "list[M]":
    """Rows with a name that is nearly `q`, the nearest first: for when nothing matches as it was typed."""
    q = q.strip()[:LONGEST]
    if len(q) < SHORTEST_PART:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SET pg_trgm.word_similarity_threshold = 0.45"
        )  # two letters of nine may differ
    near = SearchEntry.objects.filter(_IsLike(_folded(q), F("names")))
    likeness = Func(_folded(q), F("names"), function="word_similarity", output_field=FloatField())
    nearest = near.filter(pk__in=rows.order_by().values("pk")).annotate(likeness=likeness)
    ids = list(nearest.order_by("-likeness", "-pk").values_list("pk", flat=True)[:limit])
    return _in_order(rows, ids)


def ranked(
    rows: "QuerySet[M]", member: Membership, kind: str, q: str, *, limit: int = 5
) -> "list[M]":
    """The rows that match best, the best first. Of very many matches the newest are ranked."""
    found = matching(rows, member, kind, q).order_by("-pk").values("pk")[:RANKED]
    rank = Func(F("words"), _query(member, kind, q), function="ts_rank", output_field=FloatField())
    best = SearchEntry.objects.filter(pk__in=found).annotate(rank=rank).order_by("-rank", "-pk")
    return _in_order(rows, list(best.values_list("pk", flat=True)[:limit]))


def _in_order(rows: "QuerySet[M]", ids: Sequence[UUID]) -> "list[M]":
    place = {pk: number for number, pk in enumerate(ids)}
    return sorted(rows.filter(pk__in=ids), key=lambda row: place[row.pk]) if ids else []


def snippets(q: str, texts: Sequence[tuple[str, str]]) -> list[SafeString]:
    """For each (language, text) the words around what was found, marked by <mark>; safe to put into a page.

    One statement for all of them. Of a long text the first READ code points are looked through.
    """
    if not texts or not q.strip():
        return [SafeString("") for _text in texts]
    config = "('annotations_' || annotations_language(t.language))::regconfig"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT ts_headline({config}, t.words, websearch_to_tsquery({config}, %s), %s)
            FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t (language, words, place) ORDER BY t.place
            """,  # noqa: S608  (a constant)
            [
                q.strip()[:LONGEST],
                _HEADLINE,
                [language for language, _words in texts],
                [text[:READ] for _language, text in texts],
            ],
        )
        return [_marked(found) for (found,) in cursor.fetchall()]


def _marked(found: str) -> SafeString:
    shown = str(escape(" ".join(found.split())))
    marked = shown.replace(_START, "<mark>").replace(_STOP, "</mark>")
    return SafeString(marked)  # escaped above; the marks are ours
