"""Request → reply: the token, faults, rate limits, reviews, then the route's handler.

Every request is one transaction: what a refused handler did is taken back, and the
ledger has a line for each.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from dataclasses import dataclass, replace
from hmac import compare_digest
from typing import TYPE_CHECKING

from wa_sync.sandbox import (
    canned,
    connections,
    control,
    faults,
    ledger,
    rates,
    review,
    traps,
)
from wa_sync.sandbox.intake import CONTROL_PREFIX, Raw, read
from wa_sync.sandbox.media import ROUTES as MEDIA
from wa_sync.sandbox.messages import ROUTES as MESSAGES
from wa_sync.sandbox.phones import ROUTES as PHONES
from wa_sync.sandbox.uploads import ROUTES as UPLOADS
from wa_sync.sandbox.wire import Refusal, Reply, Request, Route, unsupported


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_sync.sandbox.faults import Fault
    from wa_sync.sandbox.world import World


LOG = logging.getLogger("wa_sync.sandbox")


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send, and what is to go wrong while sending it.

    ``reply`` None means that nothing is sent before the connection is reset.
    """

    reply: Reply | None
    fault: Fault | None = None


class App:
    """One sandbox; ``token`` is the only one that is taken, None takes any."""

    def __init__(
        self,
        world: World,
        routes: Sequence[Route],
        token: str | None,
        pause: Callable[[float], bool],
    ) -> None:
        """Put the routes together; ``pause`` waits for real, like ``Event.wait``."""
        self._world = world
        own = (*MESSAGES, *UPLOADS, *connections.ROUTES)
        self._routes = (*MEDIA, *PHONES, *routes, *own)
        self._token = token
        self.pause = pause

    def now(self) -> int:
        """Return the pretended time in unix seconds, for the ``Date`` of answers."""
        return self._world.now()

    def answer(self, raw: Raw) -> Answer:
        """Answer one request, ordered faults included."""
        if raw.path.startswith(CONTROL_PREFIX):
            return Answer(control.answer(self._world, raw))
        try:
            request = traps.led(read(raw))
        except Refusal as refusal:
            return Answer(
                self._refused(refusal, Request(method="", version="", path=""))
            )
        fault = faults.strike(self._world, request.method, request.path)
        if fault is None:
            return Answer(self._perform(request))
        return self._strike(request, fault)

    def _strike(self, request: Request, fault: Fault) -> Answer:
        """Let a fault happen, before or after the request has had its effect."""
        before = not fault.after_commit
        wait = 0.0 if fault.what == "drip" else fault.seconds
        instead = canned.answer(fault, _trace(ledger.last(self._world) + 1))
        if before:
            self.pause(wait)
        if before and (fault.what == "reset" or instead is not None):
            with self._world.store.transaction():
                status = instead.status if instead else 0
                ledger.record(
                    self._world, request, status, f"{fault.what} before commit"
                )
            return _spoilt(instead, fault)
        reply = self._perform(request, fault)
        if not before:
            self.pause(wait)
        if fault.what == "reset":
            return _spoilt(None, fault)
        return _spoilt(instead or traps.bent(reply, fault, request), fault)

    def _perform(self, request: Request, fault: Fault | None = None) -> Reply:
        """Carry a request out."""
        world = self._world
        owner = ledger.owner(request)
        with world.store.transaction():
            try:
                self._authenticate(request)
                rates.check(world, owner)
                review.settle(world)
                reply = self._handle(request, fault)
            except Refusal as refusal:
                reply = self._refused(refusal, request)
            name = fault.what if fault else None
            ledger.record(world, request, reply.status, name)
            usage = rates.headers(world, owner)
        if connections.asked(request):
            return reply
        served = {"facebook-api-version": request.version, **usage}
        return replace(reply, headers={**served, **reply.headers})

    def _authenticate(self, request: Request) -> None:
        given = request.token
        wanted = self._token
        if given and (
            wanted is None or compare_digest(given.encode(), wanted.encode())
        ):
            return
        raise Refusal(
            190, "Invalid OAuth access token - Cannot parse access token", status=401
        )

    def _handle(self, request: Request, fault: Fault | None) -> Reply:
        """Find the route and call it; a bug answers as Meta's own bugs do."""
        route, matched = self._route(request)
        try:
            with self._world.store.attempt():
                if fault is not None and fault.what == "lag":
                    with self._world.objects.as_of(fault.mark):
                        return route.handler(
                            replace(request, matched=matched), self._world
                        )
                return route.handler(replace(request, matched=matched), self._world)
        except Refusal:
            raise
        except Exception as error:
            LOG.exception("%s %s", request.method, request.path)
            raise Refusal(1, "An unknown error occurred", status=500) from error

    def _route(self, request: Request) -> tuple[Route, dict[str, str]]:
        there = False
        for route in self._routes:
            match = route.compiled.fullmatch(request.path)
            if match and route.method == request.method:
                matched = match.groupdict()
                if route.meant(replace(request, matched=matched), self._world):
                    return route, matched
            there = there or match is not None
        node, _, edge = request.path.partition("/")
        if there or (not edge and re.search(r"[0-9]", node)):
            raise unsupported(request.method, node)
        if edge or not node:
            raise Refusal(2500, f"Unknown path components: /{edge}")
        raise Refusal(
            803,
            f"(#803) Some of the aliases you requested do not exist: {node}",
            status=404,
        )

    def _refused(self, refusal: Refusal, request: Request) -> Reply:
        trace = _trace(ledger.last(self._world) + 1)
        LOG.debug("%s %s: %s", request.method, request.path, refusal.message)
        if connections.asked(request):
            return connections.refused(refusal)
        return Reply(refusal.envelope(trace), refusal.status, refusal.headers)


def _spoilt(reply: Reply | None, fault: Fault) -> Answer:
    """Add the headers that were ordered, over those that are there."""
    if reply is None:
        return Answer(None, fault)
    return Answer(replace(reply, headers={**reply.headers, **fault.headers}), fault)


def _trace(number: int) -> str:
    """Build an ``fbtrace_id`` that looks random and comes out the same again."""
    digest = hashlib.sha256(str(number).encode()).digest()
    return "A" + base64.urlsafe_b64encode(digest).decode()[:22]
