"""The vocabulary as plain JSON, and back: what a snapshot holds. Order is kept; a row follows its dataclass."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import Any

from interlingua.vocabulary.model import Class, Code, Deprecation, Property, Scheme, Term, Vocabulary


def to_rows(known: Vocabulary) -> dict[str, Any]:
    """Everything that `from_rows` needs; the codes of a scheme are found by their scheme."""
    return {
        "iri": known.iri,
        "version": known.version,
        "version_iri": known.version_iri,
        "classes": [[*_term(c), list(c.superclasses), c.sensitivity] for c in known.classes.values()],
        "properties": [
            [
                *_term(p),
                p.kind,
                list(p.domain),
                list(p.range),
                p.code_list,
                dict(p.privacy),
                p.category,
                {owner: dict(answers) for owner, answers in p.overrides.items()},
            ]
            for p in known.properties.values()
        ],
        "schemes": [_term(s) for s in known.schemes.values()],
        "codes": [
            [*_term(c), c.notation, c.scheme, list(c.broader), c.order, c.sensitivity]
            for c in known.codes.values()
        ],
        "closure": {iri: sorted(above) for iri, above in known.closure.items()},
    }


def from_rows(rows: dict[str, Any]) -> Vocabulary:
    """The vocabulary again. Raises LookupError, TypeError or ValueError where the rows are not its own."""
    classes = {row[0]: Class(*_read(row), tuple(row[8]), row[9]) for row in rows["classes"]}
    properties = {
        row[0]: Property(
            *_read(row),
            row[8],
            tuple(row[9]),
            tuple(row[10]),
            row[11],
            MappingProxyType(row[12]),
            row[13],
            MappingProxyType({owner: MappingProxyType(answers) for owner, answers in row[14].items()}),
        )
        for row in rows["properties"]
    }
    codes: dict[str, Code] = {}
    of_scheme: dict[str, dict[str, Code]] = defaultdict(dict)
    for row in rows["codes"]:
        code = Code(*_read(row), row[8], row[9], tuple(row[10]), row[11], row[12])
        codes[code.iri] = of_scheme[code.scheme][code.notation] = code
    schemes = {row[0]: Scheme(*_read(row), MappingProxyType(of_scheme[row[0]])) for row in rows["schemes"]}
    return Vocabulary(
        iri=rows["iri"],
        version=rows["version"],
        version_iri=rows["version_iri"],
        classes=MappingProxyType(classes),
        properties=MappingProxyType(properties),
        schemes=MappingProxyType(schemes),
        codes=MappingProxyType(codes),
        closure=MappingProxyType({iri: frozenset(above) for iri, above in rows["closure"].items()}),
    )


def _term(term: Term) -> list[Any]:
    gone = term.deprecation
    return [
        term.iri,
        dict(term.labels),
        dict(term.definitions),
        list(term.alternatives),
        term.defined_by,
        term.maturity,
        list(term.translations),
        [gone.since, gone.reason, gone.successor, gone.rewrite] if gone else None,
    ]


def _read(row: list[Any]) -> tuple[Any, Any, Any, Any, Any, Any, Any, Any]:
    return (
        row[0],
        MappingProxyType(row[1]),
        MappingProxyType(row[2]),
        tuple(row[3]),
        row[4],
        row[5],
        tuple(row[6]),
        Deprecation(*row[7]) if row[7] else None,
    )
