"""A sandbox whose answers are bent on their way out, and runs that listen to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import time

from support.fuzzing import CANARY
from support.raw_server import RawServer, Wire, raw_server
from support.sandbox_account import ACCOUNT, ROUTES, Reached
from support.workbench import Workbench

from wa_sync.graph.session import open_writer
from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.sandbox import review
from wa_sync.sandbox.app import App
from wa_sync.sandbox.intake import Raw
from wa_sync.sandbox.store import Store
from wa_sync.sandbox.world import World, world_of


TOKEN = Secret(CANARY)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it goes over the wire."""

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    def wire(self) -> bytes:
        """Return head and body; the length is that of the body, unless it is said."""
        length = ("Content-Length", str(len(self.content)))
        named = {name.lower() for name, _ in self.headers}
        rows = (*(() if "content-length" in named else (length,)), *self.headers)
        head = "".join(f"{name}: {value}\r\n" for name, value in rows)
        start = f"HTTP/1.1 {self.status} Whatever\r\n{head}\r\n"
        return start.encode("latin-1", "replace") + self.content


Bend = Callable[[Said], Said]


def _straight(said: Said) -> Said:
    return said


@dataclass
class Crooked:
    """A server that bends the answer with a number (from 0) and all that follow.

    ``calls`` are method and path of what arrived.
    """

    server: RawServer
    world: World
    app: App
    bend: Bend = _straight
    first: int = -1
    last: int = -1
    calls: list[str] = field(default_factory=list)

    def straight(self) -> None:
        """Bend nothing from here on, and count anew."""
        self.bend, self.first, self.last = _straight, -1, -1
        self.calls.clear()
        self.server.heard.clear()

    def renew(self) -> None:
        """Begin with an empty account that approves at once."""
        self.world.store.close()
        self.world, self.app = empty()
        self.straight()

    def step(self, wire: Wire) -> bool:
        """Answer as the sandbox does, but for the ones that are bent."""
        heard = wire.heard
        answer = self.app.answer(
            Raw(heard.method, heard.target, heard.headers, heard.body)
        )
        assert answer.reply is not None
        number = len(self.calls)
        self.calls.append(f"{heard.method} {heard.target.partition('?')[0]}")
        said = Said(
            answer.reply.status,
            (("Content-Type", "application/json"), *answer.reply.headers.items()),
            answer.reply.body(),
        )
        bent = self.first <= number <= self.last
        wire.sock.sendall((self.bend(said) if bent else said).wire())
        return not bent


def empty() -> tuple[World, App]:
    """Give a sandbox without sockets that holds nothing and approves at once."""
    world = world_of(Store(None), time)
    world.store.set(review.MODE, review.NOW)
    return world, App(world, ROUTES, None, lambda _: False)


@contextmanager
def crooked() -> Iterator[Crooked]:
    """Serve until the block is left."""
    world, app = empty()
    with raw_server() as server:
        made = Crooked(server, world, app)
        server.steps.append(made.step)
        try:
            yield made
        finally:
            made.world.store.close()


@contextmanager
def listening(folder: Path, there: Crooked) -> Iterator[Workbench]:
    """Give a checkout whose client listens to the server; waiting takes no time."""
    made: list[Workbench] = []

    def wait(seconds: float) -> bool:
        made[0].now += seconds
        return False

    with Http(
        bounds=Bounds(retries=20),
        wait=wait,
        clock=lambda: made[0].now if made else 0.0,
        rng=Random(0),  # noqa: S311 - the same each time
    ) as client:
        url = there.server.url
        writer = open_writer(client, ACCOUNT, TOKEN, origin=url)
        made.append(Workbench(folder, Reached(ACCOUNT, writer, there.world, url)))
        yield made[0]
