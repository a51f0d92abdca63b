"""Writes docs/settings.md from `interlingua.settings`.

python docs/generate_settings.py            write it
python docs/generate_settings.py --check    exit 1 when the file is not current
"""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

from interlingua.settings import Settings

PAGE = Path(__file__).with_name("settings.md")

HEAD = """\
# Settings

Generated from `settings.py` by `python docs/generate_settings.py`; do not edit. Each is an environment variable; an option of the
command line wins over it. Sizes are bytes, times seconds.

| variable | default | what it does |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = [
        f"| `INTERLINGUA_{field.name.upper()}` | {'' if field.default is None else f'`{field.default}`'} "
        f"| {field.metadata['help']} |\n"
        for field in fields(Settings)
    ]
    return (
        HEAD
        + "".join(rows)
        + "| `INTERLINGUA_DEBUG` | | Set it to see where an unexpected error (IL-E001) came from. |\n"
    )


def main() -> int:
    """Write the page, or check it."""
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
