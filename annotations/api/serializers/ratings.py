"""Rating scales."""

from rest_framework import serializers

from annotations.api.serializers.fields import Out


class RatingOut(Out):
    """One rating. Those off the scale have no position and no ClaimReview number."""

    id = serializers.UUIDField(help_text="What verdicts are rated with.")
    slug = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    position = serializers.IntegerField(
        allow_null=True, help_text="From 1 (least true) to the scale's `steps`."
    )
    claimreview = serializers.IntegerField(
        allow_null=True, help_text="1 to 5, as ClaimReview readers count."
    )
    averitec = serializers.CharField()
    off_scale = serializers.BooleanField()
    scale = serializers.UUIDField()


class ScaleRatingOut(RatingOut):
    """A rating with what it means."""

    definition = serializers.CharField()
    order = serializers.IntegerField()


class ScaleOut(Out):
    """One immutable version of a scale."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    number = serializers.IntegerField(help_text="The version.")
    definition = serializers.CharField()
    is_default = serializers.BooleanField()
    steps = serializers.IntegerField()
    ratings = ScaleRatingOut(many=True)


class ScalesOut(Out):
    """The scales in use."""

    results = ScaleOut(many=True)


class ScaleVersionOut(ScaleOut):
    """A version, and since when nobody rates on it any more."""

    retired_at = serializers.DateTimeField(allow_null=True)


class ScaleVersionsOut(Out):
    """Every version of every scale."""

    results = ScaleVersionOut(many=True)


class PolicyOut(Out):
    """One immutable version of a review policy."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    number = serializers.IntegerField(help_text="The version.")
    kinds = serializers.DictField(
        child=serializers.IntegerField(), help_text="How many approvals each kind of review needs."
    )
    blind = serializers.BooleanField()
    adjudication_steps = serializers.IntegerField(
        help_text="Ratings this many steps apart need a third person."
    )
    due_hours = serializers.IntegerField(help_text="From submission.")
    is_default = serializers.BooleanField()


class PoliciesOut(Out):
    """The policies in use."""

    results = PolicyOut(many=True)
