"""What is wrong in DCI's published JSON-LD, measured and written so that it can be sent upstream.

    python ontology/generators/dci_defects.py PATH/TO/dci [--check | --places]

Reads `schemas/` and writes `docs/dci-defects.md`; `--places` prints every place instead, tab-separated. Each defect is a function below that finds its places; its
docstring is the title, and `TEXTS` (dci-defects.toml beside this script) says what a processor makes of it and how
to mend it. Only identifiers and pointers are taken from the files, no text.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from dci_files import Document, Place, compact, documents, local

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "dci-defects.md"
TEXTS: Final = Path(__file__).with_name("dci-defects.toml")
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
RDFS_KEYS: Final = frozenset(
    "rdfs:" + name for name in ("label", "comment", "domain", "range", "subClassOf", "subPropertyOf", "seeAlso", "isDefinedBy")
)  # fmt: skip
XSD: Final = frozenset(
    [
        "string",
        "integer",
        "decimal",
        "boolean",
        "date",
        "dateTime",
        "anyURI",
        "base64Binary",
        "duration",
        "time",
        "float",
        "double",
    ]
)
SHOWN: Final = 6
"""So many places are named on the page; the rest are counted."""
Files = list[Document]
Check = Callable[[Files], Iterator[Place]]
CHECKS: dict[str, Check] = {}


def check(function: Check) -> Check:
    """Registers a defect under the name of its function, in the order of this file."""
    CHECKS[function.__name__] = function
    return function


@check
def no_json(files: Files) -> Iterator[Place]:
    """Files that are not JSON"""
    yield from (Place(one.file, "", "") for one in files if one.body is None)


@check
def undeclared_prefix(files: Files) -> Iterator[Place]:
    """Prefixes that no context declares"""
    for one in files:
        for pointer, key, value, _ in one.values():
            for name in _names(key, value):
                prefix = compact(name)[0]
                if prefix and prefix not in one.context:
                    yield Place(one.file, pointer, name)


@check
def unusable_prefix(files: Files) -> Iterator[Place]:
    """Namespaces that do not end in `/` or `#`"""
    for one in files:
        for prefix, namespace in one.context.items():
            if isinstance(namespace, str) and namespace.startswith("http") and namespace[-1] not in "/#":
                yield Place(one.file, f"/@context/{prefix}", namespace)


@check
def one_name_for_many(files: Files) -> Iterator[Place]:
    """One name for different things"""
    meant: defaultdict[str, list[Place]] = defaultdict(list)
    for one in _current(files):
        for pointer, node in one.nodes():
            meant[one.expand(node["@id"])].append(Place(one.file, pointer, node["@id"]))
    for places in meant.values():
        if len({place.file for place in places}) > 1:
            yield from places


@check
def no_property(files: Files) -> Iterator[Place]:
    """Properties that are not declared as properties"""
    for one in _current(files):
        for pointer, node in one.properties():
            if node.get("@type") != "rdf:Property" or "rdf" not in one.context:
                yield Place(one.file, pointer, f"{node.get('@id')} a {node.get('@type')}")


@check
def link_as_text(files: Files) -> Iterator[Place]:
    """Domains, ranges and superclasses written as texts"""
    for one in _current(files):
        for pointer, key, value, _ in one.values():
            if key in ("rdfs:domain", "rdfs:range", "rdfs:subClassOf") and isinstance(value, str):
                yield Place(one.file, pointer, f"{key} {value}")


@check
def listed_as_text(files: Files) -> Iterator[Place]:
    """Members of code lists written as texts"""
    for one in _current(files):
        for pointer, key, value, _ in one.values():
            if key == "owl:oneOf":
                yield from (
                    Place(one.file, f"{pointer}/owl:oneOf", item) for item in value if isinstance(item, str)
                )


@check
def no_word_of_rdfs(files: Files) -> Iterator[Place]:
    """Words that RDFS does not have"""
    for one in _current(files):
        for pointer, key, value, node in one.values():
            if key.startswith("rdfs:") and key not in RDFS_KEYS:
                yield Place(one.file, pointer, key)
            if key == "@id" and str(value).startswith("rdfs:") and "@type" in node:
                yield Place(one.file, pointer, str(value))


@check
def container_in_data(files: Files) -> Iterator[Place]:
    """`@container` outside a context"""
    for one in _current(files):
        yield from (
            Place(one.file, pointer, str(value))
            for pointer, key, value, _ in one.values()
            if key == "@container"
        )


@check
def foreign_rdfs(files: Files) -> Iterator[Place]:
    """A prefix of the W3C bound to another address"""
    for one in files:
        for prefix, own in (
            ("rdfs", RDFS),
            ("xsd", "http://www.w3.org/2001/XMLSchema#"),
            ("owl", "http://www.w3.org/2002/07/owl#"),
        ):
            if one.context.get(prefix, own) != own:
                yield Place(one.file, f"/@context/{prefix}", str(one.context[prefix]))


@check
def namespaces(files: Files) -> Iterator[Place]:
    """Many addresses for one vocabulary"""
    seen: set[str] = set()
    for one in _current(files):
        for prefix, namespace in one.context.items():
            if isinstance(namespace, str) and "spdci.org" in namespace and namespace not in seen:
                seen.add(namespace)
                yield Place(one.file, f"/@context/{prefix}", namespace)


@check
def class_that_is_nowhere(files: Files) -> Iterator[Place]:
    """Ranges and domains that exist under no address"""
    known = {local(str(node["@id"])) for one in _current(files) for _, node in one.nodes()}
    for one in _current(files):
        for pointer, node in one.properties():
            for key in ("rdfs:domain", "rdfs:range"):
                name = _reference(node.get(key))
                if name and compact(name)[0] not in ("xsd", "rdfs") and local(name) not in known:
                    yield Place(one.file, pointer, f"{key} {name}")


@check
def no_such_datatype(files: Files) -> Iterator[Place]:
    """Datatypes that XML Schema does not have"""
    for one in _current(files):
        for pointer, node in one.properties():
            name = _reference(node.get("rdfs:range"))
            if name.startswith("xsd:") and local(name) not in XSD:
                yield Place(one.file, pointer, f"{node.get('@id')} {name}")


@check
def no_range(files: Files) -> Iterator[Place]:
    """Properties without a range or a domain"""
    for one in _current(files):
        for pointer, node in one.properties():
            for key in ("rdfs:domain", "rdfs:range"):
                if key not in node and not (key == "rdfs:range" and "rdfs:property" in node):
                    yield Place(one.file, pointer, f"{node.get('@id')} has no {key}")


@check
def declared_twice(files: Files) -> Iterator[Place]:
    """One id twice in one file"""
    for one in _current(files):
        counts = Counter(node["@id"] for _, node in one.nodes() if node.get("@type") != "rdfs:Class")
        for pointer, node in one.nodes():
            if counts[node["@id"]] > 1 and ("/rdfs:property/" in pointer or "/@graph/" in pointer):
                yield Place(one.file, pointer, node["@id"])


@check
def no_comment(files: Files) -> Iterator[Place]:
    """Things without a definition"""
    for one in _current(files):
        for pointer, node in one.nodes():
            if not node.get("rdfs:comment"):
                yield Place(one.file, pointer, node["@id"])


@check
def label_for_definition(files: Files) -> Iterator[Place]:
    """Codes whose definition repeats the label"""
    for one in _current(files):
        for _, _, _, defined in one.lists():
            for pointer, node in defined:
                label, comment = (
                    str(node.get(key, "")).strip().lower() for key in ("rdfs:label", "rdfs:comment")
                )
                if label and label == comment:
                    yield Place(one.file, pointer, node["@id"])


@check
def definition_of_another(files: Files) -> Iterator[Place]:
    """One definition for differently named properties"""
    said: defaultdict[str, list[tuple[str, Place]]] = defaultdict(list)
    for one in _current(files):
        for pointer, node in one.properties():
            if comment := str(node.get("rdfs:comment", "")).strip():
                name = local(str(node.get("@id")))
                said[comment].append((name, Place(one.file, pointer, name)))
    for found in said.values():
        if len({name for name, _ in found}) > 1:
            yield from (place for _, place in found)


@check
def listed_not_defined(files: Files) -> Iterator[Place]:
    """Codes that are listed and not defined"""
    for one in _current(files):
        for pointer, _, listed, defined in one.lists():
            names = {node["@id"] for _, node in defined}
            yield from (Place(one.file, f"{pointer}/owl:oneOf", code) for code in listed if code not in names)


@check
def defined_not_listed(files: Files) -> Iterator[Place]:
    """Codes that are defined and not listed"""
    for one in _current(files):
        for _, _, listed, defined in one.lists():
            yield from (
                Place(one.file, pointer, node["@id"])
                for pointer, node in defined
                if node["@id"] not in listed
            )


@check
def typed_otherwise(files: Files) -> Iterator[Place]:
    """Codes whose type is not their list"""
    for one in _current(files):
        for _, head, _, defined in one.lists():
            for pointer, node in defined:
                if node.get("@type") != head["@id"]:
                    yield Place(one.file, pointer, f"{node['@id']} a {node.get('@type')}")


@check
def file_of_another_name(files: Files) -> Iterator[Place]:
    """Classes and lists named otherwise than their files"""
    for one in _current(files):
        body = one.body or {}
        if "@graph" not in body and local(str(body.get("@id"))) != Path(one.file).stem:
            yield Place(one.file, "", str(body.get("@id")))
        for pointer, head, _, _ in one.lists():
            if "/code/" in one.file and local(head["@id"]) != Path(one.file).stem:
                yield Place(one.file, pointer, head["@id"])


@check
def same_list_twice(files: Files) -> Iterator[Place]:
    """Lists that hold the same codes as another, and lists of one code"""
    seen: dict[tuple[str, ...], str] = {}
    for one in _current(files):
        for pointer, head, _, defined in one.lists():
            codes = tuple(sorted(f"{local(node['@id'])} {node.get('rdfs:label')}" for _, node in defined))
            if len(codes) == 1:
                yield Place(one.file, pointer, f"{head['@id']} has one code")
            elif codes in seen:
                yield Place(one.file, pointer, f"{head['@id']} repeats {seen[codes]}")
            seen.setdefault(codes, one.file)


@check
def required_outside(files: Files) -> Iterator[Place]:
    """`required` as a key of the graph"""
    for one in _current(files):
        for pointer, key, value, node in one.values():
            if key == "required":
                own = {item.get("@id") for item in node.get("rdfs:property", []) if isinstance(item, dict)}
                lost = [name for name in value if not name.startswith("@") and name not in own]
                yield Place(one.file, pointer, f"names what is not there: {', '.join(lost)}" if lost else "")


@check
def no_language(files: Files) -> Iterator[Place]:
    """Texts for people without a language"""
    for one in files:
        for pointer, key, value, _ in one.values():
            if (
                key in ("rdfs:label", "rdfs:comment")
                and isinstance(value, str)
                and "@language" not in one.context
            ):
                yield Place(one.file, pointer, key)


@check
def no_header(files: Files) -> Iterator[Place]:
    """Files without version, licence or header"""
    for one in files:
        if (
            one.body is not None
            and "owl:Ontology" not in str(one.body)
            and "owl:versionInfo" not in str(one.body)
        ):
            yield Place(one.file, "", "")


@check
def second_tree(files: Files) -> Iterator[Place]:
    """An old tree beside the new one"""
    names = {Path(one.file).name for one in _current(files)}
    yield from (
        Place(one.file, "", "") for one in files if one.tree == "legacy" and Path(one.file).name in names
    )


@check
def misspelt(files: Files) -> Iterator[Place]:
    """Misspelt identifiers"""
    wrong = re.compile(
        "Enrollement|Impairement|measurment|Measurment|Equipement|NEICE|livestockDetails|RelatePerson|habitation"
    )
    seen: set[tuple[str, str]] = set()
    for one in _current(files):
        for pointer, key, value, _ in one.values():
            for name in _names(key, value) or ():
                if wrong.search(name) and (one.file, name) not in seen:
                    seen.add((one.file, name))
                    yield Place(one.file, pointer, name)


def _current(files: Files) -> Files:
    return [one for one in files if one.tree == "current" and one.body is not None]


def _names(key: str, value: Any) -> list[str]:
    """The names of a key and its value: the key itself, ids, types, links."""
    found = [key] if compact(key)[0] else []
    if key in ("@id", "@type", "rdfs:domain", "rdfs:range", "rdfs:subClassOf", "owl:oneOf"):
        found += [
            one
            for one in (value if isinstance(value, list) else [value])
            if isinstance(one, str) and compact(one)[0]
        ]
    return found


def _reference(value: Any) -> str:
    name = value.get("@id", "") if isinstance(value, dict) else value
    return name if isinstance(name, str) else ""


def page(files: Files) -> str:
    """docs/dci-defects.md. Raises SystemExit where a check and the texts disagree."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    if set(texts["defect"]) != set(CHECKS):
        raise SystemExit(f"Texts and checks differ: {sorted(set(texts['defect']) ^ set(CHECKS))}")
    found = {name: list(one(files)) for name, one in CHECKS.items()}
    lines = [
        texts["top"].strip().format(files=len(files)),
        "",
        "| no. | defect | places | files |",
        "|---:|---|---:|---:|",
    ]
    for number, (name, places) in enumerate(found.items(), 1):
        lines.append(
            f"| [{number}](#{number}) | {_title(name)} | {len(places)} | {len({one.file for one in places})} |"
        )
    for number, (name, places) in enumerate(found.items(), 1):
        text = texts["defect"][name]
        lines += ["", f'## <a id="{number}"></a>{number}. {_title(name)}', ""]
        lines += [f"{len(places)} places in {len({one.file for one in places})} files."]
        lines += [
            "",
            f"**What a processor makes of it.** {text['effect']}",
            "",
            f"**How to mend it.** {text['mend']}",
            "",
        ]
        lines += [_line(place) for place in places[:SHOWN]]
        if len(places) > SHOWN:
            lines.append(f"- and {len(places) - SHOWN} more")
    return "\n".join([*lines, "", texts["reading"].strip()]) + "\n"


def _title(name: str) -> str:
    return (CHECKS[name].__doc__ or "").strip()


def _line(place: Place) -> str:
    pointer = f" `{place.pointer}`" if place.pointer else ""
    return f"- `{place.file}`{pointer}" + (f": `{place.what}`" if place.what else "")


def main() -> None:
    """Write the page, or with --check compare it, or with --places print what it counts."""
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    files = documents(Path(arguments[0]) / "schemas")
    if "--places" in sys.argv:
        for name, one in CHECKS.items():
            for place in one(files):
                sys.stdout.write("\t".join((name, place.file, place.pointer, place.what)) + "\n")
        return
    text = page(files)
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        raise SystemExit(f"Not current: {PAGE.name}. Run this script without --check.")


if __name__ == "__main__":
    main()
