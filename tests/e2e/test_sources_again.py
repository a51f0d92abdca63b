"""Records of XML, Parquet and ODS: kept by `submit`; the refused one mended in the rejects file and sent again."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from interlingua.exchange.submit import Submission, submit_files
from interlingua.settings import Settings

SETTINGS = Settings(iri_key="a key of the tests alone")
MAPPING = """
prefixes: {sp: "https://w3id.org/social-protection/"}
base: http://example.com/
sources:
  people: SOURCE
record: {system: register, type: person, source: people, key: ["$(NO)"]}
mappings:
  person:
    sources: people
    s: il:iri(kind=person, key=$(NO))
    po:
      - [a, sp:Person]
      - [sp:dateOfBirth, "il:date(value=$(born), format=YYYY-MM-DD)"]
"""
WRONG, MENDED = "1990-02-31", "1990-02-28"
People = tuple[tuple[str, str], ...]


def people(second: str) -> People:
    return (("1", "1990-01-02"), ("2", second), ("3", "1992-03-04"))


def xml(rows: People) -> bytes:
    inside = "".join(f'<r:person no="{no}"><r:born>{born}</r:born></r:person>\n' for no, born in rows)
    return f'<r:register xmlns:r="http://example.com/register">{inside}</r:register>'.encode()


def parquet(rows: People) -> bytes:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    written = pytest.importorskip("pyarrow.parquet")

    out = io.BytesIO()
    columns = {"no": [int(no) for no, _ in rows], "born": [born for _, born in rows]}
    written.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def ods(rows: People) -> bytes:
    """A sheet of texts, as an OpenDocument package has it."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in (("no", "born"), *rows)
    )
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
        f'xmlns:text="{office}text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="People">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


SOURCES = {
    "xml": (xml, "{access: people.xml, iterator: /r:register/r:person, "
                 'namespaces: {r: "http://example.com/register"}}', "@no"),
    "parquet": (parquet, "[people.parquet~parquet]", "no"),
    "ods": (ods, "{access: people.ods, sheet: People}", "no"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SOURCES)
def test_a_refused_record_comes_back_from_the_rejects_file(kind: str, tmp_path: Path) -> None:
    content, source, key = SOURCES[kind]
    (tmp_path / f"people.{kind}").write_bytes(content(people(WRONG)))
    mapping, kept, rejects = tmp_path / "m.yarrrml.yaml", tmp_path / "kept", tmp_path / "refused.ndjson"
    born = "r:born" if kind == "xml" else "born"
    text = MAPPING.replace("SOURCE", source).replace("NO", key).replace("$(born)", f"$({born})")
    mapping.write_text(text, encoding="utf-8")

    first = submit_files(Submission(str(mapping), {}, rejects=rejects), kept, SETTINGS).summary.counts
    assert (first["accepted"], first["refused"]) == (2, 1)
    (line,) = rejects.read_text(encoding="utf-8").splitlines()
    refused = json.loads(line)
    assert refused["_il"]["code"] == "IL-R002"
    assert refused["_il"]["column"].endswith("born")
    assert WRONG in line
    assert not any(born in line for born in ("1990-01-02", "1992-03-04"))

    rejects.write_text(line.replace(WRONG, MENDED) + "\n", encoding="utf-8")
    again = submit_files(Submission(str(mapping), {None: str(rejects)}), kept, SETTINGS).summary.counts
    assert (again["accepted"], again["refused"]) == (1, 0)

    # nothing of the whole file, mended, is new: the record was kept as what it is
    (tmp_path / f"people.{kind}").write_bytes(content(people(MENDED)))
    last = submit_files(Submission(str(mapping), {}), kept, SETTINGS).summary.counts
    assert (last["accepted"], last["refused"], last["unchanged"]) == (0, 0, 3)
