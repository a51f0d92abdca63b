"""The functions of a mapping: functions.md for people, functions.ttl for programs (the Function Ontology, FnO)."""

from __future__ import annotations

from collections.abc import Iterator

from interlingua.functions import FUNCTIONS, GROUPS, NAMESPACES, Function, Output, Parameter
from interlingua.rdf.namespaces import DCTERMS, IL, RDF, RDFS, XSD

# -- functions.md ------------------------------------------------------------------------------

HEAD = """\
# Functions

Generated from `functions/registry` by `python docs/generate.py functions`; do not edit. How a call is written: [mapping.md](mapping.md#functions).
The same for programs, as the Function Ontology describes functions: [functions.ttl](functions.ttl).

{count} functions. Parameters in *italics* are fixed in the mapping and cannot be a column; `...` may be repeated; `[ ]` may be left out. The last
column has the other names that a mapping may call it by, of GREL (`grel:`) and of IDLab (`idlab-fn:`); with them, the names of parameters and
results are those vocabularies' own. A function that stands here under such a name alone does what its vocabulary says, and differs from ours.
"""
OMITTED = (
    ("trigonometry, `math_degrees`, `math_radians`, `math_factn`, `math_multinomial`", "nobody who maps records uses them"),
    ("`math_randomNumber`, `date_now`", "the same record would give other statements each time"),
    (
        "`string_phonetic`, `string_reinterpret`, `string_unicode`, `string_unicodeType`, `string_diff`, `string_smartSplit`,"
        " `string_splitByCharType`, `other_type`, `other_hasField`",
        "no use here, or the source does it: its encoding, its type of values, and `$(?field)` for a field that may be missing",
    ),
    (
        "`date_toDate`, `date_inc`, `date_diff`, `date_datePart`",
        "not done yet; `il:date` reads dates, `il:age` counts years",
    ),
)  # fmt: skip


def functions() -> str:
    """A table for each group of the registry, and what of GREL is not there."""
    parts = [HEAD.format(count=len(FUNCTIONS))]
    for title, group in GROUPS:
        parts.append(f"\n## {title}\n\n| function | parameters | gives | also |\n|---|---|---|---|\n")
        parts += [_row(one) for one in group]
    parts.append(
        "\n## What of GREL is left out\n\nA mapping that calls one of these is refused (IL-M004).\n\n| names | why |\n|---|---|\n"
    )
    parts += [f"| {names} | {why} |\n" for names, why in OMITTED]
    return "".join(parts)


def _row(one: Function) -> str:
    shown = ", ".join(_shown(parameter) for parameter in one.parameters)
    also = ", ".join(f"`{_short(iri)}`" for iri in one.other_iris)
    return f"| `{one.name}` | {shown} | {one.summary.replace('|', '&#124;')} | {also} |\n"


def _shown(parameter: Parameter) -> str:
    name = f"*{parameter.name}*" if parameter.constant else parameter.name
    name += " ..." if parameter.repeatable else ""
    return name if parameter.required else f"[{name}]"


def _short(iri: str) -> str:
    return next((f"{p}:{iri[len(n) :]}" for p, n in NAMESPACES.items() if iri.startswith(n)), f"<{iri}>")


# -- functions.ttl -----------------------------------------------------------------------------

FNO = "https://w3id.org/function/ontology#"
PREFIXES = {"fno": FNO, "dcterms": DCTERMS, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, **NAMESPACES}
NOTE = """\
# Generated from functions/registry by `python docs/generate.py functions.ttl`; do not edit.
# rdfs:seeAlso: a function's or parameter's other names. A parameter of type rdf:List may be given several times.
"""
TYPES = {"text": "xsd:string", "boolean": "xsd:boolean", "list": "rdf:List", "iri": "xsd:anyURI"}


def turtle() -> str:
    """Every function with its parameters and its result."""
    prefixes = [f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()]
    return "".join([NOTE, *prefixes, *(line for one in FUNCTIONS for line in _described(one))])


def _described(one: Function) -> Iterator[str]:
    yield f"\n{_short(one.iri)} a fno:Function ;\n  fno:name {_text(one.name)} ;\n  dcterms:description {_text(one.summary)} ;\n"
    if one.other_iris:
        yield f"  rdfs:seeAlso {', '.join(map(_short, one.other_iris))} ;\n"
    yield "  fno:expects (\n"
    for parameter in one.parameters:
        yield f"    [ a fno:Parameter ; fno:name {_text(parameter.name)} ; fno:predicate {_short(parameter.iri)}"
        yield f" ; fno:type {_type(parameter)} ; fno:required {str(parameter.required).lower()}"
        yield ' ; rdfs:comment "Fixed in the mapping."' if parameter.constant else ""
        yield (
            f" ; rdfs:seeAlso {', '.join(map(_short, parameter.other_iris))}" if parameter.other_iris else ""
        )
        yield " ]\n"
    yield "  ) ;\n  fno:returns (\n"
    for output in one.outputs or (Output("result", IL + "result", one.datatype),):
        kind = _kind(one, output)
        yield f"    [ a fno:Output ; fno:name {_text(output.name)} ; fno:predicate {_short(output.iri)}"
        yield f" ; fno:type {kind}" if kind else ""
        yield " ; fno:required false ]\n"
    yield "  ) .\n"


def _kind(one: Function, output: Output) -> str | None:
    """The type of a result. Of il:if it is that of its arguments: FnO has no word for that, so none is said."""
    if one.returns == "list":
        return TYPES["list"]
    return f"xsd:{output.datatype.removeprefix(XSD)}" if output.datatype else TYPES.get(one.returns)


def _type(parameter: Parameter) -> str:
    return TYPES["list"] if parameter.repeatable else TYPES.get(parameter.kind, TYPES["text"])


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
