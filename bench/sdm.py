"""Starts SDM-RDFizer where no ODBC library is installed: it imports its driver for databases even to read files."""

from __future__ import annotations

import runpy
import sys
import types

try:
    import pyodbc  # noqa: F401
except ImportError:
    sys.modules["pyodbc"] = types.ModuleType("pyodbc")

sys.argv[0] = "rdfizer"
runpy.run_module("rdfizer", run_name="__main__")
