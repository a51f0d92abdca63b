"""`interlingua mapping`: look at a mapping before any record exists."""

from __future__ import annotations

from typing import Annotated

import typer

from interlingua.cli.options import (
    AllowFunctionsOption,
    AllowSourceOption,
    JsonOption,
    MappingArgument,
    SourcesArgument,
    allowed,
    split_sources,
)

app = typer.Typer(help="Check and explain mappings.", no_args_is_help=True, rich_markup_mode=None)


@app.command("check")
def check(
    mapping: MappingArgument,
    sources: SourcesArgument = None,
    json: JsonOption = False,
    allow_source: AllowSourceOption = None,
    allow_functions: AllowFunctionsOption = False,
) -> None:
    """Find what is wrong in a mapping: syntax, columns, terms and codes that do not exist.

    Columns are checked against the sources that the mapping names (or that you give), when they are there.
    Exit code 2: something is wrong; warnings leave it 0.
    """
    from interlingua.cli.output import give, give_json
    from interlingua.exchange.mapping import check_mapping

    findings = check_mapping(
        mapping, split_sources(sources), allow=allowed(allow_source), allow_functions=allow_functions
    )
    errors = sum(f.severity == "violation" for f in findings)
    if json:
        give_json([f.to_dict() for f in findings])
    else:
        for finding in findings:
            give(f"{'error' if finding.severity == 'violation' else finding.severity}: {finding.text()}")
        warnings = len(findings) - errors
        give(f"{errors} error{'s'[: errors != 1]}, {warnings} warning{'s'[: warnings != 1]}")
    if errors:
        raise typer.Exit(2)


@app.command("explain")
def explain(
    mapping: MappingArgument,
    sources: SourcesArgument = None,
    source: Annotated[
        bool, typer.Option("--source/--no-source", help="Print the compiled functions too.")
    ] = True,
    profile: Annotated[
        str | None, typer.Option("--profile", help="Weave in the checks of this profile.")
    ] = None,
    allow_source: AllowSourceOption = None,
    allow_functions: AllowFunctionsOption = False,
) -> None:
    """Print what a mapping does: its plan, who owns which subject, its checks, and the compiled functions."""
    from interlingua.cli.output import give
    from interlingua.exchange.mapping import explain_mapping

    give(
        explain_mapping(
            mapping,
            split_sources(sources),
            profile=profile,
            with_source=source,
            allow=allowed(allow_source),
            allow_functions=allow_functions,
        )
    )


@app.command("test")
def examples(
    mapping: MappingArgument, json: JsonOption = False, allow_functions: AllowFunctionsOption = False
) -> None:
    """Run the examples written inside a mapping (`tests:`), and name the rules whose property none says.

    Exit code 1: an example does not give what it should.
    """
    from interlingua.cli.output import give, give_json
    from interlingua.exchange.mapping_test import check_examples
    from interlingua.settings import from_environment

    tried, untouched = check_examples(mapping, from_environment(), allow_functions=allow_functions)
    failed = sum(not one.passed for one in tried)
    if json:
        silent = [
            {"mapping": u.triples_map, "term": u.term, "line": u.place and u.place.line} for u in untouched
        ]
        give_json({"tests": [one.to_dict() for one in tried], "untouched": silent})
    else:
        for one in tried:
            for line in one.lines():
                give(line)
        for rule in untouched:
            give(f"untouched: {rule.text()}")
        give(f"{len(tried) - failed} passed, {failed} failed, {len(untouched)} untouched")
    if failed:
        raise typer.Exit(1)


@app.command("coverage")
def coverage(
    mapping: MappingArgument,
    sources: SourcesArgument = None,
    json: JsonOption = False,
    allow_source: AllowSourceOption = None,
    allow_functions: AllowFunctionsOption = False,
) -> None:
    """Tell which columns or paths of real files a mapping uses, leaves out with a reason, or forgets.

    The files are read to their end. A line for each column (CSV, XLSX, ODS, Parquet, SQL) or path (JSON, XML)
    that has a value: in how many records, and whether it is `mapped` (by which property, in which line of the
    mapping), `left out` (the reason under `omit:`), or `neither`. No value is ever printed.
    A file in which values are only looked up is not counted.
    Exit code 1: something is neither mapped nor left out, or no field has a value.
    """
    from interlingua.cli.output import give, give_json
    from interlingua.exchange.coverage import mapping_coverage
    from interlingua.settings import from_environment

    found = mapping_coverage(
        mapping,
        split_sources(sources),
        from_environment(),
        allow=allowed(allow_source),
        allow_functions=allow_functions,
    )
    if json:
        give_json(found.to_dict())
    else:
        for line in found.lines():
            give(line)
    if not found.whole:
        raise typer.Exit(1)


@app.command("convert")
def convert(
    mapping: MappingArgument,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here: .ttl or .yaml.")
    ] = None,
    external: Annotated[
        list[str] | None,
        typer.Option("--external", "-e", metavar="NAME=VALUE", help="A value for an external reference."),
    ] = None,
) -> None:
    """Write a mapping in the other notation: YARRRML as RML Turtle, RML or R2RML Turtle as YARRRML.

    Nothing is lost: what RML has no words for is kept under the prefix ilm:. Functions keep their names,
    also those that nobody here knows.
    """
    from pathlib import Path

    from interlingua.cli.output import give
    from interlingua.errors import InterlinguaError
    from interlingua.exchange.convert import convert_mapping

    given: dict[str, str] = {}
    for text in external or ():
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise InterlinguaError("IL-U001", "--external needs NAME=VALUE.", hint="-e city=Kora")
        given[name] = value
    text = convert_mapping(mapping, to=Path(output).suffix if output else None, external=given)
    if output is None:
        give(text.rstrip("\n"))
    else:
        Path(output).write_text(text, encoding="utf-8")
