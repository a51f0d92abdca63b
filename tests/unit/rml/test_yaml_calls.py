"""Function calls inside YAML's flow lists: commas, quotes and brackets of a call belong to the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.errors import MappingError
from interlingua.rml import load_mapping, yamlcalls
from interlingua.rml.model import Constant, FunctionCall, TermMap

HEAD = """\
prefixes: {ex: "http://example.com/"}
sources: {people: [people.csv~csv]}
mappings:
  person:
    s: ex:$(id)
    po:
"""


def constants(*lines: str) -> list[list[str]]:
    """The fixed arguments of the calls in these lines of `po`."""
    mapping = load_mapping(Path("m.yaml"), text=HEAD + "".join(f"      {line}\n" for line in lines))
    out = []
    for rule in mapping.triples_maps[0].predicate_objects:
        (thing,) = rule.objects
        assert isinstance(thing, TermMap)
        assert isinstance(thing.expression, FunctionCall)
        out.append([a.value for _, a in thing.expression.arguments if isinstance(a, Constant)])
    return out


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('il:number(value=$(n), decimal=",")', [","]),
        ("il:number(value=$(n), decimal=',', group='.')", [",", "."]),
        ('il:number(value=$(n), group=".", decimal=",")', [".", ","]),
        ('il:replace(value=$(n), find=", ", by="")', [", ", ""]),
        ('il:replace(value=$(n), find=",", by=";")', [",", ";"]),
        ('il:replace(value=$(n), find="a,b", by="  ")', ["a,b", "  "]),
        ('il:replace(value=$(n), find="[x]", by="{y}")', ["[x]", "{y}"]),
        ('il:replace(value=$(n), find=": ", by=" # ")', [": ", " # "]),
        ('il:replace(value=$(n), find=")", by="(")', [")", "("]),
        (r'il:replace(value=$(n), find="\"", by="\\")', ['"', "\\"]),
        ("il:replace(value=$(it's), find=\"'\", by=-)", ["'", "-"]),
        ("il:concat(value=$(['@id']), value=$(phones[*].n), separator=\",\")", [","]),
    ],
)
def test_a_call_means_the_same_in_a_flow_list_and_alone(call: str, expected: list[str]) -> None:
    lines = (f"- [ex:p, {call}]", f"- [ex:p,  {call} ]  # {call}")
    assert constants(*lines) == [expected, expected]
    assert constants("- p: ex:p", f"  o: [[{call}, xsd:string]]", lines[0]) == [expected, expected]


def test_several_in_one_document_and_one_line() -> None:
    call = 'il:number(value=$(n), decimal=",")'
    assert constants(f"- [ex:p, {call}]", f'- ["ex:q", {call}]', f"- {{p: 'ex:r', o: {call}}}") == [[","]] * 3


def test_nothing_moves_and_nothing_else_changes() -> None:
    text = """a: [x, il:f(a=",")]\n- "il:f(a=',')" 'it''s (' $(x[1]) # il:f(a=",")\nb: o'clock (x, "y")\n"""
    veiled = yamlcalls.veiled(text)
    assert len(veiled) == len(text)
    assert veiled != text
    assert yamlcalls.unveiled(veiled) == text
    changed = [i for i, (a, b) in enumerate(zip(text, veiled, strict=True)) if a != b]
    start = text.index("il:f")
    assert changed
    assert all(start <= i < start + len('il:f(a=",")') for i in changed)


def test_a_document_that_is_yaml_without_it_is_read_as_before() -> None:
    text = 'prefixes: {ex: "http://example.com/"}\nmappings: {m: {s: "a\n  [f(b=\\"c\\")"}}\n'
    with pytest.raises(MappingError) as fault:
        load_mapping(Path("m.yaml"), text=text)
    assert fault.value.code != "IL-M001", fault.value


def test_faults_behind_such_a_call_keep_their_columns() -> None:
    line = '- [ex:p, il:replace(value=$(n), find=",", by=$()), xsd:string]'
    with pytest.raises(MappingError) as fault:
        constants(line)
    place = fault.value.place
    assert place is not None
    assert (place.line, place.column) == (HEAD.count("\n") + 1, 7 + line.index("$()"))


def test_a_comma_without_quotes_is_told() -> None:
    with pytest.raises(MappingError) as fault:
        constants("- [ex:p, il:number(value=$(n), decimal=,)]")
    assert 'decimal=","' in (fault.value.hint or "")


def test_a_call_over_two_lines_with_a_quoted_comma() -> None:
    with pytest.raises(MappingError) as fault:
        constants("- [ex:p, il:number(value=$(n),", '   decimal=",")]')
    place = fault.value.place
    assert place is not None
    assert place.line == HEAD.count("\n") + 2
    assert 'decimal=","' in (fault.value.hint or "")
