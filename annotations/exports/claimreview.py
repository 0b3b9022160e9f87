"""schema.org ClaimReview, one DataFeed a file: what readers of fact-checks collect."""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from annotations.domain.ratings import claimreview_numbers
from annotations.domain.vocabulary import OutletPosition, VerdictState
from annotations.exports.header import Header, claim_url
from annotations.exports.jsonld import as_bytes, day, known, moment, one_or_many, web_addresses
from annotations.exports.proof import Loss, lose, proven
from annotations.queries.exports import ArticleRow, ClaimRow, SpeakerRow, VerdictRow

CONTEXT: Final = "https://schema.org"


def render(rows: Iterator[ClaimRow], header: Header, losses: list[Loss]) -> Iterator[bytes]:
    """A DataFeed of all claims whose verdict stands."""
    opening = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "name": _("Fact-checks by %(desk)s") % {"desk": header.desk},
        "url": f"{header.base_url}/",
        "dateModified": header.generated_at.isoformat(),
    }
    yield as_bytes(opening)[:-1] + b',"dataFeedElement":['
    comma = b"\n"
    for row in proven(rows, losses):
        why = missing(row)
        if why:
            lose(losses, row, why)
            continue
        yield comma + as_bytes(_item(row, header.base_url))
        comma = b",\n"
    yield b"\n]}\n"


def missing(row: ClaimRow) -> str:
    """Why there can be no ClaimReview of this claim, or nothing."""
    if row.verdict is None or not row.verdict.stands or row.state == VerdictState.WITHDRAWN:
        return _("Not approved: a ClaimReview needs a verdict whose approval stands.")
    if not row.statement.strip():
        return _("The claim has no statement: a ClaimReview needs the words that were checked.")
    return ""


def one(row: ClaimRow, base_url: str) -> dict[str, Any]:
    """The ClaimReview of one claim, for its own page. Raises ValueError where `missing` says why not."""
    why = missing(row)
    if why or row.verdict is None:
        raise ValueError(why)
    return {"@context": CONTEXT, **_review(row, row.verdict, base_url)}


def _item(row: ClaimRow, base_url: str) -> dict[str, Any]:
    assert row.verdict is not None  # noqa: S101  `missing` was asked before
    approved = row.verdict.approved_at.isoformat() if row.verdict.approved_at else None
    item = {
        "@type": "DataFeedItem",
        "dateCreated": approved,
        "dateModified": approved,
        "item": [_review(row, row.verdict, base_url)],
    }
    return known(item)


def _review(row: ClaimRow, verdict: VerdictRow, base_url: str) -> dict[str, Any]:
    page = claim_url(base_url, row.id)
    approved = day(verdict.approved_at)
    review = {
        "@type": "ClaimReview",
        "@id": f"{page}#review",
        "url": page,
        "claimReviewed": row.statement,
        "inLanguage": verdict.language,
        "datePublished": approved,
        "dateModified": approved,
        "author": {"@type": "Organization", "name": row.desk, "url": f"{base_url}/"},
        "reviewRating": _rating(verdict),
        "reviewBody": verdict.justification,
        "itemReviewed": _claim(row, page),
        "citation": _citations(row),
    }
    return known(review)


def _rating(verdict: VerdictRow) -> dict[str, Any]:
    """The label first; numbers only on the scale, where closer to best is truer."""
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": verdict.rating,
        "name": verdict.rating,
        "ratingExplanation": verdict.summary,
    }
    numbers = None if verdict.off_scale else claimreview_numbers(verdict.claimreview)
    if numbers is not None:
        rating |= {
            "ratingValue": numbers.value,
            "worstRating": numbers.worst,
            "bestRating": numbers.best,
        }
    return known(rating)


def _claim(row: ClaimRow, page: str) -> dict[str, Any]:
    authors = [_person(speaker) for speaker in row.speakers]
    own_words = row.article is not None and row.outlet_position == OutletPosition.ASSERTS
    if not authors and own_words and row.article and row.article.publisher:
        authors = [{"@type": "Organization", "name": row.article.publisher}]
    claim = {
        "@type": "Claim",
        "@id": page,
        "text": row.statement,
        "inLanguage": row.statement_language,
        "datePublished": day(row.said_on, row.said_precision) or day(row.published_on),
        "author": one_or_many(authors),
    }
    appearances = [{"@type": "CreativeWork", "url": row.media_url}] if row.media_url else []
    if row.article is not None:
        article = _appearance(row.article)
        # An outlet that says it itself is where it first appeared; one that reports it is not.
        if own_words and len(article) > 1:
            claim["firstAppearance"] = article
        elif len(article) > 1:
            appearances.append(article)
    return known({**claim, "appearance": one_or_many(appearances)})


def _person(speaker: SpeakerRow) -> dict[str, Any]:
    person = {
        "@type": "Person",
        "name": speaker.name,
        "jobTitle": speaker.role,
        "sameAs": web_addresses(speaker.links),
    }
    return known(person)


def _appearance(article: ArticleRow) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": article.publisher} if article.publisher else None
    work = {
        "@type": "NewsArticle",
        "url": article.url,
        "headline": article.title,
        "inLanguage": article.language,
        "datePublished": moment(article.published_at, article.published_precision),
        "publisher": publisher,
    }
    return known(work)


def _citations(row: ClaimRow) -> list[dict[str, Any]]:
    """The public evidence that a reader can look up."""
    return [
        known(
            {
                "@type": "CreativeWork",
                "name": evidence.title,
                "url": evidence.url,
                "publisher": {"@type": "Organization", "name": evidence.publisher}
                if evidence.publisher
                else None,
                "datePublished": day(evidence.published_on),
            }
        )
        for evidence in row.evidence
        if evidence.url or evidence.title
    ]
