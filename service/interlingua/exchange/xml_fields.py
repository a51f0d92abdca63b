"""Paths of a mapping that its XML lacks, and elements and attributes of which the mapping says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

from interlingua import xmlpath
from interlingua.errors import Diagnostic, MappingError
from interlingua.exchange.fields import Fields, Scope
from interlingua.exchange.names import Trail
from interlingua.exchange.xml_names import Names, looks_out, nearest, taken, tested
from interlingua.plan.paths import xml_path
from interlingua.rml import model as rml

_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}"


class XmlFields(Fields):
    """One mapping against the first records of one of its XML sources."""

    @cached_property
    def _names(self) -> Names:
        return Names((*self.sample.source.namespaces, *self.mapping.prefixes))

    def _path(self, text: str) -> xmlpath.Path:
        return xml_path(text, self.sample.source.namespaces)

    def _scope(self, tm: rml.TriplesMap, reference: rml.Reference | None = None) -> Scope:
        if tm.each is None or (reference is not None and reference.up):
            return self._rows
        out = reference.around if reference is not None else 0
        name = tm.each + " <" * out
        if name not in self._scopes:
            path = self._path(tm.each)
            found = ((row, element) for row in self.sample.rows for element in path.elements(row))
            items = (("", xmlpath.around(row, element, out), row) for row, element in found)
            self._scopes[name] = Scope(name, tuple(items))
        return self._scopes[name]

    def _each_fault(self, tm: rml.TriplesMap) -> tuple[str, str] | None:
        if tm.each is None or tm.rare or self._scope(tm).items or looks_out(tm.each):
            return None
        hint = nearest(tm.each, self.sample.rows, self._names)
        if hint is None:
            return None
        return f"`each` of {tm.name!r} ({tm.each}) finds nothing in {self._these}.", hint

    def _fault(self, scope: Scope, reference: rml.Reference) -> tuple[str, str] | None:
        if reference.optional or reference.around or looks_out(reference.path):
            return None
        path, items = self._path(reference.path), [item for _, item, _ in scope.items]
        if not items or any(path.values(item) for item in items):
            return None
        around = scope.each is not None and any(path.values(row) for row in self.sample.rows)
        if around:
            hint: str | None = f"The record around the element has it: write $(^{reference.path})."
        else:
            hint = nearest(reference.path, items, self._names)
        where = self._these if scope.each is None else f"the elements of {scope.each}"
        name = f"$({'^' * reference.up}{reference.path})"
        return f"{name} occurs nowhere in {where}.", hint or "There is nothing of that name."

    def _unread(self) -> Iterator[Diagnostic]:
        """IL-M016 for elements and attributes that are neither read nor omitted."""
        physical = self.sample.source.name
        viewed = any(
            tm.source.view and tm.source.physical.name == physical for tm in self.mapping.triples_maps
        )
        asked = [(scope, reference.path) for scope, reference in self._reads()]
        if not self.sample.alone or viewed:
            return
        touched: set[Trail] = set()
        for scope, text in asked:
            for _, item, row in scope.items:
                touched |= self._read(row, item, text)
        for omission in self.mapping.omissions:
            try:
                for row in self.sample.rows:
                    touched |= self._read(row, row, self._path(omission.path).text, whole=True)
            except MappingError:
                continue
        leaves = {leaf for row in self.sample.rows for leaf in self._leaves((), row)}
        tests = tested((*(text for _, text in asked), *(tm.each or "" for tm in self.maps), self._iterator))
        touched |= {leaf for leaf in leaves if leaf[-1].removeprefix("@").rpartition(":")[2] in tests}
        yield from self._untold(leaves, touched, "/".join)

    @property
    def _iterator(self) -> str:
        return self.sample.source.iterator or ""

    def _read(self, row: Any, item: Any, text: str, *, whole: bool = False) -> set[Trail]:
        """The trails of what a path takes: of an element, all that it says; `whole`: and its attributes."""
        found: set[Trail] = set()
        for node in taken(self._path(text), item):
            if not isinstance(node, str):
                there = self._names.trail(row, node)
                found |= {leaf for leaf in self._leaves(there, node) if whole or not leaf[-1].startswith("@")}
                found.add(there)
            elif (owner := getattr(node, "getparent", lambda: None)()) is not None:
                there = self._names.trail(row, owner)
                attribute = getattr(node, "attrname", None)
                found.add((*there, f"@{self._names.shown(attribute, owner)}") if attribute else there)
        return found

    def _leaves(self, base: Trail, item: Any) -> Iterator[Trail]:
        """Elements that say something themselves, and attributes."""
        for name, value in item.attrib.items():
            if value.strip() and not name.startswith(_NIL):
                yield (*base, f"@{self._names.shown(name, item)}")
        if base and (item.text or "").strip():
            yield base
        for child in item.iterchildren("*"):
            yield from self._leaves((*base, self._names.shown(child.tag, child)), child)
