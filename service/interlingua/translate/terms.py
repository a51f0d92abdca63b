"""Term maps: from a value to the text of an RDF term (https://w3id.org/rml/core/spec, term maps)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from interlingua.errors import MappingError, Place
from interlingua.functions import lookup
from interlingua.plan.model import FRESH, bare
from interlingua.rdf.namespaces import XSD
from interlingua.rml.model import Constant, Expression, FunctionCall, Reference, Template, TermMap
from interlingua.translate.gathers import Tell, opened_gather
from interlingua.translate.pool import Piece, Var
from interlingua.translate.text import is_iri, is_language, literal, unsafe
from interlingua.translate.values import value_of
from interlingua.translate.writer import Val, Writer

Position = Literal["subject", "predicate", "object", "graph"]
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(slots=True)
class Term:
    """A term inside the loops that its many-valued parts need.

    `guards` must hold for it to exist; `lexical` is an expression of its value as text; `constant` is
    the whole term where the mapping fixes it; `tests` are the values that the guards are about.
    """

    kind: Literal["iri", "literal", "blank"]
    pieces: list[Piece]
    guards: list[str] = field(default_factory=list)
    references: tuple[Reference, ...] = ()
    lexical: str | None = None
    constant: str | None = None
    datatype: str | None = None
    language: str | None = None
    natural: bool = False
    value: Val | None = None
    looped: bool = False
    dynamic: bool = False
    """Kind, datatype or language is known only at run time."""
    place: Place | None = None
    targets: tuple[int, ...] = ()
    """The numbers of the targets that statements with this term go to."""
    scoped: bool = False
    """A blank node that has another label in each named graph (the name of a collection)."""

    @property
    def always(self) -> bool:
        """Whether every iteration makes it."""
        return not self.guards and not self.looped


def term_type(tm: TermMap, position: Position) -> str:
    """The term type, RML's default for the position where none is written."""
    if tm.term_type is not None:
        return tm.term_type
    expression = tm.expression
    if isinstance(expression, Constant):
        return expression.kind
    if position != "object":
        return "iri"
    if tm.language is not None or tm.datatype is not None:
        return "literal"
    if isinstance(expression, Template):
        return "iri"
    if isinstance(expression, FunctionCall):
        return "iri" if _makes_iri(expression) else "literal"
    return "literal"


def _makes_iri(call: FunctionCall) -> bool:
    function = lookup(call.function)
    if function is None:
        return False
    if function.returns == "argument":
        branches = [
            value
            for name, value in call.arguments
            if (p := function.parameter(name)) is not None and p.name in ("then", "else")
        ]
        return bool(branches) and all(
            (isinstance(b, FunctionCall) and _makes_iri(b)) or (isinstance(b, Constant) and b.kind == "iri")
            for b in branches
        )
    return function.returns == "iri"


@contextmanager
def opened(w: Writer, tm: TermMap, position: Position, base: str, tell: Tell | None = None) -> Iterator[Term]:
    """The term; the lines written inside stand in its loops.

    `tell` says what a collection holds, where the term is the first node of one.
    """
    if tm.gather is not None:
        with opened_gather(w, tm, position, base, tell) as term:
            yield term
        return
    with _opened(w, tm, position, base) as term:
        term.targets = w.targets_of(tm)
        yield term


@contextmanager
def _opened(w: Writer, tm: TermMap, position: Position, base: str) -> Iterator[Term]:
    kind = term_type(tm, position)
    if position != "object" and kind == "literal":
        raise MappingError("IL-M010", f"A {position} cannot be a literal.", place=tm.place)
    if position in ("predicate", "graph") and kind == "blank" and position == "predicate":
        raise MappingError("IL-M010", "A predicate cannot be a blank node.", place=tm.place)
    expression = tm.expression
    fixed = isinstance(expression, Constant) and tm.datatype is None and tm.language is None
    if (
        fixed
        and isinstance(expression, Constant)
        and (kind != "blank" or expression.value.strip(FRESH) == expression.value != "")
    ):
        yield replace(_constant(expression, kind, base, tm.place), place=tm.place)
        return
    values = {bare(part): value_of(w, part) for part in _parts(expression)}
    extra = {
        name: value_of(w, part)
        for name, part in (("datatype", tm.datatype), ("language", tm.language))
        if part is not None and not isinstance(part, Constant | Template)
    }
    for part in (tm.datatype, tm.language):
        if isinstance(part, Template):
            values |= {bare(ref): value_of(w, ref) for ref in _parts(part)}
    lists = {val.name: val for val in (*values.values(), *extra.values()) if val.many}
    if not lists:
        yield _term(w, tm, kind, values, extra, base)
        return
    inner = {name: w.fresh("w") for name in lists}
    if len(lists) == 1:
        ((name, variable),) = inner.items()
        header = f"for {variable} in {name}"
    else:
        header = f"for {', '.join(inner.values())} in product({', '.join(inner)})"
    one = {name: replace(val, name=inner[name], many=False, nullable=False) for name, val in lists.items()}
    values = {key: one.get(val.name, val) for key, val in values.items()}
    extra = {key: one.get(val.name, val) for key, val in extra.items()}
    with w.scope(header):
        made = _term(w, tm, kind, values, extra, base)
        made.looped = True
        yield made


def _parts(expression: Expression) -> tuple[Expression, ...]:
    if isinstance(expression, Template):
        return tuple(part for part in expression.parts if isinstance(part, Reference))
    return () if isinstance(expression, Constant) else (expression,)


def _constant(constant: Constant, kind: str, base: str, place: Place | None) -> Term:
    if kind == "literal":
        language, datatype = constant.language, constant.datatype
        text = literal(constant.value, datatype, language)
        return Term("literal", [text], constant=text, datatype=datatype, language=language)
    if kind == "blank":
        from interlingua.translate.text import label

        text = "_:" + label(constant.value)
        return Term("blank", [text], constant=text)
    iri = constant.value if _SCHEME.match(constant.value) else base + constant.value
    strange = kind in ("uri", "unsafe-uri") and not iri.isascii()
    if strange or (kind not in ("unsafe-iri", "unsafe-uri") and not is_iri(iri)):
        raise MappingError("IL-M012", f"{constant.value!r} is not a valid IRI.", place=place)
    return Term("iri", [f"<{unsafe(iri)}>"], constant=f"<{iri}>")


def _term(
    w: Writer, tm: TermMap, kind: str, values: dict[Expression, Val], extra: dict[str, Val], base: str
) -> Term:
    if kind == "unsafe-uri":  # as it is, but a URI is ASCII (RFC 3986)
        values, kind = {part: _ascii(w, tm, val) for part, val in values.items()}, "unsafe-iri"
    guards = [test for val in (*values.values(), *extra.values()) if (test := w.null_test(val))]
    held = tuple(dict.fromkeys(r for val in (*values.values(), *extra.values()) for r in val.references))
    if kind == "literal":
        made = _literal(w, tm, values, extra, base)
    elif kind == "blank":
        made = _blank(w, tm, values)
    else:
        made = _iri(w, tm, kind, values, base)
    made.guards = list(dict.fromkeys(guards + made.guards))
    made.references = held
    made.place = tm.place
    return made


def _iri(w: Writer, tm: TermMap, kind: str, values: dict[Expression, Val], base: str) -> Term:
    expression = tm.expression
    if isinstance(expression, Template):
        return _iri_template(w, expression, kind, values, base, tm.place)
    val = next(iter(values.values()))
    if val.kind == "iri":
        if val.kept:
            return Term("iri", [Var(val.name, "kept_term")], lexical=val.name, value=val, dynamic=True)
        return Term("iri", ["<", Var(val.name), ">"], lexical=val.name, value=val)
    name = w.fresh("r")
    text = f"word({val.name})" if val.kind == "bool" else val.name
    test = w.null_test(val)
    base_name = w.pool.constant(base)
    if kind == "unsafe-iri":
        call = f"unsafe_absolute({text}, {base_name})"
        w.body.line(f"{name} = {call} if {test} else None" if test else f"{name} = {call}")
    else:
        call = f"{'uri' if kind == 'uri' else 'iri'}_reference({text}, {base_name})"
        w.body.line(f"{name} = {call} if {test} else None" if test else f"{name} = {call}")
        fault = w.fault("IL-R009", "The value is not a valid IRI.", tm.place, val.references)
        bad = f"{name} is None and {test}" if test else f"{name} is None"
        w.body.line(f"if {bad}: F.append(({fault}, {text}, None, i))")
    return Term("iri", ["<", Var(name), ">"], [name], lexical=name, value=val)


def _ascii(w: Writer, tm: TermMap, val: Val) -> Val:
    """A value of ASCII alone; None, and a fault, where it is not."""
    name = w.fresh("r")
    text = f"word({val.name})" if val.kind == "bool" else val.name
    test = w.null_test(val)
    w.body.line(f"{name} = {text} if {test} else None" if test else f"{name} = {text}")
    fault = w.fault("IL-R009", "The value is not a valid URI.", tm.place, val.references)
    w.body.line(
        f"if {name} is not None and not {name}.isascii(): {name} = F.append(({fault}, {name}, None, i))"
    )
    return Val(name, "text", references=val.references)


def _iri_template(
    w: Writer, template: Template, kind: str, values: dict[Expression, Val], base: str, place: Place | None
) -> Term:
    first = template.parts[0] if template.parts else ""
    absolute = isinstance(first, str) and _SCHEME.match(first) is not None
    fixed = "".join(part for part in template.parts if isinstance(part, str))
    if kind != "unsafe-iri" and not is_iri((fixed if absolute else base + fixed) + "x"):
        raise MappingError("IL-M012", "The template makes no valid IRI.", place=place)
    call = {"iri": "iri_safe", "uri": "uri_safe", "unsafe-iri": "unsafe"}[kind]
    pieces: list[Piece] = []
    for part in template.parts:
        if isinstance(part, str):
            pieces.append(unsafe(part) if kind == "unsafe-iri" else part)
        else:
            pieces.append(_encoded(w, values[bare(part)], call))
    if not absolute and kind == "unsafe-iri" and not isinstance(first, str):
        name = w.fresh("r")
        raw: list[Piece] = [p if isinstance(p, str) else Var(values[bare(p)].name) for p in template.parts]
        tests = [test for val in values.values() if (test := w.null_test(val))]
        whole = f"unsafe_absolute({w.body.joined(raw)}, {w.pool.constant(base)})"
        w.body.line(f"{name} = {whole} if {' and '.join(tests)} else None" if tests else f"{name} = {whole}")
        return Term("iri", ["<", Var(name), ">"], lexical=name)
    if not absolute:
        pieces.insert(0, base)
    return Term("iri", ["<", *pieces, ">"])


def _encoded(w: Writer, val: Val, call: str) -> Piece:
    """A template's value, encoded once a scope."""
    key = ("encoded", val.name, call)
    name: str | None = w.known(key)
    if name is None:
        name = w.fresh("s")
        text = f"word({val.name})" if val.kind == "bool" else val.name
        test = w.null_test(val)
        w.body.line(f"{name} = {call}({text}) if {test} else ''" if test else f"{name} = {call}({text})")
        w.remember(key, name)
    return Var(name)


def _literal(w: Writer, tm: TermMap, values: dict[Expression, Val], extra: dict[str, Val], base: str) -> Term:
    expression = tm.expression
    natural, lexical, value = False, None, None
    if isinstance(expression, Constant):
        inside: list[Piece] = [literal(expression.value)[1:-1]]
        lexical = w.pool.constant(expression.value)
    elif isinstance(expression, Template):
        inside = [
            literal(part)[1:-1] if isinstance(part, str) else _inside(w, values[bare(part)])
            for part in expression.parts
        ]
    else:
        value = values[bare(expression)]
        lexical = f"word({value.name})" if value.kind == "bool" else value.name
        natural = value.kind == "json" and tm.datatype is None and tm.language is None
        inside = [_inside(w, value)]
        if value.kind == "json" and not w.tabular and _is_double(tm):
            inside = [Var(value.name, "as_double")]
    if natural and value is not None:
        return Term(
            "literal", [Var(value.name, "natural")], lexical=lexical, natural=True, value=value, dynamic=True
        )
    made = Term("literal", [], lexical=lexical, value=value)
    end = _suffix(w, tm, values, extra, made, base)
    made.pieces = ['"', *inside, *end]
    if lexical is None and isinstance(expression, Template):
        made.lexical = None
    return made


def _is_double(tm: TermMap) -> bool:
    return isinstance(tm.datatype, Constant) and tm.datatype.value == XSD + "double"


def _inside(w: Writer, val: Val) -> Piece:
    if val.kind == "bool":
        return Var(val.name, "word")
    if val.kind == "cell" and w.plain:
        return Var(val.name)
    if val.datatype in (XSD + "date", XSD + "dateTime", XSD + "decimal", XSD + "integer"):
        return Var(val.name)  # the function's own digits
    return Var(val.name, "esc")


def _suffix(
    w: Writer, tm: TermMap, values: dict[Expression, Val], extra: dict[str, Val], made: Term, base: str
) -> list[Piece]:
    if tm.language is not None:
        if isinstance(tm.language, Constant):
            tag = tm.language.value
            if not is_language(tag):
                raise MappingError("IL-M010", f"{tag!r} is not a language tag.", place=tm.place)
            made.language = tag
            return ['"@' + tag]
        made.dynamic = True
        name = _checked(w, tm.language, values, extra.get("language"), "is_language", tm, base)
        made.guards.append(name)
        return ['"@', Var(name)]
    if tm.datatype is None:
        return ['"']
    if isinstance(tm.datatype, Constant):
        iri = tm.datatype.value if _SCHEME.match(tm.datatype.value) else base + tm.datatype.value
        if not is_iri(iri):
            raise MappingError("IL-M012", f"{iri!r} is not a valid datatype IRI.", place=tm.place)
        made.datatype = iri
        return ['"'] if iri == XSD + "string" else [f'"^^<{iri}>']
    made.dynamic = True
    name = _checked(w, tm.datatype, values, extra.get("datatype"), "is_iri", tm, base)
    made.guards.append(name)
    return ['"^^<', Var(name), ">"]


def _checked(
    w: Writer,
    part: Expression,
    values: dict[Expression, Val],
    val: Val | None,
    test: str,
    tm: TermMap,
    base: str,
) -> str:
    """A datatype or language that comes from the data; None, and a fault, where it is not valid."""
    name = w.fresh("d")
    message = f"The {'datatype is not a valid IRI' if test == 'is_iri' else 'language tag is not valid'}."
    if isinstance(part, Template):
        encode = "iri_safe" if test == "is_iri" else "str"
        pieces: list[Piece] = [
            p if isinstance(p, str) else Var(values[bare(p)].name, encode) for p in part.parts
        ]
        held = [values[bare(p)] for p in part.parts if isinstance(p, Reference)]
        whole = w.body.joined(pieces)
    else:
        assert val is not None
        held, whole = [val], val.name
    tests = " and ".join(t for v in held if (t := w.null_test(v)))
    fault = w.fault("IL-R002", message, tm.place, tuple(r for v in held for r in v.references))
    note = f"F.append(({fault}, None, None, i))"
    made = f"iri_reference({whole}, {w.pool.constant(base)})" if test == "is_iri" else whole
    with w.body.block(f"if {tests or 'True'}"):
        w.body.line(f"{name} = {made}")
        if test == "is_iri":
            w.body.line(f"if {name} is None: {note}")
        else:
            w.body.line(f"if not is_language({name}): {name} = {note}")
    if tests:
        w.body.line(f"else: {name} = None")
    return name


def _blank(w: Writer, tm: TermMap, values: dict[Expression, Val]) -> Term:
    expression = tm.expression
    guards: list[str] = []
    if isinstance(expression, Constant):  # no expression: a fresh node for each iteration
        pieces: list[Piece] = [expression.value.removeprefix(FRESH) + "_", Var("i", "position")]
        if not w.shared.skolemise:  # there the record's key tells the nodes apart
            w.shared.uses_number = True
            pieces += ["_", Var("number")]
    elif isinstance(expression, Template):
        pieces = [p if isinstance(p, str) else Var(values[bare(p)].name) for p in expression.parts]
        guards = [test for val in values.values() if (test := w.null_test(val))]
    else:
        val = next(iter(values.values()))
        pieces = [Var(val.name, "word" if val.kind == "bool" else "")]
        guards = [test] if (test := w.null_test(val)) else []
    name = w.fresh("b")
    if w.shared.skolemise:
        call = f"skolem(key(row, number, F), {w.body.joined(pieces)})"
        genid = w.shared.data_base + ".well-known/genid/"
        around: tuple[str, str] = (f"<{genid}", ">")
    else:
        fresh = isinstance(expression, Constant)
        call, around = f"label({w.body.joined(pieces)})", ("_:n" if fresh else "_:", "")
    condition = " and ".join(guards)
    w.body.line(f"{name} = {call} if {condition} else None" if condition else f"{name} = {call}")
    return Term("blank", [around[0], Var(name), around[1]])
