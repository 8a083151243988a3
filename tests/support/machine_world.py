"""The far end as the state machine sees it: what is live, and every write it took.

Nothing here asks the tool: truth comes from the sandbox's objects, and a mutation is
noted where Meta's side carries it out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from support.machine_config import PHONE, Key
from support.sandbox_account import ROUTES

from wa_sync.model.source import Json, array, mapping, text
from wa_sync.sandbox.wire import Refusal, Reply, Request, Route
from wa_sync.sandbox.world import World


LEAVING = frozenset({"DELETED", "PENDING_DELETION"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One object that is live: ``content`` is all of it that an edit can change."""

    live_id: str
    content: str
    text: str = ""
    category: str = ""
    status: str = ""

    @property
    def same(self) -> tuple[str, str]:
        """What a plan is computed from: a review that ended changes nothing of it."""
        return self.live_id, self.content


Truth = dict[Key, Seen]


def truth(world: World) -> Truth:
    """Return everything that is live, of all accounts."""
    found: Truth = {}
    for stored in world.objects.select("message_template", "1 = ?", (1,)):
        doc = stored.doc
        if text(doc.get("status")) in LEAVING:
            continue
        body = mapping(next(iter(array(doc.get("components"))), {}))
        found[Key(stored.owner, stored.name, stored.variant)] = Seen(
            stored.id,
            json.dumps([doc.get("category"), doc.get("components")]),
            text(body.get("text")),
            text(doc.get("category")),
            text(doc.get("status")),
        )
    profile = world.objects.find("business_profile", PHONE)
    if profile is not None:
        found[Key(PHONE)] = Seen(PHONE, json.dumps(profile.doc, sort_keys=True))
    return found


@dataclass(frozen=True, slots=True)
class Mutation:
    """One write that Meta carried out: what was there before it, and after.

    ``kept`` is what the folder of snapshots held when it arrived.
    """

    method: str
    args: dict[str, Json]
    target: Key | None
    before: Truth
    after: Truth
    kept: Mapping[str, str]

    def effects(self) -> Iterator[tuple[str, Key]]:
        """Yield what it did: usually one thing, to one object."""
        for key in self.after.keys() - self.before.keys():
            yield "create", key
        for key in self.before.keys() - self.after.keys():
            yield "delete", key
        for key in self.before.keys() & self.after.keys():
            if key == self.target or self.before[key] != self.after[key]:
                yield "update", key


@dataclass
class Recorder:
    """Stands before Meta's handlers: counts, notes, and lets others act meanwhile.

    ``page`` is the largest page of a list. ``pending`` are acts of others, each with
    the number of reads that still go by before it: no act falls between the read just
    before a write and the write, which nobody can guard against. ``attempts`` are
    all writes, and whether Meta carried them out.
    """

    snapshots: Path
    page: int = 1000
    mutations: list[Mutation] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    attempts: list[tuple[str, bool]] = field(default_factory=list)
    reads: int = 0
    pending: list[tuple[int, Callable[[World], None]]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def routes(self) -> tuple[Route, ...]:
        """Return Meta's routes, watched."""
        return tuple(
            Route(one.method, one.pattern, self._watched(one)) for one in ROUTES
        )

    def clear(self) -> None:
        """Begin anew."""
        self.mutations, self.refusals, self.pending = [], [], []
        self.attempts = []
        self.page, self.reads = 1000, 0

    def _watched(self, route: Route) -> Callable[[Request, World], Reply]:
        def write(request: Request, world: World) -> Reply:
            before = truth(world)
            asked = f"{request.method} {request.path} {json.dumps(request.args)}"
            try:
                reply = route.handler(request, world)
            except Refusal as refusal:
                self.refusals.append(f"{request.method} {refusal.code}")
                self.attempts.append((asked, False))
                raise
            self.attempts.append((asked, True))
            target = _target(request, before)
            self.mutations.append(
                Mutation(
                    *(request.method, dict(request.args), target, before),
                    *(truth(world), self.kept()),
                )
            )
            return reply

        def read(request: Request, world: World) -> Reply:
            self.reads += 1
            self._meanwhile(world)
            if request.path.endswith("/message_templates"):
                args = {**request.args, "limit": str(self.page)}
                request = replace(request, args=args)
            try:
                return route.handler(request, world)
            except Refusal as refusal:
                # raised, it would take back what somebody else did meanwhile
                return Reply(refusal.envelope("A"), refusal.status, refusal.headers)

        return read if route.method == "GET" else write

    def _meanwhile(self, world: World) -> None:
        waiting, self.pending = self.pending, []
        for left, act in waiting:
            if left > 0:
                self.pending.append((left - 1, act))
            else:
                act(world)

    def kept(self) -> dict[str, str]:
        """Return what the snapshots of deleted templates say, by file."""
        if not self.snapshots.is_dir():
            return {}
        files = sorted(self.snapshots.glob("*.yaml"))
        return {path.name: path.read_text(encoding="utf-8") for path in files}


def _target(request: Request, before: Truth) -> Key | None:
    """Which object a POST to an id, or to a number's profile, is about."""
    node = request.path.partition("/")[0]
    return next((key for key, one in before.items() if one.live_id == node), None)
