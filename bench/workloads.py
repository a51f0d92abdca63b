"""The workloads by name: what is written into a folder, and which engines run on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import tables
import transit
from engines import Engine, ours, peers
from krown import Joined, Raw


@dataclass(frozen=True)
class Workload:
    """`write` fills a folder. `limit` is how many seconds a peer may take; 0 means that none is asked."""

    write: Callable[[Path], None]
    quads: bool = False
    plain: bool = True
    """Whether ours also runs without removal of duplicates."""
    limit: float = 1800

    @property
    def mine(self) -> list[Engine]:
        """Our modes."""
        return [ours(distinct=False), ours(distinct=True)] if self.plain else [ours(distinct=True)]

    @property
    def others(self) -> list[Engine]:
        """The peers."""
        return peers(quads=self.quads) if self.limit else []


def _people(rows: int, duplicates: float) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        tables.table(folder / "rows.csv", rows, duplicates)
        tables.rml(folder / "mapping.ttl", folder / "rows.csv")

    return write


def _transit(scale: int, form: str) -> Callable[[Path], None]:
    return lambda folder: transit.write(folder, scale, form)


def workloads(rows: int, scale: int) -> Mapping[str, Workload]:
    """By name. `rows` sizes the tables (the published size is 1,000,000), `scale` the transit feed."""
    some = max(1, rows // 10)
    return {
        "rows": Workload(_people(rows, 0.04)),
        "rows-repeated": Workload(_people(rows, 0.5)),
        "maps": Workload(Raw(rows, properties=3, maps=12, empties=0.4).write),
        "rows-x10": Workload(Raw(rows * 10).write, limit=0),
        "duplicates": Workload(Raw(some, duplicates=0.8).write),
        "empties": Workload(Raw(some, empties=0.9).write),
        "wide-cells": Workload(Raw(some, cell=500).write),
        "one-map-15-rules": Workload(Raw(some, properties=15).write),
        "15-maps-one-rule": Workload(Raw(some, properties=1, maps=15).write),
        "graphs": Workload(Raw(some, graphs=15).write, quads=True, limit=600),
        "graphs-dynamic": Workload(Raw(some, graphs=15, dynamic=True).write, quads=True, limit=600),
        "join-1-1": Workload(Joined(some).write),
        "join-1-10": Workload(Joined(some, parents=10).write),
        "join-10-1": Workload(Joined(some, children=10).write),
        "join-5-5": Workload(Joined(some, children=5, parents=5).write),
        "join-15-conditions": Workload(Joined(some, children=5, parents=5, conditions=15).write),
        "join-half": Workload(Joined(some, match=0.5).write),
        **{f"transit-{form}": Workload(_transit(scale, form)) for form in transit.FORMS},
    }
