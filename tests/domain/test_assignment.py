"""Who is asked to review."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.assignment import choose_reviewers, could_review

PEOPLE = st.sets(st.sampled_from([f"person-{n}" for n in range(8)]))


@given(PEOPLE, PEOPLE, PEOPLE, st.integers(-1, 9))
def test_nobody_is_asked_who_contributed_or_already_sits_there(
    members, contributors, seated, seats
):
    chosen = choose_reviewers(
        members, contributors=contributors, seated=seated, load={}, subject="verdict", seats=seats
    )
    assert set(chosen) <= members - contributors - seated
    assert len(chosen) == len(set(chosen)) <= max(0, seats)
    if seats >= len(members):
        assert set(chosen) == set(could_review(members, contributors=contributors, seated=seated))


@given(st.permutations([f"person-{n}" for n in range(6)]))
def test_the_order_of_members_changes_nothing(members):
    chosen = choose_reviewers(members, contributors=[], load={}, subject="verdict", seats=3)
    assert chosen == choose_reviewers(
        sorted(members), contributors=[], load={}, subject="verdict", seats=3
    )


def test_those_with_the_fewest_open_items_are_asked_first():
    load = {"ada": 3, "ben": 1}
    chosen = choose_reviewers(
        ["ada", "ben", "cleo"], contributors=[], load=load, subject="verdict", seats=3
    )
    assert chosen == ["cleo", "ben", "ada"]


def test_equal_loads_spread_over_subjects():
    people = ["ada", "ben", "cleo"]
    first = Counter(
        choose_reviewers(people, contributors=[], load={}, subject=f"verdict-{n}", seats=1)[0]
        for n in range(300)
    )
    assert set(first) == set(people)
    assert min(first.values()) > 60
