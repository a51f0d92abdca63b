from __future__ import annotations

import pytest

from interlingua.errors import ShapesError
from interlingua.rdf.namespaces import RDF, RDFS, SH, XSD
from interlingua.shacl.fragments import RecordCheck
from interlingua.shacl.values import (
    lexical_checker,
    node_kind_allows,
    parse_term,
    range_checker,
    term_checker,
    typed_range_checker,
)

THIRTY = "123456789012345678901234567890"


@pytest.mark.parametrize(
    ("datatype", "yes", "no"),
    [
        ("date", ["2024-02-29", "1900-01-31", "2024-02-29Z", "2024-02-29-11:30", "9999-12-31"],
         ["2023-02-29", "1900-02-29", "2024-13-01", "2024-1-1", "20240101", "2024-01-01T00:00:00", "0000-01-01", "", "٢٠٢٤-٠١-٠١"]),
        ("dateTime", ["2024-01-01T23:59:59", "2024-01-01T00:00:00.123456789Z", "2024-01-01T00:00:00+14:00"],
         ["2024-01-01", "2024-02-30T00:00:00", "2024-01-01T24:30:00", "2024-01-01 00:00:00", "2024-01-01T00:00:00+15:00"]),
        ("time", ["10:00:00", "10:00:00.5Z"], ["10:00", "25:00:00"]),
        ("gYear", ["2024", "0001", "-0044", "12024"], ["24", "012024", "2024-01"]),
        ("gYearMonth", ["2024-12"], ["2024-13", "2024"]),
        ("gMonthDay", ["--02-29", "--04-30"], ["--02-30", "--04-31"]),
        ("integer", [THIRTY, "-0", "+5", "9" * 5000], ["1.0", "1e3", "", " 5", "1_0", "٣"]),
        ("nonNegativeInteger", ["0", THIRTY], ["-1", "1.0"]),
        ("unsignedByte", ["255"], ["256", "-1"]),
        ("long", ["-9223372036854775808"], ["9223372036854775808"]),
        ("decimal", ["1.50", ".5", "5.", "-0"], ["1,5", "NaN", "1e3", "", "."]),
        ("double", ["1E3", "INF", "-INF", "NaN", "1"], ["inf", "nan", "1,5", "+NaN"]),
        ("boolean", ["true", "0"], ["TRUE", "yes", ""]),
        ("duration", ["P1M", "P1Y2M3DT4H5M6.7S", "-PT1S"], ["P", "PT", "P1S", "1M", "P1YT"]),
        ("dayTimeDuration", ["P1D", "PT1H"], ["P1M", "P", "PT"]),
        ("yearMonthDuration", ["P1M"], ["P1D", "P"]),
        ("hexBinary", ["0aFF", ""], ["0", "zz"]),
        ("base64Binary", ["YQ==", "YWI=", "", "YWJj"], ["YQ", "Y===", "YQ=a"]),
        ("language", ["pt-BR"], ["", "a_b"]),
        ("string", ["", "anything"], []),
    ],
)  # fmt: skip
def test_lexical_forms(datatype: str, yes: list[str], no: list[str]) -> None:
    check = lexical_checker(XSD + datatype)
    assert [t for t in yes if not check(t)] == []
    assert [t for t in no if check(t)] == []


def test_unknown_datatypes_take_every_text() -> None:
    assert lexical_checker("http://www.opengis.net/ont/geosparql#wktLiteral")("POINT(1 2)")


@pytest.mark.parametrize(
    ("kind", "bound", "datatype", "yes", "no"),
    [
        ("minInclusive", ("0", "integer"), "decimal", ["0", "0.5", "1000000000000000000000.1"], ["-0.1", "x", ""]),
        ("maxExclusive", ("5", "decimal"), "integer", ["4", "-9"], ["5", THIRTY]),
        ("minInclusive", ("0", "integer"), "double", ["1E3", "INF"], ["NaN", "-INF"]),
        ("minInclusive", ("1900-01-01", "date"), "date", ["1900-01-01", "2024-02-29Z"], ["1899-12-31", "2024-02-30"]),
        ("maxInclusive", ("2024-01-01T00:00:00", "dateTime"), "dateTime", ["2023-12-31T23:59:59"],
         ["2023-12-31T23:59:59Z", "2024-01-01T00:00:01"]),
        ("minInclusive", ("1900", "gYear"), "gYear", ["1900"], ["1899"]),
        ("minInclusive", ("b", "string"), "string", ["b", "ba"], ["a", ""]),
        ("minInclusive", ("1900-01-01", "date"), "string", [], ["2000-01-01"]),
    ],
)  # fmt: skip
def test_ranges(kind: str, bound: tuple[str, str], datatype: str, yes: list[str], no: list[str]) -> None:
    term = f'"{bound[0]}"^^<{XSD}{bound[1]}>'
    check = range_checker(kind, term, XSD + datatype)  # type: ignore[arg-type]
    either = typed_range_checker(kind, term)  # type: ignore[arg-type]
    for text in yes:
        assert check(text), text
        assert either(text, XSD + datatype)
    for text in no:
        assert not check(text), text
        assert not either(text, XSD + datatype)


def passes(kind: str, parameter: object, term: str) -> bool:
    check = RecordCheck(kind, "urn:p", parameter, "", "violation", "")  # type: ignore[arg-type]
    return bool(term_checker(check)(parse_term(term)))


def test_terms() -> None:
    assert passes("datatype", XSD + "string", '"a"')
    assert not passes("datatype", XSD + "string", '"a"@en')
    assert passes("datatype", RDF + "langString", '"a"@en')
    assert passes("datatype", RDFS + "Literal", '"a"')
    assert not passes("datatype", XSD + "string", "<urn:a>")
    assert passes("in", ("<urn:a>", '"x"@en-GB'), '"x"@en-gb')
    assert not passes("in", ("<urn:a>",), '"urn:a"')
    assert passes("minLength", 5, "<urn:a>")
    assert not passes("minLength", 1, "_:b")
    assert passes("minLength", 0, "_:b")
    assert not passes("maxLength", 9, "_:b")
    assert not passes("pattern", ".", "_:b")
    assert passes("pattern", "^urn:", "<urn:a>")
    assert not passes("minInclusive", f'"0"^^<{XSD}integer>', "<urn:a>")
    assert passes("nodeKind", SH + "IRIOrLiteral", '"a"')
    assert not passes("nodeKind", SH + "IRI", "_:b")


def test_a_count_is_not_about_one_value() -> None:
    with pytest.raises(AssertionError):
        passes("minCount", 1, '"a"')


def test_an_unknown_node_kind() -> None:
    with pytest.raises(ShapesError):
        node_kind_allows(SH + "Iri", "iri")
