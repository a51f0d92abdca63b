"""For every test: openpyxl writes with the standard library, whose bytes do not depend on what else is installed."""

from __future__ import annotations

import os

os.environ.setdefault("OPENPYXL_LXML", "False")
