"""Chips, marks and times say the same to the eye and to the ear."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from annotations.domain.vocabulary import ExportState, VerdictState
from annotations.templatetags import claimwords, history, times, workbench

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("state", ["open", *VerdictState])
def test_every_state_has_a_look_an_icon_and_a_word(state: str) -> None:
    chip = workbench.state_chip(state)
    assert f"state-{workbench.look(state)}" in chip
    assert "<svg" in chip
    assert chip.rpartition("</svg>")[2] not in ("</span>", "")


@pytest.mark.parametrize("state", list(ExportState))
def test_every_state_of_an_export_has_a_chip(state: str) -> None:
    assert "<svg" in workbench.export_chip({"state": state, "losses": []})


def test_a_finished_export_with_losses_says_how_many() -> None:
    chip = workbench.export_chip(
        {"state": "done", "losses": [{"why": "a"}, {"why": "b", "more": 4}]}
    )
    assert "Ready, with 5 losses" in chip
    assert "state-draft" in chip


def rating(**more: Any) -> dict[str, Any]:
    return {"label": "Half true", "claimreview": 3, "off_scale": False, **more}


def test_a_rating_is_one_place_of_five_and_its_word() -> None:
    mark = workbench.rating_mark(rating())
    assert mark.count("<i ") == 5
    assert '<i class="r3 on">' in mark
    assert mark.endswith("Half true</span>")


def test_a_rating_off_the_scale_has_no_place() -> None:
    mark = workbench.rating_mark(rating(label="Unproven", claimreview=None, off_scale=True))
    assert 'class="ruler off"' in mark
    assert " on" not in mark.partition("<i ")[2]


def test_the_balance_is_drawn_and_spoken() -> None:
    bar = workbench.balance([{"stance": "refutes"}, {"stance": "supports"}, {"stance": "refutes"}])
    assert 'aria-label="1 supports, 2 refutes"' in bar
    assert '<i class="r part-2">' in bar
    assert workbench.balance([]) == ""


def test_marks_escape_what_people_wrote() -> None:
    assert "<b>" not in workbench.rating_mark(rating(label="<b>"))
    assert "<i>x" not in workbench.avatar("<i>x")


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(minutes=-40), "40 minutes late"),
        (timedelta(hours=2), "in 2 hours"),
        (timedelta(hours=8), "Today"),
        (timedelta(hours=20), "Tomorrow"),
        (timedelta(days=3), "Friday"),
    ],
)
def test_due_is_said_in_words(gap: timedelta, words: str) -> None:
    with time_machine.travel(NOON, tick=False):
        shown = times.due(NOON + gap)
    assert f"<b>{words}</b>" in shown
    assert ("late" in shown.partition(">")[0]) == (gap < timedelta())


def test_dates_are_as_exact_as_they_are_known() -> None:
    assert ">24 November 2026<" in times.day("2026-11-24")
    assert ">November 2026<" in times.day("2026-11-01", "month")
    assert ">2026<" in times.day("2026-01-01", "year")
    assert times.day(None) == "date unknown"
    assert times.day("2026-01-01", "unknown") == "date unknown"


def test_distances_are_said_in_the_largest_unit() -> None:
    with time_machine.travel(NOON, tick=False):
        assert ">3 minutes ago<" in times.ago((NOON - timedelta(minutes=3)).isoformat())
        assert ">1 day ago<" in times.ago(NOON - timedelta(days=1, hours=3))
        assert times.ago(None) == ""


def test_an_act_without_words_of_its_own_is_shown_by_name() -> None:
    assert history.act_words("claim.sent_away") == "claim sent away"
    assert history.field_words("said_on") == "said on"
    assert history.field_words("odd_field") == "odd field"


def test_stored_values_have_words() -> None:
    words = claimwords.register.filters["kind_words"]
    assert str(words("quantity")) == "Number or amount"
    assert words("") == ""
