"""Logical targets: which statements go where, in which form, and what a mapping may not write over."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.errors import InterlinguaError, MappingError, UsageError
from interlingua.plan import make_plan
from interlingua.rml import load_mapping
from interlingua.translate import Program, compile_plan, run, serialise, translate_to_text

EX = "http://example.org/"
HEAD = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix void: <http://rdfs.org/ns/void#> .
"""
SOURCE = """rml:logicalSource [ rml:source [ a rml:FilePath ; rml:root rml:MappingDirectory ; rml:path "data.csv" ; rml:null "" ] ;
    rml:referenceFormulation rml:CSV ] ;"""
ROWS = 'id,name,age\n1,Zoë "the" Öz,33\n2,Bo,44\n3,,55\n'


def target(name: str, path: str, more: str = "") -> str:
    return f'{name} a rml:LogicalTarget ; rml:target [ a rml:FilePath ; rml:path "{path}" ] {more} .\n'


def mapping(subject: str = "", name: str = "", age: str = "", predicate: str = "", more: str = "") -> str:
    return f"""{HEAD}
ex:m {SOURCE} rml:subjectMap [ rml:template "http://example.org/{{id}}" ; {subject} ] ;
  rml:predicateObjectMap [ rml:predicateMap [ rml:constant ex:name ; {predicate} ] ;
     rml:objectMap [ rml:reference "name" ; {name} ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:age ; rml:objectMap [ rml:reference "age" ; {age} ] ] .
{more}"""


def translated(folder: Path, text: str, rows: str = ROWS) -> str:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / "m.ttl").write_text(text, encoding="utf-8")
    (folder / "in" / "data.csv").write_text(rows, encoding="utf-8")
    return translate_to_text(folder / "in" / "m.ttl", targets=folder / "out")[0]


def said(text: str | bytes) -> set[str]:
    return {str(quad) for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)}


def names(statements: set[str]) -> set[str]:
    return {s for s in statements if f"<{EX}name>" in s}


TO_A, TO_B = "rml:logicalTarget ex:a", "rml:logicalTarget ex:b"
BOTH = target("ex:a", "a.nq") + target("ex:b", "sub/b.nq")
ALL = said(
    f'<{EX}1> <{EX}name> "Zoë \\"the\\" Öz" .\n<{EX}1> <{EX}age> "33" .\n<{EX}2> <{EX}name> "Bo" .\n'
    f'<{EX}2> <{EX}age> "44" .\n<{EX}3> <{EX}age> "55" .\n'
)


def test_a_statement_goes_to_all_targets_of_its_terms_and_nowhere_else(tmp_path: Path) -> None:
    rest = translated(tmp_path, mapping(name=TO_A, predicate=TO_B, more=BOTH))
    assert said(rest) == ALL - names(ALL)
    assert said((tmp_path / "out" / "a.nq").read_bytes()) == names(ALL)
    assert said((tmp_path / "out" / "sub" / "b.nq").read_bytes()) == names(ALL)


def test_once_to_a_target_that_several_terms_name(tmp_path: Path) -> None:
    assert translated(tmp_path, mapping(subject=TO_A, name=TO_A, more=BOTH)) == ""
    lines = (tmp_path / "out" / "a.nq").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(ALL) == len(set(lines))


def test_targets_of_languages_datatypes_graphs_and_classes(tmp_path: Path) -> None:
    text = mapping(
        subject=f"rml:class ex:Person ; rml:graphMap [ rml:constant ex:g ; {TO_A} ]",
        age=f"rml:datatypeMap [ rml:constant xsd:integer ; {TO_B} ]",
        name='rml:languageMap [ rml:constant "tr" ; rml:logicalTarget ex:c ]',
        more=BOTH + target("ex:c", "c.nq"),
    )
    assert translated(tmp_path, text) == ""
    files = {name: said((tmp_path / "out" / name).read_bytes()) for name in ("a.nq", "sub/b.nq", "c.nq")}
    assert len(files["a.nq"]) == 8
    assert all(f"<{EX}g>" in statement for statement in files["a.nq"])
    assert files["sub/b.nq"] == {s for s in files["a.nq"] if f"<{EX}age>" in s}
    assert files["c.nq"] == {s for s in files["a.nq"] if "@tr" in s}
    assert len(files["c.nq"]) == 2


FORMS = {
    "N-Quads": ox.RdfFormat.N_QUADS, "N-Triples": ox.RdfFormat.N_TRIPLES, "Turtle": ox.RdfFormat.TURTLE,
    "TriG": ox.RdfFormat.TRIG, "N3": ox.RdfFormat.N3, "JSON-LD": ox.RdfFormat.JSON_LD,
    "RDF_XML": ox.RdfFormat.RDF_XML,
}  # fmt: skip


@pytest.mark.parametrize("name", [*FORMS, "RDF_JSON"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_serialisation_in_both_encodings(tmp_path: Path, name: str, encoding: str) -> None:
    more = f"; rml:serialization formats:{name} ; rml:encoding rml:{encoding.upper()}"
    translated(tmp_path, mapping(subject=TO_A, more=target("ex:a", "a", more)))
    data = (tmp_path / "out" / "a").read_bytes()
    assert data.startswith((b"\xff\xfe", b"\xfe\xff")) == (encoding == "utf-16")
    text = data.decode(encoding)
    if name == "RDF_JSON":
        found = json.loads(text)
        assert found[EX + "1"][EX + "name"] == [{"type": "literal", "value": 'Zoë "the" Öz'}]
        assert {s: len(found[s]) for s in found} == {EX + "1": 2, EX + "2": 2, EX + "3": 1}
        return
    if name == "RDF_XML":
        assert f'encoding="{encoding.upper()}"' in text
        text = text.replace('encoding="UTF-16"', 'encoding="UTF-8"')
    assert {str(quad) for quad in ox.parse(text, format=FORMS[name])} == ALL


def test_rdf_json_of_all_kinds_of_terms_sorted_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serialise, "_SORTED", 2)
    lines = [
        f'_:x <{EX}p> "a"@en .', f'<{EX}b> <{EX}p> _:x .', f'<{EX}a> <{EX}p> <{EX}b> .', f'<{EX}a> <{EX}q> "1" .',
        f'<{EX}a> <{EX}p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .', f'<{EX}a> <{EX}q> "1" .',
    ]  # fmt: skip
    (tmp_path / "spool").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    out = io.BytesIO()
    serialise._written(tmp_path / "spool", out, "rdfjson")
    assert json.loads(out.getvalue()) == {
        EX + "a": {
            EX + "p": [
                {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
                {"type": "uri", "value": EX + "b"},
            ],
            EX + "q": [{"type": "literal", "value": "1"}],
        },
        EX + "b": {EX + "p": [{"type": "bnode", "value": "_:x"}]},
        "_:x": {EX + "p": [{"type": "literal", "value": "a", "lang": "en"}]},
    }


def test_nothing_to_say_is_still_a_file(tmp_path: Path) -> None:
    for name in FORMS:
        more = f"; rml:serialization formats:{name}"
        translated(tmp_path, mapping(subject=TO_A, more=target("ex:a", "a", more)), "id,name,age\n")
        assert not list(ox.parse((tmp_path / "out" / "a").read_bytes(), format=FORMS[name]))
    translated(
        tmp_path, mapping(subject=TO_A, more=target("ex:a", "a", "; rml:serialization formats:RDF_JSON")),
        "id,name,age\n",
    )  # fmt: skip
    assert json.loads((tmp_path / "out" / "a").read_bytes()) == {}


@pytest.mark.parametrize(
    ("compression", "file"),
    [
        ("none", "d.nq"),
        ("gzip", "d.nq.gz"),
        ("zip", "d.nq.zip"),
        ("targz", "d.nq.tar.gz"),
        ("tarxz", "d.nq.tar.xz"),
    ],
)
def test_every_compression_and_the_same_bytes_each_time(tmp_path: Path, compression: str, file: str) -> None:
    text = mapping(subject=TO_A, more=target("ex:a", file, f"; rml:compression rml:{compression}"))
    translated(tmp_path, text)
    first = (tmp_path / "out" / file).read_bytes()
    translated(tmp_path, text)
    assert (tmp_path / "out" / file).read_bytes() == first
    assert said(_unpacked(first, compression)) == ALL


def _unpacked(data: bytes, compression: str) -> bytes:
    if compression == "gzip":
        return gzip.decompress(data)
    if compression == "zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.namelist() == ["d.nq"]
            return archive.read("d.nq")
    if compression.startswith("tar"):
        plain = gzip.decompress(data) if compression == "targz" else lzma.decompress(data)
        with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
            assert tar.getnames() == ["d.nq"]
            inside = tar.extractfile("d.nq")
            assert inside is not None
            return inside.read()
    return data


def test_what_the_target_itself_says_and_a_dump_of_void(tmp_path: Path) -> None:
    more = f"""ex:a a rml:LogicalTarget ; rml:target [ a rml:Target, void:Dataset ; rml:compression rml:gzip ;
        void:dataDump <file://{tmp_path}/out/dump.nt.gz> ] ; rml:serialization formats:N-Triples ."""
    translated(tmp_path, mapping(subject=TO_A, more=more))
    assert said(gzip.decompress((tmp_path / "out" / "dump.nt.gz").read_bytes())) == ALL


# -- ways of running --------------------------------------------------------------------------------------


def compiled(folder: Path, text: str) -> Program:
    (folder / "m.ttl").write_text(text, encoding="utf-8")
    return compile_plan(make_plan(load_mapping(folder / "m.ttl")))


def test_every_way_of_running_writes_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "id,name,age\n" + "".join(f"{at % 900},name {at % 900},{at % 900 % 5}\n" for at in range(1500))
    (tmp_path / "data.csv").write_text(rows, encoding="utf-8")
    program = compiled(tmp_path, mapping(name=TO_A, more=BOTH))
    monkeypatch.setattr("interlingua.translate.parallel.PART", 4 << 10)
    monkeypatch.setattr("interlingua.translate.distinct.PART", 4 << 10)
    found = []
    for ways in ({}, {"jobs": 2}, {"distinct": True}, {"distinct": True, "jobs": 2}):
        for small in (0, 2 << 20):
            monkeypatch.setattr("interlingua.translate.distinct.SMALL", small)
            out = io.BytesIO()
            run(program, {}, out, targets=tmp_path / "out", **ways)  # type: ignore[arg-type]
            exported = (tmp_path / "out" / "a.nq").read_bytes()
            if "distinct" in ways:
                assert exported.count(b"\n") == 900
                assert out.getvalue().count(b"\n") == 900
            found.append((said(out.getvalue()), said(exported)))
    assert all(each == found[0] for each in found)
    assert (len(found[0][0]), len(found[0][1])) == (900, 900)


def test_a_run_that_fails_leaves_no_file_and_the_old_one_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "out" / "sub").mkdir(parents=True)
    (tmp_path / "out" / "a.nq").write_text("old", encoding="utf-8")
    text = mapping(subject=f"rml:termType rml:IRI ; {TO_A}, ex:b", age="rml:termType rml:IRI", more=BOTH)
    (tmp_path / "data.csv").write_text("id,name,age\n1,a,x y\n", encoding="utf-8")
    with pytest.raises(InterlinguaError) as fault:
        run(compiled(tmp_path, text), {}, io.BytesIO(), targets=tmp_path / "out", max_rejects=0)
    assert fault.value.code == "IL-E004"
    assert (tmp_path / "out" / "a.nq").read_text(encoding="utf-8") == "old"
    assert [p.name for p in (tmp_path / "out").rglob("*") if p.is_file()] == ["a.nq"]


# -- what is refused --------------------------------------------------------------------------------------


def test_nothing_is_written_unless_a_folder_is_given(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text(ROWS, encoding="utf-8")
    with pytest.raises(UsageError, match="may write no file") as fault:
        run(compiled(tmp_path, mapping(subject=TO_A, more=BOTH)), {}, io.BytesIO())
    assert fault.value.code == "IL-U001"
    assert "--targets" in (fault.value.hint or "")


@pytest.mark.parametrize("path", ["../a.nq", "/etc/a.nq", "x/../../a.nq", "link/a.nq", ".", ""])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, path: str) -> None:
    (tmp_path / "data.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "link").symlink_to(tmp_path / "elsewhere")
    before = sorted(tmp_path.rglob("*"))
    program = compiled(tmp_path, mapping(subject=TO_A, more=target("ex:a", path)))
    before.append(tmp_path / "m.ttl")
    with pytest.raises(MappingError) as fault:
        run(program, {}, io.BytesIO(), targets=tmp_path / "out")
    assert fault.value.code == "IL-M013"
    assert fault.value.place is not None
    assert fault.value.place.line is not None
    assert sorted(tmp_path.rglob("*")) == sorted(before)


@pytest.mark.parametrize("path", ["data.csv", "m.ttl", "./data.csv"])
def test_nothing_that_is_read_is_written_over(tmp_path: Path, path: str) -> None:
    (tmp_path / "data.csv").write_text(ROWS, encoding="utf-8")
    program = compiled(tmp_path, mapping(subject=TO_A, more=target("ex:a", path)))
    with pytest.raises(MappingError, match="written over"):
        run(program, {}, io.BytesIO(), targets=tmp_path)
    assert (tmp_path / "data.csv").read_text(encoding="utf-8") == ROWS


def test_two_targets_do_not_share_a_file(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text(ROWS, encoding="utf-8")
    more = target("ex:a", "a.nq") + target("ex:b", "./a.nq", "; rml:serialization formats:Turtle")
    with pytest.raises(MappingError, match="Two targets"):
        run(
            compiled(tmp_path, mapping(subject=TO_A, name=TO_B, more=more)),
            {},
            io.BytesIO(),
            targets=tmp_path,
        )


def test_a_named_graph_is_not_lost_in_a_format_of_triples(tmp_path: Path) -> None:
    more = target("ex:a", "a.ttl", "; rml:serialization formats:Turtle")
    with pytest.raises(MappingError, match="holds no named graph") as fault:
        compiled(tmp_path, mapping(subject=f"rml:graph ex:g ; {TO_A}", more=more))
    assert fault.value.code == "IL-M010"
    assert fault.value.place is not None


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ("ex:a a rml:LogicalTarget .", "IL-M010", "no target"),
        (target("ex:a", "a", "; rml:serialization formats:Turtel"), "IL-M010", "'Turtel'"),
        (target("ex:a", "a", "; rml:compression rml:rar"), "IL-M010", "'rar'"),
        (target("ex:a", "a", "; rml:encoding rml:EBCDIC"), "IL-M010", "'ebcdic'"),
        ("ex:a rml:target [ void:dataDump <http://example.org/dump.nt> ] .", "IL-M014", "file: IRIs"),
        (
            "ex:a rml:target [ <http://www.w3.org/ns/sparql-service-description#endpoint> ex:x ] .",
            "IL-M014",
            "files",
        ),
        ('ex:a rml:target [ rml:path "a" ; rml:root "/data" ] .', "IL-M014", "fixed folder"),
        ('ex:a rml:target [ rml:path "a" ; rml:pth "a" ] .', "IL-M010", "rml:pth"),
    ],
)
def test_faults_of_targets(more: str, code: str, words: str) -> None:
    with pytest.raises(MappingError) as fault:
        load_mapping(Path("m.ttl"), text=mapping(subject=TO_A, more=more))
    assert fault.value.code == code, fault.value
    assert words in fault.value.message
    assert fault.value.place is not None
    assert fault.value.place.line is not None


def test_one_record_alone_goes_to_no_target(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as fault:
        compiled(tmp_path, mapping(subject=TO_A, more=BOTH)).bind({"data": ("id", "name", "age")}).record(
            ["1", "a", "2"]
        )
    assert fault.value.code == "IL-M011"


def test_the_command_writes_targets_where_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.ttl").write_text(mapping(subject=TO_A, more=BOTH), encoding="utf-8")
    (tmp_path / "data.csv").write_text(ROWS, encoding="utf-8")
    refused = interlingua("translate", "m.ttl", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "m.ttl" in refused.stderr
    assert "--targets DIR" in refused.stderr
    done = interlingua("translate", "m.ttl", "--targets", "out", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert said((tmp_path / "out" / "a.nq").read_bytes()) == ALL
    assert not (tmp_path / "a.nq").exists()


def interlingua(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "interlingua", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_a_uri_that_is_taken_as_it_is_must_be_ascii(tmp_path: Path) -> None:
    text = mapping(name="rml:termType rml:UnsafeURI").replace(
        'rml:reference "name"', 'rml:template "http://example.org/n/{name}/x"'
    )
    translated(tmp_path, text, "id,name,age\n1,a?b=c/d,1\n")
    out = translated(tmp_path, text, "id,name,age\n1,a?b=c/d,1\n")
    assert f"<{EX}n/a?b=c/d/x>" in out
    _, findings = translate_to_text(
        tmp_path / "in" / "m.ttl", sources={"data": io.BytesIO("id,name,age\n1,Öz,1\n".encode())}
    )
    assert [finding.code for finding in findings] == ["IL-R009"]
