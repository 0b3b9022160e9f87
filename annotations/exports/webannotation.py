"""W3C Web Annotations: the words of each claim as a target, the verdict as its body.

Offsets are code points of the canonical text of one revision, as the Recommendation demands
(section 4.2.5); the State beside them names that revision and its SHA-256.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from annotations.domain.selectors import TextPositionSelector, TextQuoteSelector
from annotations.domain.text import direction
from annotations.exports.header import Header, claim_url
from annotations.exports.jsonld import as_bytes, known, one_or_many
from annotations.exports.proof import Loss, holds, lose, proven
from annotations.queries.exports import AnchorRow, ArticleRow, ClaimRow

CONTEXT: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {"version": "https://schema.org/version", "sha256": "https://schema.org/sha256"},
]
MEDIA_FRAGMENTS: Final = "http://www.w3.org/TR/media-frags/"
TIMECODE: Final = re.compile(r"(?:\d{1,3}:)?\d{1,2}:\d\d(?:\.\d+)?|\d+(?:\.\d+)?")


def render(rows: Iterator[ClaimRow], header: Header, losses: list[Loss]) -> Iterator[bytes]:
    """An AnnotationCollection with one page; the total stands at the end, when it is known."""
    name = f"urn:factcheck:export:{header.generated_at:%Y%m%dT%H%M%S.%f}"
    only = f"{name}:1"
    opening = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": _("Claims checked by %(desk)s") % {"desk": header.desk},
        "generated": header.generated_at.isoformat(),
        "last": only,
    }
    page = {"id": only, "type": "AnnotationPage", "partOf": name, "startIndex": 0}
    yield as_bytes(opening)[:-1] + b',"first":' + as_bytes(page)[:-1] + b',"items":['
    total = 0
    for row in proven(rows, losses):
        annotation = one(row, header.base_url)
        if annotation is None:
            why = _("The claim stands at no words of an article and at no media address.")
            lose(losses, row, why)
            continue
        yield (b",\n" if total else b"\n") + as_bytes(annotation)
        total += 1
    yield b'\n]},"total":' + str(total).encode() + b"}\n"


def page(rows: Iterable[ClaimRow], base_url: str, article_id: str) -> dict[str, Any]:
    """The claims made in one article as an AnnotationPage, in reading order.

    Left out are anchors that do not hold, and claims whose first words stand in another article: a
    reader would look for their offsets in this one.
    """
    address = f"{base_url}/api/v1/articles/{article_id}/annotations/"
    standing = sorted(
        (row for row in rows if holds(row) and row.article and row.article.id == article_id),
        key=lambda row: row.anchors[0].start if row.anchors else -1,
    )
    items = [annotation for row in standing if (annotation := one(row, base_url)) is not None]
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationPage",
        "partOf": {
            "id": f"{address}#all",
            "type": "AnnotationCollection",
            "total": len(items),
            "first": address,
            "last": address,
        },
        "startIndex": 0,
        "items": items,
    }


def one(row: ClaimRow, base_url: str) -> dict[str, Any] | None:
    """The annotation of one claim, or None where nothing can be pointed at.

    It assesses its target only where the verdict stands; any other claim is described by its
    statement alone, so that no draft leaves the desk as a judgement.
    """
    targets = _targets(row, base_url)
    if not targets:
        return None
    stands = row.verdict is not None and row.verdict.stands
    annotation = {
        "id": f"{claim_url(base_url, row.id)}#annotation",
        "type": "Annotation",
        "motivation": "assessing" if stands else "describing",
        "created": row.created_at.isoformat(),
        "modified": row.approved_at.isoformat() if stands and row.approved_at else None,
        "creator": {"id": f"{base_url}/", "type": "Organization", "name": row.desk},
        "body": _bodies(row),
        "target": one_or_many(targets),
    }
    return known(annotation)


def _bodies(row: ClaimRow) -> list[dict[str, Any]]:
    bodies = []
    verdict = row.verdict
    if verdict is not None and verdict.stands:
        words = "\n\n".join(part for part in (verdict.summary, verdict.justification) if part)
        bodies = [
            _text(words or verdict.rating, verdict.language, "assessing"),
            _text(verdict.rating, verdict.language, "classifying"),
        ]
    if row.statement:
        bodies.append(_text(row.statement, row.statement_language, "describing"))
    return bodies


def _text(words: str, language: str, purpose: str) -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "value": words,
        "format": "text/plain",
        "language": language,
        "textDirection": direction(language),
        "purpose": purpose,
    }


def _targets(row: ClaimRow, base_url: str) -> list[dict[str, Any]]:
    targets = []
    if row.article is not None:
        targets = [_words(anchor, row.article, base_url) for anchor in row.anchors]
    if row.media_url:
        targets.append(_media(row.media_url, row.timecode))
    return targets


def _words(anchor: AnchorRow, article: ArticleRow, base_url: str) -> dict[str, Any]:
    here = f"{base_url}/api/v1/articles/{article.id}/"
    return {
        "type": "SpecificResource",
        "source": article.url or here,
        "selector": [
            TextQuoteSelector(anchor.exact, anchor.prefix, anchor.suffix).to_json(),
            TextPositionSelector(anchor.start, anchor.end).to_json(),
        ],
        "state": {
            "type": "TimeState",
            "id": f"urn:uuid:{article.revision_id}",
            "cached": here,
            "version": article.revision_number,
            "sha256": article.revision_sha256,
        },
    }


def _media(url: str, timecode: str) -> dict[str, Any]:
    target: dict[str, Any] = {"type": "SpecificResource", "source": url}
    if TIMECODE.fullmatch(timecode):
        target["selector"] = {
            "type": "FragmentSelector",
            "conformsTo": MEDIA_FRAGMENTS,
            "value": f"t={timecode}",
        }
    return target
