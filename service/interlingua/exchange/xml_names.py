"""Names of elements and attributes as a mapping writes them, and which of them a path that finds nothing meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from interlingua import xmlpath
from interlingua.errors import Diagnostic, Severity
from interlingua.exchange.names import Trail, close
from interlingua.rml.model import LogicalSource

_SHOWN: Final = 12
_TEST: Final = re.compile(r"\[[^\[\]]*\]")
_NAME: Final = re.compile(r"@?(?:[^\W\d][\w.\-]*:)?(?:[^\W\d][\w.\-]*|\*)")


class Names:
    """The prefixes that XPaths of a source may use; what has none is shown as its document writes it."""

    def __init__(self, namespaces: Iterable[tuple[str, str]]) -> None:
        self._prefixes: dict[str, str] = {}
        self.spaces: dict[str, str] = {}
        for prefix, space in namespaces:
            self._prefixes.setdefault(space, prefix)
            self.spaces.setdefault(prefix, space)

    def undeclared(self, tag: str) -> str | None:
        """The namespace of a name for which there is no prefix."""
        space = _split(tag)[0]
        return space if space and space not in self._prefixes else None

    def shown(self, tag: str, element: Any) -> str:
        """A name with its prefix."""
        space, plain = _split(tag)
        if not space:
            return plain
        of_document = next((p for p, iri in element.nsmap.items() if p and iri == space), "")
        prefix = self._prefixes.get(space, of_document)
        return f"{prefix}:{plain}" if prefix else plain

    def trail(self, row: Any, element: Any) -> Trail:
        """The names from a record down to an element in it."""
        parts: list[str] = []
        while element is not None and element is not row:
            parts.append(self.shown(element.tag, element))
            element = element.getparent()
        return tuple(reversed(parts))


def _split(tag: str) -> tuple[str, str]:
    space, _, plain = str(tag).rpartition("}")
    return space.removeprefix("{"), plain


def looks_out(text: str) -> bool:
    """Whether a path may look out of its record, where a sample holds nothing."""
    return xmlpath.reach(text)[0] > 0


def taken(path: xmlpath.Path, item: Any) -> list[Any]:
    """What a path finds: elements, and texts that know where they stand."""
    if path.keys is None or path.last:
        from lxml import etree

        known = {prefix: iri for prefix, iri in path.namespaces if prefix}
        found = etree.XPath(path.text, namespaces=known, regexp=False)(item)
        return found if isinstance(found, list) else _spoken(path, item)
    return path.values(item)


def tested(paths: Iterable[str]) -> set[str]:
    """The plain names that the tests of paths, `[@type='home']`, look at."""
    tests = " ".join(test for text in paths for test in _TEST.findall(text))
    return set(re.findall(r"[^\W\d][\w.\-]*", re.sub(r"'[^']*'|\"[^\"]*\"", "", tests)))


def _spoken(path: xmlpath.Path, item: Any) -> list[Any]:
    """What a function may have read: every element and attribute whose name stands in the path."""
    words = set(re.findall(r"[\w.\-]+", path.text))
    every = [one for one in item.iterdescendants("*") if _split(one.tag)[1] in words]
    return [*every, *(item.xpath("@*") if "@" in path.text else [])]


def nearest(text: str, items: Sequence[Any], names: Names) -> str | None:
    """What somebody who wrote a path that finds nothing may have meant.

    None where only empty elements stand on its way: it is right, there is just nothing.
    """
    steps = [step for step in _TEST.sub("", text.strip()).split("/") if step not in ("", ".")]
    if not all(_NAME.fullmatch(step) for step in steps):
        return _listed(items, names)
    here: list[Any] = list(items)
    for at, step in enumerate(steps):
        inner = [one for item in here for one in _children(item, step, names)]
        if inner:
            here = inner
            continue
        if at and all(not len(item) and not (item.text or "").strip() for item in here):
            return None
        before, after = steps[:at], steps[at + 1 :]
        return (
            _meant(step, here, names, before, after) or _elsewhere(step, items, names) or _listed(here, names)
        )
    return None


def _children(item: Any, step: str, names: Names) -> list[Any]:
    if step.startswith("@"):
        return []
    if step == "*":
        return list(item.iterchildren("*"))
    try:
        return list(item.iterchildren(xmlpath.qualified(step, names.spaces)))
    except ValueError:
        return []


def _meant(step: str, here: list[Any], names: Names, before: list[str], after: list[str]) -> str | None:
    """The child or attribute of nearly that name."""
    plain = step.removeprefix("@").rpartition(":")[2]
    for item in here:
        tags = [(child.tag, child) for child in item.iterchildren("*")]
        keys = [(f"@{names.shown(key, item)}", key) for key in item.attrib]
        same = next(((tag, one) for tag, one in tags if _split(tag)[1] == plain), None)
        if same is not None:
            return _of_namespace(*same, names, before, after)
        known = {_split(tag)[1]: names.shown(tag, one) for tag, one in tags}
        attributes = {_split(key)[1]: shown for shown, key in keys}
        first, second = (attributes, known) if step.startswith("@") else (known, attributes)
        for table in (first, second):
            near = close(plain, table)
            if near is not None:
                return f"Did you mean {'/'.join((*before, table[near], *after))}?"
    return None


def _of_namespace(tag: str, element: Any, names: Names, before: list[str], after: list[str]) -> str:
    """The name is right, and stands in another namespace."""
    space = names.undeclared(tag)
    if space is None:
        return f"Did you mean {'/'.join((*before, names.shown(tag, element), *after))}?"
    default = element.prefix is None
    prefix = element.prefix or "d"
    why = "The document has a default namespace" if default else "The document has it in the namespace"
    return (
        f"{why} {space}: write `namespaces: {{{prefix}: \"{space}\"}}` in the source, "
        f"and {prefix}:{_split(tag)[1]} in paths."
    )  # fmt: skip


def _elsewhere(step: str, items: Sequence[Any], names: Names) -> str | None:
    """The same name further down."""
    plain = step.removeprefix("@").rpartition(":")[2]
    for item in items:
        for one in item.iterdescendants("*"):
            if _split(one.tag)[1] == plain and names.undeclared(one.tag) is None:
                return f"Did you mean {'/'.join(names.trail(item, one))}?"
    return None


def _listed(here: Sequence[Any], names: Names) -> str | None:
    there = dict.fromkeys(names.shown(child.tag, child) for item in here for child in item.iterchildren("*"))
    there |= dict.fromkeys(f"@{names.shown(key, item)}" for item in here for key in item.attrib)
    if not there:
        return "There is nothing of that name."
    return f"There are: {', '.join([*there][:_SHOWN])}{', and more' if len(there) > _SHOWN else ''}."


def beginning(data: bytes) -> Any:
    """The root of a document's first bytes, as far as they go; None where there is none."""
    from lxml import etree

    parser = etree.XMLParser(**{**xmlpath.SAFE, "recover": True})
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def empty_selection(source: LogicalSource, root: Any, severity: Severity) -> Diagnostic | None:
    """IL-M005 for an iterator that selects nothing in a document; None where it ends in an empty element."""
    if root is None:
        return None
    from lxml import etree

    names = Names(source.namespaces)
    above = etree.Element("document")
    above.append(root)
    text = source.iterator or "/*"
    hint = _anywhere(text, root, names) if "//" in text else nearest(text, [above], names)
    if hint is None:
        return None
    if hint.startswith("Did you mean "):
        hint = hint.replace("mean ", "mean /", 1)
    message = f"The iterator {text} of {source.name!r} selects nothing, so no record is read."
    return Diagnostic("IL-M005", message, severity, place=source.place, mapping=source.place, hint=hint)


def _anywhere(text: str, root: Any, names: Names) -> str:
    """For a path with `//`: the element of nearly its first name that is not where the path looks."""
    step = _TEST.sub("", text.strip()).rpartition("/")[2]
    plain = step.rpartition(":")[2]
    known = {_split(one.tag)[1]: one for one in root.iter("*")}
    near = close(plain, known)
    if near is None:
        return _listed([root], names) or ""
    element = known[near]
    if names.undeclared(element.tag) is not None:
        return _of_namespace(element.tag, element, names, [], [])
    return f"Did you mean {'/'.join((root_name(root, names), *names.trail(root, element)))}?"


def root_name(root: Any, names: Names) -> str:
    """The name of a document's root."""
    return names.shown(root.tag, root)
