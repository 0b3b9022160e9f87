"""The way of a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.errors import WrongStateError
from annotations.domain.vocabulary import Stance, VerdictState
from annotations.domain.workflow import (
    EDITABLE,
    FINAL,
    LIVE,
    PUBLIC,
    REVIEWABLE,
    SUMMARY_LIMIT,
    TRANSITIONS,
    Move,
    advance,
    after_material_edit,
    submission_gaps,
)

STATES = st.sampled_from(list(VerdictState))
COMPLETE = {
    "statement": "Passenger numbers of the Tarnholm ferry doubled from 2019 to 2023.",
    "has_rating": True,
    "off_scale": False,
    "summary": "The counts of the ticket office show a rise of 40 per cent.",
    "justification": "The office counted 295,000 passengers in 2019 and 412,000 in 2023.",
    "evidence": {Stance.REFUTES: 1},
}


def codes(**changed):
    return [gap.code for gap in submission_gaps(**{**COMPLETE, **changed})]


def test_every_state_can_be_reached_from_a_draft():
    reached, waiting = set(), [VerdictState.DRAFT]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting.extend(TRANSITIONS[state].values())
    assert reached == set(VerdictState)


@given(STATES, st.sampled_from(list(Move)))
def test_a_move_leads_where_the_table_says_and_is_refused_elsewhere(state, move):
    if move in TRANSITIONS[state]:
        assert advance(state, move) is TRANSITIONS[state][move]
    else:
        with pytest.raises(WrongStateError) as caught:
            advance(state, move)
        assert caught.value.detail
        assert caught.value.extra == {"state": state.value, "move": move.value}


@given(st.lists(st.sampled_from(list(Move))))
def test_nothing_is_approved_without_having_been_submitted(moves):
    state, submitted = VerdictState.DRAFT, False
    for move in moves:
        try:
            state = advance(state, move)
        except WrongStateError:
            continue
        if move is Move.SUBMIT:
            submitted = True
        if move is Move.REVISE:
            submitted = False
        assert submitted or state in (VerdictState.DRAFT, VerdictState.WITHDRAWN)


def test_only_a_public_verdict_is_corrected_retracted_or_withheld():
    for move in (Move.CORRECT, Move.WITHHOLD):
        assert {state for state, moves in TRANSITIONS.items() if move in moves} == PUBLIC
    with pytest.raises(WrongStateError, match="Only an approved verdict can be published"):
        advance(VerdictState.IN_REVIEW, Move.PUBLISH)


def test_groups_of_states_do_not_overlap():
    assert not EDITABLE & REVIEWABLE
    assert EDITABLE | REVIEWABLE | {VerdictState.APPROVED} == LIVE
    assert not LIVE & (PUBLIC | FINAL)
    assert {VerdictState.RETRACTED, VerdictState.WITHDRAWN} == FINAL


@given(STATES)
def test_a_material_edit_voids_reviews_and_approval_but_leaves_what_is_public(state):
    after = after_material_edit(state)
    if state in REVIEWABLE or state is VerdictState.APPROVED:
        assert after is VerdictState.DRAFT
    else:
        assert after is state


def test_a_complete_verdict_has_no_gaps():
    assert codes() == []


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"statement": " \n"}, ["statement_missing"]),
        ({"has_rating": False}, ["rating_missing"]),
        ({"summary": ""}, ["summary_missing"]),
        ({"summary": "a" * (SUMMARY_LIMIT + 1)}, ["summary_too_long"]),
        ({"justification": " "}, ["justification_missing"]),
        ({"evidence": {}}, ["evidence_missing"]),
        ({"evidence": {Stance.SUPPORTS: 0}}, ["evidence_missing"]),
        ({"has_rating": False, "evidence": {}}, ["rating_missing", "evidence_missing"]),
        (
            {"has_rating": False, "off_scale": True, "evidence": {}},
            ["rating_missing", "evidence_missing"],
        ),
    ],
)
def test_each_gap_is_named(changed, missing):
    assert codes(**changed) == missing


def test_an_off_scale_rating_needs_no_evidence():
    assert codes(off_scale=True, evidence={}) == []


def test_a_summary_is_measured_in_code_points():
    assert codes(summary="🚢" * SUMMARY_LIMIT) == []
    assert codes(summary="🚢" * (SUMMARY_LIMIT + 1)) == ["summary_too_long"]


def test_gaps_name_their_field_and_say_what_to_do():
    gaps = submission_gaps(
        statement="", has_rating=False, off_scale=False, summary="", justification="", evidence={}
    )
    assert [gap.field for gap in gaps] == [
        "statement",
        "rating",
        "summary",
        "justification",
        "evidence",
    ]
    assert all(gap.text.endswith(".") for gap in gaps)
