"""Verdicts, submissions and reviews."""

from rest_framework import serializers

from annotations.api.serializers.fields import Id, In, Out, Text, Word
from annotations.api.serializers.people import PersonOut
from annotations.api.serializers.ratings import RatingOut
from annotations.domain.vocabulary import ReviewKind, ReviewOutcome, VerdictState


class VerdictIn(In):
    """A rating with its reasons."""

    rating = Id(required=False, allow_null=True, help_text="The id of a rating (`GET ratings/`).")
    summary = Text(max_length=280, required=False, help_text="At most 280 characters.")
    justification = Text(max_length=100_000, required=False)
    language = Text(max_length=12, required=False)
    as_of = serializers.DateField(
        required=False, allow_null=True, help_text="The evidence holds as of this day."
    )


class ReviewIn(In):
    """A decision on one submission."""

    submission = Id(help_text="The submission that was read (`verdict.submission.id`).")
    outcome = Word(ReviewOutcome)
    kind = Word(ReviewKind, required=False)
    comment = Text(max_length=20_000, required=False, help_text="Needed to request changes.")
    rating = Id(required=False, allow_null=True, help_text="The rating the reviewer would give.")


class SubmissionOut(Out):
    """What was submitted, by hash and version."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    version = serializers.IntegerField()
    sha256 = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    submitted_by = PersonOut()


class ReviewOut(Out):
    """One reviewer's decision on one submission."""

    id = serializers.UUIDField()
    submission = serializers.UUIDField()
    reviewer = PersonOut()
    kind = Word(ReviewKind)
    outcome = Word(ReviewOutcome)
    comment = serializers.CharField()
    created_at = serializers.DateTimeField()


class MissingOut(Out):
    """Something that must be there before submitting."""

    code = serializers.CharField()
    field = serializers.CharField()
    text = serializers.CharField()


class VerdictMayOut(Out):
    """What the caller may do with the verdict."""

    edit = serializers.BooleanField()
    submit = serializers.BooleanField()
    review = serializers.BooleanField()


class RefusalOut(Out):
    """Why the caller may not review, and who could."""

    code = serializers.CharField()
    text = serializers.CharField()
    could_review = PersonOut(many=True, required=False)


class VerdictOut(Out):
    """The verdict on a claim."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    rating = RatingOut(allow_null=True)
    summary = serializers.CharField()
    justification = serializers.CharField()
    language = serializers.CharField()
    as_of = serializers.DateField(allow_null=True)
    state = Word(VerdictState)
    stands = serializers.BooleanField(help_text="Approved, and nothing substantive changed since.")
    author = PersonOut()
    etag = serializers.CharField()
    submission = SubmissionOut(allow_null=True)
    reviews = ReviewOut(many=True)
    missing = MissingOut(many=True)
    may = VerdictMayOut()
    contributed = serializers.BooleanField(
        help_text="The caller contributed: a second person must review."
    )


class VerdictDetailOut(VerdictOut):
    """The verdict on a claim, and why the caller may not review it."""

    refusal = RefusalOut(allow_null=True)


class RecordedReviewOut(ReviewOut):
    """A review just given, and the verdict as it stands after it."""

    verdict = VerdictDetailOut()


class ListedVerdictOut(Out):
    """One verdict of the list; `GET verdicts/{id}/` tells the rest."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField()
    statement = serializers.CharField()
    rating = RatingOut(allow_null=True)
    summary = serializers.CharField()
    language = serializers.CharField()
    as_of = serializers.DateField(allow_null=True)
    state = Word(VerdictState)
    author = PersonOut()
    waits_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when it is in review."
    )
    due_at = serializers.DateTimeField(allow_null=True)
    late = serializers.BooleanField()
    changed = serializers.BooleanField(help_text="The claim changed after it was last submitted.")
    created_at = serializers.DateTimeField()
    etag = serializers.CharField()
