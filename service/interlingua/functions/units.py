"""Units and periods, by named constants.

Units: the International System and, exactly by definition, the international yard and pound agreement of
1959. Periods: so many to a year; a sum for one period becomes that for another by the ratio of their counts.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Final

from interlingua.functions.decimals import number, written
from interlingua.functions.signature import Bound, Constants

Text = str | None

_EXACT: Final = Context(prec=34)
UNITS: Final[dict[str, dict[str, str]]] = {
    "length": {"mm": "0.001", "cm": "0.01", "m": "1", "km": "1000", "in": "0.0254", "ft": "0.3048", "yd": "0.9144", "mi": "1609.344"},
    "area": {"cm2": "0.0001", "m2": "1", "are": "100", "ha": "10000", "km2": "1000000", "ft2": "0.09290304", "acre": "4046.8564224"},
    "mass": {"mg": "0.000001", "g": "0.001", "kg": "1", "t": "1000", "oz": "0.028349523125", "lb": "0.45359237"},
    "volume": {"ml": "0.001", "l": "1", "m3": "1000"},
    "duration": {"s": "1", "min": "60", "h": "3600", "d": "86400", "wk": "604800"},
    "temperature": {"C": "1", "F": "1", "K": "1"},
}  # fmt: skip
"""By quantity, each unit in terms of one of them."""
PERIODS: Final[dict[str, str]] = {
    "daily": "365", "weekly": "52", "fortnightly": "26", "semimonthly": "24", "monthly": "12", "bimonthly": "6",
    "quarterly": "4", "four-monthly": "3", "half-yearly": "2", "yearly": "1",
}  # fmt: skip
"""How many of each make a year. `bimonthly` is every two months, `semimonthly` twice a month."""


def _quantity(unit: str) -> str:
    for quantity, units in UNITS.items():
        if unit in units:
            return quantity
    known = "; ".join(f"{quantity}: {' '.join(units)}" for quantity, units in UNITS.items())
    raise ValueError(f"the unit {unit!r} is not known ({known})")


def bind_convert(constants: Constants) -> Bound:
    """A quantity in another unit."""
    source, target = constants["from"][0], constants["to"][0]
    quantity = _quantity(source)
    if _quantity(target) != quantity:
        raise ValueError(f"{source!r} is a {quantity}, {target!r} a {_quantity(target)}")
    if quantity == "temperature":
        return lambda value: None if value is None else written(_temperature(number(value), source, target))
    units = UNITS[quantity]
    return _scaled(Decimal(units[source]), Decimal(units[target]))


def bind_per_period(constants: Constants) -> Bound:
    """A sum for each period as one for each other period."""
    counts = []
    for name in ("from", "to"):
        period = constants[name][0]
        if period not in PERIODS:
            raise ValueError(f"the period {period!r} is not known: one of {', '.join(PERIODS)}")
        counts.append(Decimal(PERIODS[period]))
    return _scaled(*counts)


def _scaled(times: Decimal, by: Decimal) -> Bound:
    def scaled(value: Text) -> Text:
        if value is None:
            return None
        made = _EXACT.divide(_EXACT.multiply(number(value), times), by)
        return written(_shortened(made))

    return scaled


def _shortened(value: Decimal) -> Decimal:
    """Without zeros at the end of its fraction."""
    short = value.normalize(_EXACT)
    exponent = short.as_tuple().exponent
    return (
        short.quantize(Decimal(1), context=Context(prec=1100))
        if isinstance(exponent, int) and exponent > 0
        else short
    )


def _temperature(value: Decimal, source: str, target: str) -> Decimal:
    kelvin = {
        "K": value,
        "C": _EXACT.add(value, Decimal("273.15")),
        "F": _EXACT.divide(_EXACT.multiply(_EXACT.add(value, Decimal("459.67")), Decimal(5)), Decimal(9)),
    }[source]
    made = {
        "K": kelvin,
        "C": _EXACT.subtract(kelvin, Decimal("273.15")),
        "F": _EXACT.subtract(
            _EXACT.divide(_EXACT.multiply(kelvin, Decimal(9)), Decimal(5)), Decimal("459.67")
        ),
    }[target]
    return _shortened(Decimal(round(made, 10)))
