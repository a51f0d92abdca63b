"""The table of codes that a release keeps, so that the next one can be held against it (rule K08)."""

from __future__ import annotations

from pyoxigraph import Literal

from interlingua.editorial.lint.project import Project
from interlingua.rdf.namespaces import SKOS

COLUMNS = ("iri", "notation")


def table(project: Project) -> str:
    """`iri<TAB>notation`, a line for each code, sorted: the content of `ontology/releases/<version>.codes.tsv`."""
    lines = ["\t".join(COLUMNS)]
    for iri in project.terms("Concept"):
        notations = [v.value for v in project.values(iri, SKOS + "notation") if isinstance(v, Literal)]
        lines += [f"{iri}\t{notation}" for notation in notations or [""]]
    return "\n".join(lines) + "\n"
