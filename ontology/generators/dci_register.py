"""The register of DCI's terms: where each is published, what answers it here, and what is wrong with it.

    python ontology/generators/dci_register.py PATH/TO/dci [--check]

Reads DCI's published JSON-LD (`schemas/`) and sample answers (`samples/`), and the alignment table
`ontology/alignments/dci-2026-04.sssom.tsv`; writes the register beside the table and the page `docs/dci.md`.
DCI's own IRIs collide, so that each row has a key of its own: kind, module, owner, name.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from interlingua.vocabulary.alignments import Alignment, read_alignments

ROOT: Final = Path(__file__).resolve().parents[2]
TABLE: Final = ROOT / "ontology" / "alignments" / "dci-2026-04.sssom.tsv"
REGISTER: Final = TABLE.with_name("dci-2026-04.register.tsv")
PAGE: Final = ROOT / "docs" / "dci.md"
COLUMNS: Final = ("key", "file", "pointer", "iri", "predicate", "term", "path", "reason", "sample", "defects")
SAMPLE_LENGTH: Final = 40
NESTED: Final = ("plus_code", "geometry", "bounds", "purpose")
"""Properties whose inner properties name them, not the class, as their domain."""
MEANT: Final = frozenset({"15", "Beneficiary", "Farmer"})
"""Listed, not defined, and no slip of another code's name: counted as codes of their own."""


@dataclass(slots=True)
class Entry:
    """One thing that DCI publishes."""

    kind: str
    key: str
    file: str
    pointer: str
    iri: str
    name: str
    defects: list[str] = field(default_factory=list)


def module_of(file: str) -> str:
    """The module's short name: core, api, sr, ibr ..."""
    parts = file.split("/")
    if parts[0] == "core":
        return "api" if parts[2] == "api-schemas" else "core"
    return "sr" if parts[1] == "social" else parts[1]


def local(name: str) -> str:
    """A compact IRI without its prefix."""
    return name.partition(":")[2] or name


def namespace(document: dict[str, Any], name: str) -> str:
    """What the prefix of a compact IRI would mean if the declarations worked."""
    context = document.get("@context", {})
    prefix = name.partition(":")[0]
    found = context.get(prefix) or context.get("@vocab") or ""
    return str(found).rstrip("/#")


def entries(schemas: Path) -> Iterator[Entry]:
    """Everything of the current tree, file by file, in the order of each file, each thing once."""
    seen: set[str] = set()
    for path in sorted((*schemas.glob("core/**/*.jsonld"), *schemas.glob("extensions/**/*.jsonld"))):
        file = path.relative_to(schemas).as_posix()
        document = json.loads(path.read_text(encoding="utf-8"))
        # A list of one file is declared a second time in another: the one that is named like the file counts.
        found = [one for one in _file(document, file) if not _elsewhere(one, file, schemas)]
        for one in found:
            if one.key in seen:
                raise SystemExit(f"{one.key} is met twice; the second time in {file}")
            seen.add(one.key)
        yield from found


def _elsewhere(entry: Entry, file: str, schemas: Path) -> bool:
    name = entry.key.split("/")[1]
    if entry.kind not in ("codelist", "code") or name == Path(file).stem:
        return False
    return (schemas / file).with_stem(name).exists()


def _file(document: dict[str, Any], file: str) -> Iterator[Entry]:
    """The graph of one file: classes and lists with, behind each, the properties and codes that are nodes too."""
    nodes = document.get("@graph")
    if nodes is None:
        yield from _class(document, document, file, "")
        return
    classes = {local(node["@id"]) for node in nodes if _role(node) == "class"}
    lists = [(index, node) for index, node in enumerate(nodes) if "owl:oneOf" in node]
    for index, node in enumerate(nodes):
        if _role(node) == "class":
            yield from _class(document, node, file, f"/@graph/{index}")
        elif _role(node) == "property":
            owner = local(str(node["rdfs:domain"]))
            if owner not in classes:
                raise SystemExit(f"{file}: {node['@id']} is of no class of the file")
            yield from _property(
                document, node, file, f"/@graph/{index}", f"{module_of(file)}/{owner}", Counter()
            )
    for index, node in lists:
        yield from _list(document, nodes, index, node, file)


def _role(node: dict[str, Any]) -> str:
    if "owl:oneOf" in node:
        return "codelist"
    kind = node.get("@type")
    if kind == "rdf:Property":
        return "property"
    return "class" if kind in ("rdfs:Class", "rdfs:Datatype") else "code"


def _class(document: dict[str, Any], node: dict[str, Any], file: str, pointer: str) -> Iterator[Entry]:
    module, name = module_of(file), local(node["@id"])
    iri = f"{namespace(document, node['@id'])}/{name}"
    found = Entry("class", f"class:{module}/{name}", file, pointer, iri, name)
    if "rdfs:comment" not in node:
        found.defects.append("no comment")
    if name.lower() != Path(file).stem.lower() and "@graph" not in document:
        found.defects.append(f"the file is named {Path(file).stem}")
    if node["@id"].startswith("rdfs:"):
        found.defects.append("minted in the namespace of RDFS")
    yield found
    seen: Counter[str] = Counter()
    for index, said in enumerate(node.get("rdfs:property", [])):
        where = f"{pointer}/rdfs:property/{index}"
        yield from _property(document, said, file, where, f"{module}/{name}", seen)


def _property(
    document: dict[str, Any], said: dict[str, Any], file: str, pointer: str, owner: str, seen: Counter[str]
) -> Iterator[Entry]:
    name = local(said["@id"])
    seen[name] += 1
    again = f"~{seen[name]}" if seen[name] > 1 else ""
    iri = f"{namespace(document, said['@id'])}/{name}"
    found = Entry("property", f"property:{owner}/{name}{again}", file, pointer, iri, name)
    found.defects.extend(_property_defects(said, owner, bool(again)))
    yield found
    within = said.get("rdfs:range")
    for step, inner in (("/rdfs:range", within if isinstance(within, dict) else {}), ("", said)):
        for index, deeper in enumerate(inner.get("rdfs:property", [])):
            where = f"{pointer}{step}/rdfs:property/{index}"
            yield from _property(document, deeper, file, where, owner, seen)


def _property_defects(said: dict[str, Any], owner: str, again: bool) -> Iterator[str]:
    if said.get("@type") != "rdf:Property":
        yield f"typed {said.get('@type')}"
    if "rdfs:range" not in said and "rdfs:property" not in said:
        yield "no range"
    if "rdfs:domain" not in said:
        yield "no domain"
    elif local(str(said["rdfs:domain"])) not in (owner.partition("/")[2], *NESTED):
        yield f"its domain is {local(str(said['rdfs:domain']))}"
    if "rdfs:comment" not in said:
        yield "no comment"
    if again:
        yield "second use of the same id"


def _list(
    document: dict[str, Any], nodes: list[dict[str, Any]], at: int, head: dict[str, Any], file: str
) -> Iterator[Entry]:
    module, declared = module_of(file), local(head["@id"])
    name = declared if module == "api" else Path(file).stem
    iri = f"{namespace(document, head['@id'])}/{declared}"
    members = [str(code["@id"] if isinstance(code, dict) else code) for code in head["owl:oneOf"]]
    listed = [local(member) for member in members]
    codes = list(_codes(nodes, file, f"{module}/{name}", iri, str(head["@id"]), members))
    defined = {entry.name for entry in codes}
    whole = {str(node["@id"]) for node in nodes if _role(node) == "code"}
    found = Entry("codelist", f"codelist:{module}/{name}", file, f"/@graph/{at}", iri, name)
    if "owl" not in document.get("@context", {}):
        found.defects.append("the prefix owl is not declared")
    if declared != name:
        found.defects.append(f"declared as {declared}")
    lost = [code for code in members if code not in whole and local(code) not in MEANT]
    if lost:
        found.defects.append(f"lists what is not defined: {', '.join(lost)}")
    yield found
    yield from codes
    for code in (one for one in listed if one in MEANT - defined):
        yield Entry(
            "code", f"code:{module}/{name}/{code.removeprefix('programme')}", file, f"/@graph/{at}/owl:oneOf",
            f"{iri}#{code}", code, ["listed, never defined"],
        )  # fmt: skip


def _codes(
    nodes: list[dict[str, Any]],
    file: str,
    owner: str,
    iri: str,
    declared: str,
    members: list[str],
) -> Iterator[Entry]:
    seen: Counter[str] = Counter()
    for index, node in enumerate(nodes):
        if _role(node) != "code":
            continue
        code = local(node["@id"])
        seen[code] += 1
        again = f"~{seen[code]}" if seen[code] > 1 else ""
        found = Entry("code", f"code:{owner}/{code}{again}", file, f"/@graph/{index}", f"{iri}#{code}", code)
        if node["@id"] not in members:
            found.defects.append("not in the list's owl:oneOf")
        if node.get("@type") != declared:
            found.defects.append(f"typed {node.get('@type', 'nothing')}, not {declared}")
        if again:
            found.defects.append("second use of the same id")
        yield found


def samples(folder: Path) -> list[dict[str, Any]]:
    """Every object of the sample answers, its keys without prefixes."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            found.append({key.rpartition(":")[2]: value for key, value in node.items()})
            walk(list(node.values()))

    for path in sorted(folder.glob("**/*.json")):
        walk(json.loads(path.read_text(encoding="utf-8")))
    return found


def sample(name: str, siblings: frozenset[str], given: list[dict[str, Any]]) -> str:
    """The first value of a property in an object that looks like its owner: half of its keys, and two, are the owner's."""
    for one in given:
        keys = [key for key in one if not key.startswith("@")]
        shared = len(siblings.intersection(keys))
        alike = 2 * shared >= len(keys) and shared >= min(2, len(siblings))
        if name in one and alike and "items" not in one and (text := _shown(one[name])):
            return text
    return ""


def _shown(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict) and first:
        keys = [key.rpartition(":")[2] for key in first]
        return "{" + ", ".join(keys[:3]) + (", …" if len(keys) > 3 else "") + "}"
    if first in ("", [], {}, None):
        return ""
    text = json.dumps(first) if isinstance(first, bool) else str(first)
    return " ".join(text.split())[:SAMPLE_LENGTH]


def rows(dci: Path) -> list[dict[str, str]]:
    """The register: one row a published thing. Raises SystemExit where the table does not answer one."""
    by_key: dict[str, list[Alignment]] = {}
    for row in read_alignments(TABLE).rows:
        by_key.setdefault(row.object_id.removeprefix("dci:"), []).append(row)
    given = samples(dci / "samples")
    out: list[dict[str, str]] = []
    published = list(entries(dci / "schemas"))
    siblings: defaultdict[str, set[str]] = defaultdict(set)
    for entry in published:
        siblings[entry.key.rpartition("/")[0]].add(entry.name)
    for entry in published:
        answers = by_key.pop(entry.key.replace(":", "/", 1), None)
        if answers is None:
            raise SystemExit(f"{TABLE.name} has no row for {entry.key}")
        out.append(
            {
                "key": entry.key,
                "file": entry.file,
                "pointer": entry.pointer,
                "iri": entry.iri,
                "predicate": " ".join(_short(row.predicate) if row.answered else "-" for row in answers),
                "term": " ".join(_short(row.subject) for row in answers if row.answered),
                "path": " ; ".join(row.path for row in answers if row.path),
                "reason": "; ".join(filter(None, (row.reason or row.comment for row in answers))),
                "sample": _sample(entry, siblings, given),
                "defects": "; ".join(entry.defects),
            }
        )
    if by_key:
        raise SystemExit(f"{TABLE.name} has rows for things that DCI does not publish: {sorted(by_key)[:5]}")
    return out


def _sample(entry: Entry, siblings: Mapping[str, set[str]], given: list[dict[str, Any]]) -> str:
    """A value of a property; its owner's other names, and those of the core class that a registry's extends."""
    if entry.kind != "property":
        return ""
    owner = entry.key.rpartition("/")[0]
    core = re.sub(r":[a-z]+/(?:[A-Z]+_)?", ":core/", owner)
    return sample(entry.name, frozenset(siblings[owner] | siblings.get(core, set())), given)


def _short(iri: str) -> str:
    from interlingua.rdf import shorten

    return shorten(iri)


def table(found: list[dict[str, str]]) -> str:
    """The register as a tab-separated table."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text, COLUMNS, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\"
    )
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()


def page(found: list[dict[str, str]]) -> str:
    """docs/dci.md: the table for people, and the defects by kind."""
    answered = [row for row in found if row["term"]]
    lines = [
        "# DCI's terms, one by one",
        "",
        "Generated by `python ontology/generators/dci_register.py`; do not edit. Every class, property, code list and code",
        "that the Digital Convergence Initiative publishes as JSON-LD (state of April 2026), in DCI's own order, with what",
        f"answers it here. {len(found)} things, {len(answered)} answered by a term, {len(found) - len(answered)} by a reason.",
        "",
        "A path leads from the node that answers the owner: `/` is one step on, `^` one step back, `[...]` a condition. The",
        "machine-readable table is `ontology/alignments/dci-2026-04.sssom.tsv`, the register with IRIs and pointers beside it.",
        "",
        *_defect_section(found),
    ]
    file = ""
    for row in found:
        if row["file"] != file:
            file = row["file"]
            lines += [
                "",
                f"## {file}",
                "",
                "| pointer | key | ours | how | reason or remark | sample |",
                "|---|---|---|---|---|---|",
            ]
        ours = row["path"] or row["term"]
        cells = [
            f"`{row['pointer'] or '/'}`",
            f"`{row['key']}`",
            f"`{ours}`" if ours else "",
            row["predicate"].replace("skos:", "").replace("rdfs:", ""),
            row["reason"],
            f"`{row['sample']}`" if row["sample"] else "",
        ]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _defect_section(found: list[dict[str, str]]) -> list[str]:
    counts: Counter[str] = Counter()
    example: dict[str, str] = {}
    for row in found:
        for defect in filter(None, row["defects"].split("; ")):
            kind = defect
            for start, general in (
                ("typed ", "the type is another than it should be"),
                ("the file is named", "the name is another than the file's"),
                ("declared as", "the list is declared under another name than the file's"),
                ("its domain is", "the domain is another than the owner"),
                ("lists what is not defined", "the list names codes that are not defined"),
            ):
                if defect.startswith(start):
                    kind = general
            counts[kind] += 1
            example.setdefault(kind, f"`{row['key']}` ({defect})")
    lines = [
        "## Defects found on the way",
        "",
        "Those that show in one thing alone, by the register's column `defects`. All of them, with causes and mends, are in",
        "[dci-defects.md](dci-defects.md).",
        "",
        "| defect | things | the first |",
        "|---|---:|---|",
    ]
    lines += [f"| {kind} | {count} | {example[kind]} |" for kind, count in counts.most_common()]
    return lines


def main() -> None:
    """Write the files, or with --check compare them."""
    arguments = [one for one in sys.argv[1:] if one != "--check"]
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    found = rows(Path(arguments[0]))
    stale = []
    for path, text in ((REGISTER, table(found)), (PAGE, page(found))):
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    if stale:
        raise SystemExit(f"Not current: {', '.join(stale)}. Run this script without --check.")


if __name__ == "__main__":
    main()
