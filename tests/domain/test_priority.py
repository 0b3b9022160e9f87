"""The order of review queues."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.priority import BOOST_HOURS, DEFAULT_DUE_HOURS, Reason, rank
from annotations.domain.vocabulary import Level

CREATED = datetime(2024, 3, 4, 9, tzinfo=UTC)
DUE = st.integers(0, 5_000_000).map(lambda minutes: CREATED + timedelta(minutes=minutes))
LEVELS = st.sampled_from([Level.LOW, Level.MEDIUM, Level.HIGH])
WEIGHT = {Level.LOW: 0, Level.MEDIUM: 1, Level.HIGH: 2}


@given(DUE, DUE, LEVELS, LEVELS)
def test_what_is_due_earlier_comes_earlier_all_else_being_equal(one, other, harm, reach):
    ranks = [rank(due=due, created=CREATED, harm=harm, reach=reach).rank_at for due in (one, other)]
    assert (ranks[0] < ranks[1]) == (one < other)


@given(DUE, LEVELS, LEVELS, LEVELS, st.booleans(), st.booleans())
def test_more_harm_more_reach_and_a_second_round_never_come_later(
    due, low, high, other, again, split
):
    low, high = sorted((low, high), key=WEIGHT.get)
    more = {"due": due, "created": CREATED}
    assert (
        rank(harm=high, reach=other, **more).rank_at <= rank(harm=low, reach=other, **more).rank_at
    )
    assert (
        rank(harm=other, reach=high, **more).rank_at <= rank(harm=other, reach=low, **more).rank_at
    )
    flagged = rank(harm=other, reach=low, resubmitted=again, disputed=split, **more)
    assert flagged.rank_at <= rank(harm=other, reach=low, **more).rank_at


@given(DUE, LEVELS, LEVELS, st.booleans(), st.booleans())
def test_the_reasons_account_for_every_hour(due, harm, reach, again, split):
    found = rank(
        due=due, created=CREATED, harm=harm, reach=reach, resubmitted=again, disputed=split
    )
    hours = [reason.hours for reason in found.reasons]
    assert found.due_at - found.rank_at == timedelta(hours=sum(hours))
    assert hours == sorted(hours, reverse=True)
    assert all(BOOST_HOURS[reason.code] == reason.hours for reason in found.reasons)


def test_high_harm_moves_an_item_twelve_hours_ahead():
    due = CREATED + timedelta(hours=24)
    found = rank(due=due, created=CREATED, harm=Level.HIGH, reach=Level.LOW)
    assert found.reasons == (Reason("harm_high", 12),)
    assert found.rank_at == CREATED + timedelta(hours=12)


def test_without_a_deadline_an_item_is_due_a_fixed_time_after_its_creation():
    found = rank(due=None, created=CREATED, harm=Level.LOW, reach=Level.LOW)
    assert found.due_at == found.rank_at == CREATED + timedelta(hours=DEFAULT_DUE_HOURS)
    assert found.reasons == ()
