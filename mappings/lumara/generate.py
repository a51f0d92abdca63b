"""Write Lumara's sample files, the list of what is bad in them, and the answers that are true of them.

    python mappings/lumara/generate.py [FOLDER]

FOLDER stands for `mappings`, beside which this file lies by default. The same bytes come out each time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from generator import answers, damage, registry, tables
from generator.country import build


def main(folder: Path) -> None:
    country = build()
    makers = {
        damage.MEMBERS: tables.members,
        damage.PAYMENTS: tables.payments,
        damage.HOUSEHOLDS: registry.households,
        damage.PENSIONERS: tables.pensioners,
    }
    bad = []
    for name, make in makers.items():
        data, damaged = make(country)
        bad.extend(damaged)
        _write(folder / name, data)
    bad.sort(key=lambda b: (b.file, b.row))
    _write_json(folder / "lumara/bad-records.json", [b.to_dict() for b in bad])
    by_hand = (Path(__file__).resolve().parents[1] / "lumara-pension/expected/pensioners.txt").read_text(
        "utf-8"
    )
    _write(folder / "lumara-pension/expected/pensioners.xlsx", tables.by_hand(by_hand))
    _write_json(folder / "lumara/expected-answers.json", answers.expected(country))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _write_json(path: Path, value: object) -> None:
    _write(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1])
