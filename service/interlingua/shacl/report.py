"""What a validation found, and how it is shown: text, JSON, SHACL's own RDF.

Values are masked unless `show_values` is given: a report may be read by people who may not read the data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from interlingua.errors import Severity
from interlingua.rdf.namespaces import RDF, SH, SP
from interlingua.shacl.checks import short
from interlingua.shacl.model import choose

_EXAMPLES = 3
_WORDS: dict[Severity, str] = {"violation": "violation", "warning": "warning", "info": "note"}


@dataclass(frozen=True, slots=True)
class Result:
    """sh:ValidationResult. `focus`, `value` and `path` are N-Triples terms; a complex path is SPARQL text.

    `messages` by language are the shape's own, or one sentence of ours where it has none; never a value.
    """

    focus: str
    path: str | None
    value: str | None
    shape: str | None
    component: str
    severity: Severity
    messages: Mapping[str, str] = field(default_factory=dict)
    name: str | None = None
    simple_path: bool = True
    severity_iri: str | None = None
    """A severity of the shapes' own, which counts as a violation here."""

    def message(self, language: str = "en") -> str:
        """The message in a language, else in English, else in any."""
        return choose(self.messages, language) or self.component.removesuffix("ConstraintComponent")

    def to_dict(self, *, language: str = "en", show_values: bool = False) -> dict[str, Any]:
        """The one JSON shape of results."""
        out: dict[str, Any] = {
            "severity": self.severity, "focus": self.focus, "path": self.path, "shape": self.shape,
            "component": self.component, "message": self.message(language),
        }  # fmt: skip
        if show_values and self.value is not None:
            out["value"] = self.value
        return {key: value for key, value in out.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Report:
    """sh:ValidationReport. `checked` counts the nodes that a shape's target picked; `cut` says that
    there were more results than are listed (`total` counts them all)."""

    conforms: bool
    results: tuple[Result, ...]
    checked: int
    profile: str = ""
    total: int = 0
    cut: bool = False

    @property
    def passed(self) -> bool:
        """Whether it conforms and something was checked: an empty graph says nothing good about anybody."""
        return self.conforms and self.checked > 0

    def to_json(self, *, language: str = "en", show_values: bool = False) -> dict[str, Any]:
        """`{conforms, passed, profile, checked, total, counts, results}`."""
        return {
            "conforms": self.conforms,
            "passed": self.passed,
            "profile": self.profile,
            "checked": self.checked,
            "total": self.total,
            "cut": self.cut,
            "counts": dict(Counter(r.severity for r in self.results)),
            "results": [r.to_dict(language=language, show_values=show_values) for r in self.results],
        }

    def to_text(self, *, language: str = "en", show_values: bool = False) -> str:
        """For a terminal: grouped by rule, counted, with the first examples of each."""
        return "\n".join(_lines(self, language, show_values))

    def to_turtle(self, *, show_values: bool = False) -> str:
        """A sh:ValidationReport in Turtle. `sh:value` is there only with `show_values`."""
        return _turtle(self, show_values)

    def render(self, format: str, *, language: str = "en", show_values: bool = False) -> str:
        """The report as `text`, `json` or `turtle`."""
        if format == "json":
            data = self.to_json(language=language, show_values=show_values)
            return json.dumps(data, ensure_ascii=False, indent=2)
        if format == "turtle":
            return self.to_turtle(show_values=show_values)
        return self.to_text(language=language, show_values=show_values)


def _lines(report: Report, language: str, show_values: bool) -> Iterator[str]:
    nodes = f"{report.checked} node{'s'[: report.checked != 1]} checked"
    under = f" against {report.profile}" if report.profile else ""
    if not report.checked and not report.results:
        yield f"Nothing was checked{under}: no node has a class that the shapes look at."
        return
    verdict = "Conforms" if report.conforms else "Does not conform"
    yield f"{verdict}: {nodes}{under}, {report.total} result{'s'[: report.total != 1]}."
    groups: dict[tuple[Any, ...], list[Result]] = {}
    for result in report.results:
        key = (result.severity, result.shape or "", result.path or "", result.component)
        groups.setdefault(key, []).append(result)
    order = ("violation", "warning", "info")
    for (severity, shape, path, component), members in sorted(
        groups.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]), item[0])
    ):
        kind = component.removesuffix("ConstraintComponent")
        yield ""
        yield f"{len(members)} x {_WORDS[severity]}: {members[0].message(language)}"
        where = f", path {short(path[1:-1]) if members[0].simple_path else path}" if path else ""
        yield f"  rule {short(shape) if shape else '(unnamed)'} ({kind}){where}"
        for result in members[:_EXAMPLES]:
            found = f" found {result.value}" if show_values and result.value is not None else ""
            yield f"    at {result.focus}{found}"
        if len(members) > _EXAMPLES:
            yield f"    and {len(members) - _EXAMPLES} more"
    if report.cut:
        yield ""
        yield f"Only the first {len(report.results)} of {report.total} results are listed."


def _turtle(report: Report, show_values: bool) -> str:
    from pyoxigraph import RdfFormat, serialize

    data = serialize(
        _report_triples(report, show_values), format=RdfFormat.TURTLE, prefixes={"sh": SH, "sp": SP}
    )
    assert data is not None
    return data.decode()


def _report_triples(report: Report, show_values: bool) -> Iterator[Any]:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    def sh(name: str) -> Any:
        return NamedNode(SH + name)

    kind = NamedNode(RDF + "type")
    root = BlankNode("report")
    yield Triple(root, kind, sh("ValidationReport"))
    yield Triple(root, sh("conforms"), Literal(report.conforms))
    for number, result in enumerate(report.results, 1):
        node = BlankNode(f"result{number}")
        yield Triple(root, sh("result"), node)
        yield Triple(node, kind, sh("ValidationResult"))
        own = result.severity_iri
        severity = NamedNode(own) if own else sh(result.severity.capitalize())
        yield Triple(node, sh("resultSeverity"), severity)
        component = result.component if ":" in result.component else SH + result.component
        yield Triple(node, sh("sourceConstraintComponent"), NamedNode(component))
        yield Triple(node, sh("focusNode"), _term(result.focus))
        if result.path and result.simple_path:
            yield Triple(node, sh("resultPath"), _term(result.path))
        if result.shape:
            yield Triple(node, sh("sourceShape"), NamedNode(result.shape))
        for language, text in result.messages.items():
            literal = Literal(text, language=language) if language else Literal(text)
            yield Triple(node, sh("resultMessage"), literal)
        if show_values and result.value is not None:
            yield Triple(node, sh("value"), _term(result.value))


def _term(text: str) -> Any:
    from pyoxigraph import RdfFormat, parse

    return next(iter(parse(f"<urn:s> <urn:p> {text} .".encode(), format=RdfFormat.N_TRIPLES))).object
