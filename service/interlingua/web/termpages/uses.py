"""Where terms are used: by mappings, by questions, in the examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interlingua.errors import InterlinguaError
from interlingua.rdf.namespaces import CODE, RDF, SP
from interlingua.web.termpages.mentions import mentioned

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from interlingua.rml import model

TYPE: Final = RDF + "type"
VALID, INVALID = "urn:interlingua:example:valid:", "urn:interlingua:example:invalid:"
_LARGEST: Final = 40
"""Statements of the largest example that a page shows."""


@dataclass(frozen=True, slots=True)
class Use:
    """One rule of a mapping that makes a term: from which fields, and the rule as the mapping writes it."""

    mapping: str
    system: str
    fields: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A competency question."""

    title: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """The statements of one example, its graph's name, and the file that holds it."""

    name: str
    file: str
    statements: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """By shape: what keeps it and what breaks it. By term: the example nearest to it."""

    valid: Mapping[str, Example]
    invalid: Mapping[str, Example]
    nearest: Mapping[str, Example]


def mapping_uses(mappings: Mapping[str, Path]) -> dict[str, tuple[Use, ...]]:
    """Uses by term. A mapping that cannot be read has none: `/mappings` says what is wrong with it."""
    from interlingua.rml import load_mapping

    found: dict[str, dict[Use, None]] = defaultdict(dict)
    for name, path in mappings.items():
        try:
            mapping = load_mapping(path)
        except (InterlinguaError, OSError):
            continue
        for term, use in _uses(name, mapping):
            found[term][use] = None
    return {term: tuple(uses) for term, uses in found.items()}


def _uses(name: str, mapping: model.Mapping) -> Iterator[tuple[str, Use]]:
    from interlingua.plan.ownership import describe
    from interlingua.rml.model import Constant, TermMap

    system = mapping.record.system if mapping.record else ""
    tables = {table.name: table for table in mapping.codes}
    for triples_map in mapping.triples_maps:
        subject = describe(triples_map.subject.expression)
        made = Use(name, system, _fields(triples_map.subject.expression), subject)
        for term in triples_map.classes:
            yield term, made
        for rule in triples_map.predicate_objects:
            names = [p.expression.value for p in rule.predicates if isinstance(p.expression, Constant)]
            for thing in rule.objects:
                if not isinstance(thing, TermMap):
                    told = Use(name, system, _join_fields(thing), f"-> {thing.parent}")
                else:
                    told = Use(name, system, _fields(thing.expression), describe(thing.expression))
                    if isinstance(thing.expression, Constant):
                        fixed = Use(
                            name, system, _fields_of_condition(rule), f"{triples_map.name}: {subject}"
                        )
                        for term in (thing.expression.value,) if thing.expression.kind == "iri" else ():
                            yield term, made if TYPE in names else fixed
                    for table in _tables(thing.expression):
                        yield from _code_uses(name, system, told.fields, tables.get(table))
                for term in names:
                    yield term, told


def _code_uses(
    name: str, system: str, fields: tuple[str, ...], table: model.CodeTable | None
) -> Iterator[tuple[str, Use]]:
    if table is None:
        return
    for value, code in table.rows:
        yield code, Use(name, system, fields, f"{value!r}".replace("'", '"'))


def _walk(expression: model.Expression) -> Iterator[model.Expression]:
    from interlingua.rml.model import FunctionCall, Reference, Template

    yield expression
    if isinstance(expression, Template):
        yield from (part for part in expression.parts if isinstance(part, Reference))
    elif isinstance(expression, FunctionCall):
        for _, argument in expression.arguments:
            yield from _walk(argument)


def _fields(expression: model.Expression) -> tuple[str, ...]:
    from interlingua.rml.model import Reference

    return tuple(dict.fromkeys(part.path for part in _walk(expression) if isinstance(part, Reference)))


def _fields_of_condition(rule: model.PredicateObjectMap) -> tuple[str, ...]:
    return _fields(rule.condition) if rule.condition is not None else ()


def _join_fields(ref: model.RefObjectMap) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for join in ref.joins for field in _fields(join.child)))


def _tables(expression: model.Expression) -> Iterator[str]:
    """The code tables that an expression looks a value up in."""
    from interlingua.rml.model import Constant, FunctionCall

    for part in _walk(expression):
        if isinstance(part, FunctionCall):
            for name, value in part.arguments:
                if name.endswith("table") and isinstance(value, Constant):
                    yield value.value


def questions(folder: Path) -> dict[str, tuple[Asked, ...]]:
    """The competency questions by the terms that they name."""
    found: dict[str, list[Asked]] = defaultdict(list)
    for file in sorted(folder.glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        asked = Asked(_headed(text, "Title") or file.stem, _headed(text, "Question"), text)
        for term in sorted(mentioned(text)):
            found[term].append(asked)
    return {term: tuple(asked) for term, asked in found.items()}


def _headed(text: str, name: str) -> str:
    lines = (line.removeprefix(f"# {name}:") for line in text.splitlines() if line.startswith(f"# {name}:"))
    return next(lines, "").strip()


def examples(folder: Path) -> Examples:
    """The examples. The nearest of a class is the fullest in the file of its name, else the smallest anywhere."""
    from interlingua.rdf import read_quads

    graphs: dict[tuple[Path, str], list[Triple]] = defaultdict(list)
    for file in sorted(folder.glob("**/*.trig"), key=lambda path: (path.parent.name != "core", path)):
        for quad in read_quads(file, rename_blanks=True):
            graphs[file, str(getattr(quad.graph_name, "value", ""))].append(quad.triple)
    valid: dict[str, Example] = {}
    invalid: dict[str, Example] = {}
    kept: list[Example] = []
    for (file, name), found in graphs.items():
        example = Example(name, file.name, tuple(found))
        if name.startswith(VALID):
            valid.setdefault(name.removeprefix(VALID), example)
            kept.append(example)
        elif name.startswith(INVALID):
            invalid.setdefault(name.removeprefix(INVALID), example)
    return Examples(valid, invalid, _nearest(kept))


def _nearest(candidates: Iterable[Example]) -> dict[str, Example]:
    from pyoxigraph import NamedNode

    best: dict[str, tuple[tuple[int, int], Example]] = {}
    for example in candidates:
        size = len(example.statements)
        home = example.file.partition(".")[0]
        for triple in example.statements:
            terms = [triple.predicate.value]
            if isinstance(triple.object, NamedNode) and (
                triple.predicate.value == TYPE or triple.object.value.startswith(CODE)
            ):
                terms.append(triple.object.value)
            for term in terms:
                if term.startswith(SP):
                    fits = term == SP + home and size <= _LARGEST
                    rank = (0, -size) if fits else (1, size)
                    if term not in best or rank < best[term][0]:
                        best[term] = (rank, example)
    return {term: example for term, (_, example) in best.items()}
