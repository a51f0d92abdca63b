"""One validation in a process of its own: a shape's pattern, or a hostile graph, can only stop this.

`python -m interlingua.web.validator` reads one JSON request on stdin and writes the outcome to stdout; the
report goes to a file.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from interlingua.errors import InterlinguaError, ShapesError
from interlingua.sparql.worker import leave_network, limit


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Parse, validate, write the report; what Python can catch comes back as an outcome."""
    from pyoxigraph import RdfFormat

    from interlingua.shacl import load_profile, validate_graph

    try:
        data = Path(request["data"]).read_bytes()
        syntax = RdfFormat.from_media_type(request["media_type"])
        if syntax is RdfFormat.RDF_XML and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
            raise ShapesError("IL-V012", "RDF/XML with a document type declaration is not taken.")
        shapes = load_profile(request["profile"])
        report = validate_graph(data, shapes, format=syntax, base=request["base"])
        Path(request["output"]).write_text(report.render(request["format"]), encoding="utf-8")
    except InterlinguaError as error:
        return {"problem": error.problem(), "place": error.place.to_dict() if error.place else None}
    except MemoryError:
        return {"memory": True}
    return {"conforms": report.conforms}


def main() -> None:
    """Entry of the process."""
    request = json.load(sys.stdin)
    leave_network()
    limit(request["limits"])
    sys.stdout.write(json.dumps(run(request)))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
