"""Values that try to leave their term, names that try to leave their folder, mappings that try to reach out."""

from __future__ import annotations

import csv
import io
import socket
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from command import Shell
from interlingua.errors import InterlinguaError
from interlingua.translate import translate_to_text

MAPPING = """\
prefixes: {ex: "https://example.org/"}
sources: {people: {access: people.csv, referenceFormulation: csv}}
mappings:
  person:
    s: ex:person/$(no)
    po:
      - [ex:name, $(name)]
      - [ex:day, "il:date(value=$(day), format=YYYY-MM-DD)"]
"""
NAME = "https://example.org/name"


def rows(*values: tuple[str, str, str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([("no", "name", "day"), *values])
    return out.getvalue()


def quads(text: str) -> list[ox.Quad]:
    return list(ox.parse(text, format=ox.RdfFormat.N_QUADS))


def translated(folder: Path, text: str, mapping: str = MAPPING) -> tuple[list[ox.Quad], list[str]]:
    (folder / "m.yaml").write_text(mapping, encoding="utf-8")
    (folder / "people.csv").write_text(text, encoding="utf-8", newline="")
    out, findings = translate_to_text(folder / "m.yaml")
    return quads(out), [f.code for f in findings]


HOSTILE = [
    '=HYPERLINK("http://evil.example/")', "+1", "@SUM(1)", '" .\n<s:s> <p:p> <o:o> .', 'x"@en .', "x> <http://evil/",
    "\\", '\\"', "a\r\nb", "\u2028", "../../x", "%2e%2e", "CON", "é" * 300,
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_in_its_literal_and_its_iri(tmp_path: Path, value: str) -> None:
    """Rows 19 to 22: a formula is kept exactly; nothing opens another term or statement."""
    found, codes = translated(tmp_path, rows((value, value, "")))
    assert codes == []
    (quad,) = found
    assert (quad.predicate.value, quad.object.value) == (NAME, value)
    local = quad.subject.value.removeprefix("https://example.org/person/")
    assert not set(local) & set('<>"{}|\\^` /\n')


def test_an_empty_key_makes_no_iri(tmp_path: Path) -> None:
    assert translated(tmp_path, rows(("", "Ana", ""))) == ([], [])


def test_different_keys_make_different_iris(tmp_path: Path) -> None:
    """Row 23: what is written differently is never made the same without the mapping saying so."""
    keys = ["1", "01", " 1", "a", "A", "caf\u00e9", "cafe\u0301", "a/b", "a%2Fb"]
    found, _ = translated(tmp_path, rows(*((key, "x", "") for key in keys)))
    assert len({quad.subject.value for quad in found}) == len(keys)


def test_spelling_is_joined_where_the_mapping_says_so(tmp_path: Path) -> None:
    mapping = MAPPING.replace(
        "s: ex:person/$(no)", "s: il:iri(kind=person, system=s, key=il:lower(value=$(no)))"
    )
    found, _ = translated(tmp_path, rows(("A", "x", ""), ("a", "y", "")), mapping)
    assert len({quad.subject.value for quad in found}) == 1


@pytest.mark.parametrize(
    "day", ["2024-02-30", "2024-13-01", "24-01-01", "2024-01-01T24:00", "0000-01-01", "1e9"]
)
def test_an_impossible_date_is_refused(tmp_path: Path, day: str) -> None:
    """Row 24: no ill-typed literal is kept, none is rolled over to another day."""
    found, codes = translated(tmp_path, rows(("1", "Ana", day)))
    assert (found, codes) == ([], ["IL-R002"])


def test_many_values_and_many_graphs(tmp_path: Path) -> None:
    """Row 25: 100 000 graphs stream by."""
    mapping = MAPPING.replace("    po:", "    g: ex:g/$(no)\n    po:")
    found, _ = translated(tmp_path, rows(*((str(n), "x", "") for n in range(100_000))), mapping)
    assert len({quad.graph_name.value for quad in found}) == 100_000


@pytest.mark.parametrize("name", ["../../x", "%2e%2e/x", "CON\0", "x" * 300])
def test_a_name_of_a_mapping_is_never_a_path(shell: Shell, name: str) -> None:
    if "\0" in name:
        name = name.replace("\0", "")  # no command line holds one
    ran = shell("translate", name)
    assert (ran.code, "IL-U002" in ran.said) == (2, True)


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a mapping reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(
    "access",
    ["http://169.254.169.254/x.csv", "file:///etc/passwd", "/etc/passwd", "../../../etc/passwd", "ftp://x/y.csv",
     "postgresql://host/db"],
)  # fmt: skip
def test_a_mapping_reads_its_folder_only_and_no_network(tmp_path: Path, access: str) -> None:
    text = MAPPING.replace("access: people.csv", f"access: '{access}'")
    if access.startswith("postgresql"):
        text = text.replace("referenceFormulation: csv", "referenceFormulation: sql, table: people")
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(InterlinguaError) as fault:
        translate_to_text(tmp_path / "m.yaml")
    assert fault.value.code in {"IL-M013", "IL-S001", "IL-M014", "IL-M006"}


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(HOSTILE)


@pytest.mark.usefixtures("offline")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4))
def test_any_values_give_valid_statements(tmp_path: Path, values: list[tuple[str, str, str]]) -> None:
    found, _ = translated(tmp_path, rows(*values))
    names = {value[1] for value in values}
    newlines = {name.replace("\r\n", "\n").replace("\r", "\n") for name in names} | names
    assert {q.object.value for q in found if q.predicate.value == NAME} <= newlines


@pytest.mark.usefixtures("offline")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_of_a_source_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    document = yaml.safe_load(MAPPING)
    for form, path in (("csv", "people.csv"), ("ndjson", "p.ndjson"), ("json", "p.json"), ("xlsx", "p.xlsx")):
        (tmp_path / path).write_bytes(b"no,name,day\n" + data if form == "csv" else data)
        document["sources"]["people"] = {"access": path, "referenceFormulation": form}
        (tmp_path / "m.yaml").write_text(yaml.safe_dump(document, width=1000))
        try:
            out, _ = translate_to_text(tmp_path / "m.yaml")
        except InterlinguaError as error:
            if error.exit_code != 2:
                raise
        else:
            quads(out)
