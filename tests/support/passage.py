"""A way between wa-sync and the sandbox, on which a test can listen, act and lie.

Requests pass one after the other and unchanged. Before each of them a test may do
something (a person in WhatsApp Manager is faster), and after it change what was
answered (a gateway that does not tell the truth).
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from support.sandbox_account import ROUTES

from wa_sync.sandbox.server import serve
from wa_sync.sandbox.world import World


Answer = tuple[int, bytes]
"""Status and body."""

WABA, PHONE = "102290129340398", "106540352242922"
TOKEN = "EAAsandboxtoken0000"  # noqa: S105 - any token is taken
PASSED_ON = ("Authorization", "Content-Type", "file_offset")


@dataclass
class Passage:
    """The way, and what came along it: each request as its method and path."""

    there: int
    world: World
    url: str = ""
    heard: list[str] = field(default_factory=list)
    before: Callable[[str], object] = lambda _: None
    answered: Callable[[str, Answer], Answer] = lambda _, answer: answer

    @property
    def writes(self) -> list[str]:
        """Every request that came and was no GET."""
        return [one for one in self.heard if not one.startswith("GET ")]

    def by_hand(self, method: str, path: str, fields: object = None) -> Any:  # noqa: ANN401 - any JSON
        """Do something as a person in WhatsApp Manager would, past the way."""
        body = None if fields is None else json.dumps(fields).encode()
        headers = {"Authorization": f"Bearer {TOKEN}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        status, _, answer = exchange(
            self.there, method, f"/v21.0/{path}", headers, body
        )
        assert status == 200, (method, path, answer)
        return json.loads(answer)

    def create(self, name: str, text: str, language: str = "en_US") -> str:
        """Create a template by hand; return its id."""
        fields = {
            "name": name,
            "language": language,
            "category": "UTILITY",
            "components": [{"type": "BODY", "text": text}],
        }
        return str(self.by_hand("POST", f"{WABA}/message_templates", fields)["id"])

    def edit(self, live_id: str, text: str) -> None:
        """Give a template another text by hand."""
        self.by_hand("POST", live_id, {"components": [{"type": "BODY", "text": text}]})

    def delete(self, name: str, live_id: str) -> None:
        """Delete one language of a template by hand."""
        query = f"name={name}&hsm_id={live_id}"
        self.by_hand("DELETE", f"{WABA}/message_templates?{query}")

    def live(self) -> dict[str, dict[str, Any]]:
        """Every template that is there, by name and language."""
        path = f"{WABA}/message_templates?limit=1000"
        data = self.by_hand("GET", path)["data"]
        return {f"{one['name']}/{one['language']}": one for one in data}

    def profile(self, **fields: str) -> dict[str, Any]:
        """Set fields of the business profile by hand; return what it then is."""
        path = f"{PHONE}/whatsapp_business_profile"
        if fields:
            self.by_hand("POST", path, {"messaging_product": "whatsapp", **fields})
        fields_ = "about,address,description,email,websites,vertical"
        return dict(self.by_hand("GET", f"{path}?fields={fields_}")["data"][0])


@contextmanager
def passage(db: Path | None = None) -> Iterator[Passage]:
    """Serve a sandbox, and the way to it, until the block is left."""
    with serve(db, routes=ROUTES) as served:
        way = Passage(int(served.url.rpartition(":")[2]), served.world)
        with HTTPServer(("127.0.0.1", 0), _handler(way)) as server:
            way.url = f"http://127.0.0.1:{server.server_address[1]}"
            thread = threading.Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            try:
                yield way
            finally:
                server.shutdown()
                thread.join()


def exchange(
    port: int, method: str, target: str, headers: dict[str, str], body: bytes | None
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Send one request to a port of this machine; status, headers and body."""
    connection = HTTPConnection("127.0.0.1", port)
    try:
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()


def _handler(way: Passage) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            said = f"{self.command} {_bare(self.path)}"
            length = int(self.headers.get("Content-Length", "0"))
            body = self.rfile.read(length) if length else None
            way.before(said)
            way.heard.append(said)
            headers = {k: v for k in PASSED_ON if (v := self.headers.get(k))}
            status, given, answer = exchange(
                way.there, self.command, self.path, headers, body
            )
            status, answer = way.answered(said, (status, answer))
            self.send_response_only(status)
            for name, value in given:
                if name not in {"Content-Length", "Connection"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_DELETE = _pass_on  # noqa: N815 - the library's names

    return Handler


def _bare(target: str) -> str:
    """A path without the gateway's prefix, the version and the query."""
    path = target.partition("?")[0].removeprefix("/whatsapp-business")
    return path.split("/", 2)[-1]
