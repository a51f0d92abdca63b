"""Subject groups apart, for --distinct: the function of a subject, and whether rows can repeat themselves."""

from __future__ import annotations

from interlingua.plan.build import HasSuperclasses, close_classes
from interlingua.plan.model import Stream, SubjectGroup, bare, references
from interlingua.rdf.namespaces import RDF
from interlingua.rml.model import Constant, FunctionCall, RefObjectMap, TermMap
from interlingua.translate.terms import opened
from interlingua.translate.writer import Shared, Writer


def unit_names(
    shared: Shared,
    stream: Stream,
    columns: tuple[str, ...] | None,
    group: SubjectGroup,
    vocabulary: HasSuperclasses | None,
) -> tuple[str, bool]:
    """Write the function of a group's subject; its name, and whether no row says a statement twice."""
    w = Writer(shared, stream, columns, None)
    w.item = "row"
    w.body.line("i = -1")
    w.load_cells(references(group.subject))
    with opened(w, group.subject, "subject", group.base or shared.base) as term:
        whole = w.body.joined(term.pieces)
        guard = " and ".join(term.guards)
        w.body.line(f"return {whole} if {guard} else None" if guard else f"return {whole}")
    name = shared.pool.fresh("subject")
    shared.functions.append((name, "row, number, F", w.body.lines))
    return name, _sure(group, vocabulary)


def _sure(group: SubjectGroup, vocabulary: HasSuperclasses | None) -> bool:
    """Each statement has a predicate, or a constant object, of its own."""
    said: set[object] = set()
    for tm in group.maps:
        for iri in close_classes(tm.classes, vocabulary):
            if (RDF + "type", iri) in said and tm.condition is not None:
                return False
            said.add((RDF + "type", iri))
        graphs = {repr(bare(g)) for g in tm.graphs}
        if len(graphs) > 1:
            return False
        for rule in tm.predicate_objects:
            if len({*graphs, *(repr(bare(g)) for g in rule.graphs)}) > 1:
                return False
            for predicate in rule.predicates:
                for thing in rule.objects:
                    key = _key(predicate, thing)
                    if key is None or key in said or (key[0], None) in said:
                        return False
                    if key[1] is None and any(isinstance(k, tuple) and k[0] == key[0] for k in said):
                        return False
                    said.add(key)
    return True


def _key(predicate: TermMap, thing: TermMap | RefObjectMap) -> tuple[str, str | None] | None:
    if not isinstance(predicate.expression, Constant) or isinstance(thing, RefObjectMap):
        return None
    if thing.gather is not None:
        return None
    if isinstance(thing.expression, FunctionCall):
        return None  # it may give several values
    fixed = thing.expression.value if isinstance(thing.expression, Constant) else None
    return predicate.expression.value, fixed
