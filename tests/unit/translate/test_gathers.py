"""Gather maps: lists and containers, in one iteration, across iterations, and in every way of running."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlingua.errors import MappingError
from interlingua.plan import make_plan
from interlingua.rml import load_mapping
from interlingua.translate import Program, compile_plan, run, translate_to_text
from interlingua.translate.tally import Tally

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EX = "http://example.org/"
HEAD = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix ex: <http://example.org/> .
ex:m rml:logicalSource [ rml:source [ a rml:FilePath ; rml:root rml:MappingDirectory ; rml:path "%s" ] ;
    rml:referenceFormulation rml:%s %s ] ;
"""
JSON = HEAD % ("data.json", "JSONPath", '; rml:iterator "$[*]"')
CSV = HEAD % ("data.csv", "CSV", "")
SUBJECT = 'rml:subjectMap [ rml:template "http://example.org/{$.id}" ] ;'


def mapped(gather: str, *, head: str = JSON, subject: str = SUBJECT, more: str = "") -> str:
    return f"{head} {subject} rml:predicateObjectMap [ {more} rml:predicate ex:has ; rml:objectMap [ {gather} ] ] ."


def translated(folder: Path, mapping: str, data: object) -> ox.Dataset:
    (folder / "m.ttl").write_text(mapping, encoding="utf-8")
    (folder / "data.json").write_text(json.dumps(data), encoding="utf-8")
    text, findings = translate_to_text(folder / "m.ttl")
    assert not findings
    return dataset(text)


def dataset(text: str) -> ox.Dataset:
    return ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_QUADS))


def value(data: ox.Dataset, node: object, name: str) -> list[object]:
    return [q.object for q in data.quads_for_subject(node) if q.predicate.value == RDF + name]


def members(data: ox.Dataset, head: object) -> list[str]:
    """The members of a well-formed list."""
    out = []
    while head != ox.NamedNode(RDF + "nil"):
        (first,), (rest,) = value(data, head, "first"), value(data, head, "rest")
        out.append(first.value)  # type: ignore[attr-defined]
        head = rest
    return out


def contained(data: ox.Dataset, head: object) -> list[str]:
    """The members of a well-formed container."""
    out = {}
    for quad in data:
        number = quad.predicate.value.removeprefix(RDF + "_")
        if quad.subject == head and number.isdigit():
            assert int(number) not in out
            out[int(number)] = quad.object.value
    assert sorted(out) == list(range(1, len(out) + 1))
    return [out[number] for number in sorted(out)]


def heads(data: ox.Dataset, subject: str) -> list[object]:
    return [
        q.object for q in data if q.subject == ox.NamedNode(EX + subject) and q.predicate.value == EX + "has"
    ]


VALUES = 'rml:gather ( [ rml:reference "$.v[*]" ] )'


def test_each_iteration_has_a_list_of_its_own(tmp_path: Path) -> None:
    data = translated(
        tmp_path, mapped(f"{VALUES} ; rml:gatherAs rdf:List"),
        [{"id": "a", "v": ["x", "x", 3]}, {"id": "a", "v": ["y"]}, {"id": "b", "v": []}, {"id": "c"}],
    )  # fmt: skip
    assert sorted(members(data, head) for head in heads(data, "a")) == [["x", "x", "3"], ["y"]]
    assert heads(data, "b") == heads(data, "c") == []


@pytest.mark.parametrize("kind", ["Bag", "Seq", "Alt"])
def test_containers_have_their_class(tmp_path: Path, kind: str) -> None:
    data = translated(tmp_path, mapped(f"{VALUES} ; rml:gatherAs rdf:{kind}"), [{"id": "a", "v": ["x", "x"]}])
    (head,) = heads(data, "a")
    assert value(data, head, "type") == [ox.NamedNode(RDF + kind)]
    assert contained(data, head) == ["x", "x"]


def test_empty_ones_where_they_are_allowed(tmp_path: Path) -> None:
    allowed = f"{VALUES} ; rml:allowEmptyListAndContainer true ; rml:gatherAs"
    data = translated(tmp_path, mapped(f"{allowed} rdf:List"), [{"id": "a", "v": []}])
    assert heads(data, "a") == [ox.NamedNode(RDF + "nil")]
    data = translated(tmp_path, mapped(f"{allowed} rdf:Bag"), [{"id": "a", "v": []}])
    (head,) = heads(data, "a")
    assert value(data, head, "type") == [ox.NamedNode(RDF + "Bag")]
    assert contained(data, head) == []


def test_named_lists_go_on_across_iterations(tmp_path: Path) -> None:
    rows = [{"id": "a", "v": ["1", "2"]}, {"id": "b", "v": ["3"]}, {"id": "a", "v": ["1"]}]
    named = f'rml:template "http://example.org/l/{{$.id}}" ; {VALUES} ; rml:gatherAs'
    data = translated(tmp_path, mapped(f"{named} rdf:List"), rows)
    assert heads(data, "a") == [ox.NamedNode(EX + "l/a")]
    assert members(data, ox.NamedNode(EX + "l/a")) == ["1", "2", "1"]
    assert members(data, ox.NamedNode(EX + "l/b")) == ["3"]
    data = translated(tmp_path, mapped(f"{named} rdf:Seq"), rows)
    assert contained(data, ox.NamedNode(EX + "l/a")) == ["1", "2", "1"]


def test_cartesian_product_makes_one_for_each_combination(tmp_path: Path) -> None:
    two = 'rml:gather ( [ rml:reference "$.v[*]" ] [ rml:reference "$.w[*]" ] ) ; rml:strategy rml:cartesianProduct'
    rows = [{"id": "a", "v": ["1", "2"], "w": ["x", "y"]}, {"id": "b", "v": ["1"], "w": []}]
    data = translated(tmp_path, mapped(f"{two} ; rml:gatherAs rdf:List"), rows)
    assert sorted(members(data, head) for head in heads(data, "a")) == [
        ["1", "x"], ["1", "y"], ["2", "x"], ["2", "y"]
    ]  # fmt: skip
    assert heads(data, "b") == []
    data = translated(
        tmp_path,
        mapped(f'rml:template "http://example.org/l/{{$.id}}" ; {two} ; rml:gatherAs rdf:List'),
        rows,
    )
    assert members(data, ox.NamedNode(EX + "l/a")) == ["1", "x", "1", "y", "2", "x", "2", "y"]


def test_collections_inside_collections(tmp_path: Path) -> None:
    inner = '[ rml:gather ( [ rml:reference "$.%s[*]" ] ) ; rml:gatherAs rdf:%s ]'
    data = translated(
        tmp_path, mapped(f"rml:gather ( {inner % ('v', 'Bag')} {inner % ('w', 'List')} ) ; rml:gatherAs rdf:Seq"),
        [{"id": "a", "v": ["1"], "w": ["2", "3"]}, {"id": "b", "v": [], "w": ["4"]}],
    )  # fmt: skip
    (head,) = heads(data, "a")
    (bag,), (inside,) = value(data, head, "_1"), value(data, head, "_2")
    assert contained(data, bag) == ["1"]
    assert members(data, inside) == ["2", "3"]
    (head,) = heads(data, "b")
    assert value(data, head, "_2") == []


def test_one_list_under_two_predicates(tmp_path: Path) -> None:
    text = mapped(
        f'rml:template "http://example.org/l/{{$.id}}" ; {VALUES} ; rml:gatherAs rdf:List',
        more="rml:predicate ex:also ;",
    )
    data = translated(tmp_path, text, [{"id": "a", "v": ["1", "2"]}])
    assert members(data, ox.NamedNode(EX + "l/a")) == ["1", "2"]
    assert {q.predicate.value for q in data if q.object == ox.NamedNode(EX + "l/a")} == {
        EX + "has",
        EX + "also",
    }


def test_a_list_as_subject_and_a_link_to_it(tmp_path: Path) -> None:
    data = translated(
        tmp_path,
        f"{JSON} rml:subjectMap [ {VALUES} ; rml:gatherAs rdf:List ; rml:class ex:Values ] .\n"
        + JSON.replace("ex:m rml", "ex:n rml") + SUBJECT
        + " rml:predicateObjectMap [ rml:predicate ex:has ; rml:objectMap [ rml:parentTriplesMap ex:m ] ] .",
        [{"id": "a", "v": ["1", "2"]}, {"id": "b", "v": []}, {"id": "c", "v": ["3"]}],
    )  # fmt: skip
    (a,), (c,) = heads(data, "a"), heads(data, "c")
    assert (members(data, a), members(data, c)) == (["1", "2"], ["3"])
    assert value(data, a, "type") == [ox.NamedNode(EX + "Values")]
    assert heads(data, "b") == []


def test_members_may_be_links_with_and_without_joins(tmp_path: Path) -> None:
    other = (
        JSON.replace("ex:m rml", "ex:n rml")
        + 'rml:subjectMap [ rml:template "http://example.org/p/{$.id}" ] .\n'
    )
    join = '[ rml:parentTriplesMap ex:n ; rml:joinCondition [ rml:child "$.of" ; rml:parent "$.of" ] ]'
    text = other + mapped(f"rml:gather ( [ rml:parentTriplesMap ex:n ] {join} ) ; rml:gatherAs rdf:List")
    data = translated(
        tmp_path, text, [{"id": "a", "of": "x"}, {"id": "b", "of": "x"}, {"id": "c", "of": "y"}]
    )
    (head,) = heads(data, "b")
    assert members(data, head) == [EX + "p/b", EX + "p/a", EX + "p/b"]
    with pytest.raises(MappingError, match="not defined"):
        translated(
            tmp_path, mapped("rml:gather ( [ rml:parentTriplesMap ex:gone ] ) ; rml:gatherAs rdf:List"), []
        )


def test_lists_are_in_the_graphs_of_their_statements(tmp_path: Path) -> None:
    graph = 'rml:graphMap [ rml:template "http://example.org/g/{$.g}" ] ;'
    name = f'rml:template "l{{$.id}}" ; rml:termType rml:BlankNode ; {VALUES} ; rml:gatherAs rdf:List'
    rows = [
        {"id": "a", "g": "1", "v": ["1"]},
        {"id": "a", "g": "2", "v": ["2"]},
        {"id": "a", "g": "1", "v": ["3"]},
    ]
    data = translated(tmp_path, mapped(name, more=graph), rows)
    for number, wanted in (("1", ["1", "3"]), ("2", ["2"])):
        here = ox.Dataset(q for q in data if q.graph_name == ox.NamedNode(f"{EX}g/{number}"))
        (head,) = {q.object for q in here if q.predicate.value == EX + "has"}
        assert members(here, head) == wanted


def test_a_condition_leaves_a_member_out(tmp_path: Path) -> None:
    item = """[ rml:reference "$.v" ; rml:condition [ rml:functionExecution [
        rml:function <https://w3id.org/interlingua/fn/equal> ;
        rml:input [ rml:parameter <https://w3id.org/interlingua/fn/a> ; rml:inputValueMap [ rml:reference "$.w" ] ] ,
                  [ rml:parameter <https://w3id.org/interlingua/fn/b> ; rml:inputValue "yes" ] ] ] ]"""
    data = translated(
        tmp_path, mapped(f'rml:gather ( {item} [ rml:reference "$.id" ] ) ; rml:gatherAs rdf:List'),
        [{"id": "a", "v": "1", "w": "yes"}, {"id": "b", "v": "2", "w": "no"}],
    )  # fmt: skip
    (a,), (b,) = heads(data, "a"), heads(data, "b")
    assert (members(data, a), members(data, b)) == (["1", "a"], ["b"])


# -- ways of running --------------------------------------------------------------------------------------

SHARED = mapped(
    'rml:template "http://example.org/l/{of}" ; rml:gather ( [ rml:reference "v" ] ) ; rml:gatherAs rdf:List',
    head=CSV, subject='rml:subjectMap [ rml:template "http://example.org/{of}" ] ;',
)  # fmt: skip


def compiled(folder: Path, mapping: str) -> Program:
    (folder / "m.ttl").write_text(mapping, encoding="utf-8")
    return compile_plan(make_plan(load_mapping(folder / "m.ttl")))


def test_every_way_of_running_makes_the_same_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(f"o{at % 7}", f"value {at % 3}") for at in range(1500)]
    (tmp_path / "data.csv").write_text("of,v\n" + "".join(f"{a},{b}\n" for a, b in rows), encoding="utf-8")
    wanted: dict[str, list[str]] = defaultdict(list)
    for of, v in rows:
        wanted[of].append(v)
    monkeypatch.setattr("interlingua.translate.parallel.PART", 4 << 10)
    monkeypatch.setattr("interlingua.translate.distinct.PART", 4 << 10)
    monkeypatch.setattr("interlingua.translate.distinct.PARTITION", 4 << 10)
    for ways in ({}, {"jobs": 2}, {"distinct": True}, {"distinct": True, "jobs": 2}):
        for small in (0, 2 << 20):
            monkeypatch.setattr("interlingua.translate.distinct.SMALL", small)
            out = io.BytesIO()
            run(compiled(tmp_path, SHARED), {}, out, **ways)  # type: ignore[arg-type]
            data = dataset(out.getvalue().decode())
            for of, values in wanted.items():
                assert members(data, ox.NamedNode(EX + "l/" + of)) == values, (ways, small)


def test_a_refused_record_leaves_no_member(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("of,v,link\na,1,ok\na,2,not an iri\na,3,ok\n", encoding="utf-8")
    text = (
        SHARED[:-2]
        + '; rml:predicateObjectMap [ rml:predicate ex:link ; rml:objectMap [ rml:reference "link" ; rml:termType rml:IRI ] ] .'
    )
    out = io.BytesIO()
    result = run(compiled(tmp_path, text), {}, out)
    assert (result.accepted, result.refused) == (2, 1)
    assert members(dataset(out.getvalue().decode()), ox.NamedNode(EX + "l/a")) == ["1", "3"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from('ab c"\\<'), st.lists(st.text(max_size=4), max_size=4)), max_size=8)
)
def test_lists_are_those_of_a_small_model(tmp_path: Path, rows: list[tuple[str, list[str]]]) -> None:
    text = mapped(f'rml:template "l{{$.id}}" ; rml:termType rml:BlankNode ; {VALUES} ; rml:gatherAs rdf:List')
    data = translated(tmp_path, text, [{"id": name, "v": values} for name, values in rows])
    wanted: dict[str, list[str]] = defaultdict(list)
    for name, values in rows:
        wanted[name] += values
    found = {q.object for q in data if q.predicate.value == EX + "has"}
    assert sorted(members(data, head) for head in found) == sorted(v for v in wanted.values() if v)


def test_counts_that_do_not_fit_in_memory_go_on() -> None:
    tally = Tally(held=2)
    names = ["a", "b", "c", "a", "d", "b", "a", "c"]
    assert [tally.add(name) for name in names] == [0, 0, 0, 1, 0, 1, 2, 1]
    assert dict(tally.items()) == {"a": 3, "b": 2, "c": 2, "d": 1}


# -- records ----------------------------------------------------------------------------------------------


def recorded(gather: str) -> Program:
    from dataclasses import replace

    from interlingua.rml.model import RecordDeclaration, Reference

    text = mapped(gather)
    loaded = load_mapping(Path("m.ttl"), text=text)
    record = RecordDeclaration("system", "thing", loaded.sources[0], (Reference("$.id"),))
    return compile_plan(make_plan(replace(loaded, record=record)), skolemise=True)


@pytest.mark.parametrize("name", ["", 'rml:template "http://example.org/l/{$.id}" ;'])
def test_a_record_has_its_whole_list_and_the_same_nodes_each_time(name: str) -> None:
    program = recorded(f"{name} {VALUES} ; rml:gatherAs rdf:List")
    first = program.record({"id": "a", "v": ["1", "2", "2"]}, 1)
    again = program.record({"id": "a", "v": ["1", "2", "2"]}, 99)
    assert first.text == again.text
    assert "_:" not in first.text
    data = dataset(first.text)
    (head,) = heads(data, "a")
    assert members(data, head) == ["1", "2", "2"]


def test_a_list_that_several_records_name_cannot_be_kept() -> None:
    with pytest.raises(MappingError) as fault:
        recorded(f'rml:template "http://example.org/l/{{$.of}}" ; {VALUES} ; rml:gatherAs rdf:List')
    assert fault.value.code == "IL-M011"
    assert fault.value.place is not None
    assert fault.value.place.line == 6
    assert "record's key" in (fault.value.hint or "")


# -- faults of the mapping --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gather", "words"),
    [
        ("rml:gather ( ) ; rml:gatherAs rdf:List", "empty"),
        ("rml:gather ex:nothing ; rml:gatherAs rdf:List", "must be a list"),
        ('rml:gather ( "x" ) ; rml:gatherAs rdf:List', "must be a term map"),
        (VALUES, "does not say what it makes"),
        (f"{VALUES} ; rml:gatherAs rdf:Set", "rdf:List, rdf:Bag"),
        (f"{VALUES} ; rml:gatherAs rdf:List ; rml:strategy rml:zip", "rml:append or"),
        (f"{VALUES} ; rml:gatherAs rdf:List ; rml:allowEmptyListAndContainer 2", "true or false"),
        (f'{VALUES} ; rml:gatherAs rdf:List ; rml:language "en"', "its members have"),
        (
            f'{VALUES} ; rml:gatherAs rdf:List ; rml:template "x" ; rml:termType rml:Literal',
            "cannot be a literal",
        ),
        ('rml:reference "$.v" ; rml:gatherAs rdf:List', "without rml:gather"),
    ],
)
def test_faults_of_gather_maps(gather: str, words: str) -> None:
    with pytest.raises(MappingError) as fault:
        load_mapping(Path("m.ttl"), text=mapped(gather))
    assert fault.value.code == "IL-M010", fault.value
    assert words in fault.value.message
    assert fault.value.place is not None
    assert fault.value.place.line is not None
