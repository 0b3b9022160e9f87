"""How the work on a demo claim is written down."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Person: TypeAlias = Literal["editor", "second", "reviewer", "lead"]
"""In the order in which the demo people are made."""
Stage: TypeAlias = Literal[
    "draft", "submitted", "in_review", "changes_requested", "disputed", "approved", "withdrawn"
]


@dataclass(frozen=True, slots=True)
class DemoVerdict:
    """A verdict, how far it came, and what the reviewer said of it.

    `second_rating` is what the reviewer came to, where it differs.
    """

    rating: str
    summary: str
    justification: str
    stage: Stage = "draft"
    comment: str = ""
    second_rating: str = ""


@dataclass(frozen=True, slots=True)
class DemoClaim:
    """Words of an article, and what the desk did with them. `by` highlighted them and did the rest.

    `triage` is the decision and its reason. The reply of a contact comes after the verdict was submitted.
    """

    words: str
    fields: dict[str, Any]
    by: Person = "editor"
    triage: tuple[str, str] | None = None
    evidence: tuple[dict[str, Any], ...] = ()
    contacts: tuple[dict[str, Any], ...] = ()
    verdict: DemoVerdict | None = None
    assigned: Person | None = None


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article as it came in, and the claims in it."""

    data: str
    given: dict[str, Any]
    claims: tuple[DemoClaim, ...] = field(default=())
