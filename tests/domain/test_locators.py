"""Where in a source: read as people write it, written as it is read, refused where it cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.errors import InvalidError
from annotations.domain.locators import (
    area,
    checked,
    clock,
    column_letters,
    column_number,
    fragment,
    placed,
    seconds_of,
    written,
)


@pytest.mark.parametrize(
    ("typed", "locator"),
    [
        ("", {}),
        ("12", {"page": "12"}),
        ("p. 3–5", {"page": "3–5"}),
        ("pages 3 to 5", {"page": "3–5"}),
        ("pp. 7-7", {"page": "7"}),
        ("Table!B4:C9", {"sheet": "Table", "cell": "B4:C9"}),
        ("'Q1 ''24'!$b$4", {"sheet": "Q1 '24", "cell": "B4"}),
        ("b4", {"cell": "B4"}),
        ("12:30", {"time": "00:12:30"}),
        ("1:02:03 – 1:05:00", {"time": "01:02:03–01:05:00"}),
        ("90:15", {"time": "01:30:15"}),
        ("row 12, column passengers", {"row": "12", "column": "passengers"}),
        ("column total", {"column": "total"}),
        ("“no second ferry”", {"text": "no second ferry"}),
        ("row houses are cheap", {"row": "houses are cheap"}),
        ("the third paragraph", {"text": "the third paragraph"}),
        ("pages of history", {"text": "pages of history"}),
    ],
)
def test_a_place_is_read_as_people_write_it(typed: str, locator: dict[str, str]) -> None:
    assert placed(typed) == locator


@pytest.mark.parametrize(
    "typed",
    [
        "0",
        "p. 5-3",
        "page x",
        "XFE1",
        "A0",
        "C9:B4",
        "S!9B",
        "12:61",
        "1:61:00",
        "0:30–0:10",
        "1234567",
    ],
)
def test_a_place_that_cannot_be_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        placed(typed)
    assert "place" in refusal.value.extra["errors"]


@pytest.mark.parametrize(
    "locator", [{"page": 0}, {"page": "last"}, {"cell": "4B"}, {"time": "soon"}, {"page": "5–3"}]
)
def test_a_locator_with_an_impossible_page_cell_or_time_is_refused(
    locator: dict[str, object],
) -> None:
    with pytest.raises(InvalidError) as refusal:
        checked(locator)
    assert "locator" in refusal.value.extra["errors"]


def test_names_that_are_not_known_are_kept_as_they_came() -> None:
    locator = {"page": 4, "areas": [{"x": 0.25}], "frame": None}
    assert checked(locator) == locator
    assert written(locator) == "p. 4; areas x 0.25"


numbers = st.integers(1, 99_999)
cells = st.tuples(st.integers(1, 16_384), st.integers(1, 1_048_576))
names = (
    st.text("abcXYZ 0189'.-äß", min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda name: name and "!" not in name)
)
moments = st.integers(0, 359_999)


def _two(values: tuple[int, int]) -> str:
    first, last = sorted(values)
    return str(first) if first == last else f"{first}–{last}"


locators = st.one_of(
    st.tuples(numbers, numbers).map(lambda two: {"page": _two(two)}),
    st.tuples(names, cells).map(
        lambda at: {"sheet": at[0], "cell": f"{column_letters(at[1][0])}{at[1][1]}"}
    ),
    cells.map(lambda at: {"cell": f"{column_letters(at[0])}{at[1]}"}),
    st.tuples(moments, moments).map(lambda two: {"time": "–".join(map(clock, sorted(two)))}),
    st.fixed_dictionaries({"row": numbers.map(str), "column": numbers.map(str)}),
)


@given(locators)
def test_what_is_written_is_read_again(locator: dict[str, str]) -> None:
    assert placed(written(locator)) == locator
    assert checked(locator) == locator


@given(st.text(max_size=600))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        found = placed(typed)
    except InvalidError:
        return
    assert checked(found) == found
    assert all(value for value in found.values())


@given(st.integers(1, 16_384))
def test_letters_of_a_column_are_its_number(number: int) -> None:
    assert column_number(column_letters(number)) == number


@given(moments, moments)
def test_times_are_counted_in_seconds(one: int, other: int) -> None:
    first, last = sorted((one, other))
    assert seconds_of(f"{clock(first)}–{clock(last)}") == [first, last]
    assert fragment({"time": f"{clock(first)}–{clock(last)}"}) == f"#t={first},{last}"


def test_a_link_leads_to_the_place() -> None:
    assert fragment({"page": "3–5"}) == "#page=3"
    assert fragment({"text": "no 2nd, ferry"}) == "#:~:text=no%202nd%2C%20ferry"
    assert fragment({"cell": "B4"}) == fragment({"page": "█"}) == fragment({}) == ""


def test_cells_are_an_area() -> None:
    assert area({"cell": "B4:C9"}) == (2, 4, 3, 9)
    assert area({"cell": "B4"}) == (2, 4, 2, 4)
    assert area({"cell": "█"}) is area({"page": "4"}) is None
