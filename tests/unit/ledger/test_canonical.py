"""Triples are counted in the store's own form (answers 8)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlingua.ledger import Incoming, Ledger
from interlingua.ledger.canonical import canonical, digest, pack, unpack
from keeping import DATA, SP, person, send

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f'"01"^^<{XSD}integer>', f'"1"^^<{XSD}integer>'),
        (f'"1.50"^^<{XSD}decimal>', f'"1.5"^^<{XSD}decimal>'),
        (f'"1"^^<{XSD}boolean>', f'"true"^^<{XSD}boolean>'),
        ('"a"@EN-gb', '"a"@en-gb'),
        ('"\\u0041\\t"', '"A\t"'),
        (f'"x"^^<{XSD}string>', '"x"'),
    ],
)
def test_what_the_store_merges_is_one_triple(tmp_path, one: str, other: str) -> None:
    line = f"<{DATA}a> <{SP}p> %s .\n"
    assert canonical(line % one, "x") == canonical(line % other, "x")
    with Ledger.open(tmp_path / "d") as ledger:
        send(ledger, [Incoming("1", b"1", line % one), Incoming("2", b"2", line % other)])
        send(ledger, [Incoming("1", b"3", "")])
        (added,) = ledger.deltas()  # the second record still says it: nothing was removed
        assert (added.removes, len(added.adds.splitlines())) == ("", 1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.sampled_from(["", "@en-GB", f"^^<{XSD}decimal>", f"^^<{XSD}date>"]))))
def test_the_form_is_stable_and_says_a_triple_once(values: list[tuple[str, str]]) -> None:
    import pyoxigraph as ox

    text = "".join(f"<{DATA}a> <{SP}p> {ox.Literal(value)}{tail} .\n" for value, tail in values)
    once = canonical(text, "x")
    assert canonical(once.decode(), "x") == once
    assert canonical(text + text, "x") == once
    lines = once.splitlines(keepends=True)
    assert lines == sorted(set(lines))


def test_blank_nodes_are_named_from_the_record() -> None:
    text = f'_:a <{SP}p> _:b .\n_:b <{SP}p> "has _: in it" .\n'
    one, other = canonical(text, "system type [1]"), canonical(text, "system type [2]")
    assert b"_:b" not in one
    assert one != other
    assert one == canonical(text, "system type [1]")
    assert len(one.splitlines()) == 2
    plain = f'<{DATA}a> <{SP}p> "_: is no blank node" .\n'
    assert canonical(plain, "x").decode() == plain


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_packing_loses_nothing(data: bytes) -> None:
    assert unpack(pack(data)) == data
    assert len(digest(data)) == 16


def test_the_raw_bytes_are_kept_as_they_came(tmp_path) -> None:
    raw = bytes(range(256)) * 9
    with Ledger.open(tmp_path / "d") as ledger:
        send(ledger, [Incoming("1", raw, person("1").text)])
        assert ledger.find("lumara-cash", "member", "1").version.raw == raw
