"""RML graphs in a normal form, so that documents of two vocabularies can be compared as graphs.

What is made equal, and why: the vocabularies (old, R2RML, new) name the same terms; shortcuts (rml:predicate,
rml:class ...) stand for maps; default term types say nothing; a template without references is a constant; labels, types of maps and metadata (void, authors) map
nothing; names of nodes are free, and nodes that are shared are unfolded; a function of the old FNML is a triples map,
of the new one an execution; YARRRML's parser says a condition as idlab-fn:trueCondition around the value, the new FNML
as rml:condition; it joins by a function `equal`, RML by child and parent; term types inside functions say nothing.
"""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

RML = "http://w3id.org/rml/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OLD = (
    "http://semweb.mmlab.be/ns/rml#", "http://www.w3.org/ns/r2rml#", "http://semweb.mmlab.be/ns/ql#",
    "http://semweb.mmlab.be/ns/fnml#", "http://semweb.mmlab.be/ns/rml-target#", "http://semweb.mmlab.be/ns/rml-compression#",
)  # fmt: skip
_TRUE = "https://w3id.org/imec/idlab/function#trueCondition"
_SP = ("https://w3id.org/social-protection/", "sp:")
Tree = Any


def _new(iri: str) -> str:
    for old in _OLD:
        if iri.startswith(old):
            iri = RML + iri[len(old) :]
    return "sp:" + iri[len(_SP[0]) :] if iri.startswith(_SP[0]) else iri


class Normal:
    """One document."""

    def __init__(self, text: str) -> None:
        self.out: dict[Any, list[tuple[str, Any]]] = {}
        for t in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri="http://d/"):
            self.out.setdefault(t.subject, []).append((_new(t.predicate.value), t.object))
        self.maps = [s for s in self.out if self.all(s, "subjectMap")]
        self.maps = [s for s in self.maps if not self.all(s, "functionValue")]

    def all(self, node: Any, name: str) -> list[Any]:
        return [o for p, o in self.out.get(node, []) if p == RML + name]

    def one(self, node: Any, *names: str) -> Any:
        return next((o for name in names for o in self.all(node, name)), None)

    def tree(self) -> list[str]:
        """Every triples map, in an order that does not depend on names."""
        return sorted(repr(self.triples_map(one)) for one in self.maps)

    def triples_map(self, node: Any) -> Tree:
        subject = self.one(node, "subjectMap")
        made = self.term(subject, "iri")
        pairs = [
            (
                "predicate-object",
                ("constant", RDF + "type"),
                ("constant", _value(c), "IRI", None, None, [], []),
                [],
            )
            for c in self.all(subject, "class")
        ]
        for pair in self.all(node, "predicateObjectMap"):
            pairs += self.pairs(pair)
        return (self.source(node), made, self.graphs(subject), sorted(pairs, key=repr))

    def graphs(self, node: Any) -> list[Tree]:
        found = [("constant", _value(g)) for g in self.all(node, "graph")]
        return sorted([*found, *(self.term(g, "iri") for g in self.all(node, "graphMap"))], key=repr)

    def pairs(self, node: Any) -> list[Tree]:
        predicates = [("constant", _value(p)) for p in self.all(node, "predicate")]
        predicates += [self.term(p, "iri") for p in self.all(node, "predicateMap")]
        objects = [("constant", _value(o)) for o in self.all(node, "object")]
        objects += [self.object(o) for o in self.all(node, "objectMap")]
        graphs = self.graphs(node)
        return [("predicate-object", *_moved(p, o), graphs) for p in predicates for o in objects]

    def object(self, node: Any) -> Tree:
        parent = self.one(node, "parentTriplesMap")
        if parent is None:
            return self.term(node, "object")
        joins = [j for one in self.all(node, "joinCondition") for j in self.joins(one)]
        to = (self.source(parent), self.term(self.one(parent, "subjectMap"), "iri"))
        return ("link", to, sorted(joins, key=repr))

    def joins(self, node: Any) -> list[Tree]:
        function = self.one(node, "functionValue")
        if function is None:
            return [tuple(self.side(node, side) for side in ("child", "parent"))]
        name, inputs = self.function(function)
        if name.endswith("boolean_and"):
            return [_join(value) for _, value in inputs]
        return [_join(("function", name, inputs))]

    def side(self, node: Any, side: str) -> Tree:
        short = self.one(node, side)
        return ("reference", short.value) if short is not None else self.value(self.one(node, side + "Map"))

    def function(self, node: Any) -> tuple[str, list[Tree]]:
        """A function of either FNML: its IRI, and its inputs in the order of their parameters."""
        name, inputs = "", []
        if self.one(node, "function") is not None:
            name = _value(self.one(node, "function"))
            for one in self.all(node, "input"):
                given = self.one(one, "inputValue")
                value = (
                    ("constant", _value(given))
                    if given is not None
                    else self.value(self.one(one, "inputValueMap"))
                )
                inputs.append((_value(self.one(one, "parameter")), value))
            return name, sorted(inputs, key=repr)
        for pair in self.all(node, "predicateObjectMap"):
            predicate = self.value(self.one(pair, "predicateMap"))[1]
            value = self.value(self.one(pair, "objectMap"))
            if predicate.endswith("#executes"):
                name = value[1]
            else:
                inputs.append((predicate, value))
        return name, sorted(inputs, key=repr)

    def value(self, node: Any) -> Tree:
        """An expression."""
        inner = self.one(node, "parentTermMap")
        if inner is not None:
            return ("parent", self.value(inner))
        for name in ("constant", "template"):
            if (found := self.one(node, name)) is not None:
                text = _value(found)
                return ("constant" if name == "template" and "{" not in str(text) else name, text)
        if (found := self.one(node, "reference", "column")) is not None:
            return ("reference", found.value)
        if (found := self.one(node, "functionExecution", "functionValue")) is not None:
            return ("function", *self.function(found))
        return ("new",)

    def term(self, node: Any, position: str) -> Tree:
        value, condition = self.value(node), self.one(node, "condition")
        tests = [self.value(condition)] if condition is not None else []
        while value[0] == "function" and value[1] == _TRUE:
            given = {name.rpartition("#")[2]: one for name, one in value[2]}
            tests, value = [*tests, given["strBoolean"]], given["str"]
        default = "Literal" if position == "object" and value[0] in ("reference", "function") else "IRI"
        kind = _value(self.one(node, "termType") or ox.NamedNode(RML + default)).removeprefix(RML)
        if value[0] == "constant" and kind != "BlankNode":
            constant = self.one(node, "constant")
            kind = "IRI" if isinstance(constant, ox.NamedNode) or self.one(node, "termType") else kind
            kind = (
                "Literal"
                if position == "object" and isinstance(constant, ox.Literal) and kind != "IRI"
                else kind
            )
        extra = [self.given(node, name) for name in ("datatype", "language")]
        if any(extra) and self.one(node, "termType") is None:
            kind = "Literal"
        maps = [node, *self.all(node, "languageMap"), *self.all(node, "datatypeMap")]
        targets = sorted(repr(self.target(t)) for one in maps for t in self.all(one, "logicalTarget"))
        return (value[0], *value[1:], kind, *extra, targets, sorted(tests, key=repr))

    def given(self, node: Any, name: str) -> Tree:
        short, long = self.one(node, name), self.one(node, name + "Map")
        return (
            ("constant", _value(short))
            if short is not None
            else self.value(long)
            if long is not None
            else None
        )

    def target(self, node: Any) -> Tree:
        inner = self.one(node, "target")
        said = {p.rpartition("#")[2].rpartition("/")[2]: _value(o) for p, o in self.out.get(inner, [])}
        path = said.get("path") or said.get("dataDump", "").removeprefix("file://") or said.get("endpoint")
        form = _value(self.one(node, "serialization")).rpartition("/")[2]
        pack = self.one(node, "compression")
        return (path, form, _value(pack) if pack is not None else None)

    def source(self, node: Any) -> Tree:
        table = self.one(node, "logicalTable", "logicalSource")
        if table is None:
            return None
        query = self.one(table, "tableName", "sqlQuery", "query")
        source, form = self.one(table, "source"), self.one(table, "referenceFormulation")
        iterator = self.one(table, "iterator")
        said = {p.rpartition("#")[2].rpartition("/")[2]: o for p, o in self.out.get(source, [])}
        database = {k: _value(v) for k, v in said.items() if k in ("jdbcDSN", "username", "password")}
        if query is not None or "SQL2008" in (_value(form) if form is not None else ""):
            return ("database", " ".join((query or iterator).value.split()), database)
        path = said.get("url") or said.get("path") or source
        dialect = {
            p.rpartition("#")[2]: _value(o).replace("\\t", "\t")
            for p, o in self.out.get(said.get("dialect"), [])
            if p != RDF + "type"
        }
        thing = self.plain(source, set()) if "hasForm" in said else _value(path)
        return ("file", thing, _value(form), iterator.value if iterator is not None else None, dialect)

    def plain(self, node: Any, seen: set[Any]) -> Tree:
        """A node of another vocabulary and what points to it."""
        if node not in self.out or node in seen:
            return _value(node) if node not in self.out else "seen"
        seen.add(node)
        found = [(p, self.plain(o, seen)) for p, o in self.out[node]]
        found += [
            ("^" + p, self.plain(s, seen))
            for s in self.out
            for p, o in self.out[s]
            if o == node and "w3id.org/rml" not in p and s not in seen
        ]
        return sorted(found, key=repr)


def _value(term: Any) -> str:
    return _new(term.value) if term is not None and hasattr(term, "value") else ""


def _moved(predicate: Tree, item: Tree) -> tuple[Tree, Tree]:
    """A condition of the predicate is one of the object."""
    bare = predicate[:2] if predicate[0] == "constant" else (*predicate[:-1], [])
    if predicate[0] == "constant" and len(predicate) > 2 and predicate[-2]:
        bare = (*bare, predicate[-2])
    tests = predicate[-1] if len(predicate) > 2 else []
    if item[0] == "constant" and len(item) == 2:
        return bare, (item[0], item[1], "IRI", None, None, [], tests)
    return (bare, (*item[:-1], sorted([*item[-1], *tests], key=repr))) if item[0] != "link" else (bare, item)


def _join(call: Tree) -> Tree:
    """`equal` of a child's and a parent's value."""
    sides = {_is_parent(value): _bare(value) for _, value in call[2]}
    return (sides[False], sides[True])


def _is_parent(value: Tree) -> bool:
    return value[0] == "parent" or (value[0] == "function" and any(_is_parent(v) for _, v in value[2]))


def _bare(value: Tree) -> Tree:
    if value[0] == "parent":
        return value[1]
    return (value[0], value[1], [(n, _bare(v)) for n, v in value[2]]) if value[0] == "function" else value
