"""No text of a mapping becomes source code: it can neither change the program nor stand in it."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interlingua.plan import make_plan
from interlingua.rml import load_mapping
from interlingua.settings import Settings
from interlingua.translate import compile_plan, translate_to_text

EX = "http://example.com/"
MARK = "zq7"
HOSTILE = [
    '"', "'", '"""', "'''", "{", "}", "{{", "}}", "{0}", "%s", "%(x)s", "\\", "\\\\", "\\n", "\n", "\r", "\t", "#",
    ";", ":", ",", "(", ")", "$", "[", "]", "<", ">", "`", "|", "&", "*", "!", "@", " ", "é", "\U0001f600", "\u2028",
    "\x0b", "__import__('os')", "\nimport os\n", "\\N{DIGIT ONE}", "\\u0041", "f'{x}'", "return", "\x7f", "~", "=",
]  # fmt: skip


@st.composite
def hostile(draw: st.DrawFn) -> str:
    """Texts of pieces that mean something to Python, YAML or a template, around a mark."""
    pieces = st.lists(
        st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=3)
    )
    return "".join(draw(pieces)) + MARK + "".join(draw(pieces)) + "."


def written(text: str) -> str:
    """The text in a YARRRML value: brackets escaped, so that it means itself."""
    return text.replace("(", "\\(").replace(")", "\\)")


def document(texts: list[str], column: str) -> dict[str, Any]:
    constant, before, find, word, name, local, reason = texts
    reference = f"$({written(column)})"
    return {
        "prefixes": {"ex": EX},
        "sources": {"rows": {"access": "rows.csv", "referenceFormulation": "csv"}},
        "omit": {name: reason},
        "codes": {"t": {"rows": {local: "ex:code"}, "fold": "exact", "unmapped": "keep"}},
        "mappings": {
            name: {
                "s": "ex:subject",
                "po": [
                    {"p": "ex:constant", "o": {"value": written(constant), "type": "literal"}},
                    {"p": "ex:template", "o": {"value": written(before) + reference, "type": "literal"}},
                    {"p": "ex:reference", "o": {"value": reference, "type": "literal"}},
                    {
                        "p": "ex:replaced",
                        "o": {
                            "function": "il:replace",
                            "parameters": [["value", reference], ["find", "v"], ["by", written(find)]],
                        },
                    },
                    {
                        "p": "ex:boolean",
                        "o": {
                            "function": "il:boolean",
                            "parameters": [["value", reference], ["true", written(word)], ["false", "v"]],
                        },
                    },
                    {
                        "p": "ex:code",
                        "o": {"function": "il:code", "parameters": [["table", "t"], ["value", reference]]},
                    },
                    {
                        "p": "ex:conditional",
                        "o": "yes",
                        "condition": {
                            "function": "il:notEqual",
                            "parameters": [["a", reference], ["b", written(word)]],
                        },
                    },
                ],
            }
        },
    }


texts = st.lists(hostile(), min_size=7, max_size=7)


@settings(max_examples=150, deadline=None)
@given(texts, hostile())
@example(
    ['"""' + MARK, "'''" + MARK, "\\" + MARK, "{0}" + MARK, "\n" + MARK, "#" + MARK, '"' + MARK], "a" + MARK
)
def test_no_text_of_a_mapping_changes_or_enters_the_source(found: list[str], column: str) -> None:
    column = "c" + column.replace("\r", "")  # a line break in a header is one, however it is written
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[column], ["v"]])
        path = folder / "mapping.yaml"
        path.write_text(
            yaml.safe_dump(document(found, column), default_style='"', allow_unicode=False, sort_keys=False),
            encoding="utf-8",
        )
        program = compile_plan(make_plan(load_mapping(path)), settings=Settings())
        assert "def " in program.source
        assert MARK not in program.source
        text, findings = translate_to_text(path)
    values = {
        quad.predicate.value[len(EX) :]: quad.object.value
        for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS)
    }
    constant, before, find, _word, _name, _local, _reason = found
    assert values == {
        "constant": constant,
        "template": before + "v",
        "reference": "v",
        "replaced": find,
        "boolean": "false",
        "code": "v",
        "conditional": "yes",
    }
    assert [f.code for f in findings] == ["IL-R003"]


def test_the_shape_of_the_source_does_not_depend_on_the_texts() -> None:
    sources = set()
    for text in ("a" + MARK, '"\n' + MARK, "'''{}\\" + MARK):
        mapping = yaml.safe_dump(document([text] * 7, "c"), default_style='"')
        plan = make_plan(load_mapping(Path("mapping.yaml"), text=mapping))
        sources.add(compile_plan(plan, settings=Settings()).source)
    assert len(sources) == 1
