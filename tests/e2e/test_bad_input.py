"""Bad input is refused with a code, the place and what to do; good records beside it still come out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from command import Shell

MAPPING = """\
prefixes:
  ex: https://example.org/
sources:
  people: {access: people.csv, referenceFormulation: csv}
record: {system: test, type: person, source: people, key: [$(no)]}
mappings:
  person:
    s: il:iri(kind=person, key=$(no))
    po:
      - [a, sp:Person]
      - [ex:name, $(name)]
      - [ex:country, $(country)]
"""
GOOD = "no,name,country\n1,Ana,NO\n2,Ben,XL\n3,Caro,XL\n"


@pytest.fixture
def people(shell: Shell) -> Shell:
    """A mapping and a CSV that fit."""
    shell.write("m.yaml", MAPPING)
    shell.write("people.csv", GOOD)
    return shell


def names(shell: Shell, file: str = "out.nt") -> list[str]:
    lines = (shell.folder / file).read_text(encoding="utf-8").splitlines()
    return sorted(line.split('"')[1] for line in lines if "example.org/name>" in line)


def test_good_input(people: Shell) -> None:
    ran = people("translate", "m.yaml", "-o", "out.nt")
    assert (ran.code, ran.out) == (0, "")
    assert names(people) == ["Ana", "Ben", "Caro"]
    assert '"NO"' in (people.folder / "out.nt").read_text()


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "says"),
    [
        ("  person:\n", "  person: [\n", "IL-M001", 7, "not closed"),
        ("[ex:name,", "[exx:name,", "IL-M003", 11, "ex"),
        ("il:iri(kind", "il:iry(kind", "IL-M004", 8, "iri"),
        ("$(name)", "$(nmae)", "IL-M005", 11, "name"),
        ("    po:\n", "    pos:\n", "IL-M002", 9, "po"),
        ("people.csv", "nobody.csv", "IL-S001", None, ""),
        ("access: people.csv", "access: ../../../../../../etc/hostname", "IL-M013", 4, "--allow-source"),
    ],
)
def test_a_wrong_mapping_stops_everything(
    people: Shell, old: str, new: str, code: str, line: int | None, says: str
) -> None:
    assert MAPPING.count(old) == 1 or old == "people.csv"
    people.write("m.yaml", MAPPING.replace(old, new))
    ran = people("translate", "m.yaml", "-o", "out.nt")
    assert ran.code == 2
    assert code in ran.said
    assert line is None or f"m.yaml:{line}:" in ran.said, ran.said
    assert says in ran.said
    assert not (people.folder / "out.nt").exists()


def test_a_missing_mapping(shell: Shell) -> None:
    ran = shell("translate", "lumara-cash/membres")
    assert ran.code == 2
    assert "IL-U002" in ran.said
    assert "lumara-cash/members" in ran.said


def test_a_missing_source(people: Shell) -> None:
    ran = people("translate", "m.yaml", "absent.csv")
    assert (ran.code, "IL-S001" in ran.said, "absent.csv" in ran.said) == (2, True, True)


def test_a_file_of_zero_bytes_is_an_error(people: Shell) -> None:
    people.write("people.csv", b"")
    ran = people("translate", "m.yaml", "-o", "out.nt")
    assert (ran.code, "IL-S002" in ran.said) == (2, True)


def test_a_header_without_rows_is_fine(people: Shell) -> None:
    people.write("people.csv", "no,name,country\n")
    ran = people("translate", "m.yaml", "-o", "out.nt")
    assert (ran.code, (people.folder / "out.nt").read_bytes()) == (0, b"")


BAD_ROWS = {
    "wrong-cells": (b"2,Ben,XL,too,many\n", "IL-R005"),
    "latin-1": ("2,Bén,XL\n".encode("latin-1"), "IL-R004"),
    "large-cell": (b"2," + b"B" * 10_000_000 + b",XL\n", "IL-R006"),
    "no-key": (b",Ben,XL\n", "IL-R011"),
}


@pytest.mark.parametrize("kind", BAD_ROWS)
def test_a_bad_row_costs_itself(people: Shell, kind: str) -> None:
    row, code = BAD_ROWS[kind]
    people.write("people.csv", b"no,name,country\n1,Ana,NO\n" + row + b"3,Caro,XL\n")
    ran = people("translate", "m.yaml", "-o", "out.nt", "--rejects", "bad.csv", "--report", "report.json")
    assert ran.code == 1
    assert code in ran.said
    assert "row 2" in ran.said
    assert "Ben" not in ran.said
    assert names(people) == ["Ana", "Caro"]
    rejects = (people.folder / "bad.csv").read_bytes()
    assert row in rejects
    report = json.loads((people.folder / "report.json").read_text())
    assert report["summary"]["records"] == {"accepted": 2, "refused": 1}
    (entry,) = report["records"]
    assert entry["row"] == 2
    assert entry["findings"][0]["code"] == code


def test_an_unclosed_quote_costs_what_it_swallows(people: Shell) -> None:
    people.write("people.csv", 'no,name,country\n1,Ana,NO\n2,"Ben,XL\n3,Caro,XL\n')
    ran = people("translate", "m.yaml", "-o", "out.nt", "--rejects", "bad.csv")
    assert (ran.code, "IL-R010" in ran.said) == (1, True)
    assert names(people) == ["Ana"]
    assert b'2,"Ben,XL\n3,Caro,XL\n' in (people.folder / "bad.csv").read_bytes()


def test_rejects_that_were_mended_are_taken(people: Shell) -> None:
    people.write("people.csv", "no,name,country\n1,Ana,NO\n,Ben,XL\n")
    people("translate", "m.yaml", "-o", "out.nt", "--rejects", "bad.csv")
    path = people.folder / "bad.csv"
    (header, row) = list(csv.reader(io.StringIO(path.read_text())))
    row[header.index("no")] = "2"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, row])
    assert people("translate", "m.yaml", "bad.csv", "-o", "mended.nt").code == 0
    assert names(people, "mended.nt") == ["Ben"]


def test_too_many_rejects_leave_no_output(people: Shell) -> None:
    people.write("people.csv", "no,name,country\n1,Ana,NO\n,Ben,XL\n,Caro,XL\n")
    for limit in ("1", "50%"):
        ran = people("translate", "m.yaml", "-o", "out.nt", "--max-rejects", limit)
        assert (ran.code, "IL-E004" in ran.said) == (2, True)
        assert list(people.folder.glob("*out.nt*")) == []
    assert people("translate", "m.yaml", "-o", "out.nt", "--max-rejects", "70%").code == 1
    assert names(people) == ["Ana"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), ["Ana", "Ben", "Caro"], id="bom"),
        pytest.param(GOOD.replace("\n", "\r\n").encode(), ["Ana", "Ben", "Caro"], id="crlf"),
        pytest.param(GOOD.rstrip("\n").encode(), ["Ana", "Ben", "Caro"], id="no-last-newline"),
        pytest.param(b"no,name,country\n1,Ana,NO,,\n", ["Ana"], id="trailing-empty-columns"),
        pytest.param(b'no,name,country\n1,"A\nna",NO\n', ["A\\nna"], id="newline-in-quotes"),
    ],
)
def test_what_must_simply_work(people: Shell, content: bytes, expected: list[str]) -> None:
    people.write("people.csv", content)
    ran = people("translate", "m.yaml", "-o", "out.nt")
    assert ran.code == 0, ran.said
    assert names(people) == expected


JSON_MAPPING = MAPPING.replace(
    "{access: people.csv, referenceFormulation: csv}",
    "{access: people.json, referenceFormulation: jsonpath, iterator: '$.people[*]'}",
)


def test_thirty_digits_survive(shell: Shell) -> None:
    shell.write("m.yaml", JSON_MAPPING)
    number = "123456789012345678901234567890"
    shell.write("people.json", f'{{"people": [{{"no": 1, "name": {number}, "country": "NO"}}]}}')
    ran = shell("translate", "m.yaml", "-o", "out.nt")
    assert (ran.code, names(shell)) == (0, [number])


def test_a_key_that_comes_twice_costs_its_element(shell: Shell) -> None:
    shell.write("m.yaml", JSON_MAPPING)
    shell.write(
        "people.json",
        '{"people": [{"no": 1, "name": "Ana", "country": "NO"}, {"no": 2, "name": "Ben", "name": "Bob", "country": "XL"},'
        ' {"no": 3, "name": "Caro", "country": "XL"}]}',
    )
    ran = shell("translate", "m.yaml", "-o", "out.nt", "--rejects", "bad.ndjson")
    assert (ran.code, "IL-R007" in ran.said, names(shell)) == (1, True, ["Ana", "Caro"])
    (line,) = (shell.folder / "bad.ndjson").read_text().splitlines()
    assert '"name": "Bob"' in json.loads(line)["record"]


def test_a_key_that_comes_twice_in_the_envelope_costs_the_file(shell: Shell) -> None:
    shell.write("m.yaml", JSON_MAPPING)
    shell.write("people.json", '{"people": [], "page": 1, "page": 2}')
    ran = shell("translate", "m.yaml", "-o", "out.nt")
    assert (ran.code, "IL-S003" in ran.said) == (2, True)


def test_a_workbook_that_is_none(shell: Shell) -> None:
    shell.write(
        "m.yaml",
        MAPPING.replace("people.csv, referenceFormulation: csv", "people.xlsx, referenceFormulation: xlsx"),
    )
    shell.write("people.xlsx", GOOD)
    ran = shell("translate", "m.yaml", "-o", "out.nt")
    assert (ran.code, "IL-S003" in ran.said, "people.xlsx" in ran.said) == (2, True, True)


def test_standard_input_and_output(people: Shell) -> None:
    ran = people.process("translate", "m.yaml", "-", stdin=GOOD.encode())
    assert ran.code == 0
    assert ran.out.count("example.org/name") == 3
    assert "3 records read" in ran.said
    ran = people.process("translate", "m.yaml", "-", stdin=b"no,name,country\n,Ana,NO\n")
    assert ran.code == 1
    assert "at standard input, row 1" in ran.said


def test_a_full_disk_is_the_environment(people: Shell) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full here")
    with full.open("wb") as out:
        import subprocess

        from command import COMMAND

        done = subprocess.run(
            [COMMAND, "translate", "m.yaml"],
            cwd=people.folder,
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert b"IL-E002" in done.stderr
    assert b"Traceback" not in done.stderr


def test_options_that_do_not_fit(people: Shell) -> None:
    for arguments in (
        ("translate", "m.yaml", "--max-rejects", "many"),
        ("translate", "m.yaml", "nosuch=people.csv"),
        ("translate", "m.yaml", "--profile", "dci-social-regitsry"),
        ("translate", "m.yaml", "-o", "out.nt", "--format", "n4"),
        ("submit", "m.yaml"),
        ("submit", "m.yaml", "--data-dir", "d"),
        ("serve", "--host", "0.0.0.0"),
        ("query", "ASK {}"),
    ):
        ran = people(*arguments)
        assert ran.code == 2, (arguments, ran)
        assert "IL-" in ran.said, (arguments, ran)


def test_the_report_follows_the_rows(people: Shell) -> None:
    people.write(
        "m.yaml",
        MAPPING + "  place:\n    s: il:iri(kind=place, key=$(country))\n    po: [[ex:code, $(place)]]\n",
    )
    people.write("people.csv", "no,name,country,place\n,Ana,NO,a\n2,Ben,,b\n,Caro,XL,c\n4,Dan,,d\n")
    people("translate", "m.yaml", "-o", "out.nt", "--report", "report.json")
    records = json.loads((people.folder / "report.json").read_text())["records"]
    assert [(r["row"], r["outcome"]) for r in records] == [
        (1, "refused"), (2, "accepted_with_findings"), (3, "refused"), (4, "accepted_with_findings"),
    ]  # fmt: skip


def test_a_mapped_column_that_is_there_twice(people: Shell) -> None:
    people.write("people.csv", "no,name,country,name\n1,Ana,NO,Anna\n")
    for verb in (("translate",), ("mapping", "check")):
        ran = people(*verb, "m.yaml")
        assert (ran.code, "IL-S004" in ran.said + ran.out, "m.yaml:11:" in ran.said + ran.out) == (
            2,
            True,
            True,
        )
    people.write("people.csv", "no,name,country,note,note\n1,Ana,NO,,\n")
    assert people("translate", "m.yaml").code == 0
