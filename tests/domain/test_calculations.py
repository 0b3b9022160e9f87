"""Own calculations: what they need, how a formula is worked out, and that no formula does anything else."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.domain.calculations import LETTERS, check, checked, evaluated, number
from annotations.domain.errors import InvalidError

RISE: dict[str, Any] = {
    "formula": "(A - B) / B * 100",
    "inputs": [
        {"name": "Passengers 2023", "value": "411,870"},
        {"name": "Passengers 2019", "value": "389,004", "source": "Ticket office"},
    ],
    "result": "5.9",
    "unit": "%",
}


def test_a_calculation_comes_in_one_form() -> None:
    made = checked(RISE)
    assert made["words"] == ""
    assert made["inputs"][1] == {
        "name": "Passengers 2019", "value": "389,004", "unit": "", "source": "Ticket office", "evidence": "",
    }  # fmt: skip
    assert checked(made) == made
    assert checked({}) == {}


@pytest.mark.parametrize(
    ("wrong", "words", "part"),
    [
        ({"inputs": []}, "at least one number", ".inputs"),
        ({"result": " "}, "what comes out", ".result"),
        ({"formula": ""}, "how it is reckoned", ".words"),
        ({"inputs": [{"name": "x"}]}, "name and a value", ".inputs"),
        ({"inputs": [{"name": "x", "value": "1"}] * 21}, "At most 20", ".inputs"),
        ({"inputs": "x"}, "nothing else", ".inputs"),
        ({"more": "x"}, "nothing else", ""),
        ({"result": 5}, "nothing else", ".result"),
        ({"unit": "x" * 101}, "too long", ".unit"),
        ({"inputs": [{"name": "x" * 201, "value": "1"}]}, "too long", ".inputs"),
    ],
)
def test_what_is_missing_or_odd_is_said(wrong: dict[str, Any], words: str, part: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        checked({**RISE, **wrong})
    assert words in refusal.value.detail
    assert set(refusal.value.extra["errors"]) == {f"calculation{part}"}


@pytest.mark.parametrize(
    ("result", "agrees"),
    [("5.9", True), ("5.88", True), ("6", True), ("5.8", False), ("−5.9", False)],
)
def test_a_result_agrees_as_exactly_as_it_is_written(result: str, agrees: bool) -> None:
    found = check({**RISE, "result": result})
    assert found is not None
    assert (found.value, found.agrees) == ("5.878089", agrees)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("411,870", "411870"), ("1 000 000.5", "1000000.5"), ("5.9 %", "5.9"), ("−3", "-3"), ("+.5", "0.5"),
        ("12'000", "12000"), ("3,5", None), ("1e9", None), ("about 5", None), ("", None), ("1,00", None), ("9" * 41, None),
    ],
)  # fmt: skip
def test_numbers_are_read_only_where_they_are_sure(typed: str, value: str | None) -> None:
    assert number(typed) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "formula",
    [
        "", "1 +", "(1", "1)", "1 2", "A B", "AB", "Z", "1 ** 2", "2 ^ 3", "1 / 0", "1 / (A - A)", "__import__('os')",
        "A.real", "9" * 41, "(" * 21 + "1" + ")" * 21, "1" + "+1" * 120, "exec", "1,5", "C",
    ],
)  # fmt: skip
def test_what_is_no_formula_gives_nothing(formula: str) -> None:
    assert evaluated(formula, {"A": Decimal(3), "B": Decimal(4), "C": None}) is None


def test_a_formula_that_cannot_be_worked_out_is_no_refusal() -> None:
    made = checked({**RISE, "formula": "as the port does it"})
    assert check(made) is None
    assert check({**made, "formula": "A / B", "result": "about five"}) is None


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) × 4", 20),
        ("8 ÷ 2 : 2", 2),
        ("-a + b", 1),
        ("50% * 8", 4),
        ("10 − 2 − 3", 5),
    ],
)
def test_signs_bind_as_in_school(formula: str, value: int) -> None:
    assert evaluated(formula, {"A": Decimal(3), "B": Decimal(4)}) == value


expressions = st.recursive(
    st.integers(0, 999).map(lambda n: (str(n), Fraction(n))),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
        lambda t: (
            f"({t[0][0]} {t[1]} {t[2][0]})",
            {"+": t[0][1] + t[2][1], "-": t[0][1] - t[2][1], "*": t[0][1] * t[2][1]}[t[1]],
        )
    ),
    max_leaves=8,
)


@given(expressions)
def test_sums_and_products_are_exact(expression: tuple[str, Fraction]) -> None:
    formula, value = expression
    assert evaluated(formula, {}) == value.numerator


@given(st.text(st.sampled_from("0123456789.+-*/()% ABC×"), max_size=60))
def test_whatever_is_typed_ends(formula: str) -> None:
    values = dict.fromkeys(LETTERS, Decimal(2))
    found = evaluated(formula, values)
    assert found is None or isinstance(found, Decimal)
