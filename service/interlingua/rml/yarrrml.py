"""YARRRML 1.3 (https://rml.io/yarrrml/spec/) with our keys, to the mapping model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from interlingua.errors import MappingError
from interlingua.rdf.namespaces import RDF
from interlingua.rml import execute, yarrrml_sources, yarrrml_top
from interlingua.rml.links import link
from interlingua.rml.model import (
    CodeTable,
    Constant,
    Expression,
    FunctionCall,
    LogicalSource,
    Mapping,
    Omission,
    PredicateObjectMap,
    RecordDeclaration,
    RefObjectMap,
    TermMap,
    TermType,
    TriplesMap,
)
from interlingua.rml.names import Names
from interlingua.rml.problems import Problems, did_you_mean
from interlingua.rml.terms import (
    FUNCTION_KEYS,
    PARAMETER_KEYS,
    Terms,
    as_dict,
    as_list,
    as_text,
    check_keys,
    marked,
)
from interlingua.rml.yamltree import Dict, List, Text, Tree, read

TYPE = RDF + "type"
ROOT_KEYS = (
    "prefixes", "base", "authors", "author", "external", "sources", "source", "mappings", "mapping", "m",
    "record", "codes", "omit", "profiles",
)  # fmt: skip
_SOURCES = ("sources", "source")
_SUBJECTS = ("subjects", "subject", "s")
_PO = ("predicateobjects", "predicateobject", "po")
_GRAPHS = ("graphs", "graph", "g")
_PREDICATES = ("predicates", "predicate", "p")
_OBJECTS = ("objects", "object", "o")
_VALUE = ("value", "v")
_TYPES: dict[str, TermType] = {
    "iri": "iri", "uri": "uri", "unsafeiri": "unsafe-iri", "literal": "literal", "blank": "blank",
    "blanknode": "blank",
}  # fmt: skip
_UNSUPPORTED = {
    "targets": "Targets", "target": "Targets", "inversepredicates": "Inverse predicates",
    "inversepredicate": "Inverse predicates", "i": "Inverse predicates",
}  # fmt: skip


@dataclass(slots=True)
class _Document:
    """What the whole document declares, while its mappings are read."""

    terms: Terms
    named: dict[str, LogicalSource]
    record: RecordDeclaration | None
    problems: Problems
    names_of: dict[str, list[str]] = field(default_factory=dict)
    """Each mapping's triples maps: more than one where it has several sources or subjects."""


def load(text: str, file: str, folder: Path) -> tuple[Mapping, list[bytes]]:
    """The mapping, and the bytes of its code tables. Raises MappingError."""
    root = as_dict(read(text, file), "The mapping")
    problems = Problems()
    with problems.catch():
        _refuse_unsupported(root)
        check_keys(root, ROOT_KEYS, "the mapping")
    terms = _terms(root)
    named: dict[str, LogicalSource] = {}
    with problems.catch():
        named = yarrrml_sources.named_sources(root.get(*_SOURCES))
    if not named:
        problems.finish()  # every mapping would only repeat that its source is not defined
    record: RecordDeclaration | None = None
    record_tree = root.get("record")
    if record_tree is not None:
        with problems.catch():
            record = yarrrml_top.record(record_tree, named, terms)
    tables: list[CodeTable] = []
    contents: list[bytes] = []
    with problems.catch():
        tables, contents = yarrrml_top.code_tables(root.get("codes"), folder, file, terms)
    document = _Document(terms, named, record, problems)
    maps = _mappings(root, document)
    omitted: tuple[Omission, ...] = ()
    with problems.catch():
        omitted = yarrrml_top.omissions(root.get("omit"))
    if problems.found and record_tree is not None and record is None:
        problems.finish()  # a missing system would only repeat what is wrong with `record`
    problems.found.extend(execute.check_special(terms.calls, record, tuple(tables)))
    problems.finish()
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
    )
    return mapping, contents


def _terms(root: Dict) -> Terms:
    prefixes_tree, base_tree, external_tree = root.get("prefixes"), root.get("base"), root.get("external")
    declared: dict[str, str] = {}
    if prefixes_tree is not None:
        for key, value in as_dict(prefixes_tree, "`prefixes`"):
            declared[key.value] = as_text(value, f"The prefix {key.value!r}").value
    base = as_text(base_tree, "`base`").value if base_tree is not None else None
    external: dict[str, str] = {}
    if external_tree is not None:
        for key, value in as_dict(external_tree, "`external`"):
            external[key.value] = as_text(value, f"The external value {key.value!r}").value
    names = Names(declared, base)
    if base is not None and base_tree is not None and "://" not in base:
        raise MappingError("IL-M012", "`base` must be an absolute IRI.", place=base_tree.place)
    return Terms(names, external)


def _refuse_unsupported(tree: Dict) -> None:
    for key, _ in tree:
        if key.value in _UNSUPPORTED:
            raise MappingError(
                "IL-M014",
                f"{_UNSUPPORTED[key.value]} ({key.value!r}) are not supported yet.",
                place=key.place,
            )


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
                keys = as_dict(value, f"The mapping {name.value!r}")
                _refuse_unsupported(keys)
                check_keys(keys, (*_SOURCES, *_SUBJECTS, *_PO, *_GRAPHS, "condition", "each"), "a mapping")
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
        if len(document.named) == 1:
            return list(document.named.values())
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
    """The subjects; None is a new blank node for each iteration."""
    tree = keys.get(*_SUBJECTS)
    if tree is None:
        raise MappingError(
            "IL-M006",
            f"The mapping {name.value!r} has no subject.",
            place=name.place,
            hint="Add `s: il:iri(kind = person, key = $(column))`, or an IRI template.",
        )
    if isinstance(tree, Text) and tree.null:
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
    graphs = tuple(terms.term(item, "graph") for item in as_list(keys.get(*_GRAPHS)))
    condition = terms.conditions(keys.get("condition"))
    classes: list[str] = []
    pairs: list[PredicateObjectMap] = []
    for item in as_list(keys.get(*_PO)):
        with problems.catch():
            for pair in _predicate_object(item, document):
                found = _as_classes(pair)
                if found is None:
                    pairs.append(pair)
                else:
                    classes.extend(iri for iri in found if iri not in classes)
    each = yarrrml_top.each(keys.get("each"))
    maps = []
    names = iter(document.names_of[name.value])
    for source in sources:
        for subject in subjects:
            subject_map, own_condition = _subject(subject, keys, terms)
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
                )
            )
    return maps


def _subject(tree: Tree | None, keys: Dict, terms: Terms) -> tuple[TermMap, FunctionCall | None]:
    if tree is None or (isinstance(tree, Text) and tree.null):
        place = tree.place if tree is not None else keys.place
        return TermMap(Constant("", "blank"), "blank", place=place), None
    if isinstance(tree, Dict):
        _refuse_unsupported(tree)
        if tree.get(*FUNCTION_KEYS) is None:
            check_keys(tree, (*_VALUE, "condition"), "a subject")
            value = tree.get(*_VALUE)
            if value is None:
                raise MappingError("IL-M006", "The subject has no `value`.", place=tree.place)
            return terms.term(value, "subject"), terms.conditions(tree.get("condition"))
    return terms.term(tree, "subject"), None


def _as_classes(pair: PredicateObjectMap) -> list[str] | None:
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
        found.append(one.expression.value)
    return found


def _predicate_object(tree: Tree, document: _Document) -> list[PredicateObjectMap]:
    """One entry of `po`; objects with a condition of their own become entries of their own."""
    terms = document.terms
    if isinstance(tree, Dict):
        _refuse_unsupported(tree)
        check_keys(tree, (*_PREDICATES, *_OBJECTS, *_GRAPHS, "condition"), "an entry of `po`")
        predicate_tree, object_tree = tree.get(*_PREDICATES), tree.get(*_OBJECTS)
        missing = "p" if predicate_tree is None else "o"
        if predicate_tree is None or object_tree is None:
            raise MappingError("IL-M006", f"The entry of `po` has no `{missing}`.", place=tree.place)
        graphs = tuple(terms.term(item, "graph") for item in as_list(tree.get(*_GRAPHS)))
        condition = terms.conditions(tree.get("condition"))
        extra: Tree | None = None
        if isinstance(object_tree, List) and _is_typed_text(object_tree):
            object_tree, extra = object_tree.items
    else:
        parts = as_list(tree)
        if not isinstance(tree, List) or len(parts) not in (2, 3):
            raise MappingError(
                "IL-M006",
                "An entry of `po` must be [predicate, object] or keys `p` and `o`.",
                place=tree.place,
                hint="[sp:familyName, $(surname)], with a datatype or en~lang as a third part.",
            )
        predicate_tree, object_tree = parts[0], parts[1]
        extra = parts[2] if len(parts) == 3 else None
        graphs, condition = (), None
    predicates = tuple(_predicate(item, terms) for item in as_list(predicate_tree))
    is_type = all(isinstance(p.expression, Constant) and p.expression.value == TYPE for p in predicates)
    pairs: list[PredicateObjectMap] = []
    together: list[TermMap | RefObjectMap] = []
    for item in as_list(object_tree):
        made, own = _objects(item, extra, is_type, document)
        if own is None:
            together.extend(made)
        else:
            conditions = [c for c in (condition, own) if c is not None]
            pairs.append(
                PredicateObjectMap(
                    predicates, tuple(made), graphs, execute.both(conditions, item.place), item.place
                )
            )
    if together:
        pairs.insert(0, PredicateObjectMap(predicates, tuple(together), graphs, condition, tree.place))
    return pairs


def _is_typed_text(tree: List) -> bool:
    """`o: [$(x), xsd:integer]` is one object with its datatype; `o: [$(x), $(y)]` are two."""
    items = tree.items
    if len(items) != 2 or not all(isinstance(item, Text) for item in items):
        return False
    second = items[1]
    assert isinstance(second, Text)
    return second.plain and (second.value.endswith("~lang") or second.value.startswith("xsd:"))


def _predicate(tree: Tree, terms: Terms) -> TermMap:
    if isinstance(tree, Text) and tree.value == "a":
        return TermMap(Constant(TYPE, "iri"), "iri", place=tree.place)
    made = terms.term(tree, "predicate")
    if made.term_type == "blank":
        raise MappingError("IL-M006", "A predicate cannot be a blank node.", place=tree.place)
    return made


def _objects(
    tree: Tree, extra: Tree | None, is_type: bool, document: _Document
) -> tuple[list[TermMap | RefObjectMap], FunctionCall | None]:
    terms = document.terms
    if isinstance(tree, List):
        parts = as_list(tree)
        if not 1 <= len(parts) <= 2 or extra is not None:
            raise MappingError("IL-M006", "An object must be a value, or [value, type].", place=tree.place)
        return _objects(parts[0], parts[1] if len(parts) == 2 else None, is_type, document)
    if isinstance(tree, Text):
        return [_object_text(as_text(tree, "The object"), extra, is_type, terms)], None
    _refuse_unsupported(tree)
    if tree.get("mapping", "mappings") is not None:
        return list(link(tree, terms, document.names_of)), None
    if tree.get(*FUNCTION_KEYS) is not None:
        check_keys(
            tree,
            (*FUNCTION_KEYS, *PARAMETER_KEYS, "type", "datatype", "language", "condition"),
            "an object",
        )
        call = Dict(tuple(e for e in tree.entries if e[0].value != "condition"), tree.place)
        made = _typed(terms.function(call), tree, is_type, terms)
        return [made], terms.conditions(tree.get("condition"))
    check_keys(tree, (*_VALUE, "type", "datatype", "language", "condition"), "an object")
    value = tree.get(*_VALUE)
    if value is None:
        raise MappingError("IL-M006", "The object has no `value`.", place=tree.place)
    made = _object_dict(value, tree, is_type, terms)
    return [made], terms.conditions(tree.get("condition"))


def _object_dict(value: Tree, tree: Dict, is_type: bool, terms: Terms) -> TermMap:
    if isinstance(value, Dict):
        return _typed(terms.function(value), tree, is_type, terms)
    text = as_text(value, "The value")
    type_tree = tree.get("type")
    written = as_text(type_tree, "`type`").value.lower() if type_tree is not None else None
    plain, is_iri = marked(text)
    if terms.is_call(plain.value):
        return _typed(terms.function(plain), tree, is_type or is_iri, terms)
    if is_iri or written in ("iri", "uri", "unsafeiri"):
        return _typed(terms.iri(plain, "object"), tree, True, terms)
    return _typed(terms.value(text), tree, is_type, terms)


def _typed(made: Expression, tree: Dict, is_type: bool, terms: Terms) -> TermMap:
    """A term map with the `type`, `datatype` and `language` that the keys of an object give."""
    type_tree, datatype, language = tree.get("type"), tree.get("datatype"), tree.get("language")
    term_type: TermType | None = None
    if type_tree is not None:
        written = as_text(type_tree, "`type`").value
        term_type = _TYPES.get(written.lower())
        if term_type is None:
            raise MappingError(
                "IL-M006",
                f"The type {written!r} is not known.",
                place=type_tree.place,
                hint=did_you_mean(written, ("iri", "literal", "blank"), what="One of"),
            )
    if is_type or execute.gives_iri(made):
        term_type = term_type or "iri"
    if datatype is not None and language is not None:
        raise MappingError("IL-M006", "An object has a datatype or a language, not both.", place=tree.place)
    if (datatype is not None or language is not None) and term_type not in (None, "literal"):
        raise MappingError("IL-M006", "Only a text has a datatype or a language.", place=tree.place)
    return finished(
        made,
        term_type,
        terms.iri(as_text(datatype, "`datatype`"), "datatype") if datatype is not None else None,
        terms.language(as_text(language, "`language`")) if language is not None else None,
        tree,
    )


def finished(
    made: Expression,
    term_type: TermType | None,
    datatype: Expression | None,
    language: Expression | None,
    tree: Tree,
) -> TermMap:
    """The object's term map; a constant carries its own datatype and language."""
    if term_type in (None, "literal") and datatype is None and language is None:
        own = execute.datatype_of(made)
        datatype = Constant(own, "iri") if own is not None else None
    if isinstance(made, Constant) and term_type in (None, "literal"):
        if isinstance(datatype, Constant):
            made, datatype = replace(made, datatype=datatype.value), None
        if isinstance(language, Constant):
            made, language = replace(made, language=language.value), None
    if isinstance(made, Constant) and term_type == "blank":
        made = replace(made, kind="blank")
    if isinstance(made, Constant) and term_type in ("iri", "uri", "unsafe-iri"):
        made = replace(made, kind="iri")
    if term_type is None and (datatype is not None or language is not None or isinstance(made, FunctionCall)):
        term_type = "literal"
    if term_type is None:
        term_type = "literal"
    return TermMap(made, term_type, datatype, language, tree.place)


def _object_text(text: Text, extra: Tree | None, is_type: bool, terms: Terms) -> TermMap:
    plain, is_iri = marked(text)
    is_iri = is_iri or is_type
    if terms.is_call(plain.value):
        made: Expression = terms.function(plain)
        is_iri = is_iri or execute.gives_iri(made)
    elif text.value.startswith("_:"):
        made = terms.value(replace(text, value=text.value[2:]))
        return finished(made, "blank", None, None, text)
    elif is_iri:
        made = terms.iri(plain, "class" if is_type else "object")
    else:
        terms.refuse_unmarked_iri(text)
        made = terms.value(text)
    datatype: Expression | None = None
    language: Expression | None = None
    if extra is not None:
        mark = as_text(extra, "The type of the object")
        if mark.value.endswith("~lang"):
            language = terms.language(replace(mark, value=mark.value[: -len("~lang")]))
        elif mark.value.lower() == "iri":
            return finished(made, "iri", None, None, text)
        else:
            datatype = terms.iri(mark, "datatype")
        if is_iri:
            raise MappingError("IL-M006", "An IRI has no datatype or language.", place=mark.place)
    if isinstance(datatype, Constant) and datatype.value == RDF + "langString":
        raise MappingError(
            "IL-M006", "Write a language, such as en~lang, in place of rdf:langString.", place=text.place
        )
    return finished(made, "iri" if is_iri else None, datatype, language, text)
