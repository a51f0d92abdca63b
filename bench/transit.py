"""A public-transport feed as a join workload: ten tables, thirteen triples maps, twelve joins.

Shaped after the GTFS-Madrid benchmark (tables of GTFS and how many rows they have for each other); the tables,
their cardinalities and the mapping are ours. A scale of 1 gives about 400,000 statements.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import krown

Row = dict[str, str]

# table -> (columns besides the id, links to other tables)
_TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "agency": (("name", "url", "timezone", "lang", "phone"), ()),
    "feed_info": (("publisher", "lang", "version"), ("agency",)),
    "calendar": (("monday", "tuesday", "sunday", "start", "end"), ()),
    "calendar_dates": (("date", "exception"), ("calendar",)),
    "routes": (("short", "long", "type", "color", "text"), ("agency",)),
    "shapes": (("lat", "lon", "sequence", "distance"), ()),
    "stops": (("code", "name", "lat", "lon", "zone", "type"), ()),
    "trips": (("headsign", "short", "direction", "wheelchair"), ("routes", "calendar", "shapes")),
    "stop_times": (("arrival", "departure", "sequence", "pickup"), ("trips", "stops")),
    "frequencies": (("start", "end", "headway", "exact"), ("trips",)),
}
_ROWS = {
    "agency": 2, "feed_info": 1, "calendar": 70, "calendar_dates": 140, "routes": 40, "shapes": 50_000,
    "stops": 1_300, "trips": 1_500, "stop_times": 20_000, "frequencies": 900,
}  # fmt: skip
FORMS = ("csv", "json", "xml")


def rows(table: str, scale: int) -> Iterator[Row]:
    """The rows of one table."""
    random_ = random.Random(f"{table}/{scale}")
    columns, links = _TABLES[table]
    for number in range(_count(table, scale)):
        row = {"id": f"{table}-{number}"}
        row |= {name: f"{name} {random_.randrange(10_000)}" for name in columns}
        row |= {f"{link}_id": f"{link}-{random_.randrange(_count(link, scale))}" for link in links}
        yield row


def _count(table: str, scale: int) -> int:
    return _ROWS[table] * scale if _ROWS[table] > 2 else _ROWS[table]


def write(folder: Path, scale: int, form: str) -> None:
    """All tables in one form, and mapping.ttl."""
    for table in _TABLES:
        with (folder / f"{table}.{form}").open("w", encoding="utf-8", newline="") as file:
            file.writelines(_TEXTS[form](rows(table, scale)))
    (folder / "mapping.ttl").write_text(mapping(form), "utf-8")


def _csv(found: Iterable[Row]) -> Iterator[str]:
    for index, row in enumerate(found):
        if index == 0:
            yield ",".join(row) + "\n"
        yield ",".join(row.values()) + "\n"


def _json(found: Iterable[Row]) -> Iterator[str]:
    yield "["
    for index, row in enumerate(found):
        yield (",\n" if index else "") + json.dumps(row)
    yield "]\n"


def _xml(found: Iterable[Row]) -> Iterator[str]:
    yield "<rows>\n"
    for row in found:
        yield "<row>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in row.items()) + "</row>\n"
    yield "</rows>\n"


_TEXTS = {"csv": _csv, "json": _json, "xml": _xml}


def mapping(form: str) -> str:
    """Thirteen triples maps: one a table, and one more of stops, shapes and trips."""
    maps = [_map(table, form) for table in _TABLES]
    maps.append(_extra("stop_place", "stops", ("lat", "lon"), form))
    maps.append(_extra("shape_point", "shapes", ("lat", "lon"), form, ("trips",)))
    maps.append(_extra("trip_service", "trips", ("direction",), form, ("stop_times", "frequencies")))
    return krown.PREFIXES + "\n".join(maps)


def _map(table: str, form: str) -> str:
    columns, links = _TABLES[table]
    rules = [_rule(name) for name in columns] + [_link(link) for link in links]
    return _triples_map(table, table, rules, form)


def _extra(name: str, table: str, columns: tuple[str, ...], form: str, children: tuple[str, ...] = ()) -> str:
    rules = [_rule(column) for column in columns] + [_back(child, table) for child in children]
    return _triples_map(name, table, rules, form)


def _rule(column: str) -> str:
    return f'  rr:predicateObjectMap [ rr:predicate ex:{column} ; rr:objectMap [ rml:reference "{column}" ] ]'


def _link(table: str) -> str:
    return _join(table, f"{table}_id", "id")


def _back(child: str, table: str) -> str:
    return _join(child, "id", f"{table}_id")


def _join(parent: str, child_column: str, parent_column: str) -> str:
    return (
        f"  rr:predicateObjectMap [ rr:predicate ex:{parent} ; rr:objectMap [ rr:parentTriplesMap"
        f' <http://example.org/mapping#{parent}> ; rr:joinCondition [ rr:child "{child_column}" ;'
        f' rr:parent "{parent_column}" ] ] ]'
    )


def _triples_map(name: str, table: str, rules: list[str], form: str) -> str:
    subject = (
        f'  rr:subjectMap [ rr:template "http://example.org/{name}/{{id}}" ; rr:class ex:{name.title()} ]'
    )
    parts = [krown.source(table, form), subject, *rules]
    return f"<http://example.org/mapping#{name}> a rr:TriplesMap ;\n" + " ;\n".join(parts) + " .\n"
