"""Parquet: natural datatypes, row groups as a stream, rejects that come back, damage."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pytest

from interlingua.errors import SourceError
from interlingua.settings import Settings
from interlingua.sources import open_source
from interlingua.sources.base import JsonBool, JsonNumber, TypedText
from interlingua.sources.typed import cells_json, from_json
from reading import gather, read, reader, rejects, source

pa = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")


def table(count: int = 2) -> bytes:
    import pyarrow.parquet

    out = io.BytesIO()
    columns = {
        "id": pa.array(range(1, count + 1), pa.int64()),
        "name": ["Ana", None] * (count // 2),
        "alive": [True, False] * (count // 2),
        "born": [datetime.date(1990, 5, 1), None] * (count // 2),
        "seen": [datetime.datetime(2024, 1, 5, 10, 30)] * count,  # noqa: DTZ001  # Parquet has such moments
        "paid": [Decimal("12.50"), Decimal("3.00")] * (count // 2),
        "share": [0.5, 1e300] * (count // 2),
        "tags": [["a", "b"], []] * (count // 2),
    }
    pyarrow.parquet.write_table(pa.table(columns), out, row_group_size=1000)
    return out.getvalue()


def test_cells_know_their_datatype() -> None:
    found = read("parquet", table())
    assert found.columns == ("id", "name", "alive", "born", "seen", "paid", "share", "tags")
    first, second = found.rows
    assert first[:3] == ["1", "Ana", "true"]
    assert [type(cell) for cell in first[:5]] == [JsonNumber, str, JsonBool, TypedText, TypedText]
    assert [cell.datatype.rpartition("#")[2] for cell in first[3:7]] == [
        "date",
        "dateTime",
        "decimal",
        "double",
    ]
    assert (second[1], second[3]) == (None, None)
    assert first[7] == '["a", "b"]'


def test_many_rows_come_in_batches() -> None:
    sizes = [len(batch.rows) for batch in reader("parquet", table(12_000)).batches()]
    assert sum(sizes) == 12_000
    assert max(sizes) <= 5000


def test_rejects_come_back_with_their_types() -> None:
    written, first = rejects(reader("parquet", table()), everything=True)
    again = gather(open_source(source("parquet"), io.BytesIO(written), settings=Settings()))
    assert (again.columns, again.rows) == (first.columns, first.rows)
    assert [list(map(type, row)) for row in again.rows] == [list(map(type, row)) for row in first.rows]


def test_a_huge_cell_costs_its_row() -> None:
    found = read("parquet", table(), max_cell=4)
    assert found.codes == ["IL-R006", "IL-R006"]


@pytest.mark.parametrize(
    "data", [b"", b"PAR1", b"id,name\n", table()[:-20], b"PAR1" + b"\xff" * 99 + b"PAR1"]
)
def test_what_is_no_parquet(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read("parquet", data)
    assert caught.value.code in ("IL-S002", "IL-S003")


@pytest.mark.parametrize(
    "value", [None, "x", {"a": 1}, [["x"]], [{"@value": "1"}], [{"@value": 1, "@type": "x"}]]
)
def test_what_is_no_row(value: object) -> None:
    with pytest.raises(ValueError):
        from_json(value)


def test_cells_as_json_keep_their_digits() -> None:
    number = JsonNumber("123456789012345678901234567890")
    assert (
        cells_json([number, None, "a", JsonBool("true")])
        == b'[123456789012345678901234567890, null, "a", true]'
    )
