"""Rating scales and ClaimReview numbers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.errors import InvalidError
from annotations.domain.ratings import (
    AVERITEC_SCALE,
    SHIPPED_SCALES,
    TRUTH_SCALE,
    ClaimReviewNumbers,
    claimreview_numbers,
    scale_problems,
    steps_apart,
)
from annotations.domain.vocabulary import AveritecLabel


def codes(ratings):
    return {(problem.code, problem.rating) for problem in scale_problems(ratings)}


@pytest.mark.parametrize("scale", SHIPPED_SCALES, ids=lambda scale: scale.slug)
def test_the_shipped_scales_keep_the_rules_of_a_scale(scale):
    assert scale_problems(scale.ratings) == []


def test_the_truth_scale_has_six_steps_and_an_unproven_beside_them():
    on_scale = [r.slug for r in TRUTH_SCALE.ratings if not r.off_scale]
    assert on_scale == ["fabricated", "false", "mostly-false", "half-true", "mostly-true", "true"]
    assert [r.claimreview for r in TRUTH_SCALE.ratings] == [1, 1, 2, 3, 4, 5, None]
    assert TRUTH_SCALE.steps == 6
    assert TRUTH_SCALE.ratings[-1].slug == "unproven"
    assert TRUTH_SCALE.ratings[-1].off_scale


def test_the_averitec_scale_has_its_four_labels():
    assert {r.averitec for r in AVERITEC_SCALE.ratings} == set(AveritecLabel)
    numbers = {r.averitec: r.claimreview for r in AVERITEC_SCALE.ratings}
    assert numbers == {
        AveritecLabel.REFUTED: 1,
        AveritecLabel.CONFLICTING: 3,
        AveritecLabel.SUPPORTED: 5,
        AveritecLabel.NOT_ENOUGH_EVIDENCE: None,
    }


def test_the_scale_is_found_faulty_for_each_broken_rule():
    first, second, *rest = TRUTH_SCALE.ratings
    off = TRUTH_SCALE.ratings[-1]
    assert codes([first]) == {("too_few", None)}
    assert ("positions", None) in codes([first, replace(second, position=3), *rest])
    assert ("positions", None) in codes([first, replace(second, position=1), *rest])
    assert ("numbers_fall", "mostly-false") in codes([first, replace(second, claimreview=4), *rest])
    assert ("slug_twice", "fabricated") in codes([first, replace(second, slug="fabricated"), *rest])
    assert codes([first, replace(second, label=" "), *rest]) == {("wording", "false")}
    assert codes([first, replace(second, definition=""), *rest]) == {("wording", "false")}
    assert ("number", "false") in codes([first, replace(second, claimreview=None), *rest])
    assert ("number", "true") in codes([*TRUTH_SCALE.ratings[:5], replace(rest[3], claimreview=6)])
    assert codes([first, second, replace(off, claimreview=3)]) == {("off_scale_number", "unproven")}


@given(st.integers(-3, 12), st.integers(-3, 12), st.integers(-3, 12))
def test_numbers_are_given_only_within_bounds_that_readers_accept(value, worst, best):
    if 1 <= worst < best and worst <= value <= best:
        numbers = claimreview_numbers(value, worst=worst, best=best)
        assert numbers == ClaimReviewNumbers(value, worst, best)
    else:
        with pytest.raises(InvalidError):
            claimreview_numbers(value, worst=worst, best=best)


def test_an_off_scale_rating_has_no_numbers():
    assert claimreview_numbers(None) is None


def test_steps_are_counted_between_positions_only():
    assert steps_apart(2, 5) == steps_apart(5, 2) == 3
    assert steps_apart(None, 5) is None
    assert steps_apart(5, None) is None
