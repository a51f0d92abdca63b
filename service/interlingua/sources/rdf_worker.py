"""The process that holds a file of RDF and answers one query about it. Run by rdf_query, never imported.

It reads one line of JSON (query, format, limits) and the file, and writes lines of JSON: the columns,
each solution as a row of a typed table, the end; or a fault.
"""

from __future__ import annotations

import json
import sys
from typing import Any

XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGERS = frozenset(
    XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "negativeInteger",
                 "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte")
)  # fmt: skip


def main() -> None:
    """Answer."""
    from interlingua.isolation import end_with_parent, leave_network, limit

    end_with_parent()
    asked = json.loads(sys.stdin.buffer.readline())
    leave_network()
    limit(asked["limits"])
    import pyoxigraph as ox

    store = ox.Store()
    form = ox.RdfFormat.from_extension(asked["format"])
    try:
        store.bulk_load(sys.stdin.buffer, form, base_iri="file:///")
    except SyntaxError as error:
        say({"fault": "file", "line": error.lineno})
        return
    except (ValueError, OSError):
        say({"fault": "file"})
        return
    try:
        found = store.query(asked["query"], use_default_graph_as_union=True)
    except (SyntaxError, ValueError, OSError) as error:
        say({"fault": "query", "why": str(error).partition("\n")[0].rstrip(".")})
        return
    if not isinstance(found, ox.QuerySolutions):
        say({"fault": "query", "why": "it is no SELECT query"})
        return
    say({"columns": [variable.value for variable in found.variables]})
    try:
        for solution in found:
            say({"row": [cell(term) for term in solution]})
    except (ValueError, OSError, RuntimeError) as error:
        say({"fault": "query", "why": str(error).partition("\n")[0].rstrip(".")})
        return
    say({"end": True})


def cell(term: Any) -> Any:
    """A term as a cell of a typed table; numbers are written as they stand."""
    import pyoxigraph as ox

    if term is None:
        return None
    if not isinstance(term, ox.Literal) or term.language:
        return term.value
    datatype = term.datatype.value
    if datatype == XSD + "string":
        return term.value
    if datatype == XSD + "boolean" and term.value in ("true", "false"):
        return term.value == "true"
    if datatype in INTEGERS:
        return {"@value": term.value, "@type": XSD + "integer"}
    return {"@value": term.value, "@type": datatype}


def say(thing: dict[str, Any]) -> None:
    """One line."""
    sys.stdout.write(json.dumps(thing, ensure_ascii=True) + "\n")
    if "row" not in thing:
        sys.stdout.flush()


if __name__ == "__main__":
    main()
