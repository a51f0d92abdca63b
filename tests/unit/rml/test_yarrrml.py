"""YARRRML documents: what they become, and where their faults are."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from interlingua.errors import MappingError
from interlingua.rdf.namespaces import CODE, IL, RDF, SP, XSD
from interlingua.rml import Mapping, load_mapping
from interlingua.rml.model import Constant, FunctionCall, Reference, RefObjectMap, Template, TermMap

HEAD = """\
prefixes: {ex: "http://example.com/"}
sources:
  people: [people.csv~csv]
"""


def load(body: str, *, head: str = HEAD, folder: Path | None = None) -> Mapping:
    return load_mapping((folder or Path()) / "m.yaml", text=head + textwrap.dedent(body))


def objects(body: str) -> list[TermMap]:
    """The objects of a mapping's `po`."""
    mapping = load(
        f"mappings:\n  person:\n    s: ex:$(id)\n    po:\n{textwrap.indent(textwrap.dedent(body), '      ')}"
    )
    found: list[TermMap] = []
    for pair in mapping.triples_maps[0].predicate_objects:
        for item in pair.objects:
            assert isinstance(item, TermMap)
            found.append(item)
    return found


def one(body: str) -> TermMap:
    (only,) = objects(body)
    return only


def path(term: TermMap) -> str:
    assert isinstance(term.expression, Reference)
    return term.expression.path


class TestTexts:
    def test_no_scalar_changes_its_text(self) -> None:
        found = objects("""\
            - [ex:p, NO]
            - [ex:p, 010]
            - [ex:p, 12:30]
            - [ex:p, 1e3]
            - [ex:p, 123456789012345678901234567890]
            - [ex:p, "  spaced "]
            - [ex:p, 2020-01-01]
        """)
        texts = [t.expression.value for t in found if isinstance(t.expression, Constant)]
        assert texts == [
            "NO",
            "010",
            "12:30",
            "1e3",
            "123456789012345678901234567890",
            "  spaced ",
            "2020-01-01",
        ]
        assert {t.term_type for t in found} == {"literal"}

    def test_references_and_templates(self) -> None:
        assert path(one("- [ex:p, $(name)]")) == "name"
        assert path(one("- [ex:p, $(full name)]")) == "full name"
        assert path(one("- [ex:p, $(Amount (EUR))]")) == "Amount (EUR)"
        assert path(one(r"- [ex:p, $(a\)b)]")) == "a)b"
        assert path(one("""- [ex:p, "$(['@id'])"]""")) == "['@id']"
        found = one(r"- [ex:p, 'Dear $(first) \(of $(place)\)']").expression
        assert isinstance(found, Template)
        assert [p.path if isinstance(p, Reference) else p for p in found.parts] == [
            "Dear ", "first", " (of ", "place", ")",
        ]  # fmt: skip

    def test_climbing_and_optional_references(self) -> None:
        found = one("- [ex:p, $(^^?id)]").expression
        assert isinstance(found, Reference)
        assert (found.path, found.up, found.optional) == ("id", 2, True)
        assert path(one(r"- [ex:p, $(Own home?)]")) == "Own home?"
        assert path(one(r"- [ex:p, $(Own home\?)]")) == "Own home?"
        assert path(one(r"- [ex:p, $(\?x)]")) == "?x"
        assert path(one(r"- [ex:p, $(\^x)]")) == "^x"

    def test_every_reference_knows_its_place(self) -> None:
        mapping = load("mappings:\n  person:\n    s: ex:$(id)\n    po:\n      - [ex:p, Dear $(name)]\n")
        found = mapping.triples_maps[0].predicate_objects[0].objects[0]
        assert isinstance(found, TermMap)
        assert isinstance(found.expression, Template)
        reference = found.expression.parts[1]
        assert isinstance(reference, Reference)
        assert reference.place is not None
        assert (reference.place.file, reference.place.line, reference.place.column) == ("m.yaml", 8, 21)

    def test_external_values(self) -> None:
        mapping = load(r"""
            external: {city: Schellebelle}
            mappings:
              m:
                s: ex:$(_city)/$(id)
                po: [[ex:a, $(_city)], [ex:b, $(\_city)], [ex:c, $(_other)]]
        """)
        subject = mapping.triples_maps[0].subject.expression
        assert isinstance(subject, Template)
        assert subject.parts[0] == "http://example.com/Schellebelle/"
        made = [p.objects[0] for p in mapping.triples_maps[0].predicate_objects]
        assert next(m.expression for m in made if isinstance(m, TermMap)) == Constant(
            "Schellebelle", "literal"
        )
        assert path(made[1]) == "_city"  # type: ignore[arg-type]
        assert path(made[2]) == "_other"  # type: ignore[arg-type]


class TestTerms:
    def test_datatypes_and_languages(self) -> None:
        assert one("- [ex:p, $(x), xsd:integer]").datatype == Constant(XSD + "integer", "iri")
        assert one("- [ex:p, $(x), pt-BR~lang]").language == Constant("pt-BR", "literal")
        assert one("- {p: ex:p, o: {value: $(x), language: en}}").language == Constant("en", "literal")
        assert one("- {p: ex:p, o: [$(x), xsd:date]}").datatype == Constant(XSD + "date", "iri")
        assert one("- [ex:p, 5, xsd:integer]").expression == Constant("5", "literal", XSD + "integer")
        assert one("- [ex:p, hi, en~lang]").expression == Constant("hi", "literal", None, "en")
        language = one("- [ex:p, $(x), $(lang)~lang]").language
        assert isinstance(language, Reference)
        assert language.path == "lang"

    def test_iris(self) -> None:
        assert one("- [ex:p, ex:o~iri]").expression == Constant("http://example.com/o", "iri")
        assert one("- [ex:p, $(x)~iri]").term_type == "iri"
        assert one("- {p: ex:p, o: {value: ex:$(x), type: iri}}").term_type == "iri"
        assert one("- [ex:p, _:b$(x)]").term_type == "blank"
        assert one("- [ex:p, 'ex:o']").expression == Constant("ex:o", "literal")

    def test_types_become_classes(self) -> None:
        mapping = load(
            "mappings:\n  m:\n    s: ex:$(id)\n    po: [[a, sp:Person], [a, [ex:A, ex:B]], [a, $(type)~iri]]\n"
        )
        only = mapping.triples_maps[0]
        assert only.classes == (SP + "Person", "http://example.com/A", "http://example.com/B")
        assert [p.predicates[0].expression for p in only.predicate_objects] == [Constant(RDF + "type", "iri")]

    def test_a_type_with_a_condition_is_no_class(self) -> None:
        mapping = load(
            "mappings:\n  m:\n    s: ex:$(id)\n    po: [{p: a, o: ex:A, condition: il:present(value=$(x))}]\n"
        )
        assert mapping.triples_maps[0].classes == ()
        assert mapping.triples_maps[0].predicate_objects[0].condition is not None

    def test_null_is_a_new_blank_node(self) -> None:
        for written in ("", "null", "~"):
            mapping = load(f"mappings:\n  m:\n    s: {written}\n    po: [[ex:p, $(x)]]\n")
            subject = mapping.triples_maps[0].subject
            assert (subject.expression, subject.term_type) == (Constant("", "blank"), "blank")

    def test_several_sources_and_subjects(self) -> None:
        mapping = load(
            "mappings:\n  m:\n    sources: [people, [b.json~jsonpath, '$[*]']]\n    s: [ex:$(id), ex:x$(id)]\n"
            "    g: ex:g\n  n:\n    s: ex:n$(id)\n    sources: people\n    po: [{p: ex:m, o: {mapping: m}}]\n"
        )
        assert [t.name for t in mapping.triples_maps] == ["m", "m#2", "m#3", "m#4", "n"]
        assert [t.source.formulation for t in mapping.triples_maps[:4]] == ["csv", "csv", "json", "json"]
        linked = mapping.triples_maps[4].predicate_objects[0].objects
        assert [o.parent for o in linked if isinstance(o, RefObjectMap)] == ["m", "m#2", "m#3", "m#4"]


class TestFunctions:
    def test_one_line_and_long_forms_are_the_same(self) -> None:
        quoted = one("""- [ex:p, 'il:replace(value=il:trim(value=$(x)), find=a, by=";")']""")
        block = one('- p: ex:p\n  o: il:replace(value=il:trim(value=$(x)), find=a, by=";")')
        flow = one('- [ex:p, il:replace(value=il:trim(value=$(x)), find=a, by=";")]')
        long = one("""\
            - p: ex:p
              o:
                function: il:replace
                parameters:
                  - parameter: il:value
                    value: {fn: il:trim, pms: [[value, $(x)]]}
                  - [find, a]
                  - [by, ";"]
        """)
        shapes = []
        for term in (block, flow, quoted, long):
            assert isinstance(term.expression, FunctionCall)
            inner = term.expression.arguments[0][1]
            assert isinstance(inner, FunctionCall)
            shapes.append((term.expression.function, inner.function, term.expression.arguments[1:]))
        assert shapes[0] == shapes[1] == shapes[2] == shapes[3]
        assert shapes[0] == (
            IL + "replace",
            IL + "trim",
            ((IL + "find", Constant("a", "literal")), (IL + "by", Constant(";", "literal"))),
        )

    def test_other_vocabularies_become_ours(self) -> None:
        found = one("- {p: ex:p, o: {function: grel:toUpperCase(grel:valueParameter = $(x))}}").expression
        assert isinstance(found, FunctionCall)
        assert found.function == IL + "upper"
        assert found.arguments[0][0] == IL + "value"

    def test_results_have_their_type(self) -> None:
        assert one("- [ex:p, il:date(value=$(d), format=YYYY-MM-DD)]").datatype == Constant(
            XSD + "date", "iri"
        )
        assert one("- [ex:p, il:date(value=$(d), format=YYYY-MM-DD), xsd:string]").datatype == Constant(
            XSD + "string", "iri"
        )
        assert one("- [ex:p, il:iri(kind=a, key=$(x), system=s)]").term_type == "iri"
        assert one("- [ex:p, il:trim(value=$(x))]").term_type == "literal"
        conditional = one(
            "- [ex:p, il:if(test=il:present(value=$(x)), then=il:iri(kind=a, key=$(x), system=s))]"
        )
        assert conditional.term_type == "iri"

    def test_marks_behind_a_call(self) -> None:
        assert one("- [ex:p, 'il:trim(value=$(x))~iri']").term_type == "iri"
        assert one("- [ex:p, il:concat(value=ex:a~iri, value=$(x))~iri]").term_type == "iri"
        assert isinstance(one("- [ex:p, $(x), il:lower(value=$(lang))~lang]").language, FunctionCall)
        chosen = one("- [ex:p, il:if(test=il:present(value=$(x)), then=ex:a~iri, else=ex:b~iri)]")
        assert chosen.term_type == "iri"
        assert isinstance(chosen.expression, FunctionCall)
        assert chosen.expression.arguments[1][1] == Constant("http://example.com/a", "iri")

    def test_a_text_with_brackets_is_no_call(self) -> None:
        assert one("- [ex:p, 'Total (EUR)']").expression == Constant("Total (EUR)", "literal")
        assert one("- [ex:p, 'nb:see(a)']").expression == Constant("nb:see(a)", "literal")
        assert one("- [ex:p, 'Note: see(a)']").expression == Constant("Note: see(a)", "literal")


class TestLinks:
    def join(self, condition: str) -> RefObjectMap:
        mapping = load(
            "mappings:\n  a:\n    s: ex:$(id)\n  b:\n    s: ex:b$(id)\n    po:\n"
            f"      - p: ex:a\n        o:\n          mapping: a\n          condition: {condition}\n"
        )
        found = mapping.triples_maps[1].predicate_objects[0].objects[0]
        assert isinstance(found, RefObjectMap)
        return found

    def sides(self, condition: str) -> list[tuple[str, str]]:
        return [
            (j.child.path, j.parent.path)
            for j in self.join(condition).joins
            if isinstance(j.child, Reference) and isinstance(j.parent, Reference)
        ]

    @pytest.mark.parametrize(
        "condition",
        [
            "{function: equal, parameters: [[str1, $(mine)], [str2, $(theirs)]]}",
            "{function: equal, parameters: [[str1, $(mine), s], [str2, $(theirs), o]]}",
            "{function: equal, parameters: [[str1, $(theirs), o], [str2, $(mine), s]]}",
            "{function: idlab-fn:equal, parameters: [[grel:valueParameter, $(mine)], [grel:valueParameter2, $(theirs)]]}",
            "il:equal(a = $(mine), b = $(theirs))",
            "equal(str1 = $(mine), str2 = $(theirs))",
        ],
    )
    def test_forms_of_a_join(self, condition: str) -> None:
        assert self.sides(condition) == [("mine", "theirs")]

    def test_several_conditions(self) -> None:
        assert self.sides("['equal(str1 = $(a), str2 = $(b))', 'equal(str1 = $(c), str2 = $(d))']") == [
            ("a", "b"), ("c", "d"),
        ]  # fmt: skip

    def test_a_link_without_condition(self) -> None:
        mapping = load(
            "mappings:\n  a:\n    s: ex:$(id)\n  b:\n    s: ex:b$(id)\n    po: [{p: ex:a, o: {mapping: a}}]\n"
        )
        found = mapping.triples_maps[1].predicate_objects[0].objects[0]
        assert isinstance(found, RefObjectMap)
        assert (found.parent, found.joins) == ("a", ())


class TestOurKeys:
    def test_record_and_each(self) -> None:
        mapping = load(
            """
            record: {system: kwana-sr, type: household, source: sr, iterator: "$.records[*]", key: ["$(['@id'])", $(no)]}
            mappings:
              household: {s: il:iri(kind = household, key = $(no))}
              member: {each: "$.members[*]", s: il:iri(kind = person, key = $(^no), key = $(n)), po: []}
            """,
            head="sources: {sr: {access: sr.json, referenceFormulation: jsonpath}}",
        )
        record = mapping.record
        assert record is not None
        assert (record.system, record.type, record.source.iterator) == (
            "kwana-sr",
            "household",
            "$.records[*]",
        )
        assert [k.path for k in record.key if isinstance(k, Reference)] == ["['@id']", "no"]
        household, member = mapping.triples_maps
        assert household.source == member.source == record.source
        assert (household.each, member.each) == (None, "$.members[*]")

    def test_code_tables(self, tmp_path: Path) -> None:
        (tmp_path / "codes").mkdir()
        (tmp_path / "codes" / "sex.csv").write_text(
            "﻿value,code,note\r\nM,male,\n\n F ,female,checked\nX,https://x.example/other,\nm,male,again\n",
            encoding="utf-8",
        )
        mapping = load(
            """
            codes:
              sex: {file: codes/sex.csv, scheme: sex, unmapped: warn, fold: case}
              yes: {rows: {Y: sp:Yes, N: ex:No, "?": "-"}, unmapped: keep, fold: exact}
            mappings: {m: {s: "ex:$(id)", po: [[sp:sex, "il:code(table=sex, value=$(s))"]]}}
            """,
            folder=tmp_path,
        )
        sex, yes = mapping.codes
        assert dict(sex.rows) == {
            "m": CODE + "sex/male",
            "f": CODE + "sex/female",
            "x": "https://x.example/other",
        }
        assert sex.lines == (2, 4, 5)
        assert (sex.unmapped, sex.fold, sex.path) == ("warn", "case", "codes/sex.csv")
        assert dict(yes.rows) == {"Y": SP + "Yes", "N": "http://example.com/No", "?": ""}

    def test_omissions_and_profiles(self) -> None:
        mapping = load("omit: {note: free text}\nprofiles: [core]\nmappings: {m: {s: 'ex:$(id)'}}\n")
        assert [(o.path, o.reason) for o in mapping.omissions] == [("note", "free text")]
        assert mapping.profiles == ("core",)

    def test_the_digest_covers_document_and_tables(self, tmp_path: Path) -> None:
        body = "codes: {t: {file: t.csv, scheme: s}}\nmappings: {m: {s: 'ex:$(id)'}}\n"
        digests = set()
        for table in ("value,code\na,b\n", "value,code\na,c\n"):
            (tmp_path / "t.csv").write_text(table, encoding="utf-8")
            digests.add(load(body, folder=tmp_path).digest)
            digests.add(load(body + "# a comment\n", folder=tmp_path).digest)
        assert len(digests) == 4

    def test_source_options(self) -> None:
        mapping = load(
            "mappings: {m: {s: 'http://x/$(id)'}}\n",
            head='sources: {a: {access: a.txt, referenceFormulation: csv, delimiter: ";", header: 2, nulls: [N/A, "-"]}}\n',
        )
        (source,) = mapping.sources
        assert (source.options, source.nulls) == ((("delimiter", ";"), ("header", "2")), ("N/A", "-"))


FAULTS = [
    # (document after the head, code, line, words of message or hint)
    ("mappings: {a: 1, a: 2}", "IL-M001", 4, "twice"),
    ("mappings:\n\tm: 1", "IL-M001", 5, "spaces"),
    ("mappings: [a", "IL-M001", 4, "closed"),
    ("mapings: {m: {s: ex:a}}", "IL-M002", 4, "'mappings'"),
    ("mappings:\n  m:\n    subjekt: ex:a", "IL-M002", 6, "'subject'"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po:\n    - {p: ex:a, obj: b}", "IL-M002", 8, ""),
    ("mappings:\n  m:\n    s: exx:$(id)", "IL-M003", 6, "'ex'"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[spp:name, $(x)]]", "IL-M003", 7, "'sp'"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[ex:a, $(x), xs:int]]", "IL-M003", 7, "xsd"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[ex:a, il:trmi(value=$(x))]]", "IL-M004", 7, "il:trim"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[ex:a, il:trim(valeu=$(x))]]", "IL-M002", 7, "'value'"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[ex:a, il:trim($(x))]]", "IL-M006", 7, "value ="),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[ex:a, il:trim()]]", "IL-M006", 7, "value"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[ex:a, 'il:date(value=$(x), format=YY)']]", "IL-M006", 7, "pivot="),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po:\n      - [ex:a, il:date(value=$(x), format=YY)]", "IL-M006", 8, "pivot="),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po:\n      - [ex:a, il:date(value=$(x), format=$(f))]", "IL-M006", 8, "fixed"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po:\n      - [ex:a, il:code(table=sx, value=$(x))]", "IL-M007", 8, "codes"),
    ("mappings:\n  m:\n    s: il:iri(kind=a, key=$(x))", "IL-M006", 6, "record"),
    ("mappings:\n  m:\n    sources: peple\n    s: ex:$(id)", "IL-M007", 6, "'people'"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [{p: ex:a, o: {mapping: n}}]", "IL-M007", 7, ""),
    ("mappings:\n  m:\n    po: []", "IL-M006", 5, "subject"),
    ("mappings:\n  m:\n    s: ex:$(id", "IL-M012", 6, "closed"),
    ("mappings:\n  m:\n    s: ex:$()", "IL-M012", 6, "empty"),
    ("mappings:\n  m:\n    s: ex:a b$(id)", "IL-M012", 6, "character"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[name, $(x)]]", "IL-M012", 7, "prefix"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[sp:status, sp:Active]]", "IL-M006", 7, "~iri"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po:\n      - [ex:a, il:if(test=il:present(value=$(x)), then=ex:b)]", "IL-M006", 8, "~iri"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[ex:a]]", "IL-M006", 7, "predicate"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    po: [[ex:a, $(x), en_GB~lang]]", "IL-M010", 7, "pt-BR"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    condition: $(x)", "IL-M006", 7, "function"),
    ("mappings:\n  m:\n    s: ex:$(id)\n    condition: il:trim(value=$(x))", "IL-M006", 7, "true or false"),
    ("targets: {t: {access: 'http://h/x', type: sparql}}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M014", 4, "network"),
    ("targets: {t: {access: a.nq, source: people}}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M014", 4, "record's values"),
    ("targets: {t: [a.nq~void, ntriple]}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M006", 4, "'ntriples'"),
    ("targets: {dump: a.nq}\nmappings: {m: {s: {value: 'ex:$(id)', targets: dunp}}}", "IL-M007", 5, "'dump'"),
    ("record: {type: t, key: [$(id)]}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M006", 4, "system"),
    ("record: {system: s, type: t, key: [id]}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M006", 4, "$(id)"),
    ("record: {system: s, type: t, key: [$(id)], source: x}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M007", 4, ""),
    ("omit: {x: }\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M006", 4, "reason"),
    ("codes: {t: {file: ../t.csv}}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M013", 4, "beside"),
    ("codes: {t: {file: t.csv}}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-S001", 4, ""),
    ("codes: {t: {rows: {a: b}}}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M006", 4, "scheme"),
    ("codes: {t: {rows: {a: b, A: c}, scheme: s, fold: case}}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M006", 4, "two"),
    ("codes: {t: {rows: {a: b}, scheme: s, unmapped: drop}}\nmappings: {m: {s: 'ex:$(id)'}}", "IL-M006", 4, "warn"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code", "line", "words"), FAULTS, ids=[f"{f[1]}-{i}" for i, f in enumerate(FAULTS)]
)
def test_faults_have_a_code_a_line_and_a_hint(body: str, code: str, line: int, words: str) -> None:
    with pytest.raises(MappingError) as fault:
        load(body)
    error = fault.value
    assert error.code == code, error
    assert error.place is not None
    assert error.place.line == line, error
    assert words in error.message + (error.hint or ""), error


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(MappingError) as fault:
        load("mappings:\n  m:\n    s: ex:$(id)\n    po:\n      - [exx:a, $(x)]\n      - [ex:b]\n  n: {}\n")
    assert [d.code for d in (fault.value.diagnostic(), *fault.value.also)] == [
        "IL-M003",
        "IL-M006",
        "IL-M006",
    ]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("", None),
        ("wert,kod\na,b\n", 1),
        ("code,value\na,b\n", 1),
        ("value,code,nots\na,b,c\n", 1),
        ("value,value,code\na,b,c\n", 1),
        ("value,code,from,to\na,b,2020,2019\n", 2),
        ("value,code,from,to\na,b,2018,2020\na,c,2020,\n", 3),
        ("value,code,from\na,b,in May\n", 2),
        ("value,code\na\n", 2),
        ("value,code\na,b,c\n", 2),
        ("value,code\na,b\n,c\n", 3),
        ("value,code\na,b\na,c\n", 3),
        ('value,code\n"a,b\n', 2),
        ("value,code\na,b c\n", 2),
    ],
)
def test_faults_of_code_tables(tmp_path: Path, table: str, line: int | None) -> None:
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    with pytest.raises(MappingError) as fault:
        load("codes: {t: {file: t.csv, scheme: s}}\nmappings: {m: {s: 'ex:$(id)'}}\n", folder=tmp_path)
    place = fault.value.place
    assert place is not None
    assert (place.file or "").endswith("t.csv")
    assert place.line == line


def test_a_code_table_behind_a_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "t.csv").write_text("value,code\na,b\n", encoding="utf-8")
    (tmp_path / "in" / "t.csv").symlink_to(tmp_path / "t.csv")
    with pytest.raises(MappingError) as fault:
        load("codes: {t: {file: t.csv, scheme: s}}\nmappings: {m: {s: 'ex:$(id)'}}\n", folder=tmp_path / "in")
    assert fault.value.code == "IL-M013"


def test_yaml_that_refers_to_itself() -> None:
    with pytest.raises(MappingError) as fault:
        load("mappings: &a {m: *a}")
    assert fault.value.code == "IL-M001"


def test_yaml_that_grows_without_end() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(MappingError) as fault:
        load("\n".join(lines))
    assert fault.value.code == "IL-M001"


def test_files(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="does not exist"):
        load_mapping(tmp_path / "none.yaml")
    (tmp_path / "m.txt").write_text("x", encoding="utf-8")
    with pytest.raises(MappingError, match="end in"):
        load_mapping(tmp_path / "m.txt")
    (tmp_path / "m.yaml").write_bytes("mappings: é".encode("latin-1"))
    with pytest.raises(MappingError, match="UTF-8"):
        load_mapping(tmp_path / "m.yaml")
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbf" + (HEAD + "mappings: {m: {s: 'ex:$(id)'}}").encode())
    assert load_mapping(tmp_path / "bom.yaml").triples_maps
