"""Three forms of address, a sandbox behind each, and all that arrives there."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from support.mediums import MATON, META
from support.numbers import SHOWN
from support.passage import exchange
from support.raw_server import RawServer, Step, Wire, raw_server, reply
from support.road import PROJECT
from support.sandbox_account import ROUTES
from support.surface_messages import WABA

from wa_sync import __version__
from wa_sync.sandbox import phones, review
from wa_sync.sandbox.server import serve


if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.raw_server import Heard

    from wa_sync.model.account import Account


KEY, TOKEN = "maton-key-0123456789", "EAAsurface0000000000"


@dataclass(frozen=True)
class Form:
    """A form of address: what its project says, and what then has to arrive."""

    project: str
    option: str
    root: str
    token: str
    account: Account

    def headers(self, *, graph: bool) -> dict[str, str]:
        """All headers of a request but those of its place and its body.

        Only what goes to the ``graph`` names a connection.
        """
        one = self.account.connection
        chosen = {"maton-connection": one} if one and graph else {}
        return {
            "accept": "application/json",
            "accept-encoding": "identity",
            "authorization": f"Bearer {self.token}",
            "cache-control": "no-cache",
            "user-agent": f"wa-sync/{__version__}",
            **chosen,
        }


FORMS = {
    "gateway": Form(
        f"{PROJECT}    connection: {MATON.connection}\n",
        "--endpoint",
        "/whatsapp-business/v21.0/",
        KEY,
        MATON,
    ),
    "meta": Form(
        f"{PROJECT}    endpoint: meta\n", "--endpoint", "/v23.0/", TOKEN, META
    ),
    "sandbox": Form(
        PROJECT,
        "--sandbox-url",
        "/whatsapp-business/v21.0/",
        "sandbox-token-for-nobody",
        replace(MATON, connection=None),
    ),
}
"""The sandbox's own is what a project gets that says nothing; it needs no token, and
must not be given one that is there."""


def told(heard: Heard) -> Any:  # noqa: ANN401 - JSON, or the text of a form
    """What a request's body says: JSON, or parts between a boundary named B."""
    kind, _, boundary = heard.headers.get("content-type", "").partition("; boundary=")
    if kind == "multipart/form-data":
        return heard.body.decode("latin-1").replace(boundary, "B")
    return json.loads(heard.body) if heard.body else None


@contextmanager
def listened() -> Iterator[RawServer]:
    """Serve a sandbox that approves at once, and listen on the way to it."""
    with serve(None, routes=ROUTES) as served:
        with served.world.store.transaction():
            served.world.store.set(review.MODE, review.NOW)
            phones.seed(served.world, WABA, SHOWN)
        with raw_server(_passed_on(int(served.url.rpartition(":")[2]))) as server:
            yield server


def _passed_on(port: int) -> Step:
    def step(wire: Wire) -> bool:
        one = wire.heard
        status, headers, body = exchange(
            port, one.method, one.target, dict(one.headers), one.body or None
        )
        kept = {name: value for name, value in headers if name != "Connection"}
        return reply(status=status, headers=kept, raw=body)(wire)

    return step
