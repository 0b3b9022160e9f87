"""Claim rows made up for the renderers: no database."""

import random
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from annotations.exports.header import Header
from annotations.queries.exports import (
    AnchorRow,
    ArticleRow,
    ClaimRow,
    EvidenceRow,
    SpeakerRow,
    VerdictRow,
)

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HEADER = Header(desk="The Tarnholm Post", base_url="https://post.example", generated_at=NOON)
HOSTILE = [
    '=HYPERLINK("https://evil.example","Click")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\tindented",
    "</script><script>alert(1)</script>",
    "</style><b>&amp;",
    'He said "no", she said ”yes”',
    "one line\nand another\r\nand a third",
    "מים 12% \u202eפחות\u202c ماء",
    "👩‍👩‍👧‍👦 e\u0301 🇩🇰 \U0001f6a2",
    "{{ 7|add:7 }}{% load x %}",
    "a,b;c",
    "one\u2028two\u2029three",
]


def word() -> str:
    """A random word that stands nowhere else."""
    return "".join(random.choices(string.ascii_lowercase, k=14))


def verdict(**changes: Any) -> VerdictRow:
    """An approved verdict, “mostly false”."""
    row = VerdictRow(
        id="01900000-0000-7000-8000-00000000000a",
        rating="Mostly false",
        slug="mostly-false",
        position=3,
        steps=6,
        claimreview=2,
        worst=1,
        best=5,
        averitec="Refuted",
        off_scale=False,
        scale="Truth in six steps",
        scale_slug="truth",
        scale_number=1,
        summary="The number is right, the comparison is not.",
        justification="The ticket office counted 389,004 passengers in 2019.",
        language="en",
        as_of=date(2026, 3, 3),
        state="approved",
        stands=True,
        approved_at=NOON,
        submission_sha256="0" * 64,
        submission_version=7,
    )
    return replace(row, **changes)


def evidence(**changes: Any) -> EvidenceRow:
    """A public data set that refutes the claim."""
    row = EvidenceRow(
        kind="dataset",
        title="Passengers by month",
        publisher="Port of Tarnholm",
        url="https://port.example/passengers",
        published_on=date(2024, 2, 1),
        quote="2023: 411,870 passengers.",
        quote_language="en",
        stance="refutes",
        locator={"page": "4"},
        note="Up by six per cent.",
    )
    return replace(row, **changes)


def anchor(text: str, exact: str, **changes: Any) -> AnchorRow:
    """An anchor at the first place of the words in the text."""
    start = text.index(exact)
    end = start + len(exact)
    row = AnchorRow(
        start, end, exact, text[max(0, start - 32) : start], text[end : end + 32], "exact", exact
    )
    return replace(row, **changes)


def claim(**changes: Any) -> ClaimRow:
    """A checked claim in an article."""
    words = "We carried 412,000 passengers"
    row = ClaimRow(
        id="01900000-0000-7000-8000-000000000001",
        desk="The Tarnholm Post",
        statement="The ferries of Tarnholm carried 412,000 passengers in 2023.",
        statement_language="en",
        state="approved",
        kind="quantity",
        topics=["transport"],
        harm="low",
        reach="medium",
        quantity={"value": "412000", "unit": "passengers", "period": "2023", "place": "Tarnholm"},
        words=words,
        language="en",
        translation="",
        form="verbatim",
        outlet_position="reports",
        speakers=[SpeakerRow("Ilse Brandt", "harbour master", ["https://people.example/brandt"])],
        said_on=date(2024, 3, 1),
        said_precision="day",
        published_on=None,
        place="Tarnholm",
        media_url="",
        timecode="",
        article=ArticleRow(
            id="01900000-0000-7000-8000-000000000002",
            title="Harbour town votes on a second ferry",
            url="https://news.example/ferry",
            publisher="The Evening Harbour",
            byline="Jo Writer",
            published_at=datetime(2024, 3, 3, 9, 15, tzinfo=UTC),
            published_precision="minute",
            language="en",
            revision_id="01900000-0000-7000-8000-000000000003",
            revision_number=1,
            revision_sha256="a" * 64,
        ),
        anchors=[anchor(f"“{words} last year”, she said.", words)],
        verdict=verdict(),
        evidence=[evidence()],
        created_at=NOON,
        approved_at=NOON,
    )
    return replace(row, **changes)


def many(count: int) -> Iterator[ClaimRow]:
    """So many claims, made one by one."""
    return (claim(id=f"01900000-0000-7000-8000-{number:012x}") for number in range(count))


def written(render: Any, rows: Any, losses: list[Any] | None = None) -> bytes:
    """The whole file."""
    return b"".join(render(iter(rows), HEADER, [] if losses is None else losses))
