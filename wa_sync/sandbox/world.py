"""What a handler may use: the objects, the clock, and the settings."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.sandbox.clock import Clock
from wa_sync.sandbox.objects import Objects


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.source import Json
    from wa_sync.sandbox.store import Store


OPTIONS: dict[str, bool | int] = {
    "template_limit": 6000,
    "creates_per_hour": 0,
    "sub_category_custom": False,
    "disable_ios_autofill": True,
    "is_primary_device_delivery_only": True,
    "calls_per_second": 0,
    "calls_per_hour": 0,
    "largest_page": 1000,
}
"""What can be switched, and how it stands at first; a limit of 0 is none."""


@dataclass(frozen=True, slots=True)
class World:
    """One sandbox, as its handlers see it."""

    store: Store
    clock: Clock
    objects: Objects

    def now(self) -> int:
        """Return the pretended time in unix seconds."""
        return self.clock.now()

    def number(self, option: str) -> int:
        """Return an option that is a number."""
        value = self.store.setting(option)
        return value if isinstance(value, int) else int(OPTIONS[option])

    def on(self, option: str) -> bool:
        """Return whether an option is switched on."""
        return bool(self.number(option))

    def meet(self, kind: str, node: str) -> None:
        """Remember an account or a number: it is there from its first use."""
        met = self.met(kind)
        if node not in met:
            known: list[Json] = [*met, node]
            self.store.set(f"met_{kind}", known)

    def met(self, kind: str) -> list[str]:
        """Return the accounts or numbers that were used."""
        value = self.store.setting(f"met_{kind}")
        return [str(node) for node in value] if isinstance(value, list) else []


def world_of(store: Store, real: Callable[[], float] = time.time) -> World:
    """Look at a store as a world; ``real`` is injected by tests."""
    return World(store, Clock(store, real), Objects(store))
