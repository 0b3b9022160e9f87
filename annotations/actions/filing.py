"""Articles that were read become rows: many in a few statements, each with a fate of its own."""

from collections.abc import Sequence
from operator import attrgetter

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations.actions import audit
from annotations.actions.acts import refusal_of
from annotations.actions.arrivals import Arrival, Fate
from annotations.actions.audit import Line
from annotations.actions.publishers import publisher_named
from annotations.actions.snapshots import files_or_none, keep_many
from annotations.actions.texts import Text, write_texts
from annotations.domain.errors import DomainError, GoneError, InvalidError
from annotations.models import Article, ArticleRevision, Membership, Snapshot


def file_all(actor: Membership, arrivals: Sequence[Arrival]) -> list[Fate]:
    """File them together. Where the database refuses that, each by itself, so that one alone is refused."""
    try:
        with files_or_none() as written, transaction.atomic():
            return _filed(actor, arrivals, written)
    except (IntegrityError, DataError) as error:
        if len(arrivals) == 1:
            return [Fate(refusal=_told(error))]
    return [fate for arrival in arrivals for fate in file_all(actor, [arrival])]


def _told(error: Exception) -> DomainError:
    refusal = refusal_of(error) if isinstance(error, IntegrityError) else None
    return refusal or InvalidError(
        _(
            "The database cannot keep this as it is. Paste the words of the article, and type in the rest."
        )
    )


def _filed(actor: Membership, arrivals: Sequence[Arrival], written: list[Snapshot]) -> list[Fate]:
    known = _known(actor, arrivals)
    new: dict[str, Arrival] = {}
    for arrival in arrivals:
        if arrival.key not in known:
            new.setdefault(arrival.key, arrival)
    answers = keep_many(actor, [one.raw for one in new.values()], written)
    kept = dict(zip(new, answers, strict=True))
    refused = {key: answer for key, answer in kept.items() if isinstance(answer, GoneError)}
    snapshots = {key: answer for key, answer in kept.items() if isinstance(answer, Snapshot)}
    stand = _saved(actor, [new[key] for key in snapshots])
    ours = [new[key] for key in snapshots if stand[key] is new[key].article]
    _write_texts(actor, [(arrival, snapshots[arrival.key]) for arrival in ours])
    return [_fate(arrival, known | stand, refused) for arrival in arrivals]


def _fate(arrival: Arrival, stand: dict[str, Article], refused: dict[str, GoneError]) -> Fate:
    if arrival.key in refused:
        return Fate(refusal=refused[arrival.key])
    article = stand[arrival.key]
    return Fate(article, new=article is arrival.article)


def _known(actor: Membership, arrivals: Sequence[Arrival]) -> dict[str, Article]:
    """The articles that are there, by the keys of what comes in.

    The same bytes under the same address, read as the same kind, are the same article too: older rules may
    have found another text in them, and corrections of it stay.
    """
    rows = Article.objects.filter(
        desk_id=actor.desk_id, intake_key__in=[arrival.key for arrival in arrivals]
    )
    known = {article.intake_key: article for article in rows}
    rest = [arrival for arrival in arrivals if arrival.key not in known]
    firsts = ArticleRevision.objects.filter(
        article__desk_id=actor.desk_id,
        number=1,
        snapshot__sha256__in=[arrival.raw.sha256 for arrival in rest],
    )
    same = {
        (first.snapshot.sha256, first.snapshot.media_type, first.article.url): first.article
        for first in firsts.select_related("article", "snapshot").defer("text", "dropped")
    }
    for arrival in rest:
        read = (arrival.raw.sha256, arrival.raw.media_type, arrival.article.url)
        if read in same:
            known[arrival.key] = same[read]
    return known


def _saved(actor: Membership, arrivals: Sequence[Arrival]) -> dict[str, Article]:
    """The articles by key. Where somebody brought the same text at the same moment, theirs is the article."""
    publishers = {
        name: publisher_named(actor, name)
        for name in sorted({arrival.publisher for arrival in arrivals} - {""})
    }
    for arrival in arrivals:
        arrival.article.publisher = publishers.get(arrival.publisher)
    articles = [arrival.article for arrival in arrivals]
    # In one order everywhere, so that two who bring the same articles wait for each other in line.
    Article.objects.bulk_create(
        sorted(articles, key=attrgetter("intake_key")), ignore_conflicts=True
    )
    rows = Article.objects.filter(
        desk_id=actor.desk_id, intake_key__in=[article.intake_key for article in articles]
    )
    stand = {article.intake_key: article for article in rows}
    for article in articles:
        if stand[article.intake_key].pk == article.pk:
            stand[article.intake_key] = article
    return stand


def _write_texts(actor: Membership, filed: Sequence[tuple[Arrival, Snapshot]]) -> None:
    """First revisions with their blocks, and what the log tells of it all."""
    texts = [
        Text(arrival.article, arrival.found.canonical, snapshot, dropped=arrival.found.dropped)
        for arrival, snapshot in filed
    ]
    lines = []
    for text, revision in zip(texts, write_texts(actor, texts), strict=True):
        data = {
            "revision": str(revision.pk),
            "sha256": revision.sha256,
            "snapshot": text.snapshot.sha256,
        }
        lines += [Line("article.added", text.article, data), Line("revision.made", revision)]
    if lines:
        audit.record_lines(lines, actor=actor)
