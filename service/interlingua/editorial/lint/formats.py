"""A report as text, as JSON, and as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from interlingua.editorial.lint.model import Finding, Level, Rule
from interlingua.editorial.lint.run import Report

_SARIF_LEVELS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def summary(report: Report) -> str:
    """One line: how much was found, and in how much."""

    def counted(number: int, word: str) -> str:
        return f"{number} {word}{'s'[: number != 1]}"

    counts = report.counts
    parts = [
        counted(counts["error"], "error"),
        counted(counts["warning"], "warning"),
        f"{counts['info']} info",
    ]
    if report.waived:
        parts.append(f"{len(report.waived)} waived")
    return f"{', '.join(parts)}; {counted(report.files, 'file')}, {counted(len(report.rules), 'rule')}"


def as_text(report: Report, levels: Collection[str]) -> str:
    """A line for each finding, then the summary."""
    lines = [found.text() for found in report.findings if found.level in levels]
    return "\n".join([*lines, summary(report)]) + "\n"


def as_statistics(report: Report) -> str:
    """A line for each rule that found something, then the summary."""
    rows = report.statistics()
    lines = [f"{count:6}  {rule}  {level:7}  {title}" for rule, level, count, title in rows]
    return "\n".join([*lines, summary(report)]) + "\n"


def as_json(report: Report, levels: Collection[str]) -> str:
    """`{summary, findings, waived}`."""
    document = {
        "summary": {
            "errors": report.counts["error"],
            "warnings": report.counts["warning"],
            "infos": report.counts["info"],
            "waived": len(report.waived),
            "files": report.files,
            "rules": len(report.rules),
        },
        "findings": [found.to_dict() for found in report.findings if found.level in levels],
        "waived": [found.to_dict() for found in report.waived],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_sarif(report: Report, levels: Collection[str]) -> str:
    """A SARIF log of one run; waived findings are results with a suppression."""
    from importlib.metadata import version

    index = {rule.id: number for number, rule in enumerate(report.rules)}
    results = [_result(f, index) for f in report.findings if f.level in levels]
    for found in report.waived:
        results.append({**_result(found, index), "suppressions": [{"kind": "external"}]})
    driver = {
        "name": "interlingua vocab lint",
        "version": version("interlingua"),
        "informationUri": "https://w3id.org/social-protection/",
        "rules": [_rule(rule) for rule in report.rules],
    }
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.page.removesuffix(".md").split("-")[1:]),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": " ".join(rule.why.split())},
        "help": {"text": rule.fix, "markdown": f"{rule.why}\n{rule.how}"},
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.level]},
        "properties": {"origin": rule.origin},
    }


def _uri(name: str) -> str:
    return Path(name).as_uri() if Path(name).is_absolute() else quote(name)


def _result(found: Finding, index: dict[str, int]) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": _uri(found.file or "")},
        "region": {"startLine": max(found.line or 1, 1)},
    }
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": index[found.rule],
        "level": _SARIF_LEVELS[found.level],
        "message": {"text": f"{found.message} {found.fix or ''}".strip()},
        "locations": [{"physicalLocation": place}],
    }
    if found.focus is not None:
        result["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": found.focus}]
    return result
