"""Group S: shapes that are no shapes, rules without an example, profiles that widen the core."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pyoxigraph import NamedNode

from interlingua.editorial.lint.files import SourceFile
from interlingua.editorial.lint.model import Finding
from interlingua.editorial.lint.naming import did_you_mean, short
from interlingua.editorial.lint.project import Project
from interlingua.editorial.lint.registry import rule
from interlingua.editorial.lint.shacl_syntax import Index, faults, index, members, path_iris, shapes_of
from interlingua.rdf.namespaces import RDF, SH, SHAPE, SKOS, SP

CODE_LIST: Final = SP + "codeList"
INVALID: Final = "urn:interlingua:example:invalid:"
_CLASSES: Final = tuple(SH + name for name in ("targetClass", "class"))
_PROPERTIES: Final = tuple(
    SH + name
    for name in ("targetSubjectsOf", "targetObjectsOf", "equals", "disjoint", "lessThan", "lessThanOrEquals")
)
CONSTRAINTS: Final = frozenset(
    SH + name
    for name in (
        "minCount", "maxCount", "datatype", "nodeKind", "class", "pattern", "in", "hasValue", "languageIn", "uniqueLang",
        "minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "lessThan",
        "lessThanOrEquals", "equals", "disjoint", "not", "and", "or", "xone", "node", "sparql", "closed",
        "qualifiedValueShape",
    )
) | {CODE_LIST}  # fmt: skip
"""What makes a named shape a rule."""


_WORDS: Final = {"Property": "property", "Class": "class", "Scheme": "code list", "Term": "term"}


def _index(project: Project) -> Index:
    return index(quad for file in project.of_kind("shapes", "profile") for quad in file.quads)


@rule("S02")
def valid_shacl(project: Project) -> Iterator[Finding]:
    """Every shape by the syntax rules of SHACL, and every name in it by the ontology."""
    found = _index(project)
    homes = _homes(project)
    terms = {kind: frozenset(project.terms(kind)) for kind in _WORDS}
    for shape in sorted(shapes_of(found), key=str):
        owner = project.named_owner(shape)
        for text, predicate, value in faults(shape, found):
            yield Finding(text, focus=owner, predicate=predicate, value=value)
        yield from _dangling(shape, owner, found, homes, terms)


def _homes(project: Project) -> tuple[str, ...]:
    """The namespaces whose names have to be declared."""
    if project.namespaces:
        return project.namespaces
    return tuple({iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in project.terms("Term")})


def _dangling(
    shape: Any, owner: str | None, found: Index, homes: tuple[str, ...], terms: dict[str, frozenset[str]]
) -> Iterator[Finding]:
    said = found.get(shape, {})
    wanted = [
        (p, v, iri, "Property")
        for p in (SH + "path",)
        for v in said.get(p, ())
        for iri in path_iris(v, found)
    ]
    wanted += [
        (p, v, v.value, "Class") for p in _CLASSES for v in said.get(p, ()) if isinstance(v, NamedNode)
    ]
    wanted += [
        (p, v, v.value, "Property") for p in _PROPERTIES for v in said.get(p, ()) if isinstance(v, NamedNode)
    ]
    wanted += [(CODE_LIST, v, v.value, "Scheme") for v in said.get(CODE_LIST, ()) if isinstance(v, NamedNode)]
    for name in ("in", "hasValue"):
        for value in said.get(SH + name, ()):
            listed = members(value, found) if name == "in" else [value]
            wanted += [(SH + name, value, m.value, "Term") for m in listed or () if isinstance(m, NamedNode)]
    for predicate, value, iri, kind in wanted:
        if homes and iri.startswith(homes) and iri not in terms[kind]:
            other = iri in terms["Term"]
            text = f"{short(iri)} is no {_WORDS[kind]}." if other else f"{short(iri)} is not declared."
            fix = None if other else did_you_mean(iri, terms[kind])
            yield Finding(text, focus=owner, predicate=predicate, value=value, fix=fix)


@rule("S04")
def failing_example(project: Project) -> Iterator[Finding]:
    """Each rule by its example, and each example by its rule."""
    rules: dict[str, SourceFile] = {}
    for file in project.of_kind("shapes", "profile"):
        for quad in file.quads:
            named = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            if named.startswith(SHAPE) and quad.predicate.value in CONSTRAINTS:
                rules[named.removeprefix(SHAPE)] = file
    examples: dict[str, SourceFile] = {}
    for file in project.of_kind("example"):
        for quad in file.quads:
            for node in (quad.graph_name, quad.subject):  # an empty graph is only spoken of
                if isinstance(node, NamedNode) and node.value.startswith(INVALID):
                    examples.setdefault(node.value.removeprefix(INVALID), file)
        for name in _written(file):
            examples.setdefault(name, file)
    for name in sorted(set(rules) - set(examples)):
        yield Finding("No example breaks this rule.", focus=SHAPE + name, file=rules[name].name)
    for name in sorted(set(examples) - set(rules)):
        file = examples[name]
        text = f"The example invalid:{name} names no rule of the shapes."
        yield Finding(
            text,
            file=file.name,
            line=_line(file, f"invalid:{name}"),
            fix=f"Rename it, or write shape:{name}.",
        )


def _written(file: SourceFile) -> list[str]:
    """Names of graphs that are written out, empty ones too: a parser does not tell of those."""
    import re

    return re.findall(r"^\s*invalid:([\w.-]+)\s*\{", file.text, re.MULTILINE)


def _line(file: SourceFile, text: str) -> int:
    lines = (n for n, line in enumerate(file.text.splitlines(), 1) if text in line)
    return next(lines, 1)


@rule("S05")
def profile_narrows(project: Project) -> Iterator[Finding]:
    """Each profile against the core: the same class and path, the same shape."""
    core_quads = [quad for file in project.of_kind("shapes") for quad in file.quads]
    core = index(core_quads)
    defined = {s for s, said in core.items() if isinstance(s, NamedNode) and RDF + "type" in said}
    base = _said(core)
    for file in project.of_kind("profile"):
        own = index(file.quads)
        for subject in own:
            if subject in defined:
                yield Finding("The profile changes a shape of the core.", focus=subject.value, file=file.name)
        for (target, path), mine in _said(own).items():
            for above in _above(project, target):
                for shape, parameter, value in mine:
                    for _, other, wanted in base.get((above, path), ()):
                        text = _wider(project, parameter, value, own, other, wanted, core)
                        if text is not None:
                            yield Finding(
                                text, focus=_name(shape), predicate=parameter, value=value, file=file.name
                            )


Asked = dict[tuple[str, str], list[tuple[Any, str, Any]]]


def _said(found: Index) -> Asked:
    """(Class, path) to what the shapes ask of it: shape, parameter, value."""
    asked: Asked = {}
    for node, said in list(found.items()):
        for target in said.get(SH + "targetClass", ()):
            parts = [*said.get(SH + "property", ()), *([node] if SH + "path" in said else [])]
            for part in parts:
                for path in found.get(part, {}).get(SH + "path", ()):
                    key = (target.value, _path_text(path, found))
                    asked.setdefault(key, []).extend(
                        (part, parameter, value)
                        for parameter, values in found[part].items()
                        for value in values
                        if parameter in CONSTRAINTS
                    )
    return asked


def _path_text(path: Any, found: Index) -> str:
    if isinstance(path, NamedNode):
        return path.value
    said = found.get(path, {})
    return "(" + " ".join(f"{p} {_path_text(v, found)}" for p in sorted(said) for v in said[p]) + ")"


def _above(project: Project, iri: str) -> list[str]:
    rows = project.select(
        f"SELECT DISTINCT ?above {{ <{iri}> rdfs:subClassOf* ?above FILTER(ISIRI(?above)) }}"
    )
    return sorted({iri, *(row["above"].value for row in rows)})


_LOWER: Final = tuple(SH + name for name in ("minCount", "minLength", "minInclusive", "minExclusive"))
_UPPER: Final = tuple(SH + name for name in ("maxCount", "maxLength", "maxInclusive", "maxExclusive"))
_SAME: Final = tuple(SH + name for name in ("datatype", "nodeKind"))
_CODES: Final = (SH + "in", CODE_LIST)


def _wider(
    project: Project, parameter: str, value: Any, own: Index, other: str, wanted: Any, core: Index
) -> str | None:
    """What a profile's constraint allows that the core's does not; None where it is narrower, or about something else."""
    name = short(parameter)
    if parameter == other and parameter in (*_LOWER, *_UPPER):
        mine, theirs = _comparable(value.value), _comparable(wanted.value)
        if type(mine) is type(theirs) and (mine < theirs if parameter in _LOWER else mine > theirs):
            return f"{name} {value.value} is wider than the core's {wanted.value}."
    if parameter == other and parameter in _SAME and value != wanted:
        return f"{name} {short(value.value)} is not the core's {short(wanted.value)}."
    if parameter in _CODES and other in _CODES:
        more = _codes(project, parameter, value, own) - _codes(project, other, wanted, core)
        if more:
            return f"The core does not know {short(min(more))} here."
    crossed = {SH + "minCount": SH + "maxCount", SH + "maxCount": SH + "minCount"}.get(parameter)
    if crossed == other:
        low, high = (value, wanted) if parameter == SH + "minCount" else (wanted, value)
        if _comparable(low.value) > _comparable(high.value):
            return f"{name} {value.value} cannot be kept beside the core's {short(other)} {wanted.value}."
    return None


def _codes(project: Project, parameter: str, value: Any, found: Index) -> set[str]:
    if parameter == CODE_LIST:
        rows = project.select(f"SELECT ?code {{ ?code <{SKOS}inScheme> <{value.value}> }}")
        return {row["code"].value for row in rows}
    return {_name(member) for member in members(value, found) or ()}


def _comparable(text: str) -> Any:
    """A number, or the text: dates of one form compare as texts."""
    try:
        return float(text)
    except ValueError:
        return text


def _name(node: Any) -> str:
    return str(getattr(node, "value", node))
