"""RDF collections and containers as text: what the generated functions call for a gather map.

https://w3id.org/rml/cc/ and https://www.w3.org/TR/rdf-schema/#ch_container
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from itertools import product
from typing import Final, NamedTuple

from interlingua.rdf.namespaces import RDF

NIL: Final = f"<{RDF}nil>"
FIRST, REST, TYPE = f" <{RDF}first> ", f" <{RDF}rest> ", f" <{RDF}type> "
CLASSES: Final = {"bag": f"<{RDF}Bag>", "seq": f"<{RDF}Seq>", "alt": f"<{RDF}Alt>"}

SHARED = "\1"
"""Starts a line that is a member of a named collection, to be put behind the members before it."""
EXPORTED = "\2"
"""Starts a line that is a statement for targets: their numbers, FIELD, the statement."""
FIELD = "\x1f"
_SPACE = "\x1e"


class Made(NamedTuple):
    """One collection or container that an iteration makes."""

    kind: str
    named: bool
    head: str
    members: Sequence[str]


def gathered(
    made: list[Made], kind: str, named: bool, head: str, members: list[str], empty: bool
) -> str | None:
    """The head of one collection of all members; None where there is none.

    "When true, the gather map will generate rdf:nil for an RDF collection, or a resource with no members
    for an RDF container. When false, the gather map will not generate a collection or container" (RML-CC).
    """
    if not members:
        if not empty:
            return None
        if kind == "list":
            return NIL
    made.append(Made(kind, named, head, members))
    return head


def crossed(
    made: list[Made], kind: str, named: bool, head: str, lists: list[list[str]], empty: bool
) -> list[str]:
    """The heads of one collection for each combination of members, one of each list.

    Those of one name are concatenated: "the processor MUST concatenate (i.e. append) the new collection or
    container to the previous one" (RML-CC).
    """
    combinations = list(product(*lists))
    if named or not combinations:
        one = gathered(made, kind, named, head, [m for members in combinations for m in members], empty)
        return [] if one is None else [one]
    heads = [head if at == 0 else extended(head, at, ".c") for at in range(len(combinations))]
    made.extend(Made(kind, False, each, members) for each, members in zip(heads, combinations, strict=True))
    return heads


def extended(node: str, number: int, mark: str = "-") -> str:
    """Another blank node (or skolem IRI) that belongs to one; no value makes a label with a mark."""
    return f"{node[:-1]}{mark}{number}>" if node[0] == "<" else f"{node}{mark}{number}"


def scoped(node: str | None, graph: str) -> str | None:
    """A named blank node of one graph: "a blank node that is unique in the target graph" (RML-Core)."""
    if node is None or node[0] == "<":
        return node
    return f"{node}.g{sha256(graph.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def statements(made: list[Made], graph: str, where: str, site: str, item: int, number: int) -> str:
    """What collections say, in one graph ("" is the default one).

    `where` are the targets of its statements. A member of a named collection becomes a marked line, which
    translate.marks puts behind those of earlier iterations; `site`, `item` and `number` keep equal ones apart.
    """
    start = f"{EXPORTED}{where}{FIELD}" if where else ""
    end = f" {graph} .\n" if graph else " .\n"
    out: list[str] = []
    for at, (kind, named, head, members) in enumerate(made):
        if not named:
            out.append(_own(kind, head, members, start, end))
            continue
        node = scoped(head, graph) if graph else head
        if kind != "list":
            out.append(f"{start}{node}{TYPE}{CLASSES[kind]}{end}")
        key = f"{SHARED}{where}{FIELD}{kind}{FIELD}{node}{FIELD}{graph}".replace(" ", _SPACE)
        for place, member in enumerate(members):
            out.append(f"{key} {site}.{number}.{item}.{at}.{place} {member}\n")
    return "".join(out)


def _own(kind: str, head: str, members: Sequence[str], start: str, end: str) -> str:
    if kind == "list":
        nodes = [head, *(extended(head, at) for at in range(1, len(members))), NIL]
        return "".join(
            f"{start}{nodes[at]}{FIRST}{member}{end}{start}{nodes[at]}{REST}{nodes[at + 1]}{end}"
            for at, member in enumerate(members)
        )
    lines = [f"{start}{head}{TYPE}{CLASSES[kind]}{end}"]
    lines += [f"{start}{head} <{RDF}_{at}> {member}{end}" for at, member in enumerate(members, 1)]
    return "".join(lines)


def read_shared(line: str) -> tuple[str, str, str, str, str]:
    """Targets, kind, head, graph and member of a marked line."""
    key, _, member = line[1:].split(" ", 2)
    where, kind, head, graph = key.replace(_SPACE, " ").split(FIELD)
    return where, kind, head, graph, member
