"""A calculation of the desk's own: what goes in, how it is reckoned, and what comes out.

It is an object `{words, formula, inputs: [{name, value, unit, source, evidence}], result, unit}`. The formula is
optional; it knows numbers, the letters of the inputs (A is the first), `+ - * /`, parentheses and percent. It is worked
out with decimal numbers and compared with the result; that they differ is a warning and never a refusal.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import Any, Final

from annotations.domain.errors import InvalidError
from annotations.domain.text import clean, one_line
from annotations.domain.wording import gettext_noop

MOST_INPUTS: Final = 20
MOST_TOKENS: Final = 200
DEEPEST: Final = 20
DIGITS: Final = 40
LENGTHS: Final = {"words": 2000, "formula": 500, "result": 100, "unit": 100}
INPUT_LENGTHS: Final = {"name": 200, "value": 100, "unit": 100, "source": 500, "evidence": 36}
LETTERS: Final = "ABCDEFGHIJKLMNOPQRST"

NO_INPUT: Final = gettext_noop("Name at least one number that goes in, with its value.")
NO_RESULT: Final = gettext_noop("Say what comes out.")
NO_WAY: Final = gettext_noop("Say how it is reckoned, in words or as a formula.")
NO_VALUE: Final = gettext_noop("Each number that goes in has a name and a value.")
TOO_MANY: Final = gettext_noop("At most 20 numbers go in. Split the calculation.")
TOO_LONG: Final = gettext_noop("One of these texts is too long. Say it shorter.")
ODD_SHAPE: Final = gettext_noop(
    "A calculation has words, a formula, inputs, a result and a unit, and nothing else."
)

_NUMBER: Final = re.compile(
    r"[+\-−]?\d{1,3}(?:[,\u00a0\u2009\u202f' ]\d{3})+(?:\.\d+)?|[+\-−]?\d+(?:\.\d+)?|[+\-−]?\.\d+"
)
_TOKEN: Final = re.compile(r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|([A-Ta-t])(?![A-Za-z])|([-+*/()%−×÷·:]))")
_SIGNS: Final = {"−": "-", "×": "*", "·": "*", "÷": "/", ":": "/"}


@dataclass(frozen=True, slots=True)
class Check:
    """What the formula gives, and whether the result agrees with it, as exactly as the result is written."""

    value: str
    agrees: bool


def checked(calculation: Mapping[str, Any]) -> dict[str, Any]:
    """The calculation in its one form; {} for nothing. Raises InvalidError and says which part is missing."""
    if not calculation:
        return {}
    if set(calculation) - {*LENGTHS, "inputs"}:
        raise _refused(ODD_SHAPE)
    given = calculation.get("inputs") or []
    if not isinstance(given, list) or len(given) > MOST_INPUTS:
        raise _refused(TOO_MANY if isinstance(given, list) else ODD_SHAPE, "inputs")
    inputs = [_input(entry) for entry in given]
    texts = _texts(calculation, LENGTHS)
    if not inputs:
        raise _refused(NO_INPUT, "inputs")
    if not texts["result"]:
        raise _refused(NO_RESULT, "result")
    if not texts["words"] and not texts["formula"]:
        raise _refused(NO_WAY, "words")
    return {**texts, "inputs": inputs}


def _input(entry: Any) -> dict[str, str]:
    if not isinstance(entry, Mapping) or set(entry) - set(INPUT_LENGTHS):
        raise _refused(ODD_SHAPE, "inputs")
    made = _texts(entry, INPUT_LENGTHS, "inputs")
    if not made["name"] or not made["value"]:
        raise _refused(NO_VALUE, "inputs")
    return made


def _texts(given: Mapping[str, Any], lengths: Mapping[str, int], part: str = "") -> dict[str, str]:
    made = {}
    for name, most in lengths.items():
        value = given.get(name)
        if value is not None and not isinstance(value, str):
            raise _refused(ODD_SHAPE, part or name)
        made[name] = (clean if name == "words" else one_line)(value or "").strip()
        if len(made[name]) > most:
            raise _refused(TOO_LONG, part or name)
    return made


def _refused(sentence: str, part: str = "") -> InvalidError:
    """The refusal, by the dotted name of the part that is wrong."""
    field = f"calculation.{part}" if part else "calculation"
    return InvalidError(sentence, errors={field: [sentence]})


def check(calculation: Mapping[str, Any]) -> Check | None:
    """The formula worked out; None where there is none, or it or its numbers cannot be read."""
    formula = str(calculation.get("formula") or "")
    stated = number(str(calculation.get("result") or ""))
    if not formula or stated is None:
        return None
    inputs: Sequence[Mapping[str, Any]] = calculation.get("inputs") or []
    values = {
        letter: number(str(entry.get("value") or ""))
        for letter, entry in zip(LETTERS, inputs, strict=False)
    }
    found = evaluated(formula, values)
    if found is None:
        return None
    with localcontext(_context()):
        shown = +found
        # 5.9 stands for anything from 5.85 to 5.95.
        slack = Decimal(1).scaleb(int(stated.as_tuple().exponent)) / 2
        return Check(_written(shown), abs(shown - stated) <= slack)


def number(words: str) -> Decimal | None:
    """A number as people write it: “411,870”, “5.9 %”, “−3”. None where it is not sure what is meant.

    A point parts decimals; commas, spaces and apostrophes part thousands. “3,5” is none.
    """
    words = words.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(words) or sum(sign.isdigit() for sign in words) > DIGITS:
        return None
    return Decimal(re.sub(r"[^\d.+\-]", "", words.replace("−", "-")))


def evaluated(formula: str, values: Mapping[str, Decimal | None]) -> Decimal | None:
    """What the formula gives, or None: not readable, a letter without a number, nothing to divide by, too long."""
    try:
        with localcontext(_context()):
            return _Reader(list(_tokens(formula)), values).whole()
    except (ValueError, InvalidOperation, DivisionByZero, Overflow):
        return None


def _context() -> Context:
    return Context(prec=2 * DIGITS, Emax=10_000, Emin=-10_000)


def _written(value: Decimal) -> str:
    """At most six decimals, without zeros at the end."""
    text = f"{value:.6f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _tokens(formula: str) -> Iterator[str]:
    at, count = 0, 0
    formula = formula.rstrip()
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        count += 1
        if not found or count > MOST_TOKENS:
            raise ValueError
        at = found.end()
        digits, letter, sign = found.groups()
        if digits and len(digits) > DIGITS:
            raise ValueError
        yield digits or (letter and letter.upper()) or _SIGNS.get(sign, sign)


class _Reader:
    """Reads sums of products of signed numbers, from left to right."""

    def __init__(self, tokens: list[str], values: Mapping[str, Decimal | None]) -> None:
        self.tokens, self.values, self.at, self.depth = tokens, values, 0, 0

    def whole(self) -> Decimal:
        found = self._sum()
        if self.at != len(self.tokens):
            raise ValueError
        return found

    def _next(self, *signs: str) -> str:
        """The next token, taken, if it is one of these; "" if not."""
        if self.at < len(self.tokens) and self.tokens[self.at] in signs:
            self.at += 1
            return self.tokens[self.at - 1]
        return ""

    def _sum(self) -> Decimal:
        found = self._product()
        while sign := self._next("+", "-"):
            found = found + self._product() if sign == "+" else found - self._product()
        return found

    def _product(self) -> Decimal:
        found = self._signed()
        while sign := self._next("*", "/"):
            found = found * self._signed() if sign == "*" else found / self._signed()
        return found

    def _signed(self) -> Decimal:
        minus = False
        while sign := self._next("-", "+"):
            minus ^= sign == "-"
        found = self._atom()
        while self._next("%"):
            found /= 100
        return -found if minus else found

    def _atom(self) -> Decimal:
        if self._next("("):
            self.depth += 1
            if self.depth > DEEPEST:
                raise ValueError
            found = self._sum()
            if not self._next(")"):
                raise ValueError
            self.depth -= 1
            return found
        if self.at >= len(self.tokens):
            raise ValueError
        token = self.tokens[self.at]
        self.at += 1
        if token in LETTERS:
            value = self.values.get(token)
            if value is None:
                raise ValueError
            return value
        if not (token[0].isdigit() or token[0] == "."):
            raise ValueError
        return Decimal(token)
