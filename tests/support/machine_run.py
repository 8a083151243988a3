"""One run of the tool: what it was asked for, what it said, and what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from support.checker import Witness
from support.machine_config import PROFILE, Config, Key
from support.machine_world import Mutation, Seen, Truth

from wa_sync.model.account import matches
from wa_sync.model.change import Change, Plan
from wa_sync.model.report import Outcome


WELL = frozenset({"done", "already"})
"""How a change ends that has gone well."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a plan file says of one object.

    What is blocked in it was not approved, unless it is until a time that it names.
    """

    action: str
    send: str
    blocked: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """A plan file, and what was live when it was made.

    ``claims`` is what the file says, by object.
    ``at`` is when it was made, in unix seconds.
    """

    content: bytes = field(repr=False)
    claims: Mapping[Key, Claim]
    live: Truth = field(repr=False)
    config: Config = field(repr=False)
    at: float
    genuine: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of a run, and what happens to it on the way.

    ``crash`` is where the process dies, and how often it goes well before; ``stop``
    after how many outcomes a signal arrives.
    """

    allow_delete: bool = False
    max_deletes: int | None = None
    only: tuple[str, ...] = ()
    saved: Saved | None = None
    keep_going: bool = True
    skip_stale: bool = False
    disk_full: bool = False
    crash: tuple[str, int] | None = None
    stop: int | None = None

    @property
    def calm(self) -> bool:
        """Whether nothing is in the way that this says."""
        return not self.disk_full and self.crash is None and self.stop is None


@dataclass(frozen=True, slots=True)
class Ended:
    """How one change ended."""

    key: Key
    action: str
    state: str
    exit_code: int = 0
    time_helps: bool = False


@dataclass(kw_only=True)
class Run:
    """Everything that is known of one run; ``lag`` reads of it may show what was.

    ``planned_from`` is what each object was, at any moment, while the tool planned;
    ``acted`` names what others touched during the run. ``planned`` is None where the
    tool did not come so far, or is not asked.
    """

    what: str
    config: Config
    asked: Asked
    before: Truth
    at: float
    planned_from: dict[Key, set[Seen | None]] = field(default_factory=dict)
    acted: set[Key] = field(default_factory=set)
    acted_planning: set[Key] = field(default_factory=set)
    planned: Plan | None = None
    ended: list[Ended] = field(default_factory=list)
    code: int | None = None
    why: str = ""
    signal: int = 0
    mutations: list[Mutation] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    attempts: list[tuple[str, bool]] = field(default_factory=list)
    lag: int = 0
    kept_before: frozenset[str] = frozenset()
    troubled: bool = False
    witness: Witness
    after: Truth = field(default_factory=dict)

    def selected(self, key: Key) -> bool:
        """Whether ``--only`` leaves it in."""
        globs = self.asked.only
        names = (key.name or key.owner, f"{key.name}/{key.language}", key.address)
        return not globs or any(matches(name, globs) for name in names)

    @property
    def calm(self) -> bool:
        """Whether nothing but the tool itself can have gone wrong."""
        return self.asked.calm and not self.troubled and not self.acted

    def moments(self, key: Key) -> set[Seen | None]:
        """Every way in which an object was live while the tool planned."""
        return self.planned_from.get(key, set()) | {self.before.get(key)}

    def effects(self) -> list[tuple[str, Key]]:
        """Everything that was written, in its order."""
        return [effect for one in self.mutations for effect in one.effects()]

    def states(self) -> dict[Key, Ended]:
        """The last word on each change."""
        return {one.key: one for one in self.ended}


def key_of(address: str, waba: str) -> Key:
    """Read an address."""
    kind, _, rest = address.partition(".")
    return PROFILE if kind == "business_profile" else Key(waba, *rest.split("/"))


def doable(changes: Iterable[Change], waba: str) -> dict[Key, str]:
    """Return what a plan would do, by object."""
    return {
        key_of(str(change.address), waba): change.action.value
        for change in changes
        if change.blocked is None
    }


def ended(outcome: Outcome, waba: str) -> Ended:
    """Read an outcome."""
    change, blocked = outcome.change, outcome.blocked
    return Ended(
        key_of(str(change.address), waba),
        change.action.value,
        outcome.state.value,
        outcome.exit_code,
        time_helps=blocked is not None and blocked.time_helps,
    )
