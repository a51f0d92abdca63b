"""Run the rules over a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal

from interlingua.editorial.lint import waivers
from interlingua.editorial.lint.layout import RDF_SUFFIXES, house_root
from interlingua.editorial.lint.model import LEVELS, Finding, Level, Rule
from interlingua.editorial.lint.pages import rules
from interlingua.editorial.lint.project import Project
from interlingua.editorial.lint.registry import checks
from interlingua.errors import UsageError, VocabularyError

ENGINE: Final = frozenset(("T00", waivers.UNUSED, waivers.EXPIRED, waivers.MALFORMED))
"""Rules that the engine itself finds, so that they have neither query nor function."""
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found, in the order of files and lines."""

    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    files: int
    rules: tuple[Rule, ...]

    @property
    def counts(self) -> Counter[Level]:
        """How many findings of each level."""
        return Counter(found.level for found in self.findings)

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return self.counts["error"] == 0

    def statistics(self) -> list[tuple[str, Level, int, str]]:
        """Rule, level, count, title: the most frequent first."""
        counted = Counter(found.rule for found in self.findings)
        titles = {rule.id: rule for rule in self.rules}
        return [
            (name, titles[name].level, count, titles[name].title)
            for name, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        ]


def lint(
    paths: Iterable[Path],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Lint files and folders: of a project of our layout, with the rest of it as context; or of anybody.

    Raises UsageError IL-U001 (an unknown rule, paths of several projects) and IL-U002 (no such file).
    """
    project, shown = project_of(paths)
    return check(project, select=select, ignore=ignore, shown=shown, today=today, progress=progress)


def project_of(paths: Iterable[Path]) -> tuple[Project, frozenset[str] | None]:
    """The project that files and folders belong to, and the names of those files (None: all).

    Raises UsageError IL-U001 (paths of several projects, nothing to lint) and IL-U002 (no such file).
    """
    paths = list(paths)
    for path in paths:
        if not path.exists():
            raise UsageError("IL-U002", f"There is no file {path.name!r}.")
        if path.is_file() and house_root(path) is None and path.suffix.lower() not in RDF_SUFFIXES:
            raise UsageError(
                "IL-U001", f"{path.name} is no RDF file.", hint=f"Endings: {' '.join(RDF_SUFFIXES)}."
            )
    roots = {house_root(path) for path in paths}
    if len(roots) != 1:
        raise UsageError("IL-U001", "The paths belong to several projects.", hint="Lint them one by one.")
    (root,) = roots
    if root is None:
        project = Project.of_others(paths)
        if not project.files:
            raise UsageError(
                "IL-U001", "There is no RDF file in the folder.", hint=f"Endings: {' '.join(RDF_SUFFIXES)}."
            )
        return project, None
    project = Project.of_house(root)
    return project, _shown(project, [path.resolve() for path in paths], root)


def _shown(project: Project, paths: list[Path], root: Path) -> frozenset[str] | None:
    """The names of the files that were asked for; None: all of them."""
    if root in paths or root / "ontology" in paths:
        return None
    wanted = [path.relative_to(root).as_posix() for path in paths]
    names = frozenset(n for n in project.files if any(n == w or n.startswith(w + "/") for w in wanted))
    if not names:
        raise UsageError(
            "IL-U001",
            "The path holds nothing that is linted.",
            hint="See docs/lint.md for the files that are.",
        )
    return names


def check(
    project: Project,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    shown: frozenset[str] | None = None,
    today: date | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Run rules over a project; `shown` keeps the findings of these files only. Raises UsageError IL-U001."""
    chosen = [rule for rule in _chosen(select, ignore) if rule.scope == "any" or project.house]
    ran = {rule.id: rule for rule in chosen}
    project.shown = shown
    findings = [f for file in project.files.values() for f in file.findings if f.rule in ran]
    for done, rule in enumerate(chosen):
        progress(done, len(chosen))
        findings += (found for found in run_rule(rule, project) if project.may_be_shown(found))
    progress(len(chosen), len(chosen))
    placed = {_placed(found, ran[found.rule], project): None for found in findings}
    broken = {file.name for file in project.files.values() if file.broken}
    for found in [f for f in placed if f.file in broken and f.rule not in ("T00", "T02")]:
        del placed[found]  # half a file is no ground to judge on
    standing, waived, wrong = _waive(list(placed), project, ran, today or date.today())  # noqa: DTZ011
    if shown is not None:
        standing = [found for found in standing if found.file in shown]
    else:
        standing += [_placed(found, ran[found.rule], project) for found in wrong if found.rule in ran]
    ordered = sorted(
        standing, key=lambda f: (f.file or "", f.line or 0, LEVELS.index(f.level), f.rule, f.message)
    )
    return Report(tuple(ordered), tuple(waived), len(shown or project.files), tuple(chosen))


def _chosen(select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
    known = rules()
    for prefix in (*select, *ignore):
        if not any(name.startswith(prefix) for name in known):
            raise UsageError("IL-U001", f"There is no rule {prefix!r}.", hint=f"Rules: {', '.join(known)}.")
    wanted, unwanted = tuple(select), tuple(ignore)
    return [
        rule
        for name, rule in known.items()
        if (not wanted or name.startswith(wanted)) and not (unwanted and name.startswith(unwanted))
    ]


def run_rule(rule: Rule, project: Project) -> Iterator[Finding]:
    """What one rule finds, not yet placed. Raises VocabularyError IL-D002 where the rule cannot be run."""
    function = checks().get(rule.id)
    if function is not None:
        for found in function(project):
            yield replace(found, rule=rule.id)
    elif rule.query is not None:
        try:
            yield from (_from_row(row, rule, project) for row in _rows(rule, project))
        except (SyntaxError, ValueError) as error:
            raise VocabularyError("IL-D002", f"The query of {rule.page} cannot be run: {error}.") from error
    elif rule.id not in ENGINE:
        raise VocabularyError("IL-D002", f"{rule.page} has no query, and no check is registered for it.")


def _rows(rule: Rule, project: Project) -> Iterator[dict[str, Any]]:
    solutions = project.select(rule.query or "")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: solution[name] for name in names}


def _from_row(row: dict[str, Any], rule: Rule, project: Project) -> Finding:
    def text(name: str) -> str | None:
        node = row.get(name)
        return None if node is None else str(node.value)

    focus = row.get("focus")
    return Finding(
        text("text") or f"{rule.title}.",
        focus=focus.value if isinstance(focus, Literal) else project.named_owner(focus),
        predicate=text("predicate"),
        value=row.get("value"),
        file=text("file"),
        rule=rule.id,
    )


def _placed(found: Finding, rule: Rule, project: Project) -> Finding:
    file, line = project.placed(found)
    return replace(found, file=file, line=line, value=None, level=rule.level, fix=found.fix or rule.fix)


def _waive(
    findings: list[Finding], project: Project, ran: dict[str, Rule], today: date
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    held: list[waivers.Waiver] = []
    wrong: list[Finding] = []
    for file in project.of_kind("waivers"):
        read, faults = waivers.read(file)
        held += read
        wrong += faults
    standing, waived, more = waivers.apply(held, findings, ran, today)
    return standing, waived, wrong + more
