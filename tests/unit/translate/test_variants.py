"""The quick function for plain rows says what the general one says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from compiling import program

CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters='"\\\r\n\0'), max_size=12)
PROGRAM = program(
    """
    sources: {rows: [rows.csv~csv]}
    codes:
      sex: {rows: {M: ex:male}, unmapped: keep}
    mappings:
      row:
        sources: rows
        s: http://example.org/$(id)/$(name)
        po:
          - [a, ex:Row]
          - [ex:name, $(name)]
          - [ex:text, "$(name) {x} %s $(id)", en~lang]
          - [ex:n, $(n), xsd:integer]
          - [ex:sex, il:code(table=sex, value=$(name))]
          - [ex:date, "il:date(value=$(n), format=YYYYMMDD)"]
          - [ex:link, "$(n)~iri"]
          - p: ex:cond
            o: $(n)
            condition: il:equal(a=$(name), b=x)
    """,
    columns={"rows": ("id", "name", "n", "unused")},
)


@given(st.lists(CELL, min_size=4, max_size=4))
@settings(max_examples=300, deadline=None)
def test_clean_and_general_agree(row: list[str]) -> None:
    (stream,) = PROGRAM.streams
    assert stream.clean is not None
    general: list[object] = []
    quick: list[object] = []
    assert stream.record(row, 1, general) == stream.clean(row, 1, quick)  # type: ignore[arg-type]
    told = [PROGRAM.findings(noted, row, 1, stream) for noted in (general, quick)]  # type: ignore[arg-type]
    assert [(d.code, d.place, d.message) for d in told[0]] == [(d.code, d.place, d.message) for d in told[1]]
