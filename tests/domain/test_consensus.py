"""How review rounds end."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.consensus import Opinion, Policy, Tally, Vote, tally
from annotations.domain.vocabulary import ReviewKind, ReviewOutcome, RoundOutcome

EDITORIAL, LEGAL = ReviewKind.EDITORIAL, ReviewKind.LEGAL
FALSE, HALF, TRUE, UNPROVEN = (
    Opinion("false", 2),
    Opinion("half-true", 4),
    Opinion("true", 6),
    Opinion("unproven", None),
)
OPINIONS = st.sampled_from([FALSE, HALF, TRUE, UNPROVEN])
VOTES = st.lists(
    st.builds(
        Vote,
        st.sampled_from(["ada", "ben", "cleo"]),
        st.sampled_from([EDITORIAL, LEGAL]),
        st.sampled_from(list(ReviewOutcome)),
        st.none() | OPINIONS,
        st.booleans(),
    ),
    max_size=5,
)
POLICIES = st.builds(
    Policy,
    st.dictionaries(st.sampled_from([EDITORIAL, LEGAL]), st.integers(1, 2), min_size=1),
    st.none() | st.integers(1, 5),
)


def approval(reviewer, kind=EDITORIAL, rating=None, **more):
    return Vote(reviewer, kind, ReviewOutcome.APPROVE, rating, **more)


def refusal(reviewer, **more):
    return Vote(reviewer, EDITORIAL, ReviewOutcome.REQUEST_CHANGES, **more)


def test_a_round_stays_open_until_every_needed_approval_is_there():
    policy = Policy({EDITORIAL: 2, LEGAL: 1})
    votes = [approval("ada"), approval("ben", LEGAL)]
    assert tally(policy, FALSE, votes) == Tally(None, {EDITORIAL: 1})
    assert tally(policy, FALSE, [*votes, approval("cleo")]) == Tally(RoundOutcome.APPROVED, {})


def test_one_person_counts_once_in_a_kind():
    policy = Policy({EDITORIAL: 2})
    assert tally(policy, FALSE, [approval("ada"), approval("ada")]).outcome is None


def test_one_request_for_changes_closes_the_round():
    policy = Policy({EDITORIAL: 1})
    outcome = tally(policy, FALSE, [approval("ada"), refusal("ben")]).outcome
    assert outcome is RoundOutcome.CHANGES_REQUESTED


def test_ratings_too_far_apart_are_disputed_until_an_adjudicator_approves():
    policy = Policy({EDITORIAL: 1}, adjudicate_from=2)
    votes = [approval("ada", rating=HALF)]
    assert tally(policy, FALSE, votes).outcome is RoundOutcome.DISPUTED
    assert tally(replace(policy, adjudicate_from=3), FALSE, votes).outcome is RoundOutcome.APPROVED
    third = approval("cleo", rating=FALSE, adjudicates=True)
    assert tally(policy, FALSE, [*votes, third]).outcome is RoundOutcome.APPROVED
    sent_back = refusal("cleo", adjudicates=True)
    assert tally(policy, FALSE, [*votes, sent_back]).outcome is RoundOutcome.CHANGES_REQUESTED


def test_two_reviewers_may_dispute_with_each_other():
    policy = Policy({EDITORIAL: 2}, adjudicate_from=4)
    votes = [approval("ada", rating=FALSE), approval("ben", rating=TRUE)]
    assert tally(policy, HALF, votes).outcome is RoundOutcome.DISPUTED


def test_an_off_scale_rating_disputes_any_other_but_not_itself():
    policy = Policy({EDITORIAL: 1}, adjudicate_from=3)
    assert tally(policy, FALSE, [approval("ada", rating=UNPROVEN)]).outcome is RoundOutcome.DISPUTED
    assert (
        tally(policy, UNPROVEN, [approval("ada", rating=UNPROVEN)]).outcome is RoundOutcome.APPROVED
    )


@given(POLICIES, OPINIONS, VOTES, st.randoms())
def test_the_order_of_reviews_does_not_matter(policy, author, votes, random):
    shuffled = list(votes)
    random.shuffle(shuffled)
    assert tally(policy, author, shuffled) == tally(policy, author, votes)


@given(POLICIES, OPINIONS, VOTES)
def test_nothing_is_approved_without_enough_people(policy, author, votes):
    if tally(policy, author, votes).outcome is RoundOutcome.APPROVED:
        for kind, need in policy.needed.items():
            people = {
                v.reviewer for v in votes if v.kind is kind and v.outcome is ReviewOutcome.APPROVE
            }
            assert len(people) >= need
        assert all(vote.outcome is ReviewOutcome.APPROVE for vote in votes)
