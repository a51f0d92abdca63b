"""Canonical Turtle: the same text for the same graph, whatever the order and blank-node names it came in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from interlingua.rdf.namespaces import CODE, DCTERMS, PREFIXES, RDF, RDFS, SKOS, XSD
from interlingua.rdf.terms import escape

_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_CODE_LIST: Final = re.compile(re.escape(CODE) + r"([A-Za-z][A-Za-z0-9-]*)/")
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]*")
_FIRST: Final = (RDF + "type", RDFS + "label", SKOS + "prefLabel", DCTERMS + "title", SKOS + "definition")
_LANGUAGES: Final = {"en": "0", "fr": "1", "es": "2", "pt": "3", "ar": "4"}
_LIST: Final = {RDF + "first", RDF + "rest"}


def write_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str] | None = None) -> str:
    """The document. Blank nodes that one statement points to stand inside it, lists in brackets.

    `prefixes` come on top of the shared ones; each code list has one of its own. Subjects are in order of their
    IRI. Blank nodes that are pointed to twice, or form a circle, keep their names: give those canonical ones first.
    """
    return _Writer(triples, prefixes or {}).text()


class _Writer:
    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        statements = list(dict.fromkeys(triples))
        self._about: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for triple in statements:
            self._about[triple.subject][triple.predicate.value].append(triple.object)
        self._pointed = Counter(t.object for t in statements if isinstance(t.object, BlankNode))
        self._named = _named(statements, self._pointed)
        self._known = self._prefixes(statements, {**PREFIXES, **prefixes})
        self._homes = {home: name for name, home in self._known.items()}
        self._used: set[str] = set()

    def text(self) -> str:
        named = sorted((s for s in self._about if isinstance(s, NamedNode)), key=lambda s: s.value)
        parts = [self._block(self._term(subject, 0), subject) for subject in named]
        blank = [s for s in self._about if isinstance(s, BlankNode)]
        parts += sorted(self._block("[]", subject) for subject in blank if not self._pointed[subject])
        parts += sorted(self._block(str(subject), subject) for subject in blank if subject in self._named)
        head = "".join(f"@prefix {name}: <{self._known[name]}> .\n" for name in sorted(self._used))
        return "\n".join([head, *parts])

    @staticmethod
    def _prefixes(statements: Iterable[Triple], known: dict[str, str]) -> dict[str, str]:
        lists = {
            match[1]
            for triple in statements
            for term in (triple.subject, triple.object)
            if isinstance(term, NamedNode) and (match := _CODE_LIST.match(term.value))
        }
        for name in sorted(lists):
            known[name if name not in known else f"code-{name}"] = f"{CODE}{name}/"
        return known

    def _block(self, name: str, subject: Any) -> str:
        return f"{name} {self._inside(subject, 1)} .\n"

    def _inside(self, subject: Any, depth: int) -> str:
        about = self._about[subject]
        order = sorted(about, key=lambda p: (_FIRST.index(p) if p in _FIRST else len(_FIRST), p))
        break_ = "\n" + "    " * depth
        lines = []
        for predicate in order:
            name = "a" if predicate == RDF + "type" else self._iri(predicate)
            values = sorted((_rank(o), self._term(o, depth)) for o in about[predicate])
            joint = " ,\n" + " " * (4 * depth + len(name) + 1)
            lines.append(f"{name} {joint.join(text for _, text in values)}")
        return f" ;{break_}".join(lines)

    def _term(self, term: Any, depth: int) -> str:
        if isinstance(term, NamedNode):
            return "()" if term.value == RDF + "nil" and depth else self._iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        if not isinstance(term, BlankNode):
            raise ValueError("a statement about a statement")
        if term in self._named:
            return str(term)
        members = self._members(term)
        if members is not None:
            joint = " " if len(members) < 8 else "\n" + "    " * (depth + 1)
            return f"({joint}{joint.join(self._term(m, depth + 1) for m in members)} )"
        if not self._about.get(term):
            return "[]"
        inner = "    " * (depth + 1)
        return f"[\n{inner}{self._inside(term, depth + 1)}\n{'    ' * depth}]"

    def _members(self, node: Any) -> list[Any] | None:
        """The members of a list that has nothing else said of it; None where it is no such list."""
        members: list[Any] = []
        while isinstance(node, BlankNode):
            about = self._about.get(node, {})
            if set(about) != _LIST or any(len(values) != 1 for values in about.values()):
                return None
            if node in self._named:
                return None
            members.append(about[RDF + "first"][0])
            node = about[RDF + "rest"][0]
        if not (isinstance(node, NamedNode) and node.value == RDF + "nil"):
            return None
        return members

    def _literal(self, literal: Literal) -> str:
        text = f'"{escape(literal.value)}"'
        if literal.language:
            return f"{text}@{literal.language}"
        datatype = literal.datatype.value
        if datatype == XSD + "string":
            return text
        if datatype == XSD + "boolean" and literal.value in ("true", "false"):
            return literal.value
        if datatype == XSD + "integer" and _INTEGER.fullmatch(literal.value):
            return literal.value
        return f"{text}^^{self._iri(datatype)}"

    def _iri(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1
        name = self._homes.get(iri[:cut])
        if name is None or not _LOCAL.fullmatch(iri, cut):
            return f"<{iri}>"
        self._used.add(name)
        return f"{name}:{iri[cut:]}"


def _named(statements: Iterable[Triple], pointed: Counter[Any]) -> set[Any]:
    """Blank nodes that cannot stand inside the one statement that points to them."""
    found = {node for node, times in pointed.items() if times > 1}
    parents = {t.object: t.subject for t in statements if pointed.get(t.object) == 1}
    for node in parents:
        seen, above = {node}, parents[node]
        while above in parents and above not in found and above not in seen:
            seen.add(above)
            above = parents[above]
        if above in seen:
            found |= seen
    return found


def _rank(term: Any) -> str:
    """English first, then the other languages as everywhere else; whatever has none by its text."""
    return _LANGUAGES.get(term.language or "", "5") if isinstance(term, Literal) else "5"
