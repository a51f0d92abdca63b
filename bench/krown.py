"""Tables and RML mappings with the dimensions of the KROWN benchmark, the same bytes for the same arguments.

The dimensions are KROWN's (rows, columns, cell size, duplicates, empties, triples maps, predicate-object maps,
joins with their cardinality, conditions and share of matches, named graphs); generator and data are ours.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

_LETTERS = "abcdefghijklmnopqrstuvwxyz "
PREFIXES = (
    "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
    "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n@prefix ex: <http://example.org/ns#> .\n\n"
)
"""The old vocabulary: the one that all three engines read whole."""


@dataclass(frozen=True)
class Raw:
    """One table, mapped as it is. `duplicates` and `empties` are shares of rows and of cells.

    `maps` triples maps of `properties` rules each read their own columns; `graphs` named graphs are given to
    every map, `dynamic` ones from a column.
    """

    rows: int
    properties: int = 20
    maps: int = 1
    cell: int = 0
    duplicates: float = 0.0
    empties: float = 0.0
    graphs: int = 0
    dynamic: bool = False

    @property
    def columns(self) -> int:
        """Columns besides the id."""
        return self.maps * self.properties

    def write(self, folder: Path) -> None:
        """data.csv and mapping.ttl."""
        random_ = random.Random(repr(self))
        with (folder / "data.csv").open("w", encoding="utf-8", newline="") as file:
            file.write("id," + ",".join(f"p{n}" for n in range(1, self.columns + 1)) + "\n")
            last = ""
            for number in range(self.rows):
                if not last or random_.random() >= self.duplicates:
                    last = f"{number}," + ",".join(self._cell(random_) for _ in range(self.columns)) + "\n"
                file.write(last)
        (folder / "mapping.ttl").write_text(PREFIXES + "\n".join(map(self._map, range(self.maps))), "utf-8")

    def _cell(self, random_: random.Random) -> str:
        if self.empties and random_.random() < self.empties:
            return ""
        number = f"value {random_.randrange(10**9)}"
        return number + "".join(random_.choices(_LETTERS, k=self.cell - len(number))) if self.cell else number

    def _map(self, index: int) -> str:
        first = index * self.properties + 1
        graphs = "".join(f" rr:graphMap [ {self._graph(n)} ] ;" for n in range(1, self.graphs + 1))
        subject = f'rr:template "http://example.org/m{index}/{{id}}" ;{graphs}'
        rules = [
            f'  rr:predicateObjectMap [ rr:predicate ex:p{n} ; rr:objectMap [ rml:reference "p{n}" ] ]'
            for n in range(first, first + self.properties)
        ]
        return _triples_map(f"Map{index}", "data", subject, rules)

    def _graph(self, number: int) -> str:
        if self.dynamic:
            return f'rr:template "http://example.org/graph{number}/{{id}}"'
        return f"rr:constant <http://example.org/graph{number}>"


@dataclass(frozen=True)
class Joined:
    """Two tables joined: each key is on `children` rows of one and on `parents` rows of the other.

    `conditions` columns must be equal; `match` is the share of child rows that have a partner.
    """

    rows: int
    children: int = 1
    parents: int = 1
    conditions: int = 1
    match: float = 1.0

    def write(self, folder: Path) -> None:
        """child.csv, parent.csv and mapping.ttl."""
        random_ = random.Random(repr(self))
        keys = [f"k{n}" for n in range(1, self.conditions + 1)]
        for name, share in (("child", self.children), ("parent", self.parents)):
            numbers = list(range(self.rows))
            random_.shuffle(numbers)
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                file.write(",".join(["id", *keys, "label"]) + "\n")
                for number in numbers:
                    group = number // share
                    missing = name == "child" and random_.random() >= self.match
                    cells = [f"{'none' if missing else 'key'}-{group}-{n}" for n in range(self.conditions)]
                    file.write(",".join([f"{name}{number}", *cells, f"label {number}"]) + "\n")
        joins = " ".join(f'rr:joinCondition [ rr:child "{k}" ; rr:parent "{k}" ] ;' for k in keys)
        link = (
            "  rr:predicateObjectMap [ rr:predicate ex:link ; rr:objectMap [ "
            f"rr:parentTriplesMap <http://example.org/mapping#Parent> ; {joins} ] ]"
        )
        label = '  rr:predicateObjectMap [ rr:predicate ex:label ; rr:objectMap [ rml:reference "label" ] ]'
        (folder / "mapping.ttl").write_text(
            PREFIXES
            + _triples_map("Child", "child", 'rr:template "http://example.org/child/{id}"', [label, link])
            + "\n"
            + _triples_map("Parent", "parent", 'rr:template "http://example.org/parent/{id}"', [label]),
            "utf-8",
        )


def source(name: str, form: str = "csv") -> str:
    """A logical source over a file beside the mapping."""
    how = {
        "csv": "ql:CSV",
        "json": 'ql:JSONPath ; rml:iterator "$[*]"',
        "xml": 'ql:XPath ; rml:iterator "/rows/row"',
    }
    return f'  rml:logicalSource [ rml:source "{name}.{form}" ; rml:referenceFormulation {how[form]} ]'


def _triples_map(name: str, table: str, subject: str, rules: list[str], form: str = "csv") -> str:
    parts = [source(table, form), f"  rr:subjectMap [ {subject} ]", *rules]
    return f"<http://example.org/mapping#{name}> a rr:TriplesMap ;\n" + " ;\n".join(parts) + " .\n"
