"""W3C selectors in and out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.errors import InvalidError
from annotations.domain.selectors import (
    Selectors,
    TextPositionSelector,
    TextQuoteSelector,
    read_selectors,
)

QUOTES = st.builds(TextQuoteSelector, st.text(min_size=1), st.text(), st.text())
POSITIONS = st.tuples(st.integers(0, 10**9), st.integers(1, 10**6)).map(
    lambda pair: TextPositionSelector(pair[0], pair[0] + pair[1])
)


@given(QUOTES, POSITIONS)
def test_selectors_survive_json(quote, position):
    found = read_selectors([position.to_json(), {"type": "FragmentSelector"}, quote.to_json()])
    assert found == Selectors(quote, position)
    assert read_selectors(quote.to_json()) == Selectors(quote=quote)
    assert read_selectors(position.to_json()) == Selectors(position=position)


def test_absent_context_is_left_out():
    assert TextQuoteSelector("words").to_json() == {"type": "TextQuoteSelector", "exact": "words"}


def test_the_same_selector_twice_is_one():
    quote = TextQuoteSelector("words", "some ", " here").to_json()
    assert read_selectors([quote, quote]).quote == TextQuoteSelector("words", "some ", " here")


@pytest.mark.parametrize(
    "malformed",
    [
        None,
        "TextQuoteSelector",
        [],
        ["words"],
        {"type": "FragmentSelector", "value": "top"},
        {"type": "TextQuoteSelector"},
        {"type": "TextQuoteSelector", "exact": ""},
        {"type": "TextQuoteSelector", "exact": ["a", "b"]},
        {"type": "TextQuoteSelector", "exact": "a", "prefix": ["b", "c"]},
        {"type": "TextQuoteSelector", "exact": "a", "suffix": None},
        {"type": "TextPositionSelector", "start": 1},
        {"type": "TextPositionSelector", "start": -1, "end": 3},
        {"type": "TextPositionSelector", "start": 3, "end": 3},
        {"type": "TextPositionSelector", "start": 0, "end": 1.5},
        {"type": "TextPositionSelector", "start": False, "end": True},
        [TextQuoteSelector("a").to_json(), TextQuoteSelector("b").to_json()],
        [TextPositionSelector(0, 1).to_json(), TextPositionSelector(0, 2).to_json()],
    ],
)
def test_a_malformed_selector_is_refused_with_what_to_send(malformed):
    with pytest.raises(InvalidError, match="TextQuoteSelector"):
        read_selectors(malformed)
