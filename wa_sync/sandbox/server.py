"""Sockets: HTTP/1.1 with keep-alive on 127.0.0.1, a thread a connection.

The standard library's server, not Werkzeug's: that one closes every connection after
one answer and takes longer to import than a whole run of ``plan`` may.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING

from wa_sync.sandbox import line
from wa_sync.sandbox.app import Answer, App
from wa_sync.sandbox.intake import Raw
from wa_sync.sandbox.store import Store
from wa_sync.sandbox.webhooks.courier import Courier
from wa_sync.sandbox.wire import Reply
from wa_sync.sandbox.world import World, world_of


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from queue import SimpleQueue

    from wa_sync.sandbox.webhooks.courier import Delivery
    from wa_sync.sandbox.webhooks.subscription import Subscription
    from wa_sync.sandbox.wire import Route


HOST = "127.0.0.1"
POLL_SECONDS = 0.01
LARGEST_BODY = 128 * 1024 * 1024
LARGEST_CHUNK_LINE = 1024
LEAVE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Served:
    """A sandbox that listens."""

    url: str
    world: World
    deliveries: SimpleQueue[Delivery] | None = None
    """How webhooks fare, one entry a try; None without a subscription."""


@contextmanager
def serve(
    db: Path | None,
    *,
    routes: Sequence[Route],
    port: int = 0,
    strict_token: str | None = None,
    webhook: Subscription | None = None,
    real: Callable[[], float] = time.time,
) -> Iterator[Served]:
    """Serve a database (None: one in memory) until the block is left.

    ``real`` tells the time, in unix seconds, that the sandbox's clock starts from;
    what happens from now on is posted to the ``webhook``.
    """
    store = Store(db)
    closing = threading.Event()
    world = world_of(store, real)
    try:
        app = App(world, routes, strict_token, closing.wait)
        courier = Courier(world, webhook) if webhook else None
        with _Server((HOST, port), app) as server:
            thread = threading.Thread(
                target=server.serve_forever, args=(POLL_SECONDS,), daemon=True
            )
            thread.start()
            url = f"http://{HOST}:{server.server_address[1]}"
            try:
                with courier.at_work() if courier else nullcontext():
                    yield Served(url, world, courier.deliveries if courier else None)
            finally:
                closing.set()
                server.shutdown()
                thread.join()
                server.hang_up()
    finally:
        store.close()


class _Server(ThreadingMixIn, TCPServer):
    """Keeps track of connections, so that leaving does not wait for idle ones."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], app: App) -> None:
        self.app = app
        self._open: set[socket.socket] = set()
        self._changed = threading.Condition()
        super().__init__(address, _Connection)

    def process_request(
        self,
        request: socket.socket | tuple[bytes, socket.socket],
        client_address: object,
    ) -> None:
        assert isinstance(request, socket.socket)  # noqa: S101 - TCP, not UDP
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(
        self, request: socket.socket | tuple[bytes, socket.socket]
    ) -> None:
        super().shutdown_request(request)
        assert isinstance(request, socket.socket)  # noqa: S101 - TCP, not UDP
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def hang_up(self) -> None:
        """Let answers in flight finish and idle connections end."""
        with self._changed:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)
            self._changed.wait_for(lambda: not self._open, LEAVE_SECONDS)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore clients that went away: that is their right."""


class _Connection(BaseHTTPRequestHandler):
    """One connection and all its requests."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def _handle(self) -> None:
        body = self._body()
        if body is None:
            self.close_connection = True
            self._send(Answer(Reply({"error": {"message": "Bad request"}}, 400)))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        raw = Raw(self.command, self.path, headers, body)
        self._send(self.server.app.answer(raw))

    do_GET = do_POST = do_DELETE = do_PUT = do_PATCH = do_HEAD = _handle  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay silent: the ledger has every request."""

    def _body(self) -> bytes | None:
        """Read the body whole; None where the request makes no sense."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunks()
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return None
        body = self.rfile.read(int(length))
        return body if len(body) == int(length) else None

    def _chunks(self) -> bytes | None:
        parts: list[bytes] = []
        total = 0
        while True:
            size = self._chunk_size()
            if size is None or total + size > LARGEST_BODY:
                return None
            part = self.rfile.read(size)
            self.rfile.readline(LARGEST_CHUNK_LINE)
            if size == 0:
                return b"".join(parts)
            parts.append(part)
            total += size

    def _chunk_size(self) -> int | None:
        line = self.rfile.readline(LARGEST_CHUNK_LINE).partition(b";")[0].strip()
        try:
            return int(line, 16)
        except ValueError:
            return None

    def _send(self, answer: Answer) -> None:
        if answer.reply is None:
            self._reset()
            return
        app, fault, body = self.server.app, answer.fault, answer.reply.body()
        kept = "close" if self.close_connection else "keep-alive"
        date = self.date_time_string(app.now())
        head = line.head(answer.reply, fault, len(body), date, kept)
        shown = b"" if self.command == "HEAD" else body
        end = line.send(self.wfile, head, shown, fault, app.pause)
        if end is not line.End.KEEP:
            self.close_connection = True
        if end is line.End.RESET:
            self._reset()

    def _reset(self) -> None:
        """Close so that the other side gets a TCP reset, not an end of file."""
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        socket.close(self.connection.detach())
