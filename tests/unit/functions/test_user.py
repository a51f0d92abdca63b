"""Functions of a mapping's own: a Python file beside it, run only where it is allowed."""

from __future__ import annotations

import pickle
import textwrap
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from interlingua.cli.main import app
from interlingua.errors import Diagnostic, MappingError
from interlingua.functions.user import load_library
from interlingua.rml import load_mapping
from interlingua.translate import translate_to_text

FILE = '''
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from interlingua.functions.user import Refused, function

NAMESPACE = "https://my.example/fn/"


class Address(NamedTuple):
    protocol: str
    host: str
    port: int


@function
def initials(name: str) -> str:
    """The first letters of a name."""
    return "".join(word[0] for word in name.split())


@function
def twice(amount: Decimal, times: int = 2) -> Decimal:
    return amount * times


@function
def adult(born: date) -> bool:
    return born.year < 2008


@function
def words(text: str) -> list[str]:
    return text.split()


@function
def longest(texts: list[str]) -> str | None:
    return max(texts, key=len, default=None)


@function(name="parseURL", names={"url": "input", "host": "domain"})
def parse(url: str) -> Address:
    protocol, _, rest = url.partition("://")
    return Address(protocol, rest.partition("/")[0], 80)


@function
def told(value: str | None) -> str:
    return "nothing" if value is None else "something"


@function
def broken(value: str) -> str:
    raise ValueError("the secret " + value)


@function
def refused(value: str) -> str:
    raise Refused("The value is not one of ours.", "Ask the office.")


@function
def wrong(value: str) -> int:
    return value


@function
def leaves(value: str) -> str:
    raise SystemExit(3)


def helper(value: str) -> str:
    return value
'''
MAPPING = """
prefixes: {{fn: "https://my.example/fn/", ex: "http://ex/"}}
mappings:
  m:
    sources: [[people.csv~csv]]
    s: ex:$(id)
    po:
      - [ex:p, {call}]
"""


def write(tmp_path: Path, call: str, file: str = FILE, rows: str = "1,Ana Lemos,2001-02-03,4.50\n") -> Path:
    (tmp_path / "people.csv").write_text("id,name,born,sum\n" + rows)
    (tmp_path / "functions.py").write_text(file)
    (tmp_path / "m.yaml").write_text(MAPPING.format(call=call))
    return tmp_path / "m.yaml"


def translated(tmp_path: Path, call: str, **more: Any) -> tuple[list[str], list[Diagnostic]]:
    text, findings = translate_to_text(write(tmp_path, call, **more), allow_functions=True)
    return [line.split(" ", 2)[2].removesuffix(" .") for line in text.splitlines()], findings


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("fn:initials(name=$(name))", ['"AL"']),
        ("fn:initials(name=il:upper(value=$(name)))", ['"AL"']),
        ("fn:twice(amount=$(sum))", ['"9.00"^^<http://www.w3.org/2001/XMLSchema#decimal>']),
        ("fn:twice(amount=$(sum), times=3)", ['"13.50"^^<http://www.w3.org/2001/XMLSchema#decimal>']),
        ("fn:adult(born=$(born))", ['"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']),
        ("fn:words(text=$(name))", ['"Ana"', '"Lemos"']),
        ("fn:longest(texts=fn:words(text=$(name)))", ['"Lemos"']),
        ('fn:parseURL(input="https://a.example/b")', ['"https"']),
        ('fn:parseURL(input="https://a.example/b", return=host)', None),
        ('fn:parseURL(input="https://a.example/b", return=domain)', ['"a.example"']),
        ('fn:parseURL(input="https://a.example/b", return=fn:domain)', ['"a.example"']),
        (
            '{function: fn:parseURL, parameters: [[input, "https://a"]], return: port}',
            ['"80"^^<http://www.w3.org/2001/XMLSchema#integer>'],
        ),
    ],
)
def test_a_call(tmp_path: Path, call: str, expected: list[str] | None) -> None:
    if expected is None:
        with pytest.raises(MappingError, match="has no result 'host'"):
            translated(tmp_path, call)
        return
    assert translated(tmp_path, call) == (expected, [])


def test_a_missing_value_is_no_call_but_where_the_type_says_so(tmp_path: Path) -> None:
    rows = "1,,,\n"
    assert translated(tmp_path, "fn:initials(name=$(name))", rows=rows) == ([], [])
    assert translated(tmp_path, "fn:told(value=$(name))", rows=rows) == (['"nothing"'], [])


@pytest.mark.parametrize(
    ("call", "code", "message"),
    [
        ("fn:broken(value=$(name))", "IL-R015", "The function 'broken' failed with ValueError."),
        ("fn:leaves(value=$(name))", "IL-R015", "The function 'leaves' failed with SystemExit."),
        ("fn:wrong(value=$(name))", "IL-R015", "The function 'wrong' gave str, not int."),
        ("fn:refused(value=$(name))", "IL-R002", "The value is not one of ours."),
        ("fn:twice(amount=$(name))", "IL-R002", "The value for 'amount' is not a number."),
        ("fn:twice(amount=1, times=$(sum))", "IL-R002", "The value for 'times' is not a whole number."),
        ("fn:adult(born=$(name))", "IL-R002", "The value for 'born' is not a date written YYYY-MM-DD."),
    ],
)
def test_what_fails_costs_the_record_and_tells_no_value(
    tmp_path: Path, call: str, code: str, message: str
) -> None:
    lines, (finding,) = translated(tmp_path, call)
    assert lines == []
    assert (finding.code, finding.message, finding.severity) == (code, message, "violation")
    assert finding.place is not None
    assert finding.place.row == 1
    assert finding.mapping is not None
    assert finding.mapping.line == 8
    assert "Ana" not in finding.text() + finding.message


def test_functions_run_in_several_processes(tmp_path: Path) -> None:
    rows = "".join(f"{i},Ana Lemos {'x' * 400},2001-02-03,1\n" for i in range(12000))
    mapping = write(tmp_path, "fn:initials(name=$(name))", rows=rows)
    outputs = []
    for jobs in ("1", "2"):
        out = tmp_path / f"{jobs}.nq"
        result = CliRunner().invoke(
            app, ["translate", str(mapping), "--allow-functions", "--jobs", jobs, "-o", str(out)]
        )
        assert result.exit_code == 0, result.output
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b'"ALx"') == 12000


def test_a_library_is_read_again_in_another_process(tmp_path: Path) -> None:
    library = load_library(write(tmp_path, "x").parent / "functions.py")
    again = pickle.loads(pickle.dumps(library))
    assert [one.iri for one in again.functions] == [one.iri for one in library.functions]
    assert library.functions[0].iri == "https://my.example/fn/initials"
    assert library.functions[0].summary == "The first letters of a name."
    assert "helper" not in " ".join(one.iri for one in library.functions)


class TestNothingRunsUnlessAllowed:
    FILE = "open('ran', 'w').close()\n" + FILE

    def test_a_file_beside_is_only_named_in_the_hint(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        mapping = write(tmp_path, "fn:initials(name=$(name))", file=self.FILE)
        with pytest.raises(MappingError) as caught:
            load_mapping(mapping)
        assert caught.value.code == "IL-M004"
        assert "--allow-functions" in (caught.value.hint or "")
        assert not (tmp_path / "ran").exists()
        load_mapping(mapping, allow_functions=True)
        assert (tmp_path / "ran").exists()

    def test_the_key_is_refused_at_its_line(self, tmp_path: Path) -> None:
        mapping = write(tmp_path, "fn:initials(name=$(name))", file=self.FILE)
        mapping.write_text("functions: functions.py\n" + mapping.read_text())
        with pytest.raises(MappingError) as caught:
            load_mapping(mapping)
        assert caught.value.code == "IL-M021"
        assert caught.value.place is not None
        assert caught.value.place.line == 1

    def test_a_file_elsewhere_is_refused_though_allowed(self, tmp_path: Path) -> None:
        (tmp_path / "inner").mkdir()
        mapping = write(tmp_path / "inner", "x")
        (tmp_path / "functions.py").write_text(FILE)
        mapping.write_text("functions: ../functions.py\n" + mapping.read_text())
        with pytest.raises(MappingError) as caught:
            load_mapping(mapping, allow_functions=True)
        assert caught.value.code == "IL-M013"

    def test_another_name(self, tmp_path: Path) -> None:
        mapping = write(tmp_path, "fn:initials(name=$(name))")
        (tmp_path / "functions.py").rename(tmp_path / "ours.py")
        mapping.write_text("functions: ours.py\n" + mapping.read_text())
        plain = load_mapping(mapping, allow_functions=True)
        (tmp_path / "ours.py").write_text(FILE + "\n# changed\n")
        assert load_mapping(mapping, allow_functions=True).digest != plain.digest

    @pytest.mark.parametrize("verb", [["translate"], ["mapping", "check"], ["mapping", "explain"]])
    def test_the_commands(self, tmp_path: Path, verb: list[str]) -> None:
        mapping = write(tmp_path, "fn:initials(name=$(name))")
        assert CliRunner().invoke(app, [*verb, str(mapping), "--allow-functions"]).exit_code == 0
        assert CliRunner().invoke(app, [*verb, str(mapping)]).exit_code != 0


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("def f(:\n", 1, "not Python"),
        ("\n\nimport nothing_of_that_name\n", 3, "cannot be loaded"),
        ("x = 1\n", 1, "namespace"),
        ("NAMESPACE = 'https://a.example'\n", 1, "namespace"),
        ("NAMESPACE = 'https://a.example/'\n", 1, "no function"),
        (
            """
            from interlingua.functions.user import function
            NAMESPACE = "https://a.example/"
            @function
            def f(x: set[str]) -> str:
                return ""
            """,
            4,
            "types",
        ),
        (
            """
            from interlingua.functions.user import function
            NAMESPACE = "https://a.example/"
            @function
            def f(*x: str) -> str:
                return ""
            """,
            4,
            "no place",
        ),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / "functions.py").write_text(textwrap.dedent(text))
    with pytest.raises(MappingError) as caught:
        load_library(tmp_path / "functions.py")
    assert caught.value.code == "IL-M022"
    assert words in caught.value.message
    assert caught.value.place is not None
    assert caught.value.place.line == line


def test_the_results_of_rml(tmp_path: Path) -> None:
    """Several results by rml:return, no parameter at all, in RML Turtle."""
    (tmp_path / "functions.py").write_text(
        textwrap.dedent(
            """
            from interlingua.functions.user import function
            NAMESPACE = "http://example.com/functions/"

            @function(names={"text": "hasStringParameter"})
            def schema(text: str) -> str:
                return "https://schema.org/" + text

            @function
            def helloworld() -> str:
                return "Hello World!"
            """
        )
    )
    (tmp_path / "people.csv").write_text("id\n1\n")
    (tmp_path / "m.ttl").write_text(
        """
        @prefix rml: <http://w3id.org/rml/> .
        @prefix ex: <http://example.com/> .
        @prefix fns: <http://example.com/functions/> .
        <http://m> rml:logicalSource [ rml:source "people.csv" ; rml:referenceFormulation rml:CSV ] ;
          rml:subjectMap [ rml:template "http://example.com/{id}" ] ;
          rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap
            [ rml:functionExecution [ rml:function fns:helloworld ] ] ,
            [ rml:termType rml:IRI ; rml:functionExecution [ rml:function fns:schema ;
              rml:input [ rml:parameter fns:hasStringParameter ; rml:inputValue "Person" ] ] ] ] .
        """
    )
    text, findings = translate_to_text(tmp_path / "m.ttl", allow_functions=True)
    assert findings == []
    assert sorted(line.split(" ", 2)[2] for line in text.splitlines()) == [
        '"Hello World!" .',
        "<https://schema.org/Person> .",
    ]
