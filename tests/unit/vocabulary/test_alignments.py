"""Protects the reading of SSSOM tables: names written out, faults with their line, no triple without a term."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.errors import VocabularyError
from interlingua.rdf.namespaces import CODE, SKOS, SP
from interlingua.vocabulary.alignments import NO_TERM_FOUND, alignment_sets, read_alignments

HEADER = (
    "#curie_map:\n#  far: https://far.example/\n#mapping_set_title: Far away\n#object_source_version: '2'\n"
)
COLUMNS = "subject_id\tpredicate_id\tobject_id\tobject_category\tmapping_justification\text_reason\text_preferred\tconfidence\n"
ROWS = (
    "sp:Person\tskos:exactMatch\tfar:Human\tclass\tsemapv:ManualMappingCuration\t\tyes\t0.9\n"
    "code:sex/female\tskos:closeMatch\tfar:F\tcode\tsemapv:ManualMappingCuration\t\t\t\n"
    "sssom:NoTermFound\tskos:exactMatch\tfar:page_size\tproperty\tsemapv:ManualMappingCuration\twire format\t\t\n"
)


def _file(folder: Path, text: str) -> Path:
    path = folder / "far.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_and_header(tmp_path: Path) -> None:
    found = read_alignments(_file(tmp_path, HEADER + COLUMNS + ROWS))
    assert (found.name, found.title, found.version) == ("far", "Far away", "2")
    person, female, page = found.rows
    assert (person.subject, person.predicate, person.object) == (
        SP + "Person",
        SKOS + "exactMatch",
        "https://far.example/Human",
    )
    assert person.preferred
    assert person.confidence == 0.9
    assert (female.subject, female.line, female.confidence) == (CODE + "sex/female", 7, None)
    assert (page.subject, page.answered, page.reason) == (NO_TERM_FOUND, False, "wire format")


def test_only_answered_rows_become_triples(tmp_path: Path) -> None:
    found = read_alignments(_file(tmp_path, HEADER + COLUMNS + ROWS))
    assert [subject for subject, _, _ in found.triples()] == [SP + "Person", CODE + "sex/female"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEADER + COLUMNS.replace("object_id", "objekt") + ROWS, 5),
        (HEADER + COLUMNS + ROWS.replace("\tyes", ""), 6),
        (HEADER + COLUMNS + ROWS.replace("far:F", "near:F"), 7),
        (HEADER + COLUMNS + ROWS.replace("far:F", "F"), 7),
        ("#a: [\n" + COLUMNS + ROWS, 1),
    ],
)
def test_a_fault_says_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(VocabularyError) as caught:
        read_alignments(_file(tmp_path, text))
    assert caught.value.code == "IL-D003"
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("far.sssom.tsv", line)


def test_a_folder_gives_its_files_by_name(tmp_path: Path) -> None:
    _file(tmp_path, HEADER + COLUMNS + ROWS)
    assert list(alignment_sets(tmp_path)) == ["far"]
