"""YARRRML 1.3 (https://rml.io/yarrrml/spec/) with our keys, to the mapping model."""

from __future__ import annotations

from collections.abc import Mapping as Values
from dataclasses import dataclass, field, replace
from pathlib import Path

from interlingua.errors import MappingError, Place
from interlingua.rml import (
    execute,
    ours,
    written,
    yarrrml_overlay,
    yarrrml_people,
    yarrrml_sources,
    yarrrml_targets,
    yarrrml_top,
    yarrrml_views,
)
from interlingua.rml.model import (
    Author,
    CodeTable,
    Constant,
    Example,
    FunctionCall,
    LogicalSource,
    Lookup,
    Mapping,
    Omission,
    PredicateObjectMap,
    RecordDeclaration,
    TermMap,
    TriplesMap,
)
from interlingua.rml.names import Names, checked_iri
from interlingua.rml.problems import Problems
from interlingua.rml.terms import (
    FUNCTION_KEYS,
    Terms,
    as_dict,
    as_list,
    as_text,
    check_keys,
)
from interlingua.rml.yamltree import Dict, Text, Tree, read
from interlingua.rml.yarrrml_inverse import Inverse, triples_maps
from interlingua.rml.yarrrml_objects import (
    GRAPHS,
    TARGETS,
    TEMPLATE,
    TYPE,
    VALUE,
    gathered,
    of_template,
    predicate_object,
    targeted,
)

ROOT_KEYS = (
    "prefixes", "base", "authors", "author", "external", "sources", "source", "mappings", "mapping", "m",
    "record", "codes", "omit", "profiles", "functions", "targets", "target", "tests", "extends",
    "views", "lookups",
)  # fmt: skip
_SOURCES = ("sources", "source")
_SUBJECTS = ("subjects", "subject", "s")
_PO = ("predicateobjects", "predicateobject", "po")


@dataclass(slots=True)
class _Document:
    """What the whole document declares, while its mappings are read."""

    terms: Terms
    named: dict[str, LogicalSource]
    record: RecordDeclaration | None
    problems: Problems
    names_of: dict[str, list[str]] = field(default_factory=dict)
    """Each mapping's triples maps: more than one where it has several sources or subjects."""
    inverses: dict[str, list[Inverse]] = field(default_factory=dict)
    """The inverse predicates of each triples map."""
    record_faulty: bool = False


def load(
    text: str, file: str, folder: Path, external: Values[str, str] | None = None
) -> tuple[Mapping, list[bytes]]:
    """The mapping, and the bytes of its bases and code tables. Raises MappingError.

    `external` are values for the document's `external`, which they win over.
    """
    if written.as_written() and not _has_content(text):
        return Mapping(file=file, triples_maps=()), []
    root, bases = yarrrml_overlay.extended(as_dict(read(text, file), "The mapping"), Path(file))
    problems = Problems()
    with problems.catch():
        check_keys(root, ROOT_KEYS, "the mapping")
    terms = _terms(root, external or {})
    with problems.catch():
        terms.targets = yarrrml_targets.named_targets(root.get(*TARGETS))
    named: dict[str, LogicalSource] = {}
    with problems.catch():
        named = yarrrml_sources.named_sources(root.get(*_SOURCES))
    views: dict[str, LogicalSource] = {}
    with problems.catch():
        views = yarrrml_views.named_views(root.get("views"), named, terms)
    named = {**named, **views}
    if not named or (root.get("views") is not None and not views and problems.found):
        problems.finish()  # every mapping would only repeat that its source is not defined
    record: RecordDeclaration | None = None
    record_tree = root.get("record")
    if record_tree is not None:
        with problems.catch():
            record = yarrrml_top.record(record_tree, named, terms)
    tables: list[CodeTable] = []
    contents: list[bytes] = []
    with problems.catch():
        tables, contents = yarrrml_top.code_tables(root.get("codes"), folder, file, terms, problems)
    document = _Document(terms, named, record, problems)
    document.record_faulty = record_tree is not None and record is None
    maps = _mappings(root, document)
    omitted: tuple[Omission, ...] = ()
    with problems.catch():
        omitted = yarrrml_top.omissions(root.get("omit"))
    if problems.found and record_tree is not None and record is None:
        problems.finish()  # a missing system would only repeat what is wrong with `record`
    authors: tuple[Author, ...] = ()
    tests: tuple[Example, ...] = ()
    with problems.catch():
        authors = yarrrml_people.authors(root.get("authors", "author"))
    with problems.catch():
        tests = yarrrml_people.tests(root.get("tests"))
    found: tuple[Lookup, ...] = ()
    with problems.catch():
        found = yarrrml_views.lookups(root.get("lookups"), named, terms)
    codes_tree = root.get("codes")
    faulty_tables = codes_tree is not None and len(tables) < len(as_dict(codes_tree, "`codes`").entries)
    if not written.as_written() and not faulty_tables:
        problems.found.extend(execute.check_special(terms.calls, record, tuple(tables)))
    problems.finish()
    maps.extend(triples_maps(maps, document.inverses))
    used = list(named.values())
    for one in maps:
        if one.source not in used:
            used.append(one.source)
    mapping = Mapping(
        file=file,
        triples_maps=tuple(maps),
        record=record,
        base=terms.names.base,
        codes=tuple(tables),
        omissions=omitted,
        profiles=yarrrml_top.profiles(root.get("profiles")),
        prefixes=tuple(terms.names.prefixes.items()),
        sources=tuple(used),
        authors=authors,
        tests=tests,
        lookups=found,
        keys=ours.keys_of(root),
        places=(*terms.places.items(), *yarrrml_top.profile_places(root.get("profiles"))),
    )
    return mapping, [*bases, *contents]


def _has_content(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines())


def _terms(root: Dict, given: Values[str, str]) -> Terms:
    prefixes_tree, base_tree, external_tree = root.get("prefixes"), root.get("base"), root.get("external")
    declared: dict[str, str] = {}
    places: dict[str, Place] = {}
    if prefixes_tree is not None:
        for key, value in as_dict(prefixes_tree, "`prefixes`"):
            text = as_text(value, f"The prefix {key.value!r}")
            declared[key.value] = checked_iri(text.value, text.place, what=f"prefix {key.value!r}")
            places[f"prefixes/{key.value}"] = text.place
    base = as_text(base_tree, "`base`").value if base_tree is not None else None
    external: dict[str, str] = {}
    if external_tree is not None:
        for key, value in as_dict(external_tree, "`external`"):
            external[key.value] = as_text(value, f"The external value {key.value!r}").value
    external.update(given)
    names = Names(declared, base)
    if base is not None and base_tree is not None and "://" not in base:
        raise MappingError("IL-M012", "`base` must be an absolute IRI.", place=base_tree.place)
    terms = Terms(names, external)
    terms.places = places
    return terms


def _mappings(root: Dict, document: _Document) -> list[TriplesMap]:
    tree = root.get("mappings", "mapping", "m")
    if tree is None:
        if not document.problems.found:
            hint = "mappings: {name: ...}"
            document.problems.add("IL-M006", "The key `mappings` is missing.", root.place, hint)
        return []
    plans: list[tuple[Text, Dict, list[LogicalSource], tuple[Tree | None, ...]]] = []
    with document.problems.catch():
        for name, value in as_dict(tree, "`mappings`"):
            with document.problems.catch():
                document.names_of[name.value] = [name.value]  # also where it is faulty: one fault, not two
                keys = as_dict(value, f"The mapping {name.value!r}")
                check_keys(keys, (*_SOURCES, *_SUBJECTS, *_PO, *GRAPHS, "condition", "each"), "a mapping")
                sources = _sources(keys, name, document)
                subjects = _subjects(keys, name)
                count = len(sources) * len(subjects)
                document.names_of[name.value] = [
                    name.value if n == 0 else f"{name.value}#{n + 1}" for n in range(count)
                ]
                plans.append((name, keys, sources, subjects))
    maps: list[TriplesMap] = []
    for name, keys, sources, subjects in plans:
        with document.problems.catch():
            maps.extend(_triples_maps(name, keys, sources, subjects, document))
    return maps


def _sources(keys: Dict, name: Text, document: _Document) -> list[LogicalSource]:
    tree = keys.get(*_SOURCES)
    if tree is None:
        if document.record is not None:
            return [document.record.source]
        if document.named and (len(document.named) == 1 or document.record_faulty):
            return list(document.named.values())[:1]  # of a faulty record: its fault is told
        if written.as_written():
            return [LogicalSource("", None, "csv", place=name.place)]
        raise MappingError(
            "IL-M006",
            f"The mapping {name.value!r} has no source.",
            place=name.place,
            hint="Add `sources: [[file.csv~csv]]` to it, or declare `record`.",
        )
    found = yarrrml_sources.of_mapping(tree, document.named)
    record = document.record
    # The record's source is one thing, also where a mapping names it again.
    return [
        record.source if record is not None and one is document.named.get(record.source.name) else one
        for one in found
    ]


def _subjects(keys: Dict, name: Text) -> tuple[Tree | None, ...]:
    """The subjects; None, where none is given, is a new blank node for each iteration."""
    tree = keys.get(*_SUBJECTS)
    if tree is None and not as_list(keys.get(*_PO)) and not written.as_written():
        raise MappingError(
            "IL-M006",
            f"The mapping {name.value!r} has no subject and says nothing.",
            place=name.place,
            hint="Add `s: il:iri(kind = person, key = $(column))`, or an IRI template, and `po`.",
        )
    if tree is None or (isinstance(tree, Text) and tree.null):
        return (None,)
    found = as_list(tree)
    if not found:
        raise MappingError("IL-M006", "The list of subjects is empty.", place=tree.place)
    return found


def _triples_maps(
    name: Text,
    keys: Dict,
    sources: list[LogicalSource],
    subjects: tuple[Tree | None, ...],
    document: _Document,
) -> list[TriplesMap]:
    terms, problems = document.terms, document.problems
    graphs = tuple(targeted(item, "graph", terms) for item in as_list(keys.get(*GRAPHS)))
    condition = terms.conditions(keys.get("condition"))
    classes: dict[str, Place | None] = {}
    pairs: list[PredicateObjectMap] = []
    inverses: list[Inverse] = []
    for item in as_list(keys.get(*_PO)):
        with problems.catch():
            made, inverse = predicate_object(item, terms, document.names_of)
            for pair in made:
                if inverse:
                    inverses.append(Inverse(pair, inverse, item.place))
                found = _as_classes(pair)
                if found is None:
                    pairs.append(pair)
                else:
                    for iri, place in found:
                        classes.setdefault(iri, place)
    each, rare = yarrrml_top.each(keys.get("each"))
    if each is not None and (each_tree := keys.get("each")) is not None:
        terms.places.update((f"each/{one}", each_tree.place) for one in document.names_of[name.value])
    maps = []
    names = iter(document.names_of[name.value])
    if inverses:
        document.inverses.update(dict.fromkeys(document.names_of[name.value], inverses))
    for source in sources:
        for subject in subjects:
            subject_map, own_condition = _subject(subject, keys, document)
            both = [c for c in (condition, own_condition) if c is not None]
            maps.append(
                TriplesMap(
                    next(names),
                    source,
                    subject_map,
                    tuple(classes),
                    graphs,
                    tuple(pairs),
                    execute.both(both, name.place),
                    each,
                    place=name.place,
                    rare=rare,
                    class_places=tuple(classes.values()),
                )
            )
    return maps


def _subject(tree: Tree | None, keys: Dict, document: _Document) -> tuple[TermMap, FunctionCall | None]:
    terms = document.terms
    if tree is None or (isinstance(tree, Text) and tree.null):
        place = tree.place if tree is not None else keys.place
        return TermMap(Constant("", "blank"), "blank", place=place), None
    if isinstance(tree, Dict):
        if tree.get("gather") is not None:
            return gathered(tree, terms, document.names_of), terms.conditions(tree.get("condition"))
        if tree.get(*FUNCTION_KEYS) is None:
            return _keyed_subject(tree, terms), terms.conditions(tree.get("condition"))
        own = ("condition", *TARGETS)
        call = Dict(tuple(e for e in tree.entries if e[0].value not in own), tree.place)
        targets = yarrrml_targets.of_term(tree.get(*TARGETS), terms.targets)
        return replace(terms.term(call, "subject"), targets=targets), terms.conditions(tree.get("condition"))
    return terms.term(tree, "subject"), None


def _keyed_subject(tree: Dict, terms: Terms) -> TermMap:
    """A subject of keys: its value, its type (`iri` or `blank`), its targets."""
    check_keys(tree, (*VALUE, TEMPLATE, "type", "condition", *TARGETS), "a subject")
    value, kind, template = tree.get(*VALUE), tree.get("type"), tree.get(TEMPLATE)
    word = as_text(kind, "`type`").value.lower() if kind is not None else "iri"
    if word not in ("iri", "blank", "blanknode"):
        raise MappingError(
            "IL-M006", f"The type of a subject cannot be {word!r}.", place=tree.place, hint="iri or blank"
        )
    blank = word != "iri"
    targets = yarrrml_targets.of_term(tree.get(*TARGETS), terms.targets)
    if value is None and template is not None:
        return TermMap(of_template(template), "blank" if blank else "iri", place=tree.place, targets=targets)
    if value is None:
        if not blank:
            raise MappingError("IL-M006", "The subject has no `value`.", place=tree.place)
        return TermMap(Constant("", "blank"), "blank", place=tree.place, targets=targets)
    if not blank:
        return replace(terms.term(value, "subject"), targets=targets)
    made = terms.value(as_text(value, "The value"))
    if isinstance(made, Constant):
        made = replace(made, kind="blank")
    return TermMap(made, "blank", place=tree.place, targets=targets)


def _as_classes(pair: PredicateObjectMap) -> list[tuple[str, Place | None]] | None:
    """The classes, when the pair says nothing but constant types."""
    if pair.condition is not None or pair.graphs or len(pair.predicates) != 1:
        return None
    predicate = pair.predicates[0].expression
    if not isinstance(predicate, Constant) or predicate.value != TYPE:
        return None
    found = []
    for one in pair.objects:
        if not isinstance(one, TermMap) or not isinstance(one.expression, Constant):
            return None
        found.append((one.expression.value, one.place or pair.place))
    return found
