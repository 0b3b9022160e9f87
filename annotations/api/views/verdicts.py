"""Verdicts: drafted, read, revised, submitted and reviewed."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from annotations.actions import reviews
from annotations.actions import verdicts as acts
from annotations.actions.acts import Versions
from annotations.api import examples
from annotations.api.conditional import tag_of_whole, version_if_sent
from annotations.api.idempotency import Outcome
from annotations.api.pagination import Pages
from annotations.api.serializers.verdicts import (
    ListedVerdictOut,
    RecordedReviewOut,
    ReviewIn,
    VerdictDetailOut,
    VerdictIn,
)
from annotations.api.views.base import Changes, Creates, Lists, MemberView, Removes
from annotations.api.views.filtering import (
    day,
    described,
    filters_of,
    ordering_of,
    row,
    value_of,
    words,
    yes_or_no,
)
from annotations.domain.vocabulary import VerdictState
from annotations.models import Verdict
from annotations.queries.people import account_row
from annotations.queries.verdict_list import ORDERINGS, listed_verdict_row, verdict_list
from annotations.queries.verdicts import verdict_detail

FILTERS: Final = {
    "q": words("Words of summary or justification."),
    "state": value_of(VerdictState),
    "rating": row("The id of a rating."),
    "author": row("The id of an account."),
    "stands": yes_or_no("Approved and unchanged since; `no`: changed since it was submitted."),
    "overdue": yes_or_no("Its review is overdue."),
    "language": words("The language, such as `en`."),
    "as_of_since": day("As of this day or later."),
    "as_of_until": day("As of this day or earlier."),
}


class ShowsVerdict(MemberView):
    """What a verdict looks like to the member."""

    def etag(self, body: Mapping[str, Any]) -> str | None:
        """Reviews, submission and permits show too: the row's version alone would not tell that they changed."""
        return tag_of_whole(body["etag"], body) if "etag" in body else None


@extend_schema_view(
    get=extend_schema(
        summary="The verdicts of the desk",
        operation_id="verdicts",
        responses=ListedVerdictOut(many=True),
        parameters=described(FILTERS, ORDERINGS, "-created"),
    )
)
class Verdicts(Lists):
    """The verdicts of the desk."""

    pagination_class = Pages

    @property
    def page_ordering(self) -> tuple[str, ...]:  # type: ignore[override]
        """The keys of the ordering asked for."""
        return ordering_of(self.request, ORDERINGS, "-created")

    def get_queryset(self) -> QuerySet[Verdict]:
        """The verdicts asked for."""
        return verdict_list(self.member, **filters_of(self.request, FILTERS))

    def row(self, item: Verdict) -> dict[str, Any]:
        """One verdict."""
        return listed_verdict_row(item)


@extend_schema_view(
    post=extend_schema(
        summary="Draft the verdict on a claim",
        description="A claim has one live verdict (`duplicate`).",
        operation_id="draft_verdict",
        responses={201: VerdictDetailOut},
        examples=[examples.VERDICT_IN],
        extensions={"x-problems": ["duplicate", "wrong_state"]},
    )
)
class DraftVerdict(ShowsVerdict, Creates):
    """The verdict on a claim."""

    serializer_class = VerdictIn
    location = "verdict"

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Draft the verdict."""
        rating = fields.pop("rating", None)
        verdict = acts.draft_verdict(
            actor=self.member, claim_id=self.id, rating_id=rating, **fields
        )
        return verdict_detail(self.member, verdict.pk), 201


@extend_schema_view(
    get=extend_schema(summary="One verdict", operation_id="verdict", responses=VerdictDetailOut),
    patch=extend_schema(
        summary="Change rating or reasons",
        description="What was submitted or approved falls: the verdict is a draft again.",
        operation_id="revise_verdict",
        request=VerdictIn,
        responses=VerdictDetailOut,
        examples=[examples.VERDICT_CHANGE],
        extensions={"x-problems": ["wrong_state"]},
    ),
    delete=extend_schema(
        summary="Withdraw a verdict",
        description="It stays readable, and another one may be drafted. A public one is corrected or retracted.",
        operation_id="withdraw_verdict",
        request=None,
        responses={204: None},
        extensions={"x-problems": ["wrong_state"]},
    ),
)
class OneVerdict(ShowsVerdict, Changes, Removes):
    """A verdict."""

    serializer_class = VerdictIn

    def read(self) -> Any:
        """The verdict, and why the member may not review it."""
        return verdict_detail(self.member, self.id)

    def perform_update(self, changes: dict[str, Any], expected: Versions) -> None:
        """Revise the verdict."""
        acts.revise_verdict(
            actor=self.member, verdict_id=self.id, expected_version=expected, changes=changes
        )

    def perform_destroy(self, expected: Versions) -> None:
        """Withdraw the verdict."""
        acts.withdraw_verdict(actor=self.member, verdict_id=self.id, expected_version=expected)


@extend_schema_view(
    post=extend_schema(
        summary="Submit a verdict for review",
        description="Freezes claim, occurrences, evidence and verdict. What is still missing comes as `missing`.",
        operation_id="submit_verdict",
        request=None,
        responses={200: VerdictDetailOut},
        extensions={"x-problems": ["incomplete", "wrong_state", "stale"]},
    )
)
class Submit(ShowsVerdict, Creates):
    """Submissions of a verdict."""

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Submit the verdict."""
        expected = version_if_sent(self.request)
        reviews.submit_for_review(actor=self.member, verdict_id=self.id, expected_version=expected)
        return verdict_detail(self.member, self.id), 200


@extend_schema_view(
    post=extend_schema(
        summary="Approve a verdict, or request changes",
        description="By somebody who did not contribute, on the submission that they read.",
        operation_id="review_verdict",
        responses={201: RecordedReviewOut},
        examples=[examples.REVIEW_IN],
        extensions={
            "x-problems": [
                "four_eyes",
                "not_permitted",
                "stale_submission",
                "wrong_state",
                "duplicate",
            ]
        },
    )
)
class Reviews(Creates):
    """Reviews of a verdict."""

    serializer_class = ReviewIn

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Record the review."""
        review = reviews.record_review(
            actor=self.member,
            verdict_id=self.id,
            submission_id=fields.pop("submission"),
            rating_id=fields.pop("rating", None),
            **fields,
        )
        row = {
            name: getattr(review, name)
            for name in ("id", "kind", "outcome", "comment", "created_at")
        }
        links = {"submission": review.submission_id, "reviewer": account_row(review.reviewer)}
        return {**row, **links, "verdict": verdict_detail(self.member, self.id)}, 201
