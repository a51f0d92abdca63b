"""XPath 1.0 below an element: names and attributes here, all else by lxml; and values as text.

An element's value is its string-value (XPath 1.0, section 5.2: "the concatenation of the string-values of
all text node descendants"); one that says `xsi:nil="true"` has none. lxml is loaded when first needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

Namespaces = tuple[tuple[str, str], ...]

_NAME = r"[^\W\d][\w.\-]*"
_QNAME: Final = re.compile(rf"(?:({_NAME}):)?({_NAME}|\*)")
_STEP: Final = re.compile(
    rf"(?P<up>\.\.)|(?P<self>\.)|(?P<at>@)?(?P<name>(?:{_NAME}:)?{_NAME})|(?P<text>text\(\))"
)
_AXES: Final = ("ancestor", "parent", "preceding", "following")
_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}nil"
FAR: Final = 1 << 20
"""The reach of a path that may look anywhere in its document."""


@dataclass(frozen=True, slots=True)
class Path:
    """One path, relative to an element. `keys` are the names that it descends by, when it does only that.

    `last` says what it takes at the end of them: "" the elements, "text()" their texts, else an attribute's name.
    """

    text: str
    namespaces: Namespaces = ()
    keys: tuple[str, ...] | None = None
    last: str = ""

    @property
    def single(self) -> bool:
        """Whether it finds at most one value: the element itself, or one of its attributes."""
        return self.keys == () and self.last != "text()"

    @property
    def pointer(self) -> str:
        """What it adds to the pointer of its element."""
        written = self.text.strip()
        return "" if written in (".", "") else f"/{written}"

    def values(self, element: Any) -> list[Any]:
        """All that it finds, in document order: elements, and texts of attributes and text nodes."""
        if self.keys is None:
            found = _compiled(self.text, self.namespaces)(element)
            return found if isinstance(found, list) else [_plain(found)]
        found = [element]
        for key in self.keys:
            found = [child for one in found for child in one.iterchildren(key)]
        if not self.last:
            return found
        if self.last == "text()":
            return [text for one in found for text in _texts(one)]
        return [value for one in found if (value := one.get(self.last)) is not None]

    def texts(self, element: Any) -> list[str]:
        """The same as texts: the string-values of elements."""
        if self.keys is not None and len(self.keys) == 1 and not self.last:  # by far the most frequent
            return [
                text
                for child in element.iterchildren(self.keys[0])
                if (text := (child.text if not len(child) else None) or string(child)) is not None
            ]
        return [text for one in self.values(element) if (text := string(one)) is not None]

    def one(self, element: Any) -> str | None:
        """The value of a path that finds at most one."""
        found: str | None = element.get(self.last) if self.last else string(element)
        return found

    def elements(self, element: Any) -> list[Any]:
        """The elements that it finds: what an `each` runs over."""
        return [one for one in self.values(element) if not isinstance(one, str)]

    def nodes(self, element: Any) -> list[tuple[str, Any]]:
        """The elements with their pointers below `element`."""
        return [(below(element, one), one) for one in self.elements(element)]


@cache
def parse(text: str, namespaces: Namespaces = ()) -> Path:
    """The path that `text` writes. Raises ValueError, whose text says why it is none."""
    written = text.strip() or "."
    known = dict(namespaces)
    keys: list[str] = []
    last = ""
    parts = written.split("/")
    for at, part in enumerate(parts):
        match = _STEP.fullmatch(part)
        end = at == len(parts) - 1
        if match is None or match["up"] or ((match["at"] or match["text"]) and not end):
            break
        if match["text"]:
            last = "text()"
        elif match["at"]:
            last = qualified(match["name"], known)
        elif match["name"]:
            keys.append(qualified(match["name"], known))
    else:
        return Path(written, namespaces, tuple(keys), last)
    _compiled(written, namespaces)
    return Path(written, namespaces)


def qualified(name: str, namespaces: dict[str, str]) -> str:
    """`p:name` as `{namespace}name`. Raises ValueError for a prefix that nobody declared.

    A name without prefix is in no namespace (XPath 1.0, 2.3), unless the empty prefix is declared.
    """
    prefix, _, plain = name.rpartition(":")
    if prefix and prefix not in namespaces:
        raise ValueError(f"the prefix {prefix!r} is not declared")
    space = namespaces.get(prefix, "") if prefix else namespaces.get("", "")
    return f"{{{space}}}{plain}" if space else plain


def reach(text: str) -> tuple[int, bool]:
    """How many elements up a path looks, and whether it looks at their attributes only."""
    written = re.sub(r"'[^']*'|\"[^\"]*\"", "", text.strip())
    up = 0
    while written == ".." or written.startswith("../"):
        up, written = up + 1, written[3:]
    if (
        ".." in written
        or written.startswith("/")
        or any(f"{axis}" in written and "::" in written for axis in _AXES)
    ):
        return FAR, False
    if re.search(r"(?:^|[\[(=,|\s])/", written):
        return FAR, False
    return up, written.startswith("@")


def string(node: Any) -> str | None:
    """The value of what a path found; None for an element that is declared to be nil."""
    if isinstance(node, str):
        return node
    text: str = (node.text if not len(node) else "".join(node.itertext())) or ""
    if not text and node.get(_NIL) in ("true", "1"):
        return None
    return text


def below(root: Any, node: Any) -> str:
    """The path from one element down to another, with positions where there are several of a name."""
    parts: list[str] = []
    while node is not None and node is not root:
        before = sum(1 for _ in node.itersiblings(node.tag, preceding=True))
        several = before or next(node.itersiblings(node.tag), None) is not None
        parts.append(f"/{shown(node)}" + (f"[{before + 1}]" if several else ""))
        node = node.getparent()
    return "".join(reversed(parts))


def shown(element: Any) -> str:
    """An element's name as its document writes it."""
    plain = str(element.tag).rpartition("}")[2]
    return f"{element.prefix}:{plain}" if element.prefix else plain


def around(row: Any, element: Any, count: int) -> Any:
    """The element that holds another, or one further out; an empty one beyond the record."""
    for _ in range(count):
        if element is row or element is None:
            return _nothing()
        element = element.getparent()
    return element if element is not None else _nothing()


def from_text(text: str | bytes) -> Any:
    """The root of a small document: a cell's, a kept record's. Raises ValueError where it is no XML, or has a DTD."""
    from lxml import etree

    data = text.encode() if isinstance(text, str) else text
    try:
        parser = etree.XMLParser(**SAFE)
        if isinstance(text, str):  # what a declaration says of its encoding is no longer true
            parser = etree.XMLParser(encoding="utf-8", **SAFE)
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError("it is not well-formed XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("it has a DTD, which is refused")
    return root


SAFE: Final[dict[str, bool]] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "remove_comments": True, "remove_pis": True, "huge_tree": False, "recover": False,
}  # fmt: skip
"""How every document is parsed: nothing is fetched or expanded; libxml2's own limits of depth and size hold."""


def compiled(text: str, namespaces: Namespaces = ()) -> Any:
    """An XPath that can be called with an element. Raises ValueError where it is none."""
    return _compiled(text, namespaces)


@cache
def _compiled(text: str, namespaces: Namespaces) -> Any:
    from lxml import etree

    known = {prefix: iri for prefix, iri in namespaces if prefix}
    unknown = next((p for p in prefixes_of(text) if p not in known), None)
    if unknown is not None:
        raise ValueError(f"the prefix {unknown!r} is not declared")
    try:
        return etree.XPath(text, namespaces=known, regexp=False, smart_strings=False)
    except (etree.XPathSyntaxError, ValueError, TypeError) as error:
        raise ValueError(str(error).partition("\n")[0].rstrip(".").lower() or "it is not XPath") from error


def prefixes_of(text: str) -> list[str]:
    """The prefixes that a path uses."""
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", text)
    return re.findall(rf"({_NAME}):(?!:)(?=[\w*])", bare)


def _texts(element: Any) -> list[str]:
    if not len(element):
        return [element.text] if element.text else []
    return [text for text in (element.text, *(child.tail for child in element)) if text]


def _plain(value: Any) -> str:
    """A number or truth value as XPath's string() writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


@cache
def _nothing() -> Any:
    from lxml import etree

    return etree.Element("nothing")
