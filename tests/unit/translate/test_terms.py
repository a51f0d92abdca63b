"""From values to terms: tables, JSON, IRIs, literals, blank nodes, graphs."""

from __future__ import annotations

import pytest

from compiling import objects, program, statements
from interlingua.errors import MappingError
from interlingua.sources.base import JsonNumber

TABLE = """
sources: {rows: [rows.csv~csv]}
mappings:
  row:
    sources: rows
    s: http://example.org/$(id)
    po:
      - [ex:name, $(name)]
      - [ex:label, $(name), en~lang]
      - [ex:count, $(count), xsd:integer]
      - [ex:both, "$(name) of $(id)"]
      - [ex:link, "http://example.org/at/$(name)~iri"]
      - [ex:page, $(page)~iri]
"""
COLUMNS = ("id", "name", "count", "page")


def document(po: str, subject: str = "http://example.org/$(id)") -> str:
    return f"""
sources: {{doc: [doc.json~jsonpath, "$[*]"]}}
mappings:
  row:
    sources: doc
    s: {subject}
    po:
{po}
"""


def test_cells_become_terms() -> None:
    found = program(TABLE, columns={"rows": COLUMNS}).record(
        ["a/b", 'Zoë "Z"\n', "7", "http://example.org/x"]
    )
    assert not found.refused
    assert statements(found.text) == {
        '<http://example.org/a%2Fb> <http://example.org/name> "Zoë \\"Z\\"\\n"',
        '<http://example.org/a%2Fb> <http://example.org/label> "Zoë \\"Z\\"\\n"@en',
        '<http://example.org/a%2Fb> <http://example.org/count> "7"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '<http://example.org/a%2Fb> <http://example.org/both> "Zoë \\"Z\\"\\n of a/b"',
        "<http://example.org/a%2Fb> <http://example.org/link> <http://example.org/at/Zoë%20%22Z%22%0A>",
        "<http://example.org/a%2Fb> <http://example.org/page> <http://example.org/x>",
    }


def test_an_empty_cell_is_no_value() -> None:
    compiled = program(TABLE, columns={"rows": COLUMNS})
    assert statements(compiled.record(["1", "", "7", ""]).text) == {
        '<http://example.org/1> <http://example.org/count> "7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    }
    assert compiled.record(["", "x", "7", "x"]).text == ""


def test_a_value_that_is_no_iri_is_a_fault_with_its_column_and_line() -> None:
    found = program(TABLE, columns={"rows": COLUMNS}).record(
        ["1", "x", "7", "not an iri"], 41, file="rows.csv"
    )
    assert found.refused
    assert found.text == ""
    (finding,) = found.diagnostics
    assert (finding.code, finding.value) == ("IL-R009", "not an iri")
    assert finding.place is not None
    assert (finding.place.file, finding.place.row, finding.place.field) == ("rows.csv", 41, "page")
    assert finding.mapping is not None
    assert finding.mapping.line == 14


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("text", '"text"'),
        ("", '""'),
        (JsonNumber("10"), '"10"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (JsonNumber("9" * 30), f'"{"9" * 30}"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (JsonNumber("45.20"), '"4.52E1"^^<http://www.w3.org/2001/XMLSchema#double>'),
        (True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        (False, '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("a\tb\u2028c\\", '"a\\tb\u2028c\\\\"'),
    ],
)
def test_json_values_have_their_natural_datatypes(value: object, term: str) -> None:
    compiled = program(document("      - [ex:v, $(v)]"))
    assert objects(compiled.record({"id": "1", "v": value}).text, "v") == [term]


def test_numbers_keep_their_digits_elsewhere() -> None:
    compiled = program(document("      - [ex:v, $(v), xsd:decimal]\n      - [ex:w, 'n $(v)']"))
    text = compiled.record({"id": JsonNumber("1"), "v": JsonNumber("45.20")}).text
    assert objects(text, "v") == ['"45.20"^^<http://www.w3.org/2001/XMLSchema#decimal>']
    assert objects(text, "w") == ['"n 45.20"']


@pytest.mark.parametrize("value", [None, "missing"])
def test_null_and_absent_are_no_value(value: object) -> None:
    row = {"id": "1"} if value == "missing" else {"id": "1", "v": value}
    found = program(document("      - [ex:v, $(v)]")).record(row)
    assert (found.text, found.refused) == ("", False)


@pytest.mark.parametrize("value", [{"a": 1}, [1]])
def test_an_object_or_list_is_no_single_value(value: object) -> None:
    found = program(document("      - [ex:v, $(a.v)]")).record({"id": "1", "a": {"v": value}})
    assert found.refused
    (finding,) = found.diagnostics
    assert finding.code == "IL-R002"
    assert finding.place is not None
    assert finding.place.pointer == "/a/v"


def test_rows_of_any_shape_do_no_harm() -> None:
    compiled = program(document("      - [ex:v, $(a.v)]\n      - [ex:w, '$(b[*].c)']"))
    for row in (None, 1, "x", [], {}, {"id": "1", "a": "text"}, {"id": "1", "a": [], "b": {"c": 1}}):
        assert compiled.record(row).text == ""


def test_several_values_combine_inside_a_term_and_between_terms() -> None:
    compiled = program(
        document("      - [ex:v, 'http://example.org/$(x[*])-$(y[*])~iri']\n      - [ex:w, '$(x[*])']")
    )
    text = compiled.record({"id": "1", "x": ["a", "b"], "y": ["c", None, "d"]}).text
    assert objects(text, "v") == [f"<http://example.org/{x}-{y}>" for x in "ab" for y in "cd"]
    assert objects(text, "w") == ['"a"', '"b"']


def test_blank_nodes_are_the_same_for_the_same_values_and_skolemised_when_asked() -> None:
    mapping = """
    record: {system: s, type: t, source: doc, key: [$(id)]}
    sources: {doc: [doc.json~jsonpath, "$[*]"]}
    mappings:
      row:
        s: null
        po:
          - [ex:v, $(v)]
    """
    compiled = program(mapping)
    assert compiled.record({"id": "1", "v": "x"}, 1).text != compiled.record({"id": "2", "v": "x"}, 2).text
    kept = program(mapping, skolemise=True)
    first = kept.record({"id": "1", "v": "x"}, 1).text
    assert first.startswith("<https://data.example.org/.well-known/genid/")
    assert first == kept.record({"id": "1", "v": "x"}, 99).text
    assert first != kept.record({"id": "2", "v": "x"}, 1).text


def test_graphs_make_quads() -> None:
    compiled = program(
        """
        sources: {rows: [rows.csv~csv]}
        mappings:
          row:
            sources: rows
            s: http://example.org/$(id)
            graphs: http://example.org/graph/$(g)
            po:
              - [ex:name, $(name)]
        """,
        columns={"rows": ("id", "name", "g")},
    )
    assert compiled.quads
    assert compiled.record(["1", "x", "one"]).text == (
        '<http://example.org/1> <http://example.org/name> "x" <http://example.org/graph/one> .\n'
    )
    assert compiled.record(["1", "x", ""]).text == ""


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("[ex:v, $(v), a-english~lang]", "IL-M010"),
        ("[ex:v, 'http://exa mple.org/$(v)~iri']", "IL-M012"),
        ("[ex:v, 'il:nothing(value=$(v))']", "IL-M004"),
    ],
)
def test_what_the_mapping_has_wrong_is_refused_when_it_is_compiled(rule: str, code: str) -> None:
    with pytest.raises(MappingError) as caught:
        program(document(f"      - {rule}"))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45.20", "4.52E1"),
        ("1E2", "1.0E2"),
        ("0.000", "0.0E0"),
        ("-0.0", "-0.0E0"),
        ("1e400", "1e400"),
        ("1e-400", "1e-400"),
        ("12345678901234567.89", "12345678901234567.89"),
    ],
)
def test_a_double_is_canonical_unless_digits_would_be_lost(text: str, expected: str) -> None:
    from interlingua.translate.text import double

    assert double(text) == expected
