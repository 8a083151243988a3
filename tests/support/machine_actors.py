"""Those who act beside the tool: people in WhatsApp Manager, and Meta itself."""

from __future__ import annotations

from dataclasses import dataclass

from support.machine_config import PROFILE, Key, variant

from wa_sync.kinds.message_template.sandbox import names
from wa_sync.kinds.message_template.sandbox.create import create
from wa_sync.kinds.message_template.sandbox.delete import delete
from wa_sync.kinds.message_template.sandbox.edit import edit
from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.model.source import Json
from wa_sync.sandbox import review
from wa_sync.sandbox.objects import Stored
from wa_sync.sandbox.wire import Handler, Refusal, Request
from wa_sync.sandbox.world import World


BY_PEOPLE = ("creates", "edits", "rewrites", "rewrites", "deletes", "recreates")
BY_META = (
    *("APPROVED", "REJECTED", "PAUSED", "DISABLED", "ARCHIVED", "PENDING"),
    *("recategorises", "announces", "removes"),
)
OTHER = {"UTILITY": "MARKETING", "MARKETING": "UTILITY"}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody does to one template."""

    what: str
    key: Key
    text: str
    category: str = "UTILITY"

    def perform(self, world: World) -> None:
        """Do it, inside a transaction of the sandbox; Meta may refuse what people do.

        Raises nothing: what cannot be done is not done.
        """
        if self.key == PROFILE:
            _profile(world, self.text)
            return
        stored = _stored(world, self.key)
        if self.what == "creates":
            _by_hand(world, create, _create(self))
        elif stored is not None:
            self._to(world, stored)

    def _to(self, world: World, stored: Stored) -> None:
        if self.what == "edits":
            posted = _request(stored.id, variant(self.text), template=stored.id)
            _by_hand(world, edit, posted)
        elif self.what == "rewrites":
            # an edit that has been approved since, with no quota left to hide behind
            world.objects.note("edit", world.now(), stored, before=True)
            world.objects.update(stored.with_doc(**variant(self.text)))
        elif self.what == "deletes":
            where: dict[str, Json] = {"hsm_id": stored.id, "name": stored.name}
            _by_hand(world, delete, _request("", where, waba=stored.owner))
        elif self.what == "recreates":
            names.forget(world, stored)
            fields = {k: v for k, v in stored.doc.items() if k != "id"}
            again: dict[str, Json] = {
                **fields,
                **variant(self.text),
                "id": world.objects.new_id(),
            }
            seed(world, stored.owner, again)
        elif self.what == "removes":
            world.objects.note("delete", world.now(), stored, before=True)
            world.objects.remove(stored)
        elif self.what in {"recategorises", "announces"}:
            planned = self.what == "announces"
            other = OTHER[str(stored.doc["category"])]
            review.recategorise(world, stored, other, planned=planned)
        else:
            review.decide(world, stored, self.what)


def put(world: World, key: Key, text: str, category: str) -> None:
    """Let a template be there, approved, past the rules for creating."""
    item: dict[str, Json] = {
        "name": key.name,
        "parameter_format": "POSITIONAL",
        **variant(text),
        "language": key.language,
        "status": "APPROVED",
        "category": category,
        "id": world.objects.new_id(),
    }
    seed(world, key.owner, item)


def _profile(world: World, about: str) -> None:
    """Let somebody write another greeting, once there is a profile."""
    stored = world.objects.find("business_profile", PROFILE.owner)
    if stored is not None:
        world.objects.note("edit", world.now(), stored, before=True)
        world.objects.update(stored.with_doc(about=about))


def _stored(world: World, key: Key) -> Stored | None:
    found = world.objects.named(names.KIND, key.owner, key.name)
    return next((one for one in found if one.variant == key.language), None)


def _create(act: Act) -> Request:
    key = act.key
    fields: dict[str, Json] = {
        "name": key.name,
        "language": key.language,
        "category": act.category,
        **variant(act.text),
    }
    return _request("", fields, waba=key.owner)


def _request(path: str, args: dict[str, Json], **matched: str) -> Request:
    return Request(method="POST", version="", path=path, args=args, matched=matched)


def _by_hand(world: World, handler: Handler, request: Request) -> None:
    try:
        with world.store.attempt():
            handler(request, world)
    except Refusal:
        return
