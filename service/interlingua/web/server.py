"""Uvicorn around the application: loopback only, one process, no access log with addresses in it."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from interlingua.errors import EnvironmentFailed, UsageError
from interlingua.web.guard import is_loopback

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

KEEP_ALIVE_SECONDS: Final = 10
PORTS_TRIED: Final = 20


def bind(host: str, port: int, *, next_free_port: bool = False) -> socket.socket:
    """A listening socket. UsageError IL-U003 for anything but loopback; IL-U001 when the port is taken."""
    if not is_loopback(host):
        raise UsageError(
            "IL-U003", f"{host} is not a loopback address.", hint="Use 127.0.0.1, ::1 or localhost."
        )
    last = port + PORTS_TRIED if next_free_port and port else port
    family = socket.AF_INET6 if _is_v6(host) else socket.AF_INET
    for number in range(port, last + 1):
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio asks: no delay
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1" if host == "localhost" else host.strip("[]"), number))
        except OSError as error:
            listening.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise EnvironmentFailed(
                    "IL-E001", f"The address cannot be used: {error.strerror}."
                ) from error
            continue
        listening.listen(128)
        return listening
    raise UsageError(
        "IL-U001", f"Port {port} is taken.", hint="Give another with --port; 0 takes any free one."
    )


def _is_v6(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).version == 6
    except ValueError:
        return False


def address_of(listening: socket.socket) -> str:
    """`http://127.0.0.1:8080/`."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def server_for(app: FastAPI) -> uvicorn.Server:
    """A configured server; `server_for(app).run(sockets=[...])` blocks until it is told to stop."""
    import uvicorn

    # h11 and asyncio are in every installation; uvloop and httptools would only differ by machine.
    config = uvicorn.Config(
        app,
        http="h11",
        loop="asyncio",
        lifespan="off",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        log_level="warning",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=64 << 10,
        ws="none",
    )
    return uvicorn.Server(config)


def serve(
    app: FastAPI,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    next_free_port: bool = False,
    ready: Callable[[str], Any] = lambda address: print(address, file=sys.stderr),  # noqa: T201
) -> None:
    """Serve until Ctrl-C or SIGTERM. `ready` gets the address once the socket listens."""
    with bind(host, port, next_free_port=next_free_port) as listening:
        ready(address_of(listening))
        server_for(app).run(sockets=[listening])
