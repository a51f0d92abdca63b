"""What the tests of DCI's records share: each leaf of an answer is in the graph, omitted, reported, or empty."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from interlingua.errors import Diagnostic
from interlingua.exchange.prepare import Prepared, prepared
from interlingua.jsonpath import parse
from interlingua.rml import load_mapping
from interlingua.settings import Settings
from translating import Translation, translate, translate_file

Step = str | int
At = tuple[Step, ...]
SP = "https://w3id.org/social-protection/"


def published(name: str) -> Path:
    """One of DCI's sample answers. Skips where they are not at hand."""
    path = Path(os.environ.get("INTERLINGUA_DCI", "/nonexistent")) / "samples" / name
    if not path.is_file():
        pytest.skip("1 official cases not run")
    return path


def leaves(node: Any, at: At = ()) -> Iterator[tuple[At, Any]]:
    """Every value that is neither object nor list, with the way to it."""
    if isinstance(node, dict):
        for key, child in node.items():
            yield from leaves(child, (*at, key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from leaves(child, (*at, index))
    else:
        yield at, node


def pointer(at: At) -> str:
    """RFC 6901; none of these names needs escapes but `/` in none of them."""
    return "".join(f"/{step}" for step in at)


def records(document: Any, at: At = ()) -> Iterator[tuple[At, Any]]:
    """The elements of every reg_records."""
    if isinstance(document, dict):
        for key, child in document.items():
            if key == "reg_records" and isinstance(child, list):
                yield from (((*at, key, index), record) for index, record in enumerate(child))
            else:
                yield from records(child, (*at, key))
    elif isinstance(document, list):
        for index, child in enumerate(document):
            yield from records(child, (*at, index))


def omitted(mapping: Path, document: Any) -> list[str]:
    """Pointers of what the mapping leaves out with a reason, in the document or in each of its records."""
    found: list[str] = []
    for omission in load_mapping(mapping).omissions:
        assert len(omission.reason) > 15, omission
        path = parse(omission.path)
        found += [below for below, _ in path.nodes(document)]
        for at, record in records(document):
            found += [pointer(at) + below for below, _ in path.nodes(record)]
    return found


def changed(document: Any, at: At) -> Any:
    """The document with another value at one leaf."""
    copy = deepcopy(document)
    node = copy
    for step in at[:-1]:
        node = node[step]
    old = node[at[-1]]
    if isinstance(old, bool):
        node[at[-1]] = not old
    else:
        node[at[-1]] = old + 1 if isinstance(old, int | float) else f"{old}7"
    return copy


def _made(ready: Prepared, document: Any, folder: Path) -> tuple[Translation, tuple[frozenset[str], Any]]:
    path = folder / "answer.json"
    path.write_text(json.dumps(document), "utf-8")
    made = translate(ready, path)
    refused = [finding for row in made.refused.values() for finding in row]
    said = sorted((d.code, d.place.pointer or "" if d.place else "") for d in (*made.findings, *refused))
    return made, (frozenset(made.text.splitlines()), said)


def _differs(ready: Prepared, document: Any, at: At, folder: Path, alone: dict[At, Any]) -> bool:
    """Whether another value there says something else; the record around it is translated without the others."""
    around = next((way for way, _ in records(document) if way == at[: len(way)]), None)
    if around is None:  # an answer of another form: the document as a whole
        if () not in alone:
            alone[()] = _made(ready, document, folder)[1]
        return bool(_made(ready, changed(document, at), folder)[1] != alone[()])
    holder, position = around[:-1], around[-1]
    own = at[len(holder) + 1 :]
    one = deepcopy(document)
    node = one
    for step in holder:
        node = node[step]
    node[:] = [node[position]]
    key = (*holder, position)
    if key not in alone:
        alone[key] = _made(ready, one, folder)[1]
    return bool(_made(ready, changed(one, (*holder, 0, *own)), folder)[1] != alone[key])


def reported(findings: tuple[Diagnostic, ...], document: Any) -> Iterator[str]:
    """Where the findings point; what is lost with a thing without a key is told by the first field of its element."""
    whole = {pointer(at) for at, _ in records(document)}
    for finding in findings:
        if finding.place is None or finding.place.pointer is None:
            continue
        at = finding.place.pointer
        element = at.rpartition("/")[0]
        yield element if finding.code == "IL-R017" and element not in whole else at


def trail(at: At) -> tuple[str, ...]:
    """The way without positions."""
    return tuple("*" if isinstance(step, int) else step for step in at)


def add_up(mapping: Path, source: Path, folder: Path, *, known: Path | None = None) -> dict[str, int]:
    """How many leaves are empty, omitted, reported, read; fails at one that is none of these.

    A leaf is read where another value there makes another graph, or a finding that was not there before. With
    `known`, a document that is added up elsewhere, only the first leaf of each way that is not there is looked at.
    """
    document = json.loads(source.read_text("utf-8"))
    seen = {trail(at) for at, _ in leaves(json.loads(known.read_text("utf-8")))} if known else None
    counts = {"empty": 0, "omitted": 0, "reported": 0, "read": 0}
    unread = []
    with prepared(str(mapping), {None: str(source)}, Settings()) as ready:
        made, _ = _made(ready, document, folder)
        alone: dict[At, Any] = {}
        assert made.refused == {}
        told = set(reported(made.findings, document))
        left_out = omitted(mapping, document)
        for at, value in leaves(document):
            where = pointer(at)
            if seen is not None and trail(at) in seen:
                continue
            if seen is not None:
                seen.add(trail(at))
            if value is None or (isinstance(value, str) and not value.strip()):
                counts["empty"] += 1
            elif any(where == path or where.startswith(path + "/") for path in left_out):
                counts["omitted"] += 1
            elif any(where == path or where.startswith(path + "/") for path in told):
                counts["reported"] += 1
            elif _differs(ready, document, at, folder, alone):
                counts["read"] += 1
            else:
                unread.append(where)
    assert unread == [], unread
    assert seen is not None or sum(counts.values()) == len(list(leaves(document)))
    return counts


def graph(mapping: Path, source: Path) -> frozenset[str]:
    """The statements of an answer of which no record is refused."""
    made = translate_file(mapping, source)
    assert made.refused == {}
    return frozenset(made.text.splitlines())


def ask(mapping: Path, source: Path, query: str) -> list[tuple[str, ...]]:
    """The rows of a query over an answer's graph; our namespace left out."""
    store = ox.Store()
    store.load(input=translate_file(mapping, source).text.encode(), format=ox.RdfFormat.N_TRIPLES)
    solutions = store.query(f"PREFIX sp: <{SP}> {query}")
    assert isinstance(solutions, ox.QuerySolutions)
    return [
        tuple("" if value is None else value.value.removeprefix(SP) for value in row) for row in solutions
    ]
