"""The types of user functions: from the texts of a record to Python's values, and back."""

from __future__ import annotations

import math
import re
import types
import typing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from interlingua.functions.faults import ValueFault
from interlingua.rdf.namespaces import XSD

_DATATYPES: Final = {
    str: None, int: XSD + "integer", float: XSD + "double", Decimal: XSD + "decimal", bool: XSD + "boolean",
    date: XSD + "date", datetime: XSD + "dateTime",
}  # fmt: skip
_NAMES: Final = {
    int: "a whole number", float: "a number", Decimal: "a number", bool: "true or false",
    date: "a date written YYYY-MM-DD", datetime: "a date and time written YYYY-MM-DDThh:mm:ss",
}  # fmt: skip
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,4000}")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Hint:
    """One annotation: the type of a value, whether there are many, whether it may be None."""

    of: type
    many: bool = False
    optional: bool = False

    @property
    def datatype(self) -> str | None:
        """The XSD datatype of its texts; None for xsd:string."""
        return _DATATYPES[self.of]


def hint_of(annotation: Any) -> Hint:
    """The hint that an annotation is. Raises TypeError for a type that no text becomes."""
    optional = False
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        parts = [one for one in typing.get_args(annotation) if one is not type(None)]
        if len(parts) != 1:
            raise TypeError(f"{annotation} is more than one type")
        annotation, optional = parts[0], True
    many = typing.get_origin(annotation) is list
    if many:
        (annotation,) = typing.get_args(annotation)
    if annotation not in _DATATYPES:
        raise TypeError(f"{getattr(annotation, '__name__', annotation)} is no type of a value")
    return Hint(annotation, many, optional)


def to_python(text: Any, hint: Hint, name: str) -> Any:
    """The Python value of a parameter. Raises ValueFault IL-R002."""
    if hint.many:
        return [_value(str(one), hint.of, name) for one in text or ()]
    return None if text is None else _value(str(text), hint.of, name)


def _value(text: str, of: type, name: str) -> Any:
    if of is str:
        return text
    word = text.strip()
    try:
        if of is bool:
            return _BOOLEANS[word.lower()]
        if of is int and _WHOLE.fullmatch(word) is None:
            raise ValueError
        return of.fromisoformat(word) if of in (date, datetime) else of(word)
    except (ValueError, KeyError, InvalidOperation):
        raise ValueFault("IL-R002", f"The value for {name!r} is not {_NAMES[of]}.") from None


def to_text(value: Any, hint: Hint, name: str) -> Any:
    """The text of a result, or a list of them. Raises ValueFault IL-R015 for what the annotation did not say."""
    if not hint.many:
        return None if value is None else _text(value, hint.of, name)
    if not isinstance(value, list | tuple):
        raise ValueFault("IL-R015", f"The function {name!r} gave {type(value).__name__}, not a list.")
    texts = [_text(one, hint.of, name) for one in value if one is not None]
    return [str(one).lower() for one in texts] if hint.of is bool else texts


def _text(given: Any, of: type, name: str) -> Any:
    value: Any = float(given) if of is float and type(given) is int else given
    if not issubclass(type(value), of) or (type(value) is bool and of is not bool):
        raise ValueFault("IL-R015", f"The function {name!r} gave {type(value).__name__}, not {of.__name__}.")
    if of is str:
        if _SURROGATE.search(value):
            raise ValueFault("IL-R015", f"The function {name!r} gave a text that is no Unicode text.")
        return str(value)
    if of is bool:
        return value
    if of is float:
        return (
            float.__repr__(value)
            if math.isfinite(value)
            else {math.inf: "INF", -math.inf: "-INF"}.get(value, "NaN")
        )
    if of is Decimal:
        if not value.is_finite() or abs(value.adjusted()) > 1000:
            raise ValueFault("IL-R015", f"The function {name!r} gave a number that is no decimal.")
        return format(Decimal(value), "f")
    if of is int:
        return _integer(value, name)
    return datetime.isoformat(value) if of is datetime else _day(value)


def _integer(value: int, name: str) -> str:
    if value.bit_length() > 13000:
        raise ValueFault("IL-R015", f"The function {name!r} gave a number that is too large.")
    return int.__repr__(value)


def _day(value: Any) -> str:
    """A datetime is a date, too: as one it has no time."""
    return date.isoformat(value.date() if isinstance(value, datetime) else value)
