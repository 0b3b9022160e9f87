"""Two texts side by side: what differs is marked, and nothing of either is lost."""

import time

from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.differences import differences


def test_changed_words_are_marked_in_both_texts():
    mine, theirs = differences("412,000 passengers, twice as many", "389,004 passengers, as many")
    assert [part.text for part in mine if part.differs] == ["412", "000", "twice "]
    assert [part.text for part in theirs if part.differs] == ["389", "004"]


@given(st.text(), st.text())
def test_put_together_again_each_text_is_what_it_was(one: str, other: str):
    for text, parts in zip((one, other), differences(one, other), strict=True):
        assert "".join(part.text for part in parts) == text
        assert (
            one == other or not parts or any(part.differs for part in parts) or text in (one, other)
        )


def test_equal_texts_have_no_differences():
    assert not any(part.differs for part in differences("The same.", "The same.")[0])


def test_very_long_texts_cost_no_more_than_a_moment():
    began = time.monotonic()
    mine, theirs = differences("one two " * 20_000, "two three " * 20_000)
    assert (len(mine), len(theirs)) == (1, 1)
    assert mine[0].differs
    assert time.monotonic() - began < 1
