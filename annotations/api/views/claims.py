"""Claims: highlighted, listed, read, reworded, withdrawn; occurrences, triage and contacts."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view

from annotations.actions import claims as acts
from annotations.actions.acts import Versions
from annotations.api import examples
from annotations.api.conditional import version_if_sent
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.serializers.claims import (
    CLAIM_STATES,
    ClaimChangeIn,
    ClaimIn,
    ClaimOut,
    OccurrenceIn,
    OccurrenceOut,
    TriageIn,
    TriageOut,
)
from annotations.api.views.base import Changes, Creates, Lists, Removes
from annotations.api.views.parameters import YES_NO, choice_of, day_of, id_of, text_of
from annotations.domain import vocabulary as v
from annotations.models import Claim
from annotations.queries import claim_lists as lists
from annotations.queries import claims as questions
from annotations.queries.claim_parts import occurrence_row
from annotations.queries.people import account_row

CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "triage": lists.TRIAGES,
    "kind": list(v.ClaimKind),
    "harm": list(v.Level),
    "reach": list(v.Level),
    "missing": lists.MISSING,
    "overdue": YES_NO,
}
IDS: Final = ("article", "assignee", "person")
NAMES: Final = ("topic", "speaker", "publisher", "language")
DAYS: Final = ("added_since", "added_until", "said_since", "said_until")


@extend_schema_view(
    get=extend_schema(
        summary="The desk's claims",
        operation_id="claims",
        responses=ClaimOut(many=True),
        parameters=[
            OpenApiParameter(
                "q",
                description="Words of the statement, words as they were said, or a speaker's name. "
                '"Words together", -without, or.',
            ),
            OpenApiParameter("state", enum=CLAIM_STATES),
            *(OpenApiParameter(name, enum=known) for name, known in CHOICES.items()),
            *(OpenApiParameter(name, OpenApiTypes.UUID) for name in IDS),
            *(OpenApiParameter(name) for name in NAMES),
            *(OpenApiParameter(name, OpenApiTypes.DATE) for name in DAYS),
            OpenApiParameter("ordering", enum=list(lists.ORDERINGS), default="-created"),
        ],
    ),
    post=extend_schema(
        summary="Highlight a claim in an article",
        description="Offsets are Unicode code points of the article's current revision, half open.",
        operation_id="highlight_claim",
        responses={201: ClaimOut},
        examples=[examples.CLAIM_IN],
        extensions={"x-problems": ["quote_mismatch", "not_permitted", "not_found"]},
    ),
)
class Claims(Lists, Creates):
    """The claims of the desk."""

    pagination_class = Pages
    serializer_class = ClaimIn
    location = "claim"

    @property
    def page_ordering(self) -> tuple[str, ...]:  # type: ignore[override]
        """The keys of the ordering asked for."""
        return lists.ORDERINGS[choice_of(self.request, "ordering", lists.ORDERINGS) or "-created"]

    def get_queryset(self) -> QuerySet[Claim]:
        """The claims asked for."""
        asked = self.request
        wanted: dict[str, Any] = {name: day_of(asked, name) for name in DAYS}
        return lists.claim_list(
            self.member,
            q=text_of(asked, "q"),
            state=choice_of(asked, "state", CLAIM_STATES),
            **{name: choice_of(asked, name, known) for name, known in CHOICES.items()},
            **{name: id_of(asked, name) for name in IDS},
            **{name: text_of(asked, name) for name in NAMES},
            **wanted,
        )

    def rows(self, items: list[Claim]) -> list[dict[str, Any]]:
        """The claims with all that belongs to them."""
        return questions.claim_rows([claim.pk for claim in items], self.member)

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Highlight the claim."""
        claim = acts.highlight_claim(
            actor=self.member,
            article_id=fields.pop("article"),
            revision_id=fields.pop("revision", None),
            start=fields.pop("start"),
            end=fields.pop("end"),
            exact=fields.pop("exact", None),
            fields=fields,
        )
        return questions.new_claim_row(claim.pk, self.member), 201


@extend_schema_view(
    get=extend_schema(
        summary="One claim with all that belongs to it", operation_id="claim", responses=ClaimOut
    ),
    patch=extend_schema(
        summary="Change what is said of a claim",
        description="Statement, quantity, speakers and dates are substantive: changing them voids an approval.",
        operation_id="reword_claim",
        request=ClaimChangeIn,
        responses=ClaimOut,
        examples=[examples.CLAIM_CHANGE],
        extensions={"x-problems": ["wrong_state"]},
    ),
    delete=extend_schema(
        summary="Withdraw a claim",
        description="It stays readable.",
        operation_id="withdraw_claim",
        request=None,
        responses={204: None},
        extensions={"x-problems": ["wrong_state"]},
    ),
)
class OneClaim(Changes, Removes):
    """A claim."""

    serializer_class = ClaimChangeIn

    def read(self) -> Any:
        """The claim with all that belongs to it."""
        return questions.claim_detail(self.member, self.id)

    def perform_update(self, changes: dict[str, Any], expected: Versions) -> None:
        """Reword the claim."""
        acts.reword_claim(
            actor=self.member, claim_id=self.id, expected_version=expected, changes=changes
        )

    def perform_destroy(self, expected: Versions) -> None:
        """Withdraw the claim."""
        acts.withdraw_claim(actor=self.member, claim_id=self.id, expected_version=expected)


@extend_schema_view(
    post=extend_schema(
        summary="Say where else the claim was made",
        operation_id="add_occurrence",
        responses={201: OccurrenceOut},
        examples=[examples.OCCURRENCE_IN],
        extensions={"x-problems": ["quote_mismatch", "wrong_state", "stale"]},
    )
)
class Occurrences(Creates):
    """Where a claim was made."""

    serializer_class = OccurrenceIn

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Add the occurrence."""
        occurrence = acts.add_occurrence(
            actor=self.member,
            claim_id=self.id,
            expected_version=version_if_sent(self.request),
            article_id=fields.pop("article", None),
            start=fields.pop("start", None),
            end=fields.pop("end", None),
            exact=fields.pop("exact", None),
            media_url=fields.pop("media_url", ""),
            timecode=fields.pop("timecode", ""),
            words=fields.pop("words", ""),
            fields=fields,
        )
        return occurrence_row(occurrence.pk), 201


@extend_schema_view(
    post=extend_schema(
        summary="Decide whether a claim will be checked",
        operation_id="triage_claim",
        responses={201: TriageOut},
        examples=[examples.TRIAGE_IN],
        extensions={"x-problems": ["wrong_state"]},
    )
)
class Triages(Creates):
    """Decisions about a claim."""

    serializer_class = TriageIn

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Record the decision."""
        triage = acts.triage_claim(actor=self.member, claim_id=self.id, **fields)
        names = ("id", "decision", "ground", "reason", "created_at")
        row = {name: getattr(triage, name) for name in names}
        return {**row, "claim": triage.claim_id, "created_by": account_row(triage.account)}, 201
