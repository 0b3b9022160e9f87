"""Where the words of an article, a claim or a piece of evidence may stand: every row that hangs on it.

A redaction looks there. `own` rows are what it is about, blocked out from end to end when no words are named;
in all `others` only the words are.
"""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from annotations.domain.errors import NotFoundError
from annotations.domain.vocabulary import RedactionSubject
from annotations.models import (
    Anchor,
    Article,
    ArticleRevision,
    Claim,
    Contact,
    Correction,
    Evidence,
    Membership,
    Occurrence,
    OccurrenceSpeaker,
    Publication,
    PublicationVersion,
    Relation,
    Review,
    SealedEvidence,
    Source,
    Submission,
    Triage,
    Verdict,
)

TEXTS: Final[dict[type[Model], tuple[str, ...]]] = {
    Article: ("title", "byline", "url"),
    Claim: (
        "statement",
        "note",
        "quantity_value",
        "quantity_unit",
        "quantity_period",
        "quantity_place",
    ),
    Triage: ("reason",),
    Relation: ("differs",),
    Contact: ("whom", "channel", "question", "reply", "none_because"),
    Occurrence: ("words", "translation", "media_url", "timecode", "place"),
    OccurrenceSpeaker: ("role",),
    Evidence: ("url", "locator", "quote", "note", "informant", "calculation"),
    SealedEvidence: (
        "source_title",
        "source_publisher",
        "source_owner",
        "url",
        "quote",
        "locator",
        "note",
        "informant",
        "calculation",
    ),
    Source: ("title", "url", "owner"),
    Verdict: ("summary", "justification"),
    Submission: ("content",),
    Review: ("comment",),
    Publication: ("headline",),
    PublicationVersion: ("payload",),
    Correction: ("reason",),
}
"""The columns that hold words. Texts of articles and their anchors go together and are seen to apart."""


@dataclass(slots=True)
class Story:
    """The rows that hang on one subject, the claims among them, and the files their words came from."""

    subject: Model
    claims: list[UUID]
    own: list[QuerySet[Model]] = field(default_factory=list)
    others: list[QuerySet[Model]] = field(default_factory=list)
    articles: list[UUID] = field(default_factory=list)
    files: set[UUID] = field(default_factory=set)
    sealed: set[UUID] = field(default_factory=set)
    """Evidence whose sealed file goes with it."""


def story_of(member: Membership, kind: RedactionSubject, pk: UUID) -> Story | None:
    """The story of a subject the member's desk has, or None."""
    if kind == RedactionSubject.ARTICLE:
        article = Article.objects.filter(desk_id=member.desk_id, pk=pk).first()
        return _of_article(article) if article else None
    if kind == RedactionSubject.CLAIM:
        claim = Claim.objects.filter(desk_id=member.desk_id, pk=pk).first()
        return _of_claim(claim) if claim else None
    evidence = Evidence.objects.filter(claim__desk_id=member.desk_id, pk=pk).first()
    return _of_evidence(evidence) if evidence else None


def _of_article(article: Article) -> Story:
    claims = list(
        Claim.objects.filter(occurrences__article=article).distinct().values_list("pk", flat=True)
    )
    story = Story(article, claims, articles=[article.pk])
    story.own = [
        Article.objects.filter(pk=article.pk),
        Occurrence.objects.filter(article=article),
    ]
    story.others = [
        *_around(claims),
        *_by_the_desk(claims),
        Occurrence.objects.filter(claim__in=claims).exclude(article=article),
    ]
    story.files = set(
        ArticleRevision.objects.filter(article=article).values_list("snapshot_id", flat=True)
    )
    return story


def _of_claim(claim: Claim) -> Story:
    story = Story(claim, [claim.pk])
    story.own = [*_by_the_desk([claim.pk]), _elsewhere([claim.pk])]
    story.others = _around([claim.pk])
    evidence = Evidence.objects.filter(claim=claim)
    story.files, story.sealed = _files(evidence), set(evidence.values_list("pk", flat=True))
    return story


def _of_evidence(evidence: Evidence) -> Story:
    claims = [evidence.claim_id]
    story = Story(evidence, claims)
    only = Evidence.objects.filter(pk=evidence.pk)
    story.own = [
        only,
        SealedEvidence.objects.filter(evidence=evidence),
        _cited_by(only),
    ]
    story.others = [*_around(claims), *_by_the_desk(claims), _elsewhere(claims)]
    story.files, story.sealed = _files(only), {evidence.pk}
    return story


def _files(evidence: QuerySet[Evidence]) -> set[UUID]:
    return set(evidence.exclude(snapshot=None).values_list("snapshot_id", flat=True))


def _elsewhere(claims: list[UUID]) -> QuerySet[Occurrence]:
    """Occurrences outside articles: the words of an article are redacted with the article."""
    return Occurrence.objects.filter(claim__in=claims, article=None)


def _cited_by(evidence: QuerySet[Evidence]) -> QuerySet[Source]:
    """The sources that nothing else cites: another claim's source is not ours to blank."""
    others = Evidence.objects.filter(source=OuterRef("pk")).exclude(pk__in=evidence.values("pk"))
    return Source.objects.filter(~Exists(others), uses__in=evidence)


def _by_the_desk(claims: list[UUID]) -> list[QuerySet[Model]]:
    """What the desk wrote on these claims."""
    evidence = Evidence.objects.filter(claim__in=claims)
    return [
        Claim.objects.filter(pk__in=claims),
        Triage.objects.filter(claim__in=claims),
        Relation.objects.filter(Q(claim__in=claims) | Q(other__in=claims)),
        Contact.objects.filter(claim__in=claims),
        OccurrenceSpeaker.objects.filter(occurrence__claim__in=claims),
        evidence,
        SealedEvidence.objects.filter(evidence__claim__in=claims),
        _cited_by(evidence),
        Verdict.objects.filter(claim__in=claims),
        Review.objects.filter(submission__claim__in=claims),
    ]


def _around(claims: list[UUID]) -> list[QuerySet[Model]]:
    """What was frozen of these claims."""
    version = Q(verdicts__verdict__claim__in=claims)
    published = PublicationVersion.objects.filter(version).distinct()
    reports = Publication.objects.filter(versions__in=published).distinct()
    return [
        Submission.objects.filter(claim__in=claims),
        published,
        reports,
        Correction.objects.filter(publication__in=reports),
    ]


def anchors_of(articles: list[UUID]) -> QuerySet[Anchor]:
    """The anchors on all texts of these articles."""
    return Anchor.objects.filter(revision__article__in=articles)


def subjects_around(member: Membership, kind: RedactionSubject, pk: UUID) -> list[tuple[str, str]]:
    """What an order that leads here may be about, as choices: this one, and the articles and evidence it hangs on."""
    found = story_of(member, kind, pk)
    if found is None:
        raise NotFoundError(_("There is no such row on this desk."))
    claims = Claim.objects.filter(pk__in=found.claims).order_by("id")
    articles = Article.objects.filter(
        Q(pk__in=found.articles) | Q(occurrences__claim__in=found.claims)
    ).distinct()
    evidence = Evidence.objects.filter(claim__in=found.claims).select_related("source")
    return [
        *(
            (f"claim:{row.pk}", _("Claim: %(words)s") % {"words": _short(row.statement)})
            for row in claims
        ),
        *(
            (f"article:{row.pk}", _("Article: %(words)s") % {"words": _short(row.title)})
            for row in articles.order_by("id")
        ),
        *(
            (f"evidence:{row.pk}", _("Evidence: %(words)s") % {"words": _short(_title(row))})
            for row in evidence.order_by("id")
        ),
    ]


def _title(evidence: Evidence) -> str:
    return evidence.source.title if evidence.source else _("sealed")


def _short(words: str) -> str:
    return Truncator(words or "—").chars(90)
