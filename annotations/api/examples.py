"""Examples for the OpenAPI document: one small story, from an article to an approved verdict."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample

ARTICLE: Final = "0198c3a0-5d1e-7c40-9a51-3f5c8d0b7e01"
CLAIM: Final = "0198c3a0-9f27-7b13-8c02-61d2a4e98f02"
RATING: Final = "0198c39f-10aa-7e55-b7d4-0c9b1f3a2d03"
SUBMISSION: Final = "0198c3a4-77b0-7d91-a1e6-5b8c2d7f4e04"
ACCOUNT: Final = "0198c39e-44aa-7b60-8f13-2a7d9c5e1b05"
WORDS: Final = "We carried 412,000 passengers last year"


def _sent(name: str, value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True, media_type="application/json")


ARTICLE_IN: Final = _sent(
    "A pasted text",
    {
        "text": f"Second ferry for Tarnholm\n\n“{WORDS},” harbour master Ilse Brandt told the council.",
        "title": "Second ferry for Tarnholm",
        "url": "https://news.example/ferry",
        "publisher": "The Tarnholm Post",
        "published_at": "2026-03-02",
        "language": "en",
    },
)
ARTICLE_CHANGE: Final = _sent(
    "A by-line", {"byline": "Nora Lindqvist", "published_at": "2026-03-02T06:30:00+01:00"}
)
CLAIM_IN: Final = _sent(
    "Words of an article",
    {
        "article": ARTICLE,
        "start": 28,
        "end": 28 + len(WORDS),
        "exact": WORDS,
        "statement": "The ferries of Tarnholm carried 412,000 passengers in 2025.",
        "kind": "quantity",
        "topics": ["transport"],
        "speaker": "Ilse Brandt",
        "speaker_role": "harbour master",
        "said_on": "2026-03-01",
    },
)
CLAIM_CHANGE: Final = _sent(
    "Another wording", {"statement": "Tarnholm’s ferries carried 412,000 people in 2025."}
)
OCCURRENCE_IN: Final = _sent(
    "A recording",
    {
        "media_url": "https://media.example/council.mp4",
        "timecode": "00:14:05",
        "form": "paraphrase",
    },
)
TRIAGE_IN: Final = _sent(
    "Not checkable", {"decision": "not_checkable", "reason": "A forecast for next winter."}
)
CONTACT_IN: Final = _sent(
    "A question by e-mail",
    {
        "whom": "Press office of the port",
        "channel": "e-mail",
        "question": "Which counts does the figure rest on?",
        "sent_at": "2026-03-02T09:00:00Z",
        "deadline": "2026-03-03T12:00:00Z",
    },
)
CONTACT_CHANGE: Final = _sent(
    "The reply",
    {"reply": "The counts are those of the ticket office.", "replied_at": "2026-03-03T10:15:00Z"},
)
READ_IN: Final = _sent("All of them", {})
EVIDENCE_IN: Final = _sent(
    "A data set",
    {
        "kind": "dataset",
        "url": "https://data.example/tickets.csv",
        "title": "Ticket office, passengers by month",
        "publisher": "Port of Tarnholm",
        "quote": "2025: 411,870 passengers",
        "locator": {"row": "2025"},
        "stance": "supports",
        "visibility": "public",
    },
)
EVIDENCE_CHANGE: Final = _sent("Another stance", {"stance": "context"})
READER_IN: Final = _sent("Another reader", {"account": ACCOUNT, "reads": True})
VERDICT_IN: Final = _sent(
    "A first draft",
    {
        "rating": RATING,
        "summary": "The number is right.",
        "justification": "The ticket office counted 411,870 passengers.",
        "as_of": "2026-03-02",
    },
)
VERDICT_CHANGE: Final = _sent("A clearer summary", {"summary": "The number is right, rounded up."})
REVIEW_IN: Final = _sent(
    "Approved", {"submission": SUBMISSION, "outcome": "approve", "comment": "Checked the counts."}
)
IMPORT_IN: Final = _sent(
    "Two articles",
    {
        "articles": [
            {"text": f"Second ferry for Tarnholm\n\n“{WORDS},” the harbour master said."},
            {"html": "<article><h1>Pier closed</h1><p>A storm closed it.</p></article>"},
        ],
        "publisher": "The Tarnholm Post",
        "language": "en",
    },
)
EXPORT_IN: Final = _sent(
    "A table", {"format": "csv", "filters": {"since": "2026-01-01", "date_field": "approved"}}
)
PERSON_IN: Final = _sent(
    "A harbour master",
    {
        "name": "Ilse Brandt",
        "links": ["https://www.wikidata.org/wiki/Q1"],
        "roles": [
            {
                "title": "harbour master",
                "organisation": "Port of Tarnholm",
                "starts_on": "2019-04-01",
            }
        ],
        "namesake": True,
    },
)
PERSON_CHANGE: Final = _sent("Another link", {"links": ["https://www.wikidata.org/wiki/Q1"]})
SOURCE_IN: Final = _sent(
    "A yearbook",
    {
        "title": "Yearbook of the port, 2025",
        "url": "https://data.example/yearbook-2025",
        "publisher": "Port of Tarnholm",
        "owner": "City of Tarnholm",
        "published_on": "2026-02-01",
    },
)
SOURCE_CHANGE: Final = _sent("Who stands behind it", {"owner": "City of Tarnholm"})
TOKEN_IN: Final = _sent("A token that reads", {"name": "Dashboard", "scopes": ["read"], "days": 30})
MEMBER_IN: Final = _sent(
    "An editor", {"email": "nora@news.example", "name": "Nora Lindqvist", "role": "editor"}
)
MEMBER_CHANGE: Final = _sent("Another role", {"role": "reviewer"})
