"""Make HOPE's sample workbooks from the texts that people read and write.

    python mappings/hope/workbook.py [FOLDER]

`samples/*.yaml` names for each sheet its columns, with the words under the headings where there are such, and the filled
cells of each row; an empty row is an empty row of the sheet. The same bytes come out each time. FOLDER: where to write.
"""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parent / "samples"


def workbook(sheets: dict[str, Any]) -> bytes:
    """An XLSX whose bytes depend on the cells alone: no clock, no compression library."""
    os.environ.setdefault("OPENPYXL_LXML", "False")  # else the bytes depend on whether lxml is installed
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, content in sheets.items():
        sheet = book.create_sheet(title)
        columns: dict[str, str | None] = content["columns"]
        sheet.append(list(columns))
        if any(columns.values()):
            sheet.append(list(columns.values()))
        for row in content["rows"]:
            unknown = set(row or ()) - set(columns)
            if unknown:
                raise SystemExit(f"{title} has no column {', '.join(sorted(unknown))}")
            sheet.append([_cell((row or {}).get(name)) for name in columns])
    book.properties.created = datetime(2025, 6, 30)  # noqa: DTZ001  a workbook has no time zone
    book.properties.creator = "Interlingua"
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _cell(value: Any) -> Any:
    """Spreadsheets keep a day as a moment."""
    return datetime(value.year, value.month, value.day) if type(value) is date else value  # noqa: DTZ001


def _without_clock(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = source.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2025-06-30T00:00:00Z", part)
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            target.writestr(info, part, compress_type=zipfile.ZIP_STORED)
    return out.getvalue()


def main(folder: Path) -> None:
    """Write a workbook for each text."""
    import yaml

    for text in sorted(SAMPLES.glob("*.yaml")):
        sheets = yaml.safe_load(text.read_text("utf-8"))
        (folder / f"{text.stem}.xlsx").write_bytes(workbook(sheets))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
