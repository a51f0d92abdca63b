"""Calls of library functions in mappings: several values at once, conditions, keyed digests, both formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.settings import Settings
from interlingua.translate import translate_to_text

JSON = """
mappings:
  m:
    sources: [[data.json~jsonpath, "$[*]"]]
    s: http://ex/$(id)
    po: [[http://p/, {call}]]
"""
CSV = JSON.replace('[data.json~jsonpath, "$[*]"]', "data.csv~csv")


def values(tmp_path: Path, mapping: str, call: str, settings: Settings | None = None) -> list[str]:
    (tmp_path / "data.json").write_text(
        '[{"id": 1, "phones": ["b", "a", "b"], "sums": [1.5, 2], "none": [], "name": "Ana Lemos"}]'
    )
    (tmp_path / "data.csv").write_text("id,a,b,c,phones\n1,2,3.5,,x;y\n")
    (tmp_path / "m.yaml").write_text(mapping.replace("{call}", call))
    text, findings = translate_to_text(tmp_path / "m.yaml", settings=settings)
    assert findings == []
    return [line.split(" ", 2)[2].removesuffix(" .").partition("^^")[0] for line in text.splitlines()]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("il:join(value=$(phones[*]), separator=/)", ['"b/a/b"']),
        ("il:join(value=il:sort(value=il:unique(value=$(phones[*]))), separator=/)", ['"a/b"']),
        ("il:join(value=$(name), value=$(phones[*]), separator=/)", ['"Ana Lemos/b/a/b"']),
        ("il:count(value=$(none[*]))", ['"0"']),
        ("il:add(value=$(sums[*]))", ['"3.5"']),
        ("il:add(value=$(sums[*]), value=1)", ['"4.5"']),
        ("il:item(value=$(phones[*]), at=1)", ['"a"']),
        ("il:upper(value=il:unique(value=$(phones[*])))", ['"B"', '"A"']),
        ("grel:array_join(grel:p_array_a=$(phones[*]), grel:p_string_sep=-)", ['"b-a-b"']),
        (
            "il:if(test=il:greater(a=il:count(value=$(phones[*])), b=2), then=many, else=few)",
            ['"many"'],
        ),
        ('il:textAfter(value=$(name), mark=" ")', ['"Lemos"']),
    ],
)
def test_lists_of_json(tmp_path: Path, call: str, expected: list[str]) -> None:
    assert values(tmp_path, JSON, call) == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("il:add(value=$(a), value=$(b), value=$(c))", ['"5.5"']),
        ("il:add(value=$(c))", []),
        ('il:count(value=il:split(value=$(phones), separator=";"))', ['"2"']),
        ("il:multiply(value=$(a), value=$(b))", ['"7.0"']),
        ("il:greatest(value=$(a), value=$(b))", ['"3.5"']),
        ("grel:math_max(grel:param_dec_n=$(a), grel:param_dec_n2=$(b))", ['"3.5"']),
        ("il:subtract(a=$(a), b=$(c))", []),
    ],
)
def test_columns_of_a_table(tmp_path: Path, call: str, expected: list[str]) -> None:
    assert values(tmp_path, CSV, call) == expected


def test_a_digest_is_of_its_key_and_its_context(tmp_path: Path) -> None:
    one, other = (Settings(iri_key=letter * 32) for letter in "ab")
    plain = values(tmp_path, CSV, "il:hash(value=$(b))", one)
    assert len(plain[0]) == 34
    assert values(tmp_path, CSV, 'il:hash(value="3.5")', one) == plain
    assert values(tmp_path, CSV, "il:hash(value=$(b))", other) != plain
    assert values(tmp_path, CSV, "il:hash(value=$(b), context=phones)", one) != plain
    assert values(tmp_path, CSV, "il:hash(value=$(c))", one) == []
