"""One request to the receiver, and what came of it in words.

Meta takes 200 for delivered and nothing else. The signature is over the bytes that are
sent, in which characters outside ASCII are escaped: a receiver that verifies what it
has parsed and written anew fails here, as it does with Meta.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import socket
import threading
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.sandbox.news.outbox import Event
    from wa_sync.sandbox.webhooks.subscription import Subscription


LARGEST_ANSWER: Final = 4096
AGENT: Final = {"Accept": "*/*", "User-Agent": "facebookexternalua"}


class Post:
    """Requests to one receiver, one after another; another thread may end them."""

    def __init__(self, subscription: Subscription) -> None:
        """Remember where to; nothing is sent yet."""
        self._to = subscription
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self._over = False

    def hand_over(self, event: Event) -> str | None:
        """Post an event; return what is wrong, and None where it was taken."""
        content = body(event)
        headers = {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": signature(self._to.secret, content),
        }
        status, _ = self._ask("POST", self._to.target, content, headers)
        if isinstance(status, str):
            return status
        return None if status == HTTPStatus.OK else f"the receiver answered {status}"

    def verify(self) -> str | None:
        """Do Meta's handshake for a new address; return what is wrong with it."""
        challenge = str(10**9 + secrets.randbelow(9 * 10**9))
        given = {
            "hub.mode": "subscribe",
            "hub.challenge": challenge,
            "hub.verify_token": self._to.verify_token or "",
        }
        joint = "&" if "?" in self._to.target else "?"
        target = f"{self._to.target}{joint}{urlencode(given)}"
        status, answer = self._ask("GET", target, b"", {})
        if isinstance(status, str):
            return status
        if status != HTTPStatus.OK:
            return f"the receiver answered {status}"
        same = answer.strip() == challenge.encode()
        return None if same else "the receiver did not answer with hub.challenge alone"

    def hang_up(self) -> None:
        """End the request that is under way, and let there be no other."""
        self._over = True
        self._cut()

    def _cut(self) -> None:
        with self._lock:
            if self._line is not None:
                with suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)

    def _ask(
        self, method: str, target: str, content: bytes, headers: Mapping[str, str]
    ) -> tuple[int | str, bytes]:
        """Return the status and the beginning of the answer, or what went wrong."""
        late = threading.Event()
        try:
            with self._connected(late) as connection:
                connection.request(method, target, content, {**AGENT, **headers})
                with connection.getresponse() as answer:
                    wanted = LARGEST_ANSWER if method == "GET" else 0
                    found = answer.status, answer.read(wanted)
                # a head that was cut off in the middle reads like a short one
                return (self._late(), b"") if late.is_set() else found
        except (OSError, HTTPException) as error:
            if late.is_set() or isinstance(error, TimeoutError):
                return self._late(), b""
            if isinstance(error, ConnectionRefusedError):
                return "nobody listens there", b""
            return "the receiver broke the connection off", b""

    def _late(self) -> str:
        return f"no answer within {self._to.patience:g} s"

    @contextmanager
    def _connected(self, late: threading.Event) -> Iterator[HTTPConnection]:
        """Connect; after all the patience there is, cut the line, whatever comes."""
        to = self._to
        connection = HTTPConnection(to.host, to.port, timeout=to.patience)

        def lose_patience() -> None:
            late.set()
            self._cut()

        clock = threading.Timer(to.patience, lose_patience)
        clock.daemon = True
        clock.start()
        try:
            connection.connect()
            with self._lock:
                self._line = connection.sock
            if self._over:
                self._cut()
            yield connection
        finally:
            clock.cancel()
            with self._lock:
                self._line = None
            connection.close()


def body(event: Event) -> bytes:
    """Write an event as Meta does, other characters than ASCII escaped."""
    change = {"value": event.value, "field": event.field}
    entry = {"id": event.owner, "time": event.at, "changes": [change]}
    told = {"object": "whatsapp_business_account", "entry": [entry]}
    return json.dumps(told, separators=(",", ":")).encode()


def signature(secret: str, content: bytes) -> str:
    """Sign what is sent with the app's secret."""
    return f"sha256={hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()}"
