"""Substantive fields: the columns whose change voids an approval and makes a contributor.

One list for the whole product. The database triggers, the acts and the warnings on the screen are
all made from it. Column names are those of the tables.
"""

from typing import Final

MATERIAL: Final[dict[str, tuple[str, ...]]] = {
    "claim": (
        "statement",
        "statement_language",
        "quantity_value",
        "quantity_unit",
        "quantity_period",
        "quantity_place",
        "withdrawn_at",
    ),
    "occurrence": (
        "article_id",
        "media_url",
        "timecode",
        "form",
        "words",
        "language",
        "translation",
        "outlet_position",
        "said_on",
        "said_precision",
    ),
    "occurrencespeaker": ("person_id", "role", "removed_at"),
    "evidence": (
        "source_id",
        "kind",
        "url",
        "snapshot_id",
        "locator",
        "quote",
        "quote_language",
        "stance",
        "note",
        "informant",
        "channel",
        "calculation",
        "visibility",
        "detached_at",
    ),
    "sealedevidence": (
        "quote",
        "url",
        "source_title",
        "source_publisher",
        "source_owner",
        "source_published_on",
        "locator",
        "note",
        "informant",
        "channel",
        "calculation",
    ),
    "verdict": ("rating_id", "summary", "justification", "as_of"),
}
"""Table (without its prefix) to the columns that are material."""
