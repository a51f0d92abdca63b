"""The code tables of the DCI mappings: `mappings/dci-*/codes/*.csv`.

    python ontology/generators/dci_codes.py [--check] [FOLDER ...]

Written from three things: the alignment `ontology/alignments/dci-2026-04.sssom.tsv` (what each code of DCI means
here), `dci-spellings.tsv` beside this file (labels and older spellings that records use in place of a code), and the
English labels of our own lists. `dci-tables.toml` says which tables a mapping has. A value that two codes of DCI
share is in no table: nobody can tell which is meant. A code that another table answers has the code `-`.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from interlingua.rdf.namespaces import CODE
from interlingua.vocabulary import load
from interlingua.vocabulary.alignments import read_alignments

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).resolve().parent
ALIGNMENT: Final = ROOT / "ontology" / "alignments" / "dci-2026-04.sssom.tsv"
MAPPINGS: Final = ROOT / "mappings"
THEIRS: Final = "dci:code/"
NOTHING: Final = "-"
"""The code of a value that is known and says nothing in this table."""


@dataclass(frozen=True, slots=True)
class Table:
    """One file to be written. `lists` are DCI's; without any, only our own codes and labels are read."""

    folder: str
    name: str
    scheme: str
    lists: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    """Local value and our notation, for what neither DCI nor our labels spell."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return MAPPINGS / self.folder / "codes" / f"{self.name}.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    value: str
    code: str
    note: str


@cache
def answers() -> dict[str, dict[str, dict[str, str]]]:
    """DCI list -> DCI code -> our scheme -> our notation; preferred rows first."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in sorted(read_alignments(ALIGNMENT).rows, key=lambda row: (not row.preferred, row.line)):
        if row.object_kind != "code" or not row.object_id.startswith(THEIRS):
            continue
        module, name, code = row.object_id.removeprefix(THEIRS).split("/", 2)
        ours = found.setdefault(f"{module}/{name}", {}).setdefault(code, {})
        if row.answered:
            scheme, notation = row.subject.removeprefix(CODE).split("/", 1)
            ours.setdefault(scheme, notation)
    return found


@cache
def spellings() -> dict[tuple[str, str], tuple[str, ...]]:
    """(DCI list, DCI code) to what records write in its place."""
    with (HERE / "dci-spellings.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["list"], row["code"]): tuple(row["spellings"].split(" | ")) for row in rows}


def tables() -> Iterator[Table]:
    """Every table that `dci-tables.toml` names. SystemExit where it is wrong."""
    with (HERE / "dci-tables.toml").open("rb") as file:
        plan: dict[str, dict[str, Any]] = tomllib.load(file)
    for folder, named in plan.items():
        for name, said in named.items():
            entry: dict[str, Any] = {"list": said} if isinstance(said, str) else said
            given = entry.get("list", [])
            lists = (given,) if isinstance(given, str) else tuple(given)
            if unknown := [one for one in lists if one not in answers()]:
                raise SystemExit(f"{folder}.{name}: no list {unknown[0]} in {ALIGNMENT.name}")
            scheme = entry.get("scheme") or usual_scheme(lists)
            yield Table(folder, name, scheme, lists, tuple(entry.get("extra", {}).items()))


def usual_scheme(lists: tuple[str, ...]) -> str:
    """The list of ours that answers most codes of these."""
    counts = Counter(scheme for one in lists for ours in answers()[one].values() for scheme in ours)
    return counts.most_common(1)[0][0]


def rows_of(table: Table) -> list[Row]:
    """The lines of a table: first what is said by hand, DCI's codes, their spellings, then our own words."""
    found: dict[str, Row] = {}

    def add(value: str, code: str, note: str) -> None:
        found.setdefault(value.strip().casefold(), Row(value, code, note))

    for value, code in table.extra:
        add(value, code, "")
    for one in table.lists:
        codes = answers()[one]
        shared = Counter(code.partition("~")[0] for code in codes)
        for code, ours in codes.items():
            if ours and shared[code.partition("~")[0]] == 1:
                add(code, ours.get(table.scheme, NOTHING), one)
    for one in table.lists:
        for code, ours in answers()[one].items():
            for spelling in spellings().get((one, code), ()) if ours else ():
                add(spelling, ours.get(table.scheme, NOTHING), f"{one} {code}")
    for notation, label in own_words(table.scheme):
        add(notation, notation, "our code")
        add(label, notation, "our label")
    return list(found.values())


def own_words(scheme: str) -> Iterator[tuple[str, str]]:
    """Our codes, as they stand in their IRIs, with their English labels."""
    for code in load().schemes[CODE + scheme].codes.values():
        notation = code.iri.removeprefix(f"{CODE}{scheme}/")
        yield notation, code.labels["en"]
        if other := identifiers(scheme).get(code.iri):
            yield notation, other


@cache
def identifiers(scheme: str) -> dict[str, str]:
    """What else the standard behind a list of ours calls its codes: three letters for a country."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    text = (ROOT / "ontology" / "codelists" / f"{scheme}.ttl").read_bytes()
    named = NamedNode("http://purl.org/dc/terms/identifier")
    quads = parse(text, RdfFormat.TURTLE)
    return {quad.subject.value: quad.object.value for quad in quads if quad.predicate == named}


def text_of(table: Table) -> str:
    """The CSV of a table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("value", "code", "note"))
    writer.writerows((row.value, row.code, row.note) for row in rows_of(table))
    return out.getvalue()


def main() -> int:
    """Writes the tables, or says which are not current."""
    parser = argparse.ArgumentParser(description="Writes the code tables of the DCI mappings.")
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help="mapping folders; all by default")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where one is not current")
    arguments = parser.parse_args()
    stale = 0
    for table in tables():
        if arguments.folders and table.folder not in arguments.folders:
            continue
        text, path = text_of(table), table.path
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if arguments.check:
            sys.stderr.write(f"not current: {path.relative_to(ROOT)}\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 1 if arguments.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
