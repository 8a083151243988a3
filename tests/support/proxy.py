"""Between the client and a sandbox: sees every request, and may do something to it.

It carries bytes and understands only where a message ends, so that what the client
does to its connections meets a real server.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit


LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]+)", re.IGNORECASE)
TOKEN = re.compile(rb"\r\nauthorization:[ \t]*\S+[ \t]+(\S+)", re.IGNORECASE)


class Cut(Exception):
    """The connection is to end here."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One request on its way: passed on by ``forward``, answered by ``send``."""

    request: bytes
    forward: Callable[[], bytes]
    send: Callable[[bytes], None]

    @property
    def method(self) -> str:
        """The method."""
        return self.request.partition(b" ")[0].decode()

    @property
    def path(self) -> str:
        """The path, without version and query."""
        target = self.request.split(b" ", 2)[1].decode()
        return re.sub(r"^/v[0-9.]+/", "", urlsplit(target).path)

    @property
    def token(self) -> str:
        """The token, which tells several clients apart."""
        found = TOKEN.search(self.request)
        return found[1].decode() if found else ""


Step = Callable[[Passage], None]
"""What is done with a request; raises Cut to end the connection."""


def straight(passage: Passage) -> None:
    """Do nothing to it."""
    passage.send(passage.forward())


class Proxy:
    """A listener in front of a sandbox that may change under way."""

    def __init__(self, page: int) -> None:
        """Give lists in pages of at most so many, whatever is asked for."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._page = re.compile(rb"(?<=[?&]limit=)[0-9]+"), str(page).encode()
        self._threads: list[threading.Thread] = []
        self.step: Step = straight
        self.upstream: str = ""

    @property
    def url(self) -> str:
        """Its address, as ``--endpoint`` takes it."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def accept(self) -> None:
        """Take connections until the listener is shut down."""
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                thread = threading.Thread(target=self._carry, args=(client,))
                thread.start()
                self._threads = [one for one in self._threads if one.is_alive()]
                self._threads.append(thread)

    def stop(self) -> None:
        """Wake the accepting thread and wait for the others: their clients are gone."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _carry(self, client: socket.socket) -> None:
        address = urlsplit(self.upstream)
        with (
            client,
            socket.create_connection((address.hostname, address.port)) as server,
            client.makefile("rb") as asked,
            server.makefile("rb") as answered,
            suppress(OSError, Cut),
        ):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while request := _message(asked):

                def forward(sent: bytes = request) -> bytes:
                    server.sendall(self._cut_down(sent))
                    return _message(answered)

                self.step(Passage(request, forward, client.sendall))

    def _cut_down(self, request: bytes) -> bytes:
        line, end, rest = request.partition(b"\r\n")
        pattern, page = self._page
        return pattern.sub(page, line) + end + rest


def _message(stream: BinaryIO) -> bytes:
    """Read one request or answer whole; empty where the other side has ended."""
    lines = []
    while (line := stream.readline()) not in {b"", b"\r\n"}:
        lines.append(line)
    if not line:
        return b""
    head = b"".join(lines)
    length = LENGTH.search(b"\r\n" + head)
    return head + line + (stream.read(int(length[1])) if length else b"")


@contextmanager
def proxy(page: int) -> Iterator[Proxy]:
    """Listen until the block is left, when every client has to be gone."""
    there = Proxy(page)
    thread = threading.Thread(target=there.accept)
    thread.start()
    try:
        yield there
    finally:
        there.stop()
        thread.join()
