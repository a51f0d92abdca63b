"""Random submissions against a model of sets: outcomes, live records, counts and graph (answers 28)."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlingua.graph import Graph, compare
from interlingua.ledger import Ledger
from keeping import graph_lines, live_keys, person, retranslate, send, text_of


@dataclass
class Model:
    """The whole meaning of a ledger: which row is live under each key."""

    live: dict[str, tuple[str, int]] = field(default_factory=dict)

    def submit(self, mode: str, rows: list[tuple[str | None, str, int, bool]], confirm: bool) -> Counter[str]:
        sent: dict[str, set[tuple[str, int]]] = {}
        first_refused: dict[str, bool] = {}
        for key, household, age, refused in rows:
            if key is not None:
                sent.setdefault(key, set()).add((household, age))
                first_refused.setdefault(key, refused)
        outcomes: Counter[str] = Counter((key is None and "refused") or "" for key, *_ in rows)
        del outcomes[""]
        for key, contents in sent.items():
            times = sum(row[0] == key for row in rows)
            (content,) = contents if len(contents) == 1 else (None,)
            if content is None or first_refused[key]:
                outcomes["refused"] += times
            elif self.live.get(key) == content:
                outcomes["unchanged"] += times
            elif mode == "append" and key in self.live:
                outcomes["refused"] += times
            else:
                self.live[key] = content
                outcomes.update({"accepted": 1, "unchanged": times - 1})
        whole = all(key is not None for key, *_ in rows) and (rows or confirm)
        if mode == "snapshot" and whole:
            gone = self.live.keys() - sent.keys()
            outcomes["withdrawn"] += len(gone)
            self.live = {key: content for key, content in self.live.items() if key not in gone}
        return +outcomes

    def triples(self) -> Counter[str]:
        said: Counter[str] = Counter()
        for key, (household, age) in self.live.items():
            said.update(text_of(key, household, age).splitlines(keepends=True))
        return said


KEYS = ["1", "2", "3", "4", "5"]
ROW = st.tuples(
    st.sampled_from([*KEYS, *KEYS, *KEYS, None]),
    st.sampled_from(["h1", "h2", "h3", "h4", "h5", "h6"]),
    st.sampled_from([1, 2]),
    st.sampled_from([False] * 7 + [True]),
)
# Each key at most once (snapshots that are whole), or any rows (duplicates); seldom none.
ROWS = st.one_of(
    st.lists(ROW, min_size=3, max_size=5, unique_by=lambda row: row[0]),
    st.lists(ROW, min_size=3, max_size=7),
    st.lists(ROW, max_size=1),
)
SUBMISSION = st.tuples(
    st.sampled_from(["upsert", "upsert", "snapshot", "append"]),
    ROWS,
    st.booleans(),
    st.integers(1, 4),
    st.sampled_from(["apply", "apply", "wait", "wait", "rebuild", "reopen"]),
)


def same_refusal(rows: list[tuple[str | None, str, int, bool]]) -> list[tuple[str | None, str, int, bool]]:
    """Identical rows are refused alike: translation is a function of the row."""
    decided: dict[tuple[str | None, str, int], bool] = {}
    return [(k, h, a, decided.setdefault((k, h, a), r)) for k, h, a, r in rows]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SUBMISSION, min_size=4, max_size=7))
def test_the_ledger_and_the_graph_are_the_model(
    submissions: list[tuple[str, list[tuple[str | None, str, int, bool]], bool, int, str]],
) -> None:
    model = Model()
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "d"
        ledger, graph = Ledger.open(directory), Graph.open(directory)
        try:
            for mode, drawn, confirm, batch, then in submissions:
                rows = same_refusal(drawn)
                people = [person(k, h, a, row=n, refused=r) for n, (k, h, a, r) in enumerate(rows, start=1)]
                summary, _ = send(ledger, people, mode, batch=batch, confirm_empty=confirm)  # type: ignore[arg-type]
                expected = model.submit(mode, rows, confirm)
                assert Counter({k: n for k, n in summary.counts.items() if n}) == expected
                assert live_keys(ledger) == model.live.keys()
                if then == "wait":
                    continue
                if then == "reopen":
                    graph.close()
                    ledger.close()
                    ledger, graph = Ledger.open(directory), Graph.open(directory)
                if then == "rebuild":
                    graph.rebuild(ledger)
                graph.apply(ledger)
                assert graph_lines(graph) == set(model.triples())
            check(ledger, graph, model)
        finally:
            graph.close()
            ledger.close()


def check(ledger: Ledger, graph: Graph, model: Model) -> None:
    report = compare(ledger, graph, retranslate=lambda record: retranslate(record.version.raw))  # type: ignore[union-attr]
    assert report.ok, report
    assert report.records == report.retranslated == len(model.live)
    with ledger.read() as reading:
        counts = reading.connection.exec_driver_sql("SELECT records FROM counts").scalars()
        assert Counter(counts) == Counter(model.triples().values())
    graph.apply(ledger)
    assert graph_lines(graph) == set(model.triples())
