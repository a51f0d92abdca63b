"""The asker's side of the worker process: start it, give it a query, wait, kill, learn how it ended."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from interlingua import isolation
from interlingua.errors import EnvironmentFailed

_KILL_GRACE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a worker ended: what it said (None if it died first), its exit code (negative: a signal), and
    whether we ended it, for time or because the asker went away."""

    said: dict[str, Any] | None
    exit_code: int | None
    timed_out: bool = False
    cancelled: bool = False


class Cancellation:
    """Lets another thread end a running query: `cancel()` kills its process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._channel: socket.socket | None = None
        self.cancelled = False

    def cancel(self) -> None:
        """End the query now, or as soon as it starts."""
        with self._lock:
            self.cancelled = True
            if self._channel is not None:
                with contextlib.suppress(OSError):
                    self._channel.shutdown(socket.SHUT_WR)

    def _attach(self, channel: socket.socket | None) -> None:
        with self._lock:
            self._channel = channel
            if channel is not None and self.cancelled:
                with contextlib.suppress(OSError):
                    channel.shutdown(socket.SHUT_WR)


class Runner(Protocol):
    """Runs one request in a process of its own."""

    network_is_closed: bool

    def run(self, request: dict[str, Any], seconds: float, cancellation: Cancellation) -> Ended:
        """Run, wait at most `seconds`, kill if need be."""

    def close(self) -> None:
        """Stop every process."""


_WORKER = Path(__file__).with_name("worker.py")


class Zygote:
    """A small server process that forks one limited child a query (Linux)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self.network_is_closed = False
        with self._lock:
            self._start()

    def _start(self) -> None:
        self._stop()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own file
                isolation.command(_WORKER, "--serve", str(theirs.fileno())),
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=isolation.environment(),
                cwd="/",
            )
        self._control = ours
        ours.settimeout(30)
        try:
            hello = json.loads(ours.recv(4096) or b"{}")
        except (OSError, ValueError):
            hello = {}
        if not hello.get("ready"):
            self._stop()
            raise EnvironmentFailed("IL-E001", "The query process does not start.")
        ours.settimeout(None)
        self.network_is_closed = not hello["network"]

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def close(self) -> None:
        """Stop the server and every child."""
        with self._lock:
            self._stop()

    @property
    def pid(self) -> int | None:
        """Process id of the server, for tests and health."""
        return self._process.pid if self._process else None

    def _send(self, request: dict[str, Any], channel: socket.socket) -> None:
        memory = os.memfd_create("query")
        try:
            with open(memory, "wb", closefd=False) as file:
                file.write(json.dumps(request).encode())
            os.lseek(memory, 0, os.SEEK_SET)
            with self._lock:
                for attempt in (1, 2):
                    try:
                        if self._control is None or self._process is None or self._process.poll() is not None:
                            self._start()
                        assert self._control is not None
                        socket.send_fds(self._control, [b"q"], [memory, channel.fileno()])
                    except OSError:
                        if attempt == 2:
                            raise
                        self._start()
                    else:
                        return
        finally:
            os.close(memory)

    def run(self, request: dict[str, Any], seconds: float, cancellation: Cancellation) -> Ended:
        """Ask the server to fork a child for `request`; wait for its outcome and its end."""
        for _ in (1, 2):  # a server that died before it forked is started again, once
            ended = self._run(request, seconds, cancellation)
            if ended is not None:
                return ended
        return Ended(None, None)

    def _run(self, request: dict[str, Any], seconds: float, cancellation: Cancellation) -> Ended | None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours:
            with theirs:
                self._send(request, theirs)
            cancellation._attach(ours)
            try:
                return self._wait(ours, time.monotonic() + seconds, cancellation)
            finally:
                cancellation._attach(None)

    def _wait(self, channel: socket.socket, deadline: float, cancellation: Cancellation) -> Ended | None:
        said: dict[str, Any] | None = None
        timed_out = forked = False
        while True:
            channel.settimeout(max(0.001, deadline - time.monotonic()))
            try:
                message = channel.recv(1 << 16)
            except TimeoutError:
                if timed_out:  # the server itself does not answer: end it, the next query starts another
                    with self._lock:
                        if self._process is not None:
                            self._process.kill()
                    return Ended(None, None, timed_out=True)
                timed_out = True
                with contextlib.suppress(OSError):
                    channel.shutdown(socket.SHUT_WR)
                deadline = time.monotonic() + _KILL_GRACE_SECONDS
                continue
            except OSError:
                message = b""
            told = json.loads(message) if message else {"exit": None}
            if "forked" in told:
                forked = True
                continue
            if "exit" not in told:
                said = told
                continue
            exit_code = told["exit"]
            if not forked and not timed_out:
                return None
            if exit_code != 0:
                said = None
            return Ended(said, exit_code, timed_out and said is None, cancellation.cancelled and said is None)


class OneShot:
    """A plain process a query, for systems without fork: time is limited, memory only where the system can."""

    network_is_closed = False

    def run(self, request: dict[str, Any], seconds: float, cancellation: Cancellation) -> Ended:
        """Start, ask, wait. A cancellation is seen at the end only."""
        try:
            with open(request["errors"], "wb") as errors:
                done = subprocess.run(  # noqa: S603 - our own file
                    isolation.command(_WORKER, "--once"),
                    input=json.dumps(request).encode(),
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    env=isolation.environment(),
                    timeout=seconds,
                    check=False,
                )
        except subprocess.TimeoutExpired:
            return Ended(None, None, timed_out=True, cancelled=cancellation.cancelled)
        said = json.loads(done.stdout) if done.returncode == 0 and done.stdout else None
        return Ended(said, done.returncode)

    def close(self) -> None:
        """Nothing runs between queries."""
