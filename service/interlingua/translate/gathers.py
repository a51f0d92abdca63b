"""Gather maps: the lines that collect members and make a collection of them (https://w3id.org/rml/cc/)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from interlingua.errors import MappingError
from interlingua.plan.model import FRESH
from interlingua.plan.ownership import ownership
from interlingua.rml.model import Constant, Gather, RefObjectMap, TermMap
from interlingua.translate.pool import Var
from interlingua.translate.writer import Writer

if TYPE_CHECKING:
    from interlingua.translate.terms import Position, Term

Tell = Callable[[str], None]
"""Writes the lines that say what the collections in a variable hold."""


def is_named(tm: TermMap) -> bool:
    """Whether several iterations can make one collection: "named", as RML-CC calls it."""
    value = tm.expression
    return not isinstance(value, Constant) or (bool(value.value) and not value.value.startswith(FRESH))


def site(w: Writer, tm: TermMap) -> str:
    """A name for one gather map, the same in every function and every process."""
    return w.shared.sites.setdefault(id(tm), f"g{len(w.shared.sites)}")


@contextmanager
def opened_gather(w: Writer, tm: TermMap, position: Position, base: str, tell: Tell | None) -> Iterator[Term]:
    """The first node of a collection; `tell`, where given, says what it holds before anything uses it."""
    from interlingua.translate.terms import Term, opened

    gather = tm.gather
    assert gather is not None
    named = is_named(tm)
    if named:
        _check_kept(w, tm)
        w.shared.marks = w.shared.uses_number = True
    elif position == "predicate":
        raise MappingError("IL-M010", "A predicate cannot be a blank node.", place=tm.place)
    own = replace(tm, gather=None)
    if not named and isinstance(tm.expression, Constant) and not tm.expression.value:
        own = replace(own, expression=Constant(FRESH + site(w, tm), "blank"))
    with opened(w, own, position, base) as name:
        made, head = w.fresh("g"), w.fresh("h")
        w.body.line(f"{made} = []")
        whole = w.body.joined(name.pieces)
        append = gather.strategy == "append"
        lists = _members(w, gather, base, made, together=append)
        arguments = f"{made}, {gather.kind!r}, {named}, {whole}, {lists}, {gather.allow_empty}"
        test = " and ".join(name.guards)
        call = f"{'gathered' if append else 'crossed'}({arguments})"
        otherwise = "None" if append else "()"
        target = head if append else w.fresh("h")
        w.body.line(f"{target} = {call} if {test} else {otherwise}" if test else f"{target} = {call}")
        if tell is not None:
            tell(made)
        term = Term(
            name.kind, [Var(head)], [head], name.references, looped=name.looped or not append,
            dynamic=gather.allow_empty, place=tm.place, targets=w.targets_of(tm),
            scoped=named and name.kind == "blank",
        )  # fmt: skip
        if append:
            yield term
        else:
            with w.scope(f"for {head} in {target}"):
                yield term


def _members(w: Writer, gather: Gather, base: str, made: str, *, together: bool) -> str:
    """Lines that fill one list with all members, or one list for each item; the expression of it."""
    names: list[str] = []
    for item in gather.items:
        if not (together and names):
            names.append(w.fresh("m"))
            w.body.line(f"{names[-1]} = []")
        with ExitStack() as stack:
            for term in _item_terms(w, stack, item, base, made):
                if term.guards:
                    stack.enter_context(w.scope(f"if {' and '.join(dict.fromkeys(term.guards))}"))
                w.body.line(f"{names[-1]}.append({w.body.joined(term.pieces)})")
    return names[0] if together else f"[{', '.join(names)}]"


def _item_terms(
    w: Writer, stack: ExitStack, item: TermMap | RefObjectMap, base: str, made: str
) -> Iterator[Term]:
    from interlingua.translate.joins import parent_terms
    from interlingua.translate.terms import opened

    if isinstance(item, RefObjectMap):
        assert w.group is not None
        yield from parent_terms(w, stack, w.group, item)
        return

    def inside(inner: str) -> None:
        w.body.line(f"{made} += {inner}")

    yield stack.enter_context(opened(w, item, "object", base, inside))


def _check_kept(w: Writer, tm: TermMap) -> None:
    """A record is kept, and replaced, by itself: a collection that others add to is no part of it."""
    record, group = w.shared.plan.record, w.group
    if record is None or group is None:
        return
    verdict, reason = ownership(replace(tm, gather=None), group.source, group.each, record)
    if verdict != "owned":
        raise MappingError(
            "IL-M011",
            f"Several records can name this collection, and each is kept by itself. {reason}",
            place=tm.place,
            hint="Put the record's key into the name, or leave the name out: then each record has its own.",
        )
