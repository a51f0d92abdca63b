"""Documents read as they are written: functions by their own names, unchecked, for `mapping convert`.

A conversion must keep what it does not know (`ex:myFunction`) and must not put our name in the place of
another vocabulary's (`grel:toUpperCase`), so that the document still runs where it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from interlingua.functions import GREL, IDLAB, Function, Parameter

_AS_WRITTEN: ContextVar[bool] = ContextVar("as_written", default=False)
_BARE = {"equal": IDLAB + "equal", "notEqual": IDLAB + "notEqual"}
"""The functions that YARRRML knows without a prefix; `str1` and `str2` are their parameters."""
_PARAMETERS = {"str1": GREL + "valueParameter", "str2": GREL + "valueParameter2"}


@contextmanager
def reading(as_written: bool) -> Iterator[None]:
    """A block in which documents are read as they are written, or not."""
    token = _AS_WRITTEN.set(as_written)
    try:
        yield
    finally:
        _AS_WRITTEN.reset(token)


def as_written() -> bool:
    """Whether names stay as they are."""
    return _AS_WRITTEN.get()


def function(iri: str) -> Function:
    """A function of which nothing is known."""
    return Function(iri, (), "", None, returns="boolean")


def parameter(iri: str) -> Parameter:
    """A parameter of such a function."""
    return Parameter(iri, required=False, repeatable=True, iri=iri)


def bare_function(name: str) -> str | None:
    """The IRI of a function that YARRRML itself names without a prefix."""
    return _BARE.get(name)


def bare_parameter(function_iri: str, name: str) -> str | None:
    """The IRI of its parameter."""
    return _PARAMETERS.get(name) if function_iri in _BARE.values() else None
