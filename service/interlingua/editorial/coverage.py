"""What the vocabulary holds and how far it is used, as counts; and the floors that these may not fall below.

Floors stand in `ontology/floors.toml` (`[at-least]` and `[at-most]`, by the dotted name of a count), the terms that
no shape, or no mapping and question, uses in `ontology/unused.toml`, each with its reason.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from interlingua.rdf.namespaces import SP
from interlingua.settings import shipped
from interlingua.vocabulary import Vocabulary, load
from interlingua.vocabulary.alignments import AlignmentSet, alignment_sets
from interlingua.vocabulary.model import Code, Property, Term
from interlingua.vocabulary.overrides import PRIVACY_AXES
from interlingua.vocabulary.translations import LANGUAGES, translations

FLOORS: Final = "floors.toml"
UNUSED: Final = "unused.toml"
DCI: Final = "dci-2026-04"
_DCI_KINDS: Final = ("class", "property", "codelist", "code", "all")
DEFINED: Final = ("en", "fr", "es")
_KINDS: Final = {
    "class": "classes", "object": "properties", "datatype": "properties", "annotation": "annotations",
    "scheme": "lists", "code": "codes",
}  # fmt: skip
_COLUMNS: Final = (
    "classes", "properties", "annotations", "lists", "codes", "labels in five languages", "definitions in en fr es",
    "used by a shape", "used by a mapping or question",
)  # fmt: skip
_NAME: Final = re.compile(r"\bsp:([A-Za-z]+)\b")
_RULE: Final = re.compile(r"^shape:\S+ a sh:\w+Shape", re.MULTILINE)
_SEVERITY: Final = re.compile(r"\bsh:severity\b")
_EXAMPLE: Final = re.compile(r"^(invalid|valid):(\S+)\s*\{", re.MULTILINE)

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every count, by section; `faults` are terms whose use and entry in `unused.toml` disagree."""

    total: Counts
    modules: dict[str, Counts]
    languages: dict[str, Counts]
    privacy: Counts
    dci: dict[str, Counts]
    alignments: dict[str, Counts]
    shapes: dict[str, Counts]
    use: Counts
    faults: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The sections as JSON values."""
        return {name: list(value) if name == "faults" else value for name, value in asdict(self).items()}


def coverage(root: Path | None = None) -> Coverage:
    """Count the vocabulary here (or of another folder with `ontology`, `shapes` and `mappings`)."""
    ontology, shapes, mappings = (
        (root / name if root is not None else shipped(name)) for name in ("ontology", "shapes", "mappings")
    )
    vocabulary = _vocabulary(ontology) if root is not None else load()
    sets = alignment_sets(ontology / "alignments")
    by_shape, elsewhere = _uses(ontology, shapes, mappings)
    modules = _modules(vocabulary, by_shape, elsewhere)
    listed = _reasons(ontology / UNUSED)
    terms = sorted(_used_terms(vocabulary))
    dci = _dci(sets.get(DCI), ontology / "alignments" / f"{DCI}.register.tsv")
    total = {name: sum(one[name] for one in modules.values()) for name in _COLUMNS}
    total["questions"] = len(list((ontology / "questions").glob("*.rq")))
    total["lint rules"] = len(list((shapes / "editorial" / "rules").glob("[A-Z][0-9][0-9]-*.md")))
    return Coverage(
        total=total,
        modules=modules,
        languages=_languages(vocabulary),
        privacy=_privacy(vocabulary),
        dci=dci,
        alignments={name: _alignment(one) for name, one in sets.items()},
        shapes=_shapes(ontology, shapes),
        use={
            "terms": len(terms),
            "by a shape": sum(term in by_shape for term in terms),
            "by a mapping or question": sum(term in elsewhere for term in terms),
            "by both": sum(term in by_shape and term in elsewhere for term in terms),
            "listed with a reason": sum(term in listed for term in terms),
        },
        faults=tuple(_faults(vocabulary, (by_shape, elsewhere), listed)),
    )


def shortfalls(found: Coverage, floors: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """A sentence for each count that is below its floor or above its ceiling, and for each fault of use."""
    counts = found.as_json()
    for name, floor in floors.get("at-least", {}).items():
        value = _at(counts, name)
        if value is None or value < floor:
            yield f"{name} is {'not counted' if value is None else value}; it must be {floor} or more."
    for name, ceiling in floors.get("at-most", {}).items():
        value = _at(counts, name)
        if value is None or value > ceiling:
            yield f"{name} is {'not counted' if value is None else value}; it must be {ceiling} or less."
    yield from found.faults


def floors(root: Path | None = None) -> dict[str, dict[str, int]]:
    """The committed floors."""
    path = (root / "ontology" if root is not None else shipped("ontology")) / FLOORS
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _at(counts: Mapping[str, Any], dotted: str) -> int | None:
    here: Any = counts
    for part in dotted.split("/"):
        here = here.get(part) if isinstance(here, Mapping) else None
    return here if isinstance(here, int) else None


def _vocabulary(ontology: Path) -> Vocabulary:
    from interlingua.vocabulary.loading import build, triples

    return build(triples(ontology))


def _modules(
    vocabulary: Vocabulary, by_shape: frozenset[str], elsewhere: frozenset[str]
) -> dict[str, Counts]:
    """Terms by module; a list and its codes are of the module of the first property that draws from it."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    home: dict[str, str] = {}
    for prop in vocabulary.properties.values():
        if prop.code_list is not None:
            home.setdefault(prop.code_list, _module(prop))
    for iri in vocabulary.terms():
        term = vocabulary.term(iri)
        if term is None:
            continue
        kind = _KINDS[vocabulary.kind_of(iri) or "class"]
        scheme = term.scheme if isinstance(term, Code) else iri
        counts = found[home.get(scheme, "editorial") if kind in ("lists", "codes") else _module(term)]
        counts[kind] += 1
        counts["labels in five languages"] += all(term.labels.get(one) for one in LANGUAGES)
        counts["definitions in en fr es"] += all(term.definitions.get(one) for one in DEFINED)
        if kind in ("classes", "properties"):
            counts["used by a shape"] += term.name in by_shape
            counts["used by a mapping or question"] += term.name in elsewhere
    return {module: {name: found[module][name] for name in _COLUMNS} for module in sorted(found)}


def _module(term: Term) -> str:
    return (
        term.defined_by.rpartition("/module/")[2].rstrip("/")
        if "/module/" in term.defined_by
        else "editorial"
    )


def _languages(vocabulary: Vocabulary) -> dict[str, Counts]:
    """Per language: terms with a label, with a definition, and how far the translation is."""
    terms = [term for iri in vocabulary.terms() if (term := vocabulary.term(iri)) is not None]
    found = {
        language: {
            "terms": len(terms),
            "labels": sum(bool(term.labels.get(language)) for term in terms),
            "no label": sum(not term.labels.get(language) for term in terms),
            "definitions": sum(bool(term.definitions.get(language)) for term in terms),
        }
        for language in LANGUAGES
    }
    states: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for term in terms:
        for one in translations(term):
            states[one.language][one.state] += 1
    for language, counts in found.items():
        if language != "en":
            counts.update(
                {state: states[language][state] for state in ("reviewed", "draft", "stale", "missing")}
            )
    return found


def _privacy(vocabulary: Vocabulary) -> Counts:
    """Pairs of a class and a property of it, and how many have an answer on each axis."""
    pairs = [(owner, prop) for prop in _data(vocabulary) for owner in prop.domain]
    answers = [vocabulary.privacy_of(owner, prop.iri) for owner, prop in pairs]
    return {
        "class and property": len(pairs),
        "answered on every axis": sum(all(one.get(axis) for axis in PRIVACY_AXES) for one in answers),
        "without an answer": sum(not all(one.get(axis) for axis in PRIVACY_AXES) for one in answers),
        "answers that a class overrides": sum(len(prop.overrides) for prop in _data(vocabulary)),
        "properties with a DPV category": sum(prop.category is not None for prop in _data(vocabulary)),
    }


def _data(vocabulary: Vocabulary) -> Iterator[Property]:
    return (prop for prop in vocabulary.properties.values() if prop.kind != "annotation")


def _dci(found: AlignmentSet | None, register: Path) -> dict[str, Counts]:
    """DCI's things by kind: how many there are, how many have a row, by what predicate or reason."""
    if found is None or not register.is_file():
        return {}
    keys = [line.split("\t", 1)[0] for line in register.read_text(encoding="utf-8").splitlines()[1:]]
    first = {row.object_id: row for row in reversed(found.rows)}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key in keys:
        kind, row = key.partition(":")[0], first.get("dci:" + key.replace(":", "/", 1))
        for name in (kind, "all"):
            counts[name]["published"] += 1
            if row is None:
                continue
            counts[name]["answered"] += 1
            if row.answered:
                counts[name][re.split(r"[#/]", row.predicate)[-1]] += 1
                continue
            counts[name]["no term: " + row.reason.partition(":")[0]] += 1
            inside = key.partition(":")[2].startswith("api/")
            counts[name]["no term, envelope" if inside else "no term, elsewhere"] += 1
    columns = sorted({name for one in counts.values() for name in one}, key=_order)
    return {kind: {name: counts[kind][name] for name in columns} for kind in _DCI_KINDS}


def _order(name: str) -> tuple[int, str]:
    known = (
        "published",
        "answered",
        "exactMatch",
        "closeMatch",
        "narrowMatch",
        "broadMatch",
        "relatedMatch",
        "seeAlso",
    )
    return (known.index(name) if name in known else len(known), name)


def _alignment(found: AlignmentSet) -> Counts:
    """Things of the other side by kind, and how many of them a term of ours answers."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for row in found.rows:
        kinds[row.object_kind].add(row.object)
    things = {row.object for row in found.rows}
    return {
        "classes": len(kinds["class"]),
        "properties": len(kinds["property"]),
        "lists": len(kinds["codelist"]),
        "codes": len(kinds["code"]),
        "classes and properties": len(kinds["class"] | kinds["property"]),
        "rows": len(found.rows),
        "answered": len({row.object for row in found.rows if row.answered}),
        "no term": len(things - {row.object for row in found.rows if row.answered}),
    }


def _shapes(ontology: Path, shapes: Path) -> dict[str, Counts]:
    """Rules and examples of each profile."""
    files: defaultdict[str, list[Path]] = defaultdict(list)
    files["core"] = [shapes / "core.shacl.ttl", *sorted((shapes / "core").glob("**/*.ttl"))]
    for path in sorted((shapes / "profiles").glob("*.shacl.ttl")):
        files[path.name.removesuffix(".shacl.ttl")].append(path)
    found = {}
    for profile, paths in files.items():
        text = "\n".join(_texts(paths))
        examples = "\n".join(_texts(sorted((ontology / "examples" / profile).glob("*.trig"))))
        kinds = Counter(kind for kind, _ in _EXAMPLE.findall(examples))
        found[profile] = {
            "shapes": len(_RULE.findall(text)),
            "rules": len(_SEVERITY.findall(text)),
            "invalid examples": kinds["invalid"],
            "valid examples": kinds["valid"],
        }
    return found


def _uses(ontology: Path, shapes: Path, mappings: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The names that shapes say, and those that mappings and questions say."""
    shaped = [
        shapes / "core.shacl.ttl",
        *(shapes / "core").glob("**/*.ttl"),
        *(shapes / "profiles").glob("*.ttl"),
    ]
    asked = [
        *mappings.glob("**/*.yarrrml.yaml"),
        *mappings.glob("**/*.rml.ttl"),
        *(ontology / "questions").glob("*.rq"),
    ]
    return _names(shaped), _names(asked)


def _names(paths: Iterable[Path]) -> frozenset[str]:
    return frozenset(name for text in _texts(paths) for name in _NAME.findall(text))


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    return (path.read_text(encoding="utf-8") for path in paths if path.is_file())


def _used_terms(vocabulary: Vocabulary) -> Iterator[str]:
    yield from (iri.removeprefix(SP) for iri in vocabulary.classes)
    yield from (prop.iri.removeprefix(SP) for prop in _data(vocabulary))


def _reasons(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    return {
        str(name): str(reason) for name, reason in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def _faults(
    vocabulary: Vocabulary, uses: tuple[frozenset[str], frozenset[str]], listed: Mapping[str, str]
) -> Iterator[str]:
    """Terms without use and without a reason, a line a module; then what stands in the list and should not."""
    used = {term for term in _used_terms(vocabulary) if all(term in names for names in uses)}
    for what, names in zip(("shape", "mapping or question"), uses, strict=True):
        missing: defaultdict[str, list[str]] = defaultdict(list)
        for term in sorted(_used_terms(vocabulary)):
            found = vocabulary.term(SP + term)
            if term not in names and not listed.get(term) and found is not None:
                missing[_module(found)].append(term)
        for module, terms in sorted(missing.items()):
            yield f"{module}: no {what} uses {', '.join(terms)}, and ontology/{UNUSED} gives no reason."
    known = set(_used_terms(vocabulary))
    for term in sorted(listed):
        if term in used:
            yield f"sp:{term} stands in ontology/{UNUSED}, but is used."
        elif term not in known:
            yield f"sp:{term} stands in ontology/{UNUSED}, but there is no such term."
