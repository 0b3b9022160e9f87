"""The printable claim report: one HTML file that needs nothing beside it."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template
from django.utils.translation import override

from annotations.domain import vocabulary as v
from annotations.domain.locators import written
from annotations.domain.text import direction
from annotations.exports.header import Header, claim_url
from annotations.exports.jsonld import day, web_addresses
from annotations.exports.proof import Loss, proven
from annotations.models.labels import label
from annotations.queries.exports import ClaimRow, EvidenceRow, VerdictRow


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its language, so that it is read, spelt and set the right way round."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`; `auto` where the language is not known."""
        return direction(self.language) if self.language else "auto"

    def __bool__(self) -> bool:
        return bool(self.text)


def render(rows: Iterator[ClaimRow], header: Header, losses: list[Loss]) -> Iterator[bytes]:
    """The head of the report, one section a claim, and its foot."""
    here = f"claims-{secrets.token_hex(16)}"
    context = {"header": header, "direction": direction(header.language), "claims": here}
    with override(header.language):
        whole = get_template("reports/claims.html").render(context)
    head, _here, foot = whole.partition(here)
    yield head.encode()
    section = get_template("reports/claim.html")
    for row in proven(rows, losses):
        with override(header.language):
            text = section.render(_claim(row, header))
        yield text.encode()
    yield foot.encode()


def _claim(row: ClaimRow, header: Header) -> dict[str, Any]:
    return {
        "row": row,
        "state": _state(row),
        "url": claim_url(header.base_url, row.id),
        "statement": Words(row.statement, row.statement_language),
        "words": Words(row.anchors[0].exact if row.anchors else row.words, row.language),
        "translation": Words(row.translation, row.statement_language),
        "more_words": [Words(anchor.exact, row.language) for anchor in row.anchors[1:]],
        "form": label(v.Form, row.form),
        "said_on": day(row.said_on, row.said_precision),
        "kind": label(v.ClaimKind, row.kind),
        "media": next(iter(web_addresses([row.media_url])), ""),
        "article_url": next(iter(web_addresses([row.article.url])), "") if row.article else "",
        "verdict": _verdict(row.verdict) if row.verdict else None,
        "evidence": [_evidence(evidence) for evidence in row.evidence],
    }


def _state(row: ClaimRow) -> Any:
    return label(v.VerdictState, row.state) if row.state != "open" else ""


def _verdict(verdict: VerdictRow) -> dict[str, Any]:
    """The rating as a word and as a place on its scale, and the reasons."""
    place = verdict.position
    return {
        "row": verdict,
        "cells": [step == place for step in range(1, verdict.steps + 1)] if place else [],
        "summary": Words(verdict.summary, verdict.language),
        "justification": Words(verdict.justification, verdict.language),
    }


def _evidence(evidence: EvidenceRow) -> dict[str, Any]:
    return {
        "row": evidence,
        "kind": label(v.EvidenceKind, evidence.kind),
        "stance": label(v.Stance, evidence.stance),
        "url": next(iter(web_addresses([evidence.url])), ""),
        "quote": Words(evidence.quote, evidence.quote_language),
        "place": written(evidence.locator),
    }
