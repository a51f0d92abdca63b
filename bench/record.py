"""The single-record workload: a record of 20 triples under 20 checks."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from interlingua.plan import Plan, make_plan
from interlingua.rml import load_mapping
from interlingua.shacl.fragments import RecordCheck
from interlingua.sources.base import JsonNumber
from interlingua.translate import Program, compile_plan

EX = "http://example.org/ns#"
FIELDS = [f"f{n}" for n in range(1, 20)]
TEXT = json.dumps(
    {
        "id": "P000123",
        **{
            name: (f"19{n + 60}-0{n % 9 + 1}-15" if n % 4 == 0 else n * 7 if n % 4 == 1 else f"Some text {n}")
            for n, name in enumerate(FIELDS)
        },
    }
)
SHAPE = "http://example.org/shape/Person"


def _mapping() -> str:
    rules = []
    for n, name in enumerate(FIELDS):
        datatype = "xsd:date" if n % 4 == 0 else "xsd:integer" if n % 4 == 1 else None
        tail = f", {datatype}" if datatype else ""
        rules.append(f"      - [ex:{name}, $({name}){tail}]")
    lines = [
        f'prefixes: {{ex: "{EX}", xsd: "http://www.w3.org/2001/XMLSchema#"}}',
        'sources: {people: [people.json~jsonpath, "$[*]"]}',
        "record: {system: bench, type: person, source: people, key: [$(id)]}",
        "mappings:",
        "  person:",
        "    s: http://example.org/person/$(id)",
        "    po:",
        "      - [a, ex:Person]",
        *rules,
    ]
    return "\n".join(lines) + "\n"


def row(text: str) -> Any:
    """The record as our reader gives it."""
    return json.loads(text, parse_int=JsonNumber, parse_float=JsonNumber)


def plan() -> Plan:
    """The plan of the mapping."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.yaml"
        path.write_text(_mapping(), encoding="utf-8")
        return make_plan(load_mapping(path))


def checks() -> dict[int, tuple[RecordCheck, ...]]:
    """Twenty checks of the person."""
    found = []
    xsd = "http://www.w3.org/2001/XMLSchema#"
    for n, name in enumerate(FIELDS):
        predicate = EX + name
        message = f"{name} is wrong."
        if n % 4 == 0:
            found.append(RecordCheck("datatype", predicate, xsd + "date", SHAPE, "violation", message))
        elif n % 4 == 1:
            bound = f'"0"^^<{xsd}integer>'
            found.append(RecordCheck("minInclusive", predicate, bound, SHAPE, "violation", message))
        elif n % 4 == 2:
            found.append(RecordCheck("minCount", predicate, 1, SHAPE, "violation", message))
        else:
            found.append(RecordCheck("pattern", predicate, "^Some .+ [0-9]+$", SHAPE, "violation", message))
    found.append(RecordCheck("maxCount", EX + FIELDS[0], 1, SHAPE, "violation", "One, please."))
    return {0: tuple(found)}


def shapes() -> str:
    """The same twenty, as SHACL."""
    parts = []
    for check in checks()[0]:
        value: object = check.parameter
        if check.kind == "datatype":
            value = f"<{check.parameter}>"
        elif check.kind == "pattern":
            value = json.dumps(check.parameter)
        parts.append(f"sh:property [ sh:path <{check.predicate}> ; sh:{check.kind} {value} ]")
    inner = " ;\n  ".join(parts)
    return f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n<{SHAPE}> a sh:NodeShape ; sh:targetClass <{EX}Person> ;\n  {inner} .\n"


def compiled() -> tuple[Program, str]:
    """The program, and its shapes for the peer."""
    return compile_plan(plan(), checks()), shapes()
