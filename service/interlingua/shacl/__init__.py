"""SHACL: shapes, the checks that one record can decide, whole-graph validation, and what was found.

load_profile, load_shapes     shapes from the shipped profiles or a file
record_checks                 constraints to compile into the record's function
validate_graph                pySHACL over a graph; validate_limited does so for strangers
mapping_findings              what is wrong in a mapping, before any record exists
ReportWriter, Summary         findings of records, for a file and for the terminal
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interlingua.shacl.checks import CODE_OF as CODE_OF
    from interlingua.shacl.checks import record_checks as record_checks
    from interlingua.shacl.findings import ReportWriter as ReportWriter
    from interlingua.shacl.findings import Summary as Summary
    from interlingua.shacl.findings import outcome_of as outcome_of
    from interlingua.shacl.fragments import RecordCheck as RecordCheck
    from interlingua.shacl.limited import validate_limited as validate_limited
    from interlingua.shacl.mapping_check import mapping_findings as mapping_findings
    from interlingua.shacl.model import Shapes as Shapes
    from interlingua.shacl.report import Report as Report
    from interlingua.shacl.report import Result as Result
    from interlingua.shacl.shapes import load_shapes as load_shapes
    from interlingua.shacl.shapes import profiles as profiles
    from interlingua.shacl.shipped import load_profile as load_profile
    from interlingua.shacl.shipped import load_profiles as load_profiles
    from interlingua.shacl.validate import validate_graph as validate_graph

_WHERE = {
    "CODE_OF": "checks", "record_checks": "checks", "ReportWriter": "findings", "Summary": "findings",
    "outcome_of": "findings", "RecordCheck": "fragments", "validate_limited": "limited", "Shapes": "model",
    "mapping_findings": "mapping_check", "Report": "report", "Result": "report", "load_profile": "shipped",
    "load_profiles": "shipped",
    "load_shapes": "shapes", "profiles": "shapes", "validate_graph": "validate",
}  # fmt: skip

__all__ = sorted(_WHERE)


def __getattr__(name: str) -> Any:  # a verb pays only for the modules that it uses
    if name not in _WHERE:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"interlingua.shacl.{_WHERE[name]}"), name)
