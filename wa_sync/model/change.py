"""A plan: what would change, why, and what stands in the way. Plain data only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Literal


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from wa_sync.model.account import Limits
    from wa_sync.model.base import Base
    from wa_sync.model.finding import Diagnostic, Finding
    from wa_sync.model.made import Made
    from wa_sync.model.resource import Address, Asset
    from wa_sync.model.source import Json, Pointer, Spec


class Absent(Enum):
    """The marker for "not there": None is a legitimate value."""

    ABSENT = "absent"


ABSENT: Literal[Absent.ABSENT] = Absent.ABSENT


class Action(StrEnum):
    """What apply would do."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class Cause(StrEnum):
    """Why declared and live differ (DESIGN §4)."""

    THIS_CHANGE = "this change"
    BEHIND = "behind"
    DRIFT = "drift"
    BOTH = "both"
    ALREADY_LIVE = "already live"
    OUTDATED = "outdated"
    OTHER_NAME = "other name"
    META = "Meta"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One difference. ``path`` is a JSON pointer into the kind's outline of a spec.

    ``cause`` is this field's own, where base, head and live could be compared.
    """

    path: str
    op: Literal["add", "remove", "replace"]
    before: Json | Absent = ABSENT
    after: Json | Absent = ABSENT
    cause: Cause | None = None


class Risk(StrEnum):
    """What a change may do to others than the template itself."""

    BREAKING = "breaking"
    COST = "cost"
    REVIEW = "review"
    OUTAGE = "outage"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a change, in one sentence, and from which field.

    ``path`` is a JSON pointer as in ``FieldChange``; empty where the whole object is
    meant.
    """

    risk: Risk
    message: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """What Meta would refuse, or a safety rule does, and the way out.

    ``time_helps`` says that waiting is all it takes; ``not_before`` when that will be
    over, where it is known. ``believed`` is a file of this machine that says so: it is
    for who sits there, and in no document that others read.
    """

    rule: str
    reason: str
    way_out: str
    not_before: datetime | None = None
    time_helps: bool = False
    believed: str | None = None


class LiveStatus(StrEnum):
    """What the status of a live object allows."""

    EDITABLE = "editable"
    IN_REVIEW = "in_review"
    GONE = "gone"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition:
    """What the change was computed from; it is checked again before it is made."""

    exists: bool
    status: LiveStatus = LiveStatus.GONE
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the declaration stands."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between declared and live, and what apply would do about it.

    ``before`` is the live spec (None for a create), ``after`` the desired one (None
    for a delete); both in normal form and aligned, so fields that cannot be compared
    are in neither. ``send`` is the whole desired spec, for writing. ``live_status`` is
    Meta's word for the live object; it may move at any time, so no digest covers it.
    """

    account: str
    address: Address
    action: Action
    cause: Cause = Cause.UNKNOWN
    before: Spec | None = None
    after: Spec | None = None
    send: Spec | None = None
    diff: tuple[FieldChange, ...] = ()
    blocked: Blocked | None = None
    live_id: str | None = None
    live_status: str | None = None
    precondition: Precondition
    findings: tuple[Finding, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    source: Place | None = None
    assets: Mapping[Pointer, Asset] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A difference that apply never acts on: Meta's own doing, or drift."""

    account: str
    address: Address
    cause: Cause
    message: str
    diff: tuple[FieldChange, ...] = ()
    live_id: str | None = None
    source: Place | None = None


@dataclass(frozen=True, slots=True)
class UnmanagedObject:
    """A live object that nobody declared."""

    account: str
    address: Address
    status: str | None
    live_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageGap:
    """Languages that most names of an account have, and one that changes has not.

    ``removed`` are those of ``languages`` that the plan itself takes away.
    """

    account: str
    kind: str
    name: str
    languages: tuple[str, ...]
    removed: tuple[str, ...] = ()


SANDBOX = "sandbox"
"""The origin of what --sandbox serves: the port is another one in each run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlan:
    """One account's share of a plan.

    ``origin`` is the address that was asked, like ``https://graph.facebook.com``, and
    ``SANDBOX`` for the one that a run serves to itself. ``deletable_count`` is
    of the WABA: what any of the plan's accounts that share it could delete.
    """

    name: str
    waba_id: str | None
    phone_number_id: str | None
    endpoint: str
    origin: str
    api_version: str
    limits: Limits
    declared_count: int
    live_count: int
    deletable_count: int
    unchanged: int
    digest: str

    @property
    def identity(self) -> str:
        """What makes two accounts the same one to Meta, whatever they are called."""
        return self.waba_id or self.phone_number_id or self.name

    @property
    def rehearsed(self) -> str:
        """Where this machine itself was asked; empty where the real thing was.

        Plain HTTP goes to nowhere else (DESIGN §5, "Trust").
        """
        here = self.origin == SANDBOX or self.origin.startswith("http://")
        return self.origin if here else ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts. A blocked change counts under ``blocked`` only."""

    create: int = 0
    update: int = 0
    delete: int = 0
    unchanged: int = 0
    drift: int = 0
    unmanaged: int = 0
    blocked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What apply would do, and everything a reader should know beside it.

    ``base`` is None where nobody asked for causes. An ``offline`` one is compared with
    the base: nobody was asked what is live, so it has no digest.
    """

    complete: bool
    accounts: tuple[AccountPlan, ...]
    changes: tuple[Change, ...]
    drift: tuple[Note, ...] = ()
    unmanaged: tuple[UnmanagedObject, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    safety: tuple[Blocked, ...] = ()
    missing_languages: tuple[LanguageGap, ...] = ()
    summary: Summary = field(default_factory=Summary)
    digest: str = ""
    made: Made | None = None
    base: Base | None = None
    offline: bool = False

    @property
    def elsewhere(self) -> tuple[Note, ...]:
        """What differs and does not come from this change of the files."""
        other = {Cause.ALREADY_LIVE, Cause.OTHER_NAME}
        return tuple(n for n in self.drift if n.cause not in other)

    @property
    def already_live(self) -> tuple[Note, ...]:
        """What this change of the files declares, and is live as it does."""
        return tuple(n for n in self.drift if n.cause is Cause.ALREADY_LIVE)

    @property
    def under_another_name(self) -> tuple[Note, ...]:
        """What is changed, too, under another name of the same account."""
        return tuple(n for n in self.drift if n.cause is Cause.OTHER_NAME)
