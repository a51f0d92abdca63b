"""Group K: code lists against their releases, and crosswalks. What SPARQL cannot say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal

from interlingua.editorial.lint.model import Finding
from interlingua.editorial.lint.naming import did_you_mean, short
from interlingua.editorial.lint.project import Project
from interlingua.editorial.lint.registry import rule
from interlingua.editorial.lint.tables import NO_TERM_FOUND, Crosswalk, CrosswalkRow, crosswalks
from interlingua.rdf.namespaces import SKOS
from interlingua.vocabulary.alignments import PREDICATES, REASONS

_EXACT: Final = SKOS + "exactMatch"
_OTHERS: Final = (SKOS + "broadMatch", SKOS + "narrowMatch", SKOS + "relatedMatch")
_WHO: Final = (
    "mapping_provider",
    *(f"{who}_{what}" for who in ("author", "creator", "reviewer") for what in ("id", "label")),
)


@rule("K06")
def exact_and_other(project: Project) -> Iterator[Finding]:
    """Two terms that a chain of exact matches joins, and another relation holds apart."""
    said = list(_relations(project))
    above: dict[str, str] = {}

    def root(iri: str) -> str:
        while iri in above:
            iri = above[iri]
        return iri

    for subject, predicate, thing, _ in said:
        if predicate == _EXACT and root(subject) != root(thing):
            above[root(subject)] = root(thing)
    direct = {frozenset((s, o)) for s, p, o, _ in said if p == _EXACT}
    for subject, predicate, thing, place in said:
        if predicate in _OTHERS and root(subject) == root(thing):
            chain = "" if frozenset((subject, thing)) in direct else ", by way of others"
            yield Finding(
                f"{short(subject)} and {short(thing)} match exactly{chain}, and here by {short(predicate)}.",
                focus=subject, predicate=predicate, file=place[0] if place else None, line=place[1] if place else None,
            )  # fmt: skip


def _relations(project: Project) -> Iterator[tuple[str, str, str, tuple[str, int] | None]]:
    wanted = " ".join(f"<{iri}>" for iri in (_EXACT, *_OTHERS))
    for row in project.select(
        f"SELECT ?s ?p ?o {{ VALUES ?p {{ {wanted} }} ?s ?p ?o FILTER(ISIRI(?s) && ISIRI(?o)) }}"
    ):
        yield row["s"].value, row["p"].value, row["o"].value, None
    for table in crosswalks(project):
        for line in table.rows:
            if line.answered and line.predicate in (_EXACT, *_OTHERS):
                yield line.subject, line.predicate, line.object, (table.name, line.line)


@rule("K08")
def removed_code(project: Project) -> Iterator[Finding]:
    """A released code that is gone or has another notation, a released notation that another code has."""
    for row in project.rows("baseline"):
        iri, notation = row["iri"].strip(), row["notation"]
        if not iri:
            continue
        scheme = iri.rpartition("/")[0]
        if not project.has_type(iri, SKOS + "Concept"):
            # The list is the place to put it back; where the list is gone too, the release is all there is.
            known = bool(project.declared_in(scheme))
            yield Finding(
                f"The released code {short(iri)} was removed.",
                focus=scheme if known else iri, file=None if known else row.file, line=None if known else row.line,
                fix="Put it back with owl:deprecated true, the release, the reason and what takes its place.",
            )  # fmt: skip
        elif Literal(notation) not in project.values(iri, SKOS + "notation"):
            yield Finding(
                f"The released code {short(iri)} had the notation {notation!r} and has another now.",
                focus=iri, predicate=SKOS + "notation", fix=f"Give it back the notation {notation!r}.",
            )  # fmt: skip
        for other in _with_notation(project, scheme, notation):
            if other != iri:
                yield Finding(
                    f"The notation {notation!r} was released for {short(iri)} and means {short(other)} now.",
                    focus=other, predicate=SKOS + "notation", value=Literal(notation),
                    fix="Give the new code a notation that was never used.",
                )  # fmt: skip


def _with_notation(project: Project, scheme: str, notation: str) -> list[str]:
    query = f"SELECT ?code {{ ?code skos:inScheme <{scheme}> ; skos:notation {Literal(notation)} }}"
    return sorted(row["code"].value for row in project.select(query))


@rule("K09")
def crosswalk_rows(project: Project) -> Iterator[Finding]:
    """Each key of the register has a row; each row says how it was found and by whom, and why nothing was."""
    for table in crosswalks(project):
        signed = any(table.meta.get(key) for key in _WHO)
        for row in table.rows:
            for message in _faults(row, signed):
                yield Finding(message, file=table.name, line=row.line)
    yield from _unanswered(project)


def _faults(row: CrosswalkRow, signed: bool) -> Iterator[str]:
    if not row.cells["mapping_justification"].strip():
        yield "The row has no mapping_justification."
    if not signed and not any(row.cells[key].strip() for key in _WHO):
        yield "Nobody answers for the row: neither it nor the header names an author, creator, reviewer or provider."
    if NO_TERM_FOUND in (row.subject, row.object):
        reason = row.cells["ext_reason"].strip()
        if not reason.startswith(REASONS):
            yield (
                f"The row finds no term, and its ext_reason begins with none of: {', '.join(REASONS)}."
                if reason
                else "The row finds no term and gives no ext_reason."
            )


def _unanswered(project: Project) -> Iterator[Finding]:
    tables = {table.standard: table for table in crosswalks(project)}
    for register in project.of_kind("register"):
        table = tables.get(register.name.removesuffix(".register.tsv"))
        if table is None:
            yield Finding("There is no table beside this register.", file=register.name, line=1)
            continue
        answered = {row.object for row in table.rows} | {row.subject for row in table.rows}
        for entry in register.rows:
            key = entry["key"]
            if key and not answered & {home + key.replace(":", "/") for home in table.prefixes.values()}:
                text = f"The key {key} has no row in {table.name.rpartition('/')[2]}."
                yield Finding(text, file=register.name, line=entry.line)


@rule("K10")
def lossy_crosswalk(project: Project) -> Iterator[Finding]:
    """Rows of codes that cannot be followed there and back, and do not say so."""
    for table in crosswalks(project):
        rows = [row for row in table.rows if row.answered and _of_codes(project, row)]
        expected = _cardinalities(rows)
        if not table.has_column("mapping_cardinality"):
            several = [row for row in rows if expected[row.line] != "1:1"]
            if several:
                text = f"{len(several)} rows of codes are not one to one; the table has no column mapping_cardinality."
                yield Finding(text, file=table.name, line=several[0].line)
        else:
            for row in rows:
                stated = row.cells["mapping_cardinality"].strip()
                if (stated or "1:1") != expected[row.line]:
                    text = f"The row is {expected[row.line]} in this table and says {stated or 'nothing'}."
                    yield Finding(text, file=table.name, line=row.line)
        if table.has_column("ext_preferred"):
            yield from _preferred(table, rows)


def _of_codes(project: Project, row: CrosswalkRow) -> bool:
    return row.cells["object_category"] == "code" or project.has_type(row.subject, SKOS + "Concept")


def _cardinalities(rows: list[CrosswalkRow]) -> dict[int, str]:
    """SSSOM's mapping_cardinality of each row, by its line."""
    objects: dict[str, set[str]] = defaultdict(set)
    subjects: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        objects[row.subject].add(row.object)
        subjects[row.object].add(row.subject)
    return {
        row.line: f"{'1' if len(subjects[row.object]) == 1 else 'n'}:{'1' if len(objects[row.subject]) == 1 else 'n'}"
        for row in rows
    }


def _preferred(table: Crosswalk, rows: list[CrosswalkRow]) -> Iterator[Finding]:
    """One of our codes with several of one of their lists: one of these is the way back."""
    alike: dict[tuple[str, str], list[CrosswalkRow]] = defaultdict(list)
    for row in rows:
        alike[row.subject, row.object.rpartition("/")[0]].append(row)
    for (subject, _), mine in alike.items():
        chosen = [row for row in mine if row.cells["ext_preferred"].strip() == "yes"]
        if len({row.object for row in mine}) > 1 and len(chosen) != 1:
            many = "none" if not chosen else str(len(chosen))
            text = f"{short(subject)} has {len(mine)} rows into one list, {many} of them preferred: one has to be."
            yield Finding(text, focus=subject, file=table.name, line=mine[0].line)


@rule("K11")
def row_to_nothing(project: Project) -> Iterator[Finding]:
    """A row that leaves a cell empty, or names what does not exist on our side."""
    homes = project.namespaces
    known = {*project.terms("Term"), *project.terms("Header"), *project.terms("Shape")}
    for table in crosswalks(project):
        for row in table.rows:
            for column, iri in (
                ("subject_id", row.subject),
                ("predicate_id", row.predicate),
                ("object_id", row.object),
            ):
                text = near = None
                if not iri:
                    text = f"The row has no {column}."
                elif iri.startswith("?"):
                    text = f"{iri[1:]} in {column} has a prefix that neither the curie_map nor the standard declares."
                elif column == "predicate_id" and iri not in PREDICATES:
                    text = f"{short(iri)} is no relation of an alignment."
                elif column == "subject_id" and homes and iri.startswith(homes) and iri not in known:
                    text, near = f"{short(iri)} is not declared.", did_you_mean(iri, known)
                if text is not None:
                    yield Finding(text, file=table.name, line=row.line, fix=near)
