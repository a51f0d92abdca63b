"""The entries of `po` in a YARRRML mapping: predicates, objects, links, conditions."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeVar

from interlingua.errors import MappingError
from interlingua.rdf.namespaces import RDF
from interlingua.rml import execute, written, yarrrml_targets
from interlingua.rml.links import link
from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    Gather,
    LogicalTarget,
    PredicateObjectMap,
    RefObjectMap,
    TermMap,
    TermType,
)
from interlingua.rml.problems import did_you_mean
from interlingua.rml.templates import parse_rml
from interlingua.rml.terms import (
    FUNCTION_KEYS,
    PARAMETER_KEYS,
    RETURN_KEYS,
    Terms,
    as_list,
    as_text,
    check_keys,
    marked,
)
from interlingua.rml.yamltree import Dict, List, Text, Tree

TYPE = RDF + "type"
GRAPHS = ("graphs", "graph", "g")
_PREDICATES = ("predicates", "predicate", "p")
_OBJECTS = ("objects", "object", "o")
VALUE = ("value", "v")
TEMPLATE = "template"
TARGETS = yarrrml_targets.KEYS
_OF_OBJECT = ("type", "datatype", "language", "condition", *TARGETS)
T = TypeVar("T")
_TYPES: dict[str, TermType] = {
    "iri": "iri", "uri": "uri", "unsafeiri": "unsafe-iri", "unsafeuri": "unsafe-uri", "literal": "literal", "blank": "blank",
    "blanknode": "blank",
}  # fmt: skip
_INVERSE = ("inversepredicates", "inversepredicate", "i", "iv")
_GATHERS: dict[str, Literal["list", "bag", "seq", "alt"]] = {
    "list": "list", "bag": "bag", "seq": "seq", "alt": "alt",
}  # fmt: skip
_STRATEGIES: dict[str, Literal["append", "cartesian"]] = {
    "append": "append", "cartesian": "cartesian", "cartesianproduct": "cartesian",
}  # fmt: skip
_GATHER = ("gather", "as", "strategy", "empty")
Links = dict[str, list[str]]
"""Each mapping's triples maps, which a link is to."""


def predicate_object(
    tree: Tree, terms: Terms, names_of: Links
) -> tuple[list[PredicateObjectMap], tuple[TermMap, ...]]:
    """One entry of `po`, and its inverse predicates; objects with a condition of their own become entries."""
    inverse: tuple[TermMap, ...] = ()
    if isinstance(tree, Dict):
        check_keys(tree, (*_PREDICATES, *_OBJECTS, *GRAPHS, *_INVERSE, "condition"), "an entry of `po`")
        inverse = tuple(_predicate(item, terms) for item in as_list(tree.get(*_INVERSE)))
        predicate_tree, object_tree = tree.get(*_PREDICATES), tree.get(*_OBJECTS)
        missing = "p" if predicate_tree is None else "o"
        if predicate_tree is None or object_tree is None:
            raise MappingError("IL-M006", f"The entry of `po` has no `{missing}`.", place=tree.place)
        graphs = tuple(targeted(item, "graph", terms) for item in as_list(tree.get(*GRAPHS)))
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
        made, own = _objects(item, extra, is_type, terms, names_of)
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
    return pairs, inverse


def of_template(tree: Tree) -> Expression:
    """`template: "{a}/{b}"`: a template as RML writes it, whose prefixes are not expanded."""
    text = as_text(tree, "`template`")
    return parse_rml(text.value, text.place)


def targeted(tree: Tree, what: str, terms: Terms) -> TermMap:
    """A predicate or graph, with `targets` where it is keys with a `value`."""
    if isinstance(tree, Dict) and tree.get(*FUNCTION_KEYS) is None:
        check_keys(tree, (*VALUE, TEMPLATE, *TARGETS), f"a {what}")
        value, template = tree.get(*VALUE), tree.get(TEMPLATE)
        found = yarrrml_targets.of_term(tree.get(*TARGETS), terms.targets)
        if template is not None and value is None:
            return TermMap(of_template(template), "iri", place=tree.place, targets=found)
        if value is None:
            raise MappingError("IL-M006", f"The {what} has no `value`.", place=tree.place)
        return replace(terms.term(value, what), targets=found)
    return terms.term(tree, what)


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
    made = targeted(tree, "predicate", terms)
    if made.term_type == "blank":
        raise MappingError("IL-M006", "A predicate cannot be a blank node.", place=tree.place)
    return made


def _objects(
    tree: Tree, extra: Tree | None, is_type: bool, terms: Terms, names_of: Links
) -> tuple[list[TermMap | RefObjectMap], FunctionCall | None]:
    if isinstance(tree, List):
        parts = as_list(tree)
        if not 1 <= len(parts) <= 2 or extra is not None:
            raise MappingError("IL-M006", "An object must be a value, or [value, type].", place=tree.place)
        return _objects(parts[0], parts[1] if len(parts) == 2 else None, is_type, terms, names_of)
    if isinstance(tree, Text):
        return [_object_text(as_text(tree, "The object"), extra, is_type, terms)], None
    if tree.get("mapping", "mappings") is not None:
        return list(link(tree, terms, names_of)), None
    if tree.get("gather") is not None:
        return [gathered(tree, terms, names_of)], terms.conditions(tree.get("condition"))
    made = _keyed(tree, is_type, terms)
    return [made], terms.conditions(tree.get("condition"))


def _keyed(tree: Dict, is_type: bool, terms: Terms) -> TermMap:
    """An object of keys: a function, or a `value`, or a new blank node."""
    targets = (
        *yarrrml_targets.of_term(tree.get(*TARGETS), terms.targets),
        *_language_targets(tree.get("language"), terms),
    )
    if tree.get(*FUNCTION_KEYS) is not None:
        keys = (*FUNCTION_KEYS, *PARAMETER_KEYS, *RETURN_KEYS, *_OF_OBJECT)
        check_keys(tree, keys, "an object")
        call = Dict(tuple(e for e in tree.entries if e[0].value not in _OF_OBJECT), tree.place)
        return replace(_typed(terms.function(call), tree, is_type, terms), targets=targets)
    check_keys(tree, (*VALUE, TEMPLATE, *_OF_OBJECT), "an object")
    value, kind = tree.get(*VALUE), tree.get("type")
    template = tree.get(TEMPLATE)
    if template is not None and value is None:
        return replace(_typed(of_template(template), tree, is_type, terms), targets=targets)
    if value is None:
        if kind is None or _TYPES.get(as_text(kind, "`type`").value.lower()) != "blank":
            raise MappingError("IL-M006", "The object has no `value`.", place=tree.place)
        return TermMap(Constant("", "blank"), "blank", place=tree.place, targets=targets)
    return replace(_object_dict(value, tree, is_type, terms), targets=targets)


def _language_targets(tree: Tree | None, terms: Terms) -> tuple[LogicalTarget, ...]:
    if not isinstance(tree, Dict):
        return ()
    return yarrrml_targets.of_term(tree.get(*TARGETS), terms.targets)


def gathered(tree: Dict, terms: Terms, names_of: Links) -> TermMap:
    """`{gather: [...], as: list}`: a collection or container of the items (https://w3id.org/rml/cc/).

    Its name is `value`; without one it is a new blank node.
    """
    check_keys(tree, (*_GATHER, *VALUE, *TARGETS, "condition"), "a gather")
    items: list[TermMap | RefObjectMap] = []
    for item in as_list(tree.get("gather")):
        made, condition = _objects(item, None, False, terms, names_of)
        if condition is not None:
            raise MappingError(
                "IL-M014", "An item of a gather has no condition of its own.", place=item.place,
                hint="Write il:if(test = ..., then = ...) as its value.",
            )  # fmt: skip
        items.extend(made)
    kind = _word(tree.get("as"), _GATHERS, "list", "`as`")
    strategy = _word(tree.get("strategy"), _STRATEGIES, "append", "`strategy`")
    empty = _word(tree.get("empty"), {"true": True, "false": False}, "false", "`empty`")
    gather = Gather(tuple(items), kind, strategy, empty, tree.place)
    value = tree.get(*VALUE)
    named = terms.term(value, "name") if value is not None else TermMap(Constant("", "blank"), "blank")
    targets = yarrrml_targets.of_term(tree.get(*TARGETS), terms.targets)
    return replace(named, gather=gather, targets=targets, place=tree.place)


def _word(tree: Tree | None, known: dict[str, T], default: str, what: str) -> T:
    word = as_text(tree, what).value.lower() if tree is not None else default
    if word not in known:
        raise MappingError(
            "IL-M006", f"{what} cannot be {word!r}.", place=tree.place if tree is not None else None,
            hint=did_you_mean(word, known, what="One of"),
        )  # fmt: skip
    return known[word]


def _object_dict(value: Tree, tree: Dict, is_type: bool, terms: Terms) -> TermMap:
    if isinstance(value, Dict):
        return _typed(terms.function(value), tree, is_type, terms)
    text = as_text(value, "The value")
    type_tree = tree.get("type")
    written = as_text(type_tree, "`type`").value.lower() if type_tree is not None else None
    plain, is_iri = marked(text)
    if terms.is_call(plain.value):
        return _typed(terms.function(plain), tree, is_type or is_iri, terms)
    if is_iri or written in ("iri", "uri", "unsafeiri", "unsafeuri"):
        return _typed(terms.iri(plain, "object"), tree, True, terms)
    return _typed(terms.value(text), tree, is_type, terms)


def _typed(made: Expression, tree: Dict, is_type: bool, terms: Terms) -> TermMap:
    """A term map with the `type`, `datatype` and `language` that the keys of an object give."""
    type_tree, datatype, language = tree.get("type"), tree.get("datatype"), tree.get("language")
    if isinstance(language, Dict):
        check_keys(language, (*VALUE, *TARGETS), "a language")
        language = language.get(*VALUE) or language
    if language is not None and _is_language_string(datatype, terms):
        datatype = None  # what a language makes of a text anyway
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
        terms.datatype(as_text(datatype, "`datatype`")) if datatype is not None else None,
        terms.language(as_text(language, "`language`")) if language is not None else None,
        tree,
    )


def _is_language_string(tree: Tree | None, terms: Terms) -> bool:
    if not isinstance(tree, Text) or tree.null:
        return False
    return terms.names.expand(tree.value, tree.place) == RDF + "langString"


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
    if term_type is None and not (written.as_written() and isinstance(made, FunctionCall)):
        term_type = "literal"  # a function's own result decides, where it is known
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
        made = terms.value(terms.unmarked(text))
    datatype: Expression | None = None
    language: Expression | None = None
    if extra is not None:
        mark = as_text(extra, "The type of the object")
        if mark.value.endswith("~lang"):
            language = terms.language(replace(mark, value=mark.value[: -len("~lang")]))
        elif mark.value.lower() == "iri":
            return finished(made, "iri", None, None, text)
        else:
            datatype = terms.datatype(mark)
        if is_iri:
            raise MappingError("IL-M006", "An IRI has no datatype or language.", place=mark.place)
    if isinstance(datatype, Constant) and datatype.value == RDF + "langString":
        raise MappingError(
            "IL-M006", "Write a language, such as en~lang, in place of rdf:langString.", place=text.place
        )
    return finished(made, "iri" if is_iri else None, datatype, language, text)
