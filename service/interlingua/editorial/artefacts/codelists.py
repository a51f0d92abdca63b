"""A code list as CSV (RFC 4180, line feeds): for spreadsheets and databases."""

from __future__ import annotations

import csv
import io

from interlingua.vocabulary import Code, Scheme
from interlingua.vocabulary.translations import LANGUAGES

COLUMNS = (
    "notation", "iri", *(f"label_{language}" for language in LANGUAGES), "broader", "order", "deprecated"
)  # fmt: skip


def table(scheme: Scheme) -> str:
    """One row a code, in the order that the list states, else by notation. `broader` holds notations."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    by_iri = {code.iri: code for code in scheme.codes.values()}
    for code in sorted(by_iri.values(), key=lambda c: (c.order is None, c.order or 0, c.notation)):
        broader = " ".join(sorted(by_iri[iri].notation for iri in code.broader if iri in by_iri))
        labels = (code.labels.get(language, "") for language in LANGUAGES)
        order = "" if code.order is None else code.order
        writer.writerow([code.notation, code.iri, *labels, broader, order, _gone(code)])
    return out.getvalue()


def _gone(code: Code) -> str:
    """Empty, or the version that deprecated the code and its successor."""
    if code.deprecation is None:
        return ""
    return " ".join(filter(None, [code.deprecation.since or "yes", code.deprecation.successor]))
