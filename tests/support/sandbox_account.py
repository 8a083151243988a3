"""One account on a sandbox of its own, reached by the real client over real sockets."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.tempo import Tempo

from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.kinds import KINDS
from wa_sync.model.account import Account, Endpoint
from wa_sync.sandbox import review
from wa_sync.sandbox.server import serve


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.graph.client import Writer
    from wa_sync.sandbox.world import World


ROUTES = tuple(route for kind in KINDS for route in kind.routes())
ACCOUNT = Account(
    name="demo",
    waba_id="102290129340398",
    phone_number_id="106540352242922",
    endpoint=Endpoint.META,
    api_version="v23.0",
    app_id="670843887433847",
)


@dataclass(frozen=True)
class Reached:
    """An account, a writer for it, and the world behind the writer's back."""

    account: Account
    writer: Writer
    world: World
    url: str


@contextmanager
def reached(account: Account = ACCOUNT) -> Iterator[Reached]:
    """Serve a sandbox that approves at once, and open a writer on it, until the block
    is left. Waiting takes the client no time.
    """
    tempo = Tempo()
    http = Http(clock=tempo.clock, wait=tempo.wait)
    with serve(None, routes=ROUTES) as served, http:
        served.world.store.set(review.MODE, review.NOW)
        token = Secret("EAAsandboxtoken0000")
        writer = open_writer(http, account, token, origin=served.url)
        yield Reached(account, writer, served.world, served.url)
