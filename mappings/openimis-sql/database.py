"""Make the sample database of the text that people read and write.

    python mappings/openimis-sql/database.py [FOLDER]

`samples/openimis.sql` becomes `openimis.db`, a SQLite file. FOLDER: where to write it.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent / "samples"


def main(folder: Path) -> None:
    """Write the database anew."""
    made = folder / "openimis.db"
    made.unlink(missing_ok=True)
    with closing(sqlite3.connect(made)) as connection:
        connection.executescript((SAMPLES / "openimis.sql").read_text("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
