"""The process that answers queries. It is run as a file, and imports little but the engine.

`worker.py --serve FD`: a small server, started clean, that imports the engine once and forks one child a query.
Each child is limited (address space, processor time, file size, no core dump, its own session) and is used
once. `worker.py --once`: one query, asked on stdin; for systems without fork.

The engine has no timeout, no memory cap and no cancel, and a crash in it ends the process: so the process
is the thing that is thrown away. Results never leave it but as one whole file.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import selectors
import signal
import socket
import sys
from typing import Any

from interlingua import isolation

MESSAGE_BYTES = 1 << 16
ERROR_CHARACTERS = 400


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Run one query and write its whole result to `request["output"]`. Never raises what Python can catch."""
    try:
        return _answer(request)
    except SyntaxError as error:
        return {"error": "syntax", "message": str(error)[:4000]}
    except MemoryError:
        return {"error": "memory"}
    except OSError as error:
        if error.errno == errno.EFBIG or "File too large" in str(error):
            return {"error": "output"}
        if error.errno == errno.ENOSPC:
            return {"error": "space"}
        return {"error": "failed", "message": f"{type(error).__name__}: {error}"[:ERROR_CHARACTERS]}
    except Exception as error:  # noqa: BLE001 - whatever it was, the parent must be told
        return {"error": "failed", "message": f"{type(error).__name__}: {error}"[:ERROR_CHARACTERS]}


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    import pyoxigraph as ox

    try:
        store = ox.Store.read_only(request["generation"])
    except OSError as error:
        return {"error": "generation", "message": str(error)[:ERROR_CHARACTERS]}
    meta = ox.NamedNode(request["meta_graph"])
    default_graph, named_graphs = _dataset(ox, store, meta, request)
    try:
        result = store.query(
            request["query"],
            base_iri=request["base_iri"],
            prefixes=request["prefixes"],
            default_graph=default_graph,
            named_graphs=named_graphs,
        )
    except ValueError as error:  # a bad base IRI, for example
        return {"error": "syntax", "message": str(error)[:ERROR_CHARACTERS]}
    output = request["output"]
    syntax: Any
    if isinstance(result, ox.QueryTriples):
        kind, syntax = "graph", {
            "turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES,
            "jsonld": ox.RdfFormat.JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML,
        }.get(request["format"])  # fmt: skip
    else:
        kind = "boolean" if isinstance(result, ox.QueryBoolean) else "solutions"
        syntax = {
            "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML,
            "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV,
        }.get(request["format"])  # fmt: skip
    if syntax is None:
        return {"error": "format", "kind": kind}
    if isinstance(result, ox.QueryTriples) and request["format"] == "turtle":
        ox.serialize(result, output, syntax, prefixes=request["output_prefixes"])
    else:
        result.serialize(output, format=syntax)
    return {
        "kind": kind,
        "size": os.path.getsize(output),
        "position": _position(ox, store, meta, request["position_predicate"]),
    }


def _dataset(ox: Any, store: Any, meta: Any, request: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Both dataset arguments, always: with one of them missing, GRAPH and FROM NAMED reach every graph."""
    visible = [graph for graph in store.named_graphs() if graph != meta]
    default, named = request["default_graphs"], request["named_graphs"]
    if default is None and named is None:
        return [ox.DefaultGraph()], visible
    by_name = {graph.value: graph for graph in visible if isinstance(graph, ox.NamedNode)}
    # A graph that is not here is an empty graph: the protocol lets a client name any.
    return (
        [by_name[name] for name in default or () if name in by_name],
        [by_name[name] for name in named or () if name in by_name],
    )


def _position(ox: Any, store: Any, meta: Any, predicate: str) -> int | None:
    for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, meta):
        with contextlib.suppress(ValueError):
            return int(quad.object.value)
    return None


def serve(control: socket.socket) -> None:
    """Fork a child for each request that comes with two file descriptors: the request, and where to answer."""
    import pyoxigraph  # noqa: F401 - imported before the fork, so that no child pays for it

    isolation.end_with_parent()
    isolated = isolation.leave_network()
    control.send(json.dumps({"ready": True, "network": not isolated}).encode())
    children: dict[int, socket.socket] = {}
    wake, tell = socket.socketpair()
    wake.setblocking(False)
    tell.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is the parent's to answer
    signal.set_wakeup_fd(tell.fileno(), warn_on_full_buffer=False)
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ, "control")
        selector.register(wake, selectors.EVENT_READ, "child")
        while True:
            for key, _ in selector.select():
                if key.data == "child":
                    with contextlib.suppress(BlockingIOError):
                        wake.recv(MESSAGE_BYTES)
                elif key.data == "control":
                    message, descriptors, _flags, _address = socket.recv_fds(control, 16, 2)
                    if not message:
                        for pid in children:
                            _kill(pid)
                        return
                    pid, channel = _fork(descriptors, (control, wake, tell, *children.values()))
                    children[pid] = channel
                    with contextlib.suppress(OSError):
                        channel.send(b'{"forked": true}')
                    selector.register(channel, selectors.EVENT_READ, pid)
                elif isinstance(key.fileobj, socket.socket):
                    # The asker closed or shut its end: it has gone away, or the time is up.
                    selector.unregister(key.fileobj)
                    _kill(int(key.data))
            _reap(children, selector)


def _fork(descriptors: list[int], close: tuple[socket.socket, ...]) -> tuple[int, socket.socket]:
    request, channel = descriptors[0], socket.socket(fileno=descriptors[1])
    pid = os.fork()
    if pid:
        os.close(request)
        return pid, channel
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.setsid()
        isolation.end_with_parent()
        for other in close:
            other.close()
        with open(request, "rb") as file:
            asked = json.load(file)
        errors = os.open(asked["errors"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(errors, 2)
        isolation.limit(asked["limits"])
        channel.send(json.dumps(answer(asked)).encode())
    finally:
        os._exit(0)  # no clean-up of the engine: the system takes everything back


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):  # the group may not be there yet in the first moments
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _reap(children: dict[int, socket.socket], selector: selectors.BaseSelector) -> None:
    while children:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        channel = children.pop(pid)
        with contextlib.suppress(KeyError, ValueError):
            selector.unregister(channel)
        with contextlib.suppress(OSError):
            channel.send(json.dumps({"exit": os.waitstatus_to_exitcode(status)}).encode())
        channel.close()


def once() -> None:
    """One query on stdin, its outcome on stdout."""
    asked = json.load(sys.stdin.buffer)
    isolation.limit(asked["limits"])
    sys.stdout.write(json.dumps(answer(asked)))
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    """Entry: `worker.py --serve FD` or `worker.py --once`."""
    mode, *rest = sys.argv[1:]
    if mode == "--serve":
        serve(socket.socket(fileno=int(rest[0])))
    else:
        once()


if __name__ == "__main__":
    main()
