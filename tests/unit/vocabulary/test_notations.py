"""A code's notation stays as its standard writes it; its IRI is made by one rule, and codes survive the way there."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.rdf.namespaces import CODE
from interlingua.vocabulary import load
from interlingua.vocabulary.notations import code_iri, slug


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("0321", "0321"), ("011", "011"), ("1~2", "1-2"), ("err.request.bad", "err.request.bad"), ("b1440", "b1440"),
        ("female", "female"), ("[acr_us]", "acr_us"), ("{item}", "item"), ("10*3.m2", "10-3.m2"), ("a b / c", "a-b-c"),
        ("-1", None), ("", None), ("~", None), ("..", None), ("end.", None), ("سن", None), ("[a]~", "a"),
    ],
)  # fmt: skip
def test_the_rule(notation: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="notation"):
            slug(notation)
    else:
        assert slug(notation) == expected


def test_a_list_is_named_by_its_name_or_its_iri() -> None:
    assert code_iri("sex", "female") == code_iri(CODE + "sex", "female") == CODE + "sex/female"


@given(st.text(max_size=12))
def test_what_comes_out_is_allowed_and_stays_when_asked_again(notation: str) -> None:
    try:
        found = slug(notation)
    except ValueError:
        return
    assert set(found) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
    assert slug(found) == found


def test_every_code_of_ours_follows_it_and_no_two_meet() -> None:
    codes = load().codes.values()
    assert [c.iri for c in codes if c.iri != code_iri(c.scheme, c.notation)] == []
    assert [iri for iri, n in Counter(code_iri(c.scheme, c.notation) for c in codes).items() if n > 1] == []
