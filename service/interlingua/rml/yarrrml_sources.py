"""`sources` of a YARRRML document."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from interlingua.errors import MappingError, Place
from interlingua.rml import encodings, yarrrml_access
from interlingua.rml.model import Formulation, LogicalSource
from interlingua.rml.problems import did_you_mean
from interlingua.rml.terms import as_dict, as_list, as_text, check_keys
from interlingua.rml.yamltree import Dict, List, Text, Tree, kind

FORMULATIONS: dict[str, Formulation] = {
    "csv": "csv", "json": "json", "jsonpath": "json", "ndjson": "ndjson", "jsonl": "ndjson", "xlsx": "xlsx",
    "xml": "xml", "xpath": "xml", "ods": "ods", "parquet": "parquet", "rdf": "sparql",
}  # fmt: skip
OPTIONS = ("delimiter", "quote", "encoding", "header", "sheet", "skip", "range", "compression")
_FILE_TYPES = ("localfile", "file", "local")
_SHORT = re.compile(r"(.*?)(?:~([A-Za-z]+))?")


def formulation(word: str | None, path: str | None, place: Place | None) -> Formulation:
    """The format that `word` names, or else the file's extension. Raises MappingError IL-M006, IL-M014."""
    if word is None:
        word = PurePosixPath((path or "").replace("\\", "/")).suffix[1:].lower()
        if word not in FORMULATIONS:
            raise MappingError(
                "IL-M006",
                "The source does not say its format.",
                place=place,
                hint="Write [file~csv], or referenceFormulation: csv, json, ndjson, xml, xlsx, ods or parquet.",
            )
    if word.lower() in ("css3", "xquery", "sparql", *yarrrml_access.QUERIES):
        raise MappingError("IL-M014", f"Sources of the format {word!r} are not supported yet.", place=place)
    try:
        return FORMULATIONS[word.lower()]
    except KeyError:
        hint = did_you_mean(word, FORMULATIONS, what="Formats")
        raise MappingError("IL-M006", f"The format {word!r} is not known.", place=place, hint=hint) from None


def _short(tree: List, name: str | None) -> LogicalSource:
    parts = as_list(tree)
    if not 1 <= len(parts) <= 2:
        raise MappingError(
            "IL-M006", "A source must be [file~format] or [file~format, iterator].", place=tree.place
        )
    first = as_text(parts[0], "The source")
    match = _SHORT.fullmatch(first.value.strip())
    path, word = (match[1], match[2]) if match else (first.value, None)
    form = formulation(word, path, first.place)
    iterator = as_text(parts[1], "The iterator").value if len(parts) == 2 else None
    return LogicalSource(name or stem(path), path, form, iterator, place=tree.place)


def _texts(tree: Tree, what: str) -> str:
    return as_text(tree, what).value


def _checked_option(key: Text, value: str) -> str:
    if key.value == "header" and value != "none" and not (value.isascii() and value.isdigit()):
        raise MappingError(
            "IL-M006", "`header` must be a row number, 1 for the first, or none.", place=key.place
        )
    if key.value in ("delimiter", "quote"):
        value = {"\\t": "\t", "tab": "\t"}.get(value, value)
        if len(value) != 1:
            raise MappingError("IL-M006", f"`{key.value}` must be one character.", place=key.place)
    if key.value == "encoding":
        try:
            encodings.canonical(value)
        except LookupError as error:
            raise MappingError(
                "IL-M006",
                f"The encoding {value!r} is not known.",
                place=key.place,
                hint=encodings.suggestion(value),
            ) from error
    return value


def _long(tree: Dict, name: str | None) -> LogicalSource:
    if yarrrml_access.is_database(tree):
        return yarrrml_access.database(tree, name)
    kind_tree = tree.get("type")
    if kind_tree is not None and _texts(kind_tree, "`type`").lower() in ("wot", "sparql"):
        word = tree.get("referenceFormulation")
        form = formulation(_texts(word, "`referenceFormulation`") if word else "csv", None, tree.place)
        return yarrrml_access.service(tree, name, form)
    check_keys(
        tree,
        ("access", "referenceFormulation", "iterator", "type", "nulls", "namespaces", *OPTIONS),
        "a source",
    )
    access, word, iterator = tree.get("access"), tree.get("referenceFormulation"), tree.get("iterator")
    type_tree = tree.get("type")
    if type_tree is not None and _texts(type_tree, "`type`") not in _FILE_TYPES:
        raise MappingError(
            "IL-M014",
            "A source is a file or a database.",
            place=type_tree.place,
            hint="type: localfile, mysql, postgresql, sqlite ...",
        )
    path = _texts(access, "`access`") if access is not None else None
    form = formulation(_texts(word, "`referenceFormulation`") if word else None, path, tree.place)
    spaces = tree.get("namespaces")
    options = tuple(
        (key.value, _checked_option(key, _texts(value, f"`{key.value}`")))
        for key, value in tree
        if key.value in OPTIONS
    )
    return LogicalSource(
        name or (stem(path) if path else "source"),
        path,
        form,
        _texts(iterator, "`iterator`") if iterator is not None else None,
        options=options,
        nulls=tuple(_texts(item, "`nulls`") for item in as_list(tree.get("nulls"))),
        place=tree.place,
        namespaces=tuple(
            (key.value, _texts(value, "A namespace"))
            for key, value in (as_dict(spaces, "`namespaces`") if spaces is not None else ())
        ),
    )


def stem(path: str) -> str:
    """The name of a source that has none: its file's, without folder and extension."""
    return PurePosixPath(path.replace("\\", "/")).stem or path


def source(tree: Tree, name: str | None = None) -> LogicalSource:
    """One source, in any of its forms. Raises MappingError IL-M002, IL-M006, IL-M014."""
    if isinstance(tree, Dict):
        return _long(tree, name)
    if isinstance(tree, List):
        return _short(tree, name)
    if tree.null:
        raise MappingError("IL-M006", "The source is empty.", place=tree.place)
    return _short(List((tree,), tree.place), name)


def named_sources(tree: Tree | None) -> dict[str, LogicalSource]:
    """The top-level `sources`."""
    if tree is None:
        return {}
    return {key.value: source(value, key.value) for key, value in as_dict(tree, "`sources`")}


def of_mapping(tree: Tree, named: dict[str, LogicalSource]) -> list[LogicalSource]:
    """The `sources` of one mapping: names, inline sources, or a list of them."""
    if isinstance(tree, List) and not any(isinstance(item, List | Dict) for item in tree.items):
        texts = [as_text(item, "The source") for item in as_list(tree)]
        # `sources: [file.csv~csv]` means one inline source, though the specification asks for two brackets.
        if texts and "~" in texts[0].value:
            return [source(tree)]
    found = []
    for item in as_list(tree):
        if isinstance(item, Text) and not item.null and "~" not in item.value:
            suffix = PurePosixPath(item.value).suffix[1:].lower()
            if item.value not in named and suffix in FORMULATIONS:
                found.append(source(item))
                continue
            if item.value not in named:
                raise MappingError(
                    "IL-M007",
                    f"The source {item.value!r} is not defined.",
                    place=item.place,
                    hint=did_you_mean(item.value, named, what="Under `sources`"),
                )
            found.append(named[item.value])
        else:
            found.append(source(item))
    if not found:
        raise MappingError("IL-M006", f"The sources are {kind(tree)} without a source.", place=tree.place)
    return found
