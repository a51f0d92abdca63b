"""The columns of the alignment tables that follow from the others: our label, the cardinality, the way back.

    python ontology/generators/alignment_columns.py [--check]

Reads and writes `ontology/alignments/*.sssom.tsv`. `subject_label` is the English label of our term,
`mapping_cardinality` (on rows of codes) SSSOM's word for how many stand on each side over the whole table,
`ext_preferred` the one row of a list that is taken on the way from our code to theirs: what stands there counts
where it is one row, else the nearest match.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from interlingua.rdf.namespaces import CODE, SP
from interlingua.vocabulary import Vocabulary
from interlingua.vocabulary.loading import build, triples

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "ontology" / "alignments"
COLUMNS: Final = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "object_category",
    "mapping_justification", "mapping_cardinality", "comment", "ext_reason", "ext_path", "ext_preferred",
)  # fmt: skip
NONE: Final = "sssom:NoTermFound"
NEAREST: Final = tuple(f"skos:{name}Match" for name in ("exact", "close", "narrow", "broad", "related"))

Row = dict[str, str]


def tidy(text: str, vocabulary: Vocabulary) -> str:
    """A table with the derived columns written anew. Raises SystemExit where a term of ours does not exist."""
    lines = text.splitlines()
    header = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(lines[len(header) :], delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        row["subject_label"] = _label(row["subject_id"], vocabulary)
    codes = [row for row in rows if row["object_category"] == "code"]
    _cardinality(codes)
    _preferred(row for row in codes if row["subject_id"] != NONE)
    out = io.StringIO()
    writer = csv.DictWriter(
        out, COLUMNS, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None,
        extrasaction="ignore", restval="",
    )  # fmt: skip
    writer.writeheader()
    writer.writerows(rows)
    return "".join(line + "\n" for line in header) + out.getvalue()


def _label(curie: str, vocabulary: Vocabulary) -> str:
    if curie == NONE:
        return ""
    prefix, _, name = curie.partition(":")
    term = vocabulary.term({"sp": SP, "code": CODE}.get(prefix, "?") + name)
    if term is None:
        raise SystemExit(f"{curie} is no term of the ontology.")
    return term.label()


def _cardinality(codes: list[Row]) -> None:
    subjects: defaultdict[str, set[str]] = defaultdict(set)
    objects: defaultdict[str, set[str]] = defaultdict(set)
    for row in codes:
        subjects[row["object_id"]].add(row["subject_id"])
        objects[row["subject_id"]].add(row["object_id"])
    for row in codes:
        left = "1" if len(subjects[row["object_id"]]) == 1 else "n"
        right = "1" if len(objects[row["subject_id"]]) == 1 else "n"
        row["mapping_cardinality"] = "0:1" if row["subject_id"] == NONE else f"{left}:{right}"


def _preferred(codes: Iterable[Row]) -> None:
    groups: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in codes:
        groups[row["subject_id"], row["object_id"].rpartition("/")[0]].append(row)
    for rows in groups.values():
        chosen = [row for row in rows if row.get("ext_preferred") == "yes"]
        best = (
            chosen[0] if len(chosen) == 1 else min(rows, key=lambda row: NEAREST.index(row["predicate_id"]))
        )
        for row in rows:
            row["ext_preferred"] = "yes" if row is best else ""


def main() -> None:
    """Write the tables, or with --check compare them."""
    vocabulary = build(triples(ROOT / "ontology"))
    stale = []
    for path in sorted(FOLDER.glob("*.sssom.tsv")):
        before = path.read_text(encoding="utf-8")
        after = tidy(before, vocabulary)
        if before != after:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(after, encoding="utf-8")
    if stale and "--check" in sys.argv:
        raise SystemExit(f"Not current: {', '.join(stale)}. Run this script without --check.")


if __name__ == "__main__":
    main()
