"""Generated inputs for the benchmarks: the same bytes for the same arguments."""

from __future__ import annotations

import random
from pathlib import Path

import krown

COLUMNS = 20
_WORDS = (
    "amina",
    "kofi",
    "rural",
    "north",
    "ward",
    "grant",
    "paid",
    "visit",
    "elder",
    "child",
    "lake",
    "hill",
)


def _cell(random_: random.Random, column: int) -> str:
    kind = column % 4
    if kind == 0:
        return f"{random_.choice(_WORDS)} {random_.choice(_WORDS)} {random_.randrange(1000)}"
    if kind == 1:
        return (
            f"{random_.randrange(1940, 2024)}-{random_.randrange(1, 13):02d}-{random_.randrange(1, 29):02d}"
        )
    if kind == 2:
        return str(random_.randrange(10_000_000))
    return f"{random_.choice(_WORDS)}-{random_.randrange(100_000)}"


def table(path: Path, rows: int, duplicates: float) -> None:
    """A CSV of an id and 20 columns. That share of rows repeats an earlier subject; half of its cells differ."""
    random_ = random.Random(f"{rows}/{duplicates}")
    kept: list[tuple[str, list[str]]] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("id," + ",".join(f"p{n}" for n in range(1, COLUMNS + 1)) + "\n")
        for number in range(rows):
            if kept and random_.random() < duplicates:
                name, cells = random_.choice(kept)
                cells = [c if random_.random() < 0.5 else _cell(random_, n) for n, c in enumerate(cells)]
            else:
                name, cells = f"S{number:08d}", [_cell(random_, n) for n in range(COLUMNS)]
                if len(kept) < 50_000:
                    kept.append((name, cells))
                else:
                    kept[random_.randrange(50_000)] = (name, cells)
            file.write(name + "," + ",".join(cells) + "\n")


def rml(path: Path, source: Path) -> None:
    """An RML mapping of that table: 20 triples a row."""
    rules = "\n".join(
        f'  rr:predicateObjectMap [ rr:predicate ex:p{n} ; rr:objectMap [ rml:reference "p{n}" ] ] ;'
        for n in range(1, COLUMNS + 1)
    )
    path.write_text(
        f"{krown.PREFIXES}<http://example.org/mapping#Row> a rr:TriplesMap ;\n"
        f"{krown.source(source.stem)} ;\n"
        f"{rules}\n"
        '  rr:subjectMap [ rr:template "http://example.org/row/{id}" ] .\n',
        encoding="utf-8",
    )


NESTED = """\
# Households with members, as a registry sends them.
prefixes: {ex: "http://example.org/ns#"}
sources:
  registry: [records.json~jsonpath, "$.message.records[*]"]
record: {system: bench, type: household, source: registry, key: [$(id)]}
mappings:
  household:
    s: http://example.org/household/$(id)
    po:
      - [a, ex:Household]
      - [ex:size, $(size)]
      - [ex:ward, $(address.ward)]
      - [ex:street, $(address.street)]
      - [ex:registered, "il:date(value=$(registered), format=DD/MM/YYYY)"]
      - [ex:score, $(score)]
      - [ex:phone, "$(phones[*])"]
  member:
    each: "$.members[*]"
    s: http://example.org/household/$(^id)/$(no)
    po:
      - [a, ex:Member]
      - [ex:name, $(name)]
      - [ex:born, "il:date(value=$(born), format=YYYY-MM-DD)"]
      - [ex:head, $(head)]
      - p: ex:household
        o: {value: "http://example.org/household/$(^id)", type: iri}
"""


def document(path: Path, megabytes: int) -> None:
    """One JSON document of households of about that size."""
    import json

    random_ = random.Random(megabytes)
    written, number = 0, 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"message": {"version": "1.0.0", "records": [\n')
        while written < megabytes * 1_000_000:
            text = json.dumps(_household(random_, number), ensure_ascii=False)
            written += file.write((",\n" if number else "") + text)
            number += 1
        file.write("\n]}}\n")


def _household(random_: random.Random, number: int) -> dict[str, object]:
    def born() -> str:
        return (
            f"{random_.randrange(1940, 2024)}-{random_.randrange(1, 13):02d}-{random_.randrange(1, 29):02d}"
        )

    size = random_.randrange(1, 7)
    return {
        "id": f"H{number:09d}",
        "size": size,
        "address": {"ward": random_.choice(_WORDS), "street": f'{random_.randrange(300)} Lake "Road"'},
        "registered": f"{random_.randrange(1, 29):02d}/{random_.randrange(1, 13):02d}/{random_.randrange(2000, 2024)}",
        "score": random_.randrange(1000) / 10,
        "phones": [f"+999{random_.randrange(10_000_000):07d}" for _ in range(random_.randrange(3))],
        "members": [
            {
                "no": n,
                "name": f"{random_.choice(_WORDS).title()} {random_.choice(_WORDS).title()}",
                "born": born(),
                "head": n == 0,
            }
            for n in range(size)
        ],
    }
