"""The pages on the linter: lint.md from the pages of the rules, dci-lint.md from DCI's files (INTERLINGUA_DCI)."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from pathlib import Path

from interlingua.editorial.lint import Finding, Report, rules
from interlingua.editorial.lint import lint as run

GROUPS = {
    "H": "Headers", "T": "Terms and their IRIs", "L": "Labels and languages", "D": "Definitions",
    "C": "Classes and properties", "K": "Code lists and crosswalks", "S": "Shapes", "V": "Deprecation and use",
    "W": "Waivers",
}  # fmt: skip
LINT = """\
# The linter

Generated from `shapes/editorial/rules/` by `python docs/generate.py lint`; do not edit.

`interlingua vocab lint` looks for what editors of vocabularies get wrong, in ours and in anybody's: {count} rules, {errors} of them
errors. Each rule is one page, with its reason, its way out, a block that breaks it and one that keeps it; the tests run both.

```sh
interlingua vocab lint                               # the vocabulary of this folder, else ours
interlingua vocab lint ontology/modules/place.ttl    # one file, with the rest as its context
interlingua vocab lint ~/their-ontology              # every .ttl .nt .rdf .owl .jsonld .trig below
interlingua vocab lint --select T,L01 --statistics   # some rules, counted
interlingua vocab lint --format sarif > lint.sarif   # for code hosts and editors; also: json
interlingua vocab explain T02                        # the page of a rule
```

A finding is one line: file, line, rule, level, term, what is wrong, what to do. Exit code 0: no error (warnings and infos may be there);
1: errors; 2: the command itself is wrong. An *error* blocks a release, a *warning* wants an explanation, an *info* is for your judgement:
text shows infos only if you ask (`--level info`, or by `--select`); JSON and SARIF have them all. Nothing is
fetched from the network. `time interlingua vocab lint` on two busy cores: 5 s for the whole, 2.5 s for one file.

## What is read

In a project of our layout: the header, `ontology/modules`, `ontology/codelists`, the shapes and profiles, as one graph; examples,
questions, mappings, alignments (`*.sssom.tsv`) and the tables of released codes beside it. Of any other folder: its RDF files. Rules
marked † rest on what we decided and are asked of our layout only.

A file that cannot be read is a finding (T00) and no other rule judges it; the other files are linted as ever.

## Waivers

`shapes/editorial/waivers.toml` lets a finding pass, for a time, with somebody's name:

```toml
[[waiver]]
rule = "L09"
focus = "https://w3id.org/social-protection/FeeAndFine"   # a pattern with *; or file = "ontology/modules/*"
owner = "Editor of the payment module"
reason = "To be split in two before the first release"
expires = 2027-03-31
```

A waiver without use (W01), after its day (W02) or with a hole (W03) is itself an error. Waivers are judged when the whole is linted.

## Released codes

`interlingua vocab codes > ontology/releases/0.1.0.codes.tsv` at a release keeps the address and notation of each code. From then on K08
finds a code that is gone or a notation that went to another code, and H09 asks the header to lead back.

## Where we differ from the origins

The rules and their origins were collected in a survey of how vocabularies are kept clean (62 rules of ROBOT, OOPS!, FOOPS!, qSKOS, SKOS,
FIBO, SEMIC, schema.org, LinkML, PublicSchema, VocPub and others). All are here; these were changed where our decisions differ:

- H01: the header of a code list is its `skos:ConceptScheme`, and parts of the core shapes share one. H04 and H05: nothing is asked of the network, so "resolves" became "is
  the IRI of a known licence" and "tells a version". H08: a part takes publisher and dates from the whole.
- T03: a bare declaration of a foreign class is allowed. T06: what is a class is no code.
- L06: every language at every stage of maturity. L05: no regions. D01: a code of an outside list is defined there.
- C06 is the reverse of the usual pitfall: an unneeded domain is the mistake, not a missing one.
- New beside the 62: T00, T11, L11, K11, V04 and the three on waivers.

## The rules
"""


def lint() -> str:
    """How to use the linter, and every rule."""
    known = list(rules().values())
    parts = [LINT.format(count=len(known), errors=sum(rule.level == "error" for rule in known))]
    for letter, name in GROUPS.items():
        parts.append(f"\n### {name}\n\n| rule | level | what it finds | origin |\n|---|---|---|---|\n")
        for rule in known:
            if rule.id[0] == letter:
                mark = " †" if rule.scope == "house" else ""
                link = f"[{rule.id}](../shapes/editorial/rules/{rule.page})"
                parts.append(
                    f"| {link}{mark} | {rule.level} | {_cell(rule.title)} | {_cell(rule.origin)} |\n"
                )
    return "".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


DCI = """\
# What the linter finds in DCI's files

Generated from DCI's `schemas` folder by `python docs/generate.py dci-lint` (with `INTERLINGUA_DCI` set); do not edit. The same by hand:

```sh
interlingua vocab lint "$INTERLINGUA_DCI/schemas" --statistics
interlingua vocab lint "$INTERLINGUA_DCI/schemas" --format sarif > dci.sarif
```

{files} JSON-LD files (spdci/schemas, commit 53b6dbc of 2026-04-17), {ran} rules: **{errors} errors, {warnings} warnings, {infos} infos**;
{clean} files have no error. The rules are those that we hold our own vocabulary to, less those that rest on our own decisions.
Only identifiers are shown, no text of DCI.

How to read it: most of the counts have few causes. A prefix that is not declared or does not end in `/` or `#` (T02) leaves names such as
`spdci:Person` unexpanded, so that terms have no address (T01) and several terms share one name (T11, D02, L02). Links that are written
as texts (T07) leave hardly an axiom to check, so the rules on classes (C) find little. The causes are four lines in a context, and a few
patterns of editing; once they are mended the linter sees much more of what the files mean.

## By rule

| findings | files | rule | level | what is wrong | the worst files |
|---:|---:|---|---|---|---|
"""


def dci_folder() -> Path | None:
    """DCI's schemas, where the environment says where they are."""
    held = os.environ.get("INTERLINGUA_DCI")
    folder = Path(held) / "schemas" if held else None
    return folder if folder is not None and folder.is_dir() else None


def dci_lint() -> str:
    """The findings on DCI's files: counts, and one example a rule."""
    folder = dci_folder()
    assert folder is not None
    report = run([folder])
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for found in report.findings:
        by_rule[found.rule].append(found)
    parts = [_dci_head(report)]
    for rule, level, count, title in report.statistics():
        files = Counter(_name(found, folder) for found in by_rule[rule])
        worst = ", ".join(
            f"`{name}` {n}" for name, n in sorted(files.items(), key=lambda i: (-i[1], i[0]))[:2]
        )
        page = f"[{rule}](../shapes/editorial/rules/{rules()[rule].page})"
        parts.append(f"| {count} | {len(files)} | {page} | {level} | {_cell(title)} | {worst} |\n")
    parts.append("\n## Examples\n\nThe first findings of each rule that is an error, with file and line.\n\n")
    for rule, level, _count, _title in report.statistics():
        if level == "error":
            parts += _examples(rule, by_rule[rule], folder)
    parts.append("\n## By part\n\n| folder | files | errors | warnings |\n|---|---:|---:|---:|\n")
    return "".join([*parts, *_by_part(report, folder)])


def _dci_head(report: Report) -> str:
    bad = {found.file for found in report.findings if found.level == "error"}
    return DCI.format(
        files=report.files,
        ran=len(report.rules),
        errors=report.counts["error"],
        warnings=report.counts["warning"],
        infos=report.counts["info"],
        clean=report.files - len(bad),
    )


def _name(found: Finding, folder: Path) -> str:
    return Path(found.file or "").relative_to(folder).as_posix()


def _examples(rule: str, found: list[Finding], folder: Path) -> list[str]:
    """Two a rule, with other messages, without a text of DCI's."""
    shown: dict[str, str] = {}
    for one in found:
        said = _without_texts(one.message)
        shown.setdefault(
            re.sub(r"`[^`]*`|<[^>]*>", "", said), f"- {rule} `{_name(one, folder)}:{one.line}`: {said}\n"
        )
    return list(shown.values())[:2]


def _without_texts(message: str) -> str:
    """Labels and comments, which are in double quotes, become `...`; names are kept."""
    return re.sub(r'"[^"]*"?', "“…”", message)


def _by_part(report: Report, folder: Path) -> list[str]:
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.rglob("*.jsonld")):
        parts["/".join(path.relative_to(folder).parts[:2])]["files"] += 1
    for found in report.findings:
        parts["/".join(_name(found, folder).split("/")[:2])][found.level] += 1
    rows = sorted(parts.items())
    return [f"| `{name}` | {n['files']} | {n['error']} | {n['warning']} |\n" for name, n in rows]
