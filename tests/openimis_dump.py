"""openIMIS's demonstration database, from the INSERTs of its PostgreSQL dump into SQLite."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

TABLES = {
    "tblInsuree", "tblFamilies", "tblPolicy", "tblInsureePolicy", "tblPremium", "tblPayer", "tblLocations", "tblProduct",
}  # fmt: skip
MONEY = {"PolicyValue", "Amount"}
_INSERT = re.compile(r'^INSERT INTO "(\w+)" \(([^)]*)\) VALUES \(', re.MULTILINE)
_TOKEN = re.compile(r"N?'((?:[^']|'')*)'|([(),])|([^'(),]+)")
Cell = str | int | float | None


def build(dump: Path, made: Path) -> None:
    """Write the tables that our mappings read into a new SQLite file."""
    text = dump.read_text("utf-8")
    known: set[str] = set()
    with closing(sqlite3.connect(made)) as connection:
        for match in _INSERT.finditer(text):
            table, columns = match[1], re.findall(r'"(\w+)"', match[2])
            if table not in TABLES:
                continue
            if table not in known:
                known.add(table)
                types = ", ".join(f'"{c}" DECIMAL(18, 2)' if c in MONEY else f'"{c}"' for c in columns)
                connection.execute(f'CREATE TABLE "{table}" ({types})')
            cells = list(_cells(text, match.end()))
            assert len(cells) == len(columns), table
            connection.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(cells))})', cells)
        connection.commit()


def _cells(text: str, at: int) -> Iterator[Cell]:
    """The values of one INSERT, from the bracket that opens them."""
    depth, quoted, plain = 0, None, ""
    while True:
        token = _TOKEN.match(text, at)
        assert token is not None
        at = token.end()
        if token[1] is not None:
            quoted = token[1].replace("''", "'")
        elif token[2] == "," and depth == 0:
            yield _cell(quoted, plain)
            quoted, plain = None, ""
        elif token[2] == ")" and depth == 0:
            yield _cell(quoted, plain)
            return
        elif token[2] is not None:
            depth += {"(": 1, ")": -1, ",": 0}[token[2]]
        else:
            plain += token[3]


def _cell(quoted: str | None, plain: str) -> Cell:
    """`N'a'`, `CAST(N'2020-01-01' AS Date)`, `CAST(1.00 AS Decimal)`, `1::boolean`, `NULL::boolean`, `7`."""
    if quoted is not None:
        return quoted
    word = plain.strip().removeprefix("CAST").split("::")[0].split(" AS ")[0].strip()
    if word.upper() == "NULL":
        return None
    if word in ("true", "false"):
        return int(word == "true")
    return float(word) if "." in word else int(word)
