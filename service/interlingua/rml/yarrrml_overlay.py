"""`extends`: a base mapping and what an overlay adds to it, puts in its place, or takes away.

The overlay wins key by key. What has names (sources, mappings, codes ...) is laid over name by name;
an empty value takes the name away. Inside a mapping the overlay's keys replace the base's, but entries of
`po` replace those with the same property and add the others.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from interlingua.errors import MappingError, Place
from interlingua.rml.terms import as_dict, as_list, as_text
from interlingua.rml.yamltree import Dict, List, Text, Tree, read

_SAME = (
    ("mappings", "mapping", "m"), ("sources", "source"), ("subjects", "subject", "s"),
    ("predicateobjects", "predicateobject", "po"), ("predicates", "predicate", "p"), ("graphs", "graph", "g"),
    ("targets", "target"), ("authors", "author"), ("objects", "object", "o"),
)  # fmt: skip
_NAMED = frozenset(
    ("prefixes", "external", "sources", "targets", "codes", "omit", "views", "lookups", "tests", "mappings")
)
_MOST = 10
Both = Callable[[str, Tree, Tree], Tree]


def extended(root: Dict, file: Path) -> tuple[Dict, list[bytes]]:
    """The document with its bases under it, and the bytes of the bases. Raises MappingError."""
    contents: list[bytes] = []
    seen = [file.resolve()]
    while (tree := root.get("extends")) is not None:
        root = Dict(tuple(entry for entry in root.entries if entry[0].value != "extends"), root.place)
        for item in reversed(as_list(tree)):
            written = as_text(item, "`extends`")
            path = _beside(Path(written.place.file or file), written)
            if path in seen or len(seen) > _MOST:
                raise MappingError(
                    "IL-M006", f"The mapping extends itself by way of {written.value!r}.", place=written.place,
                    hint="Let one of the two stand alone.",
                )  # fmt: skip
            seen.append(path)
            data = path.read_bytes()
            contents.append(data)
            shown = str(Path(written.place.file or file).parent / written.value)
            root = laid_over(as_dict(_decoded(data, shown), "The mapping"), root)
    return root, contents


def _decoded(data: bytes, shown: str) -> Tree:
    try:
        return read(data.decode("utf-8-sig"), shown)
    except UnicodeDecodeError as error:
        raise MappingError("IL-M001", "The mapping is not UTF-8.", place=Place(file=shown)) from error


def _beside(file: Path, written: Text) -> Path:
    """A base lies in the overlay's folder or below, or in the folder above it or below that."""
    folder = file.parent.resolve()
    path = (folder / written.value).resolve()
    if not path.is_relative_to(folder.parent):
        raise MappingError(
            "IL-M013",
            f"The base {written.value!r} lies outside the mapping's folder and the one above.",
            place=written.place,
            hint="Put the base beside the overlay.",
        )
    if path.suffix.lower() not in (".yaml", ".yml", ".yarrrml"):
        raise MappingError(
            "IL-M006", "A base must be YARRRML.", place=written.place,
            hint="`interlingua mapping convert` makes YARRRML of Turtle.",
        )  # fmt: skip
    if not path.is_file():
        raise MappingError(
            "IL-U002", f"The base {written.value!r} cannot be found beside the mapping.", place=written.place
        )
    return path


def _key(name: str) -> str:
    return next((group[0] for group in _SAME if name in group), name)


def _empty(tree: Tree) -> bool:
    return isinstance(tree, Text) and tree.null


def laid_over(base: Dict, over: Dict) -> Dict:
    """The base with the overlay's keys over its own."""
    return _merged(base, over, _top)


def _top(key: str, base: Tree, over: Tree) -> Tree:
    if key not in _NAMED or not isinstance(base, Dict) or not isinstance(over, Dict):
        return over
    if key == "mappings":
        return _merged(base, over, _mapping)
    return _merged(base, over, _theirs)


def _theirs(_key: str, _base: Tree, over: Tree) -> Tree:
    return over


def _mapping(_name: str, base: Tree, over: Tree) -> Tree:
    if not isinstance(base, Dict) or not isinstance(over, Dict):
        return over
    return _merged(base, over, _in_mapping)


def _in_mapping(key: str, base: Tree, over: Tree) -> Tree:
    return _pairs(base, over) if key == "predicateobjects" else over


def _merged(base: Dict, over: Dict, both: Both) -> Dict:
    """Entries of both; `both(key, base, over)` decides where each has one; an empty value removes."""
    written = {_key(key.value): (key, value) for key, value in over}
    entries: list[tuple[Text, Tree]] = []
    for key, value in base:
        found = written.pop(_key(key.value), None)
        if found is None:
            entries.append((key, value))
        elif not _empty(found[1]):
            entries.append((found[0], both(_key(key.value), value, found[1])))
    entries.extend(
        pair for pair in written.values() if not _empty(pair[1]) or pair[0].value in ("s", "subject")
    )
    return Dict(tuple(entries), over.place)


def _pairs(base: Tree, over: Tree) -> Tree:
    """The base's entries whose property the overlay does not name, and the overlay's; empty ones removed."""
    named = {_property(item) for item in as_list(over)}
    kept = [item for item in as_list(base) if _property(item) not in named]
    added = [item for item in as_list(over) if not _says_nothing(item)]
    return List((*kept, *added), over.place)


def _property(tree: Tree) -> str:
    """What an entry says of: the text of its property."""
    if isinstance(tree, Dict):
        found = tree.get("p", "predicate", "predicates")
    else:
        items = as_list(tree)
        found = items[0] if items else None
    texts = [item.value for item in as_list(found) if isinstance(item, Text)]
    return "\x00".join("a" if text == "rdf:type" else text for text in texts)


def _says_nothing(tree: Tree) -> bool:
    """`[sp:sex]`, or `[sp:sex, ]` with nothing in it: the property is taken away."""
    if isinstance(tree, Dict):
        found = tree.get("o", "object", "objects")
        return tree.get("p", "predicate", "predicates") is not None and (found is None or _empty(found))
    items = as_list(tree)
    return len(items) == 1 or (len(items) == 2 and _empty(items[1]))


def joined(roots: list[Dict]) -> Dict:
    """Several documents as one, as YARRRML's parser takes several input files."""
    found = roots[0]
    for one in roots[1:]:
        found = laid_over(found, one)
    return found
