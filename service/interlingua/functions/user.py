"""Functions of a mapping's own: a Python file beside it, whose decorated functions a mapping can call.

    from interlingua.functions.user import function

    NAMESPACE = "https://data.example.org/functions/"

    @function
    def initials(name: str) -> str:
        "The first letters of a name."
        return "".join(word[0] for word in name.split())

Parameters and results are typed by their annotations: str, int, float, Decimal, bool, date, datetime, and
list[...] of them; `| None` says that a value may be missing, else the function is not called without it.
Several results are a NamedTuple. The file is program code: it runs only where a person allowed it.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, overload

from interlingua.errors import MappingError, Place
from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Function, Output, Parameter, Returns
from interlingua.functions.usertypes import Hint, hint_of, to_python, to_text

_MARK = "__interlingua_function__"
_NAMESPACE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*[/#]")

F = TypeVar("F", bound=Callable[..., Any])


class Refused(ValueFault):
    """What a function raises to refuse a value with its own sentence, which must not hold the value."""

    __slots__ = ()

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__("IL-R002", message, hint=hint)


@dataclass(frozen=True, slots=True)
class _Options:
    name: str | None
    names: Mapping[str, str]
    injective: bool


@overload
def function(call: F) -> F: ...


@overload
def function(
    *, name: str | None = None, names: Mapping[str, str] | None = None, injective: bool = False
) -> Callable[[F], F]: ...


def function(
    call: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    names: Mapping[str, str] | None = None,
    injective: bool = False,
) -> Any:
    """Make a Python function one that mappings can call.

    `name` is its name in the namespace (else Python's own); `names` those of parameters and results,
    each a local name or a whole IRI; `injective` says that different arguments give different results.
    """

    def mark(one: Callable[..., Any]) -> Callable[..., Any]:
        setattr(one, _MARK, _Options(name, dict(names or {}), injective))
        return one

    return mark if call is None else mark(call)


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """The functions of one file. In another process it is read again."""

    path: Path
    functions: tuple[Function, ...]
    content: bytes

    def __reduce__(self) -> tuple[Any, ...]:
        return load_library, (self.path,)


def load_library(path: Path) -> Library:
    """Run a file of functions. Raises MappingError IL-M022 at the line at fault."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _fault(path, None, f"The file of functions cannot be read: {error.strerror}.") from error
    module = ModuleType(f"interlingua_user_{path.stem}")
    module.__file__ = str(path)
    try:
        exec(compile(content, str(path), "exec"), module.__dict__)  # noqa: S102  a person allowed it
    except SyntaxError as error:
        raise _fault(path, error.lineno, f"The functions are not Python: {error.msg}.") from error
    except (Exception, SystemExit) as error:
        raise _fault(path, _line(error, path), f"The functions cannot be loaded: {error}.") from error
    namespace = getattr(module, "NAMESPACE", None)
    if not isinstance(namespace, str) or _NAMESPACE.fullmatch(namespace) is None:
        raise _fault(
            path,
            1,
            "The file of functions does not say their namespace.",
            'NAMESPACE = "https://data.example.org/functions/", an IRI that ends in / or #.',
        )
    found = [one for one in vars(module).values() if inspect.isfunction(one) and hasattr(one, _MARK)]
    if not found:
        raise _fault(path, 1, "The file has no function.", "Write @function above each.")
    return Library(path, tuple(_described(one, namespace, path) for one in found), content)


def _line(error: BaseException, path: Path) -> int | None:
    """The line of the file in which an error arose."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _fault(path: Path, line: int | None, message: str, hint: str | None = None) -> MappingError:
    return MappingError("IL-M022", message, place=Place(file=str(path), line=line or 1), hint=hint)


def _described(call: Callable[..., Any], namespace: str, path: Path) -> Function:
    options: _Options = getattr(call, _MARK)
    line = call.__code__.co_firstlineno

    def iri(name: str) -> str:
        written = options.names.get(name, name)
        return written if ":" in written else namespace + written

    try:
        hints = typing.get_type_hints(call)
        given = {
            name: (one, hint_of(hints.get(name, str)))
            for name, one in inspect.signature(call).parameters.items()
        }
        outputs, result = _results(hints.get("return", str), iri)
    except (NameError, TypeError, ValueError) as error:
        raise _fault(
            path,
            line,
            f"The types of the function {call.__name__!r} cannot be used: {error}.",
            "Use str, int, float, Decimal, bool, date, datetime, list[...] of them, and `| None`.",
        ) from error
    parameters = []
    for name, (one, hint) in given.items():
        if one.kind not in (one.POSITIONAL_OR_KEYWORD, one.POSITIONAL_ONLY):
            raise _fault(path, line, f"The parameter {name!r} of {call.__name__!r} has no place of its own.")
        required = one.default is one.empty
        parameters.append(
            Parameter(
                _local(iri(name)), required=required, kind="list" if hint.many else "text", iri=iri(name)
            )
        )
    own = options.name or call.__name__
    returns: Returns = "list" if result.many else "boolean" if result.of is bool and not outputs else "text"
    bound = _bound(call, own, tuple(given.values()), tuple(one for one, _ in outputs), result)
    summary = (inspect.getdoc(call) or "").partition("\n")[0]
    return Function(
        own if ":" in own else namespace + own,
        tuple(parameters),
        summary,
        lambda _constants: bound,
        returns,
        None if outputs else result.datatype,
        options.injective,
        outputs=tuple(output for _, output in outputs),
    )


def _local(iri: str) -> str:
    """What stands behind the namespace."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def _results(annotation: Any, iri: Callable[[str], str]) -> tuple[list[tuple[Hint, Output]], Hint]:
    """Several results, where a NamedTuple names them; else the one."""
    fields = getattr(annotation, "_fields", None)
    if fields is None:
        return [], hint_of(annotation)
    hints = {name: hint_of(one) for name, one in typing.get_type_hints(annotation).items()}
    if any(hint.many for hint in hints.values()):
        raise TypeError("a list cannot be one of several results")
    return [
        (hints[name], Output(_local(iri(name)), iri(name), hints[name].datatype)) for name in fields
    ], Hint(str)


def _bound(
    call: Callable[..., Any],
    name: str,
    given: tuple[tuple[inspect.Parameter, Hint], ...],
    outputs: tuple[Hint, ...],
    result: Hint,
) -> Bound:
    """The callable of texts. Whatever goes wrong inside becomes a fault of the record, without the value."""

    def bound(*texts: Any) -> Any:
        arguments = []
        for text, (parameter, hint) in zip(texts, given, strict=True):
            value = to_python(text, hint, parameter.name)
            if value is None and not hint.optional:
                if parameter.default is parameter.empty:
                    return None
                value = parameter.default
            arguments.append(value)
        try:
            got = call(*arguments)
        except ValueFault:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001  whatever it is, it costs the record only
            failed = f"The function {name!r} failed with {type(error).__name__}."
            raise ValueFault("IL-R015", failed) from None
        if got is None:
            return None
        if outputs:
            if not isinstance(got, tuple) or len(got) != len(outputs):
                raise ValueFault("IL-R015", f"The function {name!r} did not give its {len(outputs)} results.")
            return tuple(to_text(one, hint, name) for one, hint in zip(got, outputs, strict=True))
        return to_text(got, result, name)

    return bound
