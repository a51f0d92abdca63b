"""`interlingua vocab lint` and `vocab explain`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from interlingua.editorial.lint import Report


class Form(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"
    sarif = "sarif"


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", help="Files or folders; the vocabulary here, or ours, by default."
        ),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print what is found.")] = Form.text,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", metavar="RULE", help="Only these rules (T, or T02; repeat, or with commas)."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULE", help="Not these rules.")
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            metavar="LEVEL",
            help="Show from this level on: error, warning, info. Default: warning in text, else info.",
        ),
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count findings by rule instead.")] = False,
    explained: Annotated[
        str | None, typer.Option("--explain", metavar="RULE", help="Print the page of a rule, and stop.")
    ] = None,
) -> None:
    """Find what is wrong in an ontology, its code lists, shapes and alignments.

    In a project of our layout (ontology/, shapes/) one file is linted with the rest as its context. Any other folder
    is linted by its RDF files. Exit code 1: there are errors.
    """
    import gc

    from interlingua.cli.output import give, progress
    from interlingua.editorial.lint import lint as run

    if explained is not None:
        explain(explained)
        return
    shown = _levels(level or ("warning" if form is Form.text and not select else "info"))
    gc.disable()  # many small objects and no circles: looking for circles is a third of the time
    try:
        with progress("linting") as update:
            report = run(paths or [_here()], select=_split(select), ignore=_split(ignore), progress=update)
    finally:
        gc.enable()
    give(_printed(report, form, shown, statistics=statistics))
    if not report.ok:
        raise typer.Exit(1)


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The id of a rule, such as T02.")],
) -> None:
    """Print the page of a rule: why it is there, how to mend, what fails and what passes."""
    from interlingua.cli.output import give
    from interlingua.editorial.lint.pages import folder, rules
    from interlingua.errors import UsageError

    found = rules().get(rule.upper())
    if found is None:
        raise UsageError("IL-U001", f"There is no rule {rule!r}.", hint=f"Rules: {', '.join(rules())}.")
    text = (folder() / found.page).read_text(encoding="utf-8").split("\n---\n", 1)[1].lstrip()
    give(f"# {found.id} {found.title} ({found.level})\n\nOrigin: {found.origin}\n\n{text}")


def _here() -> Path:
    """The folder of the vocabulary that is meant when none is named."""
    from interlingua.settings import shipped

    return Path.cwd() if (Path.cwd() / "ontology" / "modules").is_dir() else shipped("ontology").parent


def _split(values: list[str] | None) -> list[str]:
    return [part.strip().upper() for value in values or [] for part in value.split(",") if part.strip()]


def _levels(level: str) -> tuple[str, ...]:
    from interlingua.editorial.lint.model import LEVELS
    from interlingua.errors import UsageError

    if level not in LEVELS:
        raise UsageError("IL-U001", f"There is no level {level!r}.", hint="Levels: error, warning, info.")
    return tuple(LEVELS[: [*LEVELS].index(level) + 1])


def _printed(report: Report, form: Form, levels: tuple[str, ...], *, statistics: bool) -> str:
    from interlingua.editorial.lint import formats

    if form is Form.json:
        return formats.as_json(report, levels)
    if form is Form.sarif:
        return formats.as_sarif(report, levels)
    return formats.as_statistics(report) if statistics else formats.as_text(report, levels)


def codes(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[PATH]", help="A folder; the vocabulary here, or ours, by default."),
    ] = None,
) -> None:
    """Print the address and notation of each code: the table that a release keeps in ontology/releases/."""
    from interlingua.cli.output import give
    from interlingua.editorial.lint import baseline
    from interlingua.editorial.lint.run import project_of

    give(baseline.table(project_of([path or _here()])[0]))
