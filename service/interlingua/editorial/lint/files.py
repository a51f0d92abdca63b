"""One file of a project: its statements, its lines, and what is wrong with its syntax."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Quad, parse

from interlingua.editorial.lint import positions
from interlingua.editorial.lint.model import Finding, Kind, Row
from interlingua.editorial.lint.positions import Object, Positions
from interlingua.errors import UsageError
from interlingua.rdf.formats import Format, by_path

BASE: Final = "https://w3id.org/interlingua/document/"
"""What relative IRIs are relative to in a file without a base of its own."""
UNDECLARED: Final = "urn:interlingua:undeclared:"
"""Stands in for the namespace of a prefix that was not declared, so that reading can go on."""
_NO_PREFIX: Final = re.compile(r"The prefix (\S*?):? has not been declared")
_SCHEMES: Final = frozenset(
    ("http", "https", "urn", "mailto", "tel", "data", "file", "ftp", "tag", "did", "doi", "info", "ni", "geo")
)


@dataclass
class SourceFile:
    """A file by its name in the project (POSIX, relative), its kind and text."""

    name: str
    kind: Kind
    text: str
    quads: list[Quad] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """Faults of syntax: rules T00 and T02."""

    @classmethod
    def of(cls, name: str, path: Path, kind: Kind | Callable[[str], Kind]) -> SourceFile:
        """The file at a path; bytes that are not UTF-8 are a finding. Raises UsageError IL-U002."""
        try:
            held = path.read_bytes()
        except OSError as error:
            why = error.strerror or "unknown reason"
            raise UsageError("IL-U002", f"{path.name} cannot be read: {why}.") from error
        text = held.decode("utf-8-sig", errors="replace")
        file = cls(name, kind if isinstance(kind, str) else kind(text), text)
        try:
            held.decode("utf-8")
        except UnicodeDecodeError as error:
            file.findings.append(
                Finding(
                    "The file is not UTF-8.", file=name, line=held.count(b"\n", 0, error.start) + 1, rule="T00",
                    fix="Save the file as UTF-8; the bytes here are of another encoding.",
                )
            )  # fmt: skip
        return file

    @cached_property
    def format(self) -> Format | None:
        """The RDF format that the name tells; None for a file that is no RDF."""
        return None if self.name.endswith((".tsv", ".csv", ".rq", ".yaml", ".toml")) else by_path(self.name)

    @property
    def broken(self) -> bool:
        """Whether reading stopped before the end."""
        return any(found.rule == "T00" for found in self.findings)

    @cached_property
    def positions(self) -> Positions:
        """Where its statements stand."""
        name = self.format.name if self.format else ""
        if name in ("turtle", "trig"):
            return positions.turtle(self.text, BASE)
        if name == "jsonld":
            return positions.json_ld(self.text, self.prefixes)
        return positions.plain(self.text)

    def line_of(self, subject: str, predicate: str | None, value: Object | None) -> int | None:
        """The best line for a statement; None where the file does not name its subject."""
        line = self.positions.line(subject, predicate, value)
        if line is None or value is None or self.format is None or self.format.name != "jsonld":
            return line
        # JSON-LD positions know names only: the text stands behind its subject.
        at = self.text.find(json.dumps(value[0], ensure_ascii=False), self._offset(line))
        return line if at < 0 else self.text.count("\n", 0, at) + 1

    def _offset(self, line: int) -> int:
        at = 0
        for _ in range(line - 1):
            at = self.text.find("\n", at) + 1
        return at

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the file declares (JSON-LD: the terms of its @context that can be a prefix)."""
        if self.format is not None and self.format.name == "jsonld":
            return {
                name: iri for name, iri in _context(_json(self.text)).items() if iri[-1:] in tuple(":/?#[]@")
            }
        pattern = r"^[ \t]*@?prefix[ \t]+([^\s:]*):[ \t]*<([^>\s]*)>"
        return dict(re.findall(pattern, self.text, re.IGNORECASE | re.MULTILINE))

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of a tab separated table; lines that begin with `#` are its header and comments."""
        rows: list[Row] = []
        columns: list[str] | None = None
        for number, line in enumerate(self.text.splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.split("\t")
            if columns is None:
                columns = [cell.strip() for cell in cells]
            else:
                rows.append(Row(self.name, number, dict(zip(columns, cells, strict=False))))
        return rows

    def read(self) -> None:
        """Fill `quads`; what cannot be read becomes findings."""
        if self.format is None:
            return
        if self.format.name == "jsonld":
            self.findings += json_prefixes(self.name, self.text)
        text = self.text
        for _ in range(100):
            self.quads = []
            try:
                for quad in parse(text, self.format.engine, base_iri=BASE, rename_blank_nodes=True):
                    self.quads.append(quad)
            except SyntaxError as error:
                missing = _NO_PREFIX.search(str(error.msg))
                if missing is None:
                    self.findings.append(self._fault(error))
                    return
                prefix = missing[1]
                self.findings.append(
                    Finding(
                        f"The prefix `{prefix}:` is used and not declared.",
                        file=self.name,
                        line=error.lineno or 1,
                        fix=f"Add `@prefix {prefix}: <...> .` at the top, or mend the name.",
                        rule="T02",
                    )
                )
                text = f"@prefix {prefix}: <{UNDECLARED}{prefix}#> . " + text
                continue
            return

    def _fault(self, error: SyntaxError) -> Finding:
        assert self.format is not None
        what = re.sub(r"^.*?: |\s+(?:at|on|in) line .*$", "", str(error.msg or ""))
        return Finding(
            f"This is not {self.format.name}: {what.rstrip('.') or 'it cannot be read'}.",
            file=self.name,
            line=error.lineno or 1,
            fix="Mend the syntax here; what follows in this file was not read.",
            rule="T00",
        )


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _context(document: Any) -> dict[str, str]:
    """Prefix to namespace, of an inline `@context`."""
    held = document.get("@context") if isinstance(document, Mapping) else None
    found: dict[str, str] = {}
    for part in held if isinstance(held, list) else [held]:
        if isinstance(part, Mapping):
            for name, value in part.items():
                iri = value.get("@id") if isinstance(value, Mapping) else value
                if isinstance(iri, str) and not name.startswith("@"):
                    found[name] = iri
    return found


def _compact_iris(node: Any) -> Iterator[str]:
    """What JSON-LD expands: keys, and the values of @id and @type."""
    if isinstance(node, list):
        for item in node:
            yield from _compact_iris(item)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            if key == "@context":
                continue
            if key in ("@id", "@type"):
                yield from (v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str))
            elif not key.startswith("@"):
                yield key
            yield from _compact_iris(value)


def json_prefixes(name: str, text: str) -> Iterator[Finding]:
    """Prefixes of a JSON-LD document that do not expand: not declared, or no prefix in JSON-LD 1.1."""
    document = _json(text)
    if not isinstance(document, Mapping):
        return
    declared = _context(document)
    seen: dict[str, str] = {}
    for written in _compact_iris(document):
        prefix, colon, local = written.partition(":")
        if colon and not local.startswith("//") and prefix not in _SCHEMES and prefix != "_":
            seen.setdefault(prefix, written)
    for prefix, written in sorted(seen.items()):
        line = text.count("\n", 0, max(text.find(f'"{written}"'), 0)) + 1
        if prefix not in declared:
            yield Finding(
                f"The prefix `{prefix}:` is used and not declared in the @context.",
                focus=written, file=name, line=line, rule="T02",
                fix=f'Add `"{prefix}": "<namespace>"` to the @context, or mend the name.',
            )  # fmt: skip
        elif declared[prefix][-1:] not in tuple(":/?#[]@"):
            yield Finding(
                f"The prefix `{prefix}:` does not expand: its namespace <{declared[prefix]}> does not end in / or #.",
                focus=written, file=name, line=line, rule="T02",
                fix="End the namespace with / or #; JSON-LD 1.1 leaves the name as it is otherwise.",
            )  # fmt: skip
