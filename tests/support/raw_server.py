"""A server on real sockets that does what a well-behaved one never would.

It is given a script: one step for each request, in the order in which they arrive,
whatever the connection; the last step is repeated. It records every request.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO


if TYPE_CHECKING:
    import ssl


@dataclass(frozen=True, slots=True)
class Heard:
    """One request as it came in."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    connection: int


@dataclass(frozen=True, slots=True)
class Wire:
    """A step's end of the connection; ``over`` is set when the test is done."""

    sock: socket.socket
    heard: Heard
    over: threading.Event


Step = Callable[[Wire], bool]
"""Answers one request; says whether the connection stays open."""


def reply(
    body: object = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    raw: bytes | None = None,
    keep: bool = True,
) -> Step:
    """Answer well: ``body`` as JSON, or ``raw`` as it is; ``keep`` the connection."""
    content = json.dumps(body).encode() if raw is None else raw

    def step(wire: Wire) -> bool:
        fields = {
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
            **(headers or {}),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        text = f"HTTP/1.1 {status} Whatever\r\n{head}\r\n"
        wire.sock.sendall(text.encode("latin-1") + content)
        return keep

    return step


def sent(data: bytes) -> Step:
    """Send bytes as they are, then close."""

    def step(wire: Wire) -> bool:
        wire.sock.sendall(data)
        return False

    return step


def hang(data: bytes = b"") -> Step:
    """Send some bytes, then nothing more, with the connection open."""

    def step(wire: Wire) -> bool:
        wire.sock.sendall(data)
        wire.over.wait()
        return False

    return step


def drip(data: bytes, every: float) -> Step:
    """Send one byte at a time, for as long as the client listens."""

    def step(wire: Wire) -> bool:
        for byte in data:
            wire.sock.sendall(bytes([byte]))
            if wire.over.wait(every):
                break
        return False

    return step


def endless(head: bytes, piece: bytes) -> Step:
    """Send a head, then one piece after another until the client goes away."""

    def step(wire: Wire) -> bool:
        wire.sock.sendall(head)
        while not wire.over.is_set():
            wire.sock.sendall(piece)
        return False

    return step


def reset(data: bytes = b"") -> Step:
    """Send some bytes, then break the connection as a crashing server does."""

    def step(wire: Wire) -> bool:
        wire.sock.sendall(data)
        wire.sock.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
        )
        return False

    return step


def tunnel(port: int) -> Step:
    """Be a proxy: say yes to CONNECT, then carry bytes to a port of this machine."""

    def step(wire: Wire) -> bool:
        with socket.create_connection(("127.0.0.1", port)) as far:
            wire.sock.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            back = threading.Thread(target=_carry, args=(far, wire.sock), daemon=True)
            back.start()
            _carry(wire.sock, far)
            back.join()
        return False

    return step


def _carry(here: socket.socket, there: socket.socket) -> None:
    with suppress(OSError):
        while data := here.recv(65536):
            there.sendall(data)
    with suppress(OSError):
        there.shutdown(socket.SHUT_WR)


@dataclass(slots=True)
class RawServer:
    """A listener on 127.0.0.1 with a script."""

    steps: list[Step]
    heard: list[Heard] = field(default_factory=list)
    connections: int = 0
    tls: ssl.SSLContext | None = None
    greeting: bytes = b""
    port: int = 0
    door: socket.socket | None = None
    _listener: socket.socket = field(init=False)
    _over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)
    _open: list[socket.socket] = field(default_factory=list)

    def start(self) -> None:
        """Listen on a free port, or at a door that somebody has put there."""
        self._listener = self.door or socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._begin(self._accept)

    def stop(self) -> None:
        """Let every step end, close everything, wait for the threads."""
        self._over.set()
        for sock in (self._listener, *self._open):
            # a thread may sit in accept or recv: closing alone does not wake it
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in self._threads:
            thread.join()

    @property
    def url(self) -> str:
        """Its address, as ``--endpoint`` takes it."""
        scheme = "https" if self.tls else "http"
        return f"{scheme}://127.0.0.1:{self.port}"

    def targets(self) -> list[str]:
        """Return method and target of every request, in order."""
        return [f"{heard.method} {heard.target}" for heard in self.heard]

    def _begin(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(sock)
            sock.sendall(self.greeting)
            if self.steps:
                self._begin(self._serve, sock, self.connections)
            else:
                sock.close()

    def _serve(self, sock: socket.socket, number: int) -> None:
        try:
            if self.tls is not None:
                sock = self.tls.wrap_socket(sock, server_side=True)
                self._open.append(sock)
            with sock, sock.makefile("rb") as lines:
                while (heard := _read(lines, number)) is not None:
                    with self._lock:
                        step = self.steps[min(len(self.heard), len(self.steps) - 1)]
                        self.heard.append(heard)
                    if not step(Wire(sock, heard, self._over)):
                        return
        except (OSError, ValueError):
            # the client went away, or the test is over
            return


def _read(lines: BinaryIO, number: int) -> Heard | None:
    first = lines.readline().decode("latin-1").split()
    if len(first) < 2:
        return None
    headers: dict[str, str] = {}
    while line := lines.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = lines.read(int(headers.get("content-length", "0")))
    return Heard(first[0], first[1], headers, body or b"", number)


@contextmanager
def raw_server(
    *steps: Step,
    tls: ssl.SSLContext | None = None,
    greeting: bytes = b"",
    door: socket.socket | None = None,
) -> Iterator[RawServer]:
    """Run a server for the length of a ``with`` block; ``greeting`` it says unasked.

    Without a single step it closes every connection as soon as it is made.
    """
    server = RawServer(list(steps), tls=tls, greeting=greeting, door=door)
    server.start()
    try:
        yield server
    finally:
        server.stop()
