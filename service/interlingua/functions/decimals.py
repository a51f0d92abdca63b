"""Arithmetic in decimals: what the source wrote is computed with, digit by digit, and never as a binary fraction.

Results are in the lexical form of xsd:decimal. 34 significant digits are kept (decimal128 of IEEE 754).
"""

from __future__ import annotations

import decimal
import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Final

from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

Text = str | None

_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?"
)
_CONTEXT: Final = decimal.Context(
    prec=34, Emax=999, Emin=-999, traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]
)
_WIDE: Final = decimal.Context(prec=1500, Emax=2000, Emin=-2000)
_MODES: Final = {
    "half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "half-down": ROUND_HALF_DOWN,
    "up": ROUND_CEILING, "down": ROUND_FLOOR,
}  # fmt: skip
_MOST_FACTORIAL: Final = 1000


def number(value: str) -> Decimal:
    """The number that a text is. Raises ValueFault IL-R002."""
    text = value.strip()
    if _NUMBER.fullmatch(text) is None:
        raise ValueFault(
            "IL-R002",
            "The value is not a number.",
            hint="il:number reads other points and groups of digits.",
        )
    return Decimal(text)


def whole(value: str) -> int:
    """The whole number that a text is. Raises ValueFault IL-R002."""
    found = number(value)
    if found != found.to_integral_value():
        raise ValueFault("IL-R002", "The value is not a whole number.")
    return int(found)


def is_number(value: Text) -> bool:
    """Whether the value is a number with `.` as its point."""
    return value is not None and _NUMBER.fullmatch(value.strip()) is not None


def written(value: Decimal) -> str:
    """The number without an exponent; zero has no sign."""
    return format(value if value else value.copy_abs(), "f")


def _computed(make: Callable[[], Decimal]) -> str:
    try:
        return written(make())
    except decimal.DivisionByZero:
        raise ValueFault("IL-R015", "The division is by zero.") from None
    except (decimal.InvalidOperation, decimal.Overflow):
        raise ValueFault("IL-R015", "The numbers have no such result.") from None


def checked(value: Text) -> Text:
    """The number as it is written."""
    return None if value is None else written(number(value))


def add(values: list[str]) -> Text:
    """The sum of the numbers that are there; of none, null."""
    if not values:
        return None
    total = Decimal(0)
    numbers = [number(one) for one in values]

    def summed() -> Decimal:
        nonlocal total
        for one in numbers:
            total = _CONTEXT.add(total, one)
        return total

    return _computed(summed)


def subtract(a: Text, b: Text) -> Text:
    """The first number without the second."""
    return None if a is None or b is None else _computed(lambda: _CONTEXT.subtract(number(a), number(b)))


def multiply(values: list[str]) -> Text:
    """The product of the numbers that are there; of none, null."""
    if not values:
        return None
    numbers = [number(one) for one in values]

    def product() -> Decimal:
        out = Decimal(1)
        for one in numbers:
            out = _CONTEXT.multiply(out, one)
        return out

    return _computed(product)


def divide(a: Text, b: Text) -> Text:
    """The first number divided by the second."""
    return None if a is None or b is None else _computed(lambda: _CONTEXT.divide(number(a), number(b)))


def quotient(a: Text, b: Text) -> Text:
    """How often the second number goes into the first, whole."""
    return None if a is None or b is None else _computed(lambda: _CONTEXT.divide_int(number(a), number(b)))


def modulo(a: Text, b: Text) -> Text:
    """What is left of the first number; of the sign of the second, as in mathematics."""
    if a is None or b is None:
        return None
    x, y = number(a), number(b)

    def rest() -> Decimal:
        left = _CONTEXT.remainder(x, y)
        return _CONTEXT.add(left, y) if left and (left < 0) != (y < 0) else left

    return _computed(rest)


def power(value: Text, exponent: Text) -> Text:
    """The number to the power of another."""
    if value is None or exponent is None:
        return None
    return _computed(lambda: _CONTEXT.power(number(value), number(exponent)))


def absolute(value: Text) -> Text:
    """The number without its sign."""
    return None if value is None else written(number(value).copy_abs())


def floor(value: Text) -> Text:
    """The largest whole number that is not above it."""
    return None if value is None else str(math.floor(number(value)))


def ceiling(value: Text) -> Text:
    """The smallest whole number that is not below it."""
    return None if value is None else str(math.ceil(number(value)))


def grel_round(value: Text) -> Text:
    """The nearest whole number; of two, the one nearer to positive infinity, as GREL's function says."""
    return None if value is None else str(math.floor(_WIDE.add(number(value), Decimal("0.5"))))


def bind_round(constants: Constants) -> Bound:
    """Rounded to `digits` behind the point (0), by `mode` (half-up: away from zero)."""
    digits = _small(constants, "digits", 0, 20)
    mode = (constants.get("mode") or ("half-up",))[0]
    if mode not in _MODES:
        raise ValueError(f"`mode` must be one of {', '.join(_MODES)}")
    unit = Decimal(1).scaleb(-digits)
    wide = decimal.Context(prec=1500, rounding=_MODES[mode])

    def rounded(value: Text) -> Text:
        return None if value is None else written(number(value).quantize(unit, context=wide))

    return rounded


def _small(constants: Constants, name: str, default: int, most: int) -> int:
    text = (constants.get(name) or (str(default),))[0]
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise ValueError(f"`{name}` must be a whole number up to {most}")
    return int(text)


def least(values: list[str]) -> Text:
    """The smallest of the numbers that are there."""
    return written(min(map(number, values))) if values else None


def greatest(values: list[str]) -> Text:
    """The largest of the numbers that are there."""
    return written(max(map(number, values))) if values else None


def average(values: list[str]) -> Text:
    """The mean of the numbers that are there."""
    total = add(values)
    return None if total is None else divide(total, str(len(values)))


def exponential(value: Text) -> Text:
    """e to the power of the number."""
    return None if value is None else _computed(lambda: _CONTEXT.exp(number(value)))


def natural_logarithm(value: Text) -> Text:
    """The logarithm to base e."""
    return None if value is None else _logarithm(value, _CONTEXT.ln)


def logarithm(value: Text) -> Text:
    """The logarithm to base 10."""
    return None if value is None else _logarithm(value, _CONTEXT.log10)


def _logarithm(value: str, log: Callable[[Decimal], Decimal]) -> str:
    found = number(value)
    if found <= 0:
        raise ValueFault("IL-R015", "Only a number above zero has a logarithm.")
    return _computed(lambda: log(found))


def even(value: Text) -> Text:
    """The number rounded away from zero to an even whole number."""
    return None if value is None else _away(number(value), 0)


def odd(value: Text) -> Text:
    """The number rounded away from zero to an odd whole number."""
    return None if value is None else _away(number(value), 1)


def _away(value: Decimal, rest: int) -> str:
    size = math.ceil(value.copy_abs())
    size += size % 2 != rest
    return str(-size if value < 0 else size)


def greatest_divisor(a: Text, b: Text) -> Text:
    """The greatest common divisor."""
    return None if a is None or b is None else str(math.gcd(whole(a), whole(b)))


def least_multiple(a: Text, b: Text) -> Text:
    """The least common multiple."""
    return None if a is None or b is None else str(math.lcm(whole(a), whole(b)))


def factorial(value: Text) -> Text:
    """The product of the whole numbers up to it; of 1,000 at most."""
    if value is None:
        return None
    found = whole(value)
    if not 0 <= found <= _MOST_FACTORIAL:
        raise ValueFault("IL-R015", f"A factorial is of a whole number from 0 to {_MOST_FACTORIAL}.")
    return str(math.factorial(found))


def combinations(a: Text, b: Text) -> Text:
    """In how many ways the second number of things can be chosen of the first."""
    if a is None or b is None:
        return None
    n, k = whole(a), whole(b)
    if not (0 <= n <= _MOST_FACTORIAL and k >= 0):
        raise ValueFault("IL-R015", f"Combinations are of whole numbers from 0 to {_MOST_FACTORIAL}.")
    return str(math.comb(n, k))


def less(a: Text, b: Text) -> bool:
    """Whether both numbers are there and the first is smaller."""
    return a is not None and b is not None and number(a) < number(b)


def at_most(a: Text, b: Text) -> bool:
    """Whether both numbers are there and the first is not larger."""
    return a is not None and b is not None and number(a) <= number(b)


def greater(a: Text, b: Text) -> bool:
    """Whether both numbers are there and the first is larger."""
    return a is not None and b is not None and number(a) > number(b)


def at_least(a: Text, b: Text) -> bool:
    """Whether both numbers are there and the first is not smaller."""
    return a is not None and b is not None and number(a) >= number(b)


def same(a: Text, b: Text) -> bool:
    """Whether both numbers are there and equal: 1 and 1.0 are."""
    return a is not None and b is not None and number(a) == number(b)
