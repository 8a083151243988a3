"""Kind: the one interface that a kind of resource fills in.

A record of functions, not a base class: the engine above handles plain JSON in
normal form and asks the record for whatever only the kind can know. A new ability
is a new field with a neutral default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from wa_sync.model.history import NOTHING, History
from wa_sync.model.source import ROOT


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from wa_sync.graph.client import Reader, Writer
    from wa_sync.model.account import Account
    from wa_sync.model.bubble import Bubble
    from wa_sync.model.change import (
        Action,
        Blocked,
        Change,
        Consequence,
        LiveStatus,
    )
    from wa_sync.model.condition import Assessment
    from wa_sync.model.contract import Contract
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Address, Asset, Declared, Live
    from wa_sync.model.source import Json, Pointer, Spec
    from wa_sync.sandbox.wire import Route


@dataclass(frozen=True, slots=True)
class Variant:
    """One resource out of an entry that may declare several (``languages:``).

    ``entry`` is complete in itself. ``overlay`` and ``own`` say where its fields
    stand, as in ``Origin``.
    """

    entry: Spec
    overlay: Pointer = ROOT
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything live of one kind in one account, read to its end.

    ``limit`` is how many objects the account may hold, where the API tells. ``passed``
    is what the API knows of and does not show, each with the reason.
    """

    objects: tuple[Live, ...]
    limit: int | None = None
    passed: tuple[tuple[Address, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a difference that is shown and never applied.

    ``by_meta`` only where it is certain that Meta itself made the difference.
    """

    message: str
    by_meta: bool


@dataclass(frozen=True, slots=True)
class Aligned:
    """Both sides reduced to what can be compared, and what is worth a remark.

    ``findings`` are warnings that belong to the comparison.
    """

    desired: Spec
    live: Spec
    remark: Remark | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that ``judge`` may know when it says whether a change can be made now.

    ``now`` is by the server's clock. ``history`` is what this machine remembers of its
    own writes: it may be empty, and it may lie.
    """

    account: Account
    action: Action
    declared: Declared | None
    live: Live | None
    before: Spec | None
    after: Spec | None
    siblings: tuple[Live, ...]
    live_count: int
    limit: int | None
    now: datetime
    history: History = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What the API answered to a write that it refused, and what was known then.

    ``live`` is the object as it was read just before, None where it was not there.
    """

    code: int | None
    subcode: int | None
    message: str
    change: Change
    live: Live | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """What the API said to a write that succeeded."""

    live_id: str | None = None
    status: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry that ``import`` would write, under the file name a person would give.

    ``allow`` in the entry is filled in by the caller, from what the rules say.
    """

    stem: str
    entry: Mapping[str, Json]


ReadAsset: TypeAlias = "Callable[[Asset], bytes]"


def _nothing(_: object) -> tuple[()]:
    return ()


def _one(entry: Spec) -> Iterator[Variant]:
    yield Variant(entry)


def _as_it_is(spec: Spec) -> Spec:
    return spec


def _never(_: object) -> bool:
    return False


def _no_objection(_: object) -> None:
    return None


def _no_sugar(_: Spec) -> Mapping[Pointer, str]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Everything wa-sync knows about one kind of resource.

    The order of the fields is the order of the road: from the file, through the
    comparison, to the API and back; the sandbox's half comes last.
    """

    name: str
    """As it stands in addresses: ``message_template``."""
    section: str
    """The YAML key it is declared under: ``message_templates``."""
    title: str
    """As it stands in sentences: ``template``."""
    many: bool
    """A list of entries, or a single mapping."""

    schema: Callable[[], Mapping[str, Json]]
    """The JSON Schema (2020-12) of one entry, as it may be written."""
    rules: Callable[[], frozenset[str]]
    """The ids of all rules, so that a typo in ``allow:`` is found."""

    expand: Callable[[Spec], Iterator[Variant]] = _one
    """An entry → its variants, without the keys ``accounts`` and ``allow``."""
    key: Callable[[Spec, Account], str | None]
    """A variant → what makes two of them the same; None where it cannot be told."""
    normalize: Callable[[Spec], Spec]
    """A variant of valid shape → its normal form. Idempotent; no input fails."""
    asset_paths: Callable[[Spec], Mapping[Pointer, str]] = _no_sugar
    """A variant → where in its normal form which local file goes."""
    check: Callable[[Spec], Iterable[Finding]]
    """Meta's rules over a variant, as written: pointers lead into the variant."""
    check_together: Callable[
        [Sequence[Declared]], Iterable[tuple[Declared, Finding]]
    ] = _nothing
    """Rules over all declarations of one account."""

    read: Callable[[Reader, Account], Listing]
    """All that is live, or an exception: never a part."""
    find: Callable[[Reader, Account, Address, str | None], Live | None]
    """One object, read again, by its id where that is known; None where it is gone."""
    ignored: Callable[[Live], bool] = _never
    """Meta's own objects and those on their way out: neither ours nor unmanaged."""
    sample: Callable[[Live], bool] = _never
    """Meta's samples: never deleted, never imported."""

    align: Callable[[Spec, Live, Account], Aligned]
    """Drop from both sides what cannot be read back or was not declared."""
    unseen: Callable[[Declared, Aligned], Iterable[Finding]] = lambda _mine, _both: ()
    """What was taken as equal because live shows nothing to compare it with."""
    outline: Callable[[Spec], Json] = _as_it_is
    """A spec as it is explained: lists of unlike things keyed by what they are."""
    alike: Callable[[Json, Json], bool] = lambda a, b: a == b
    """Whether two items of a list are the same thing, though changed."""
    status: Callable[[Live], LiveStatus]
    """What the live object's status allows."""
    judge: Callable[[Situation], Blocked | None] = _no_objection
    """What Meta would refuse, as far as it can be known beforehand."""
    explain_refusal: Callable[[Refusal], Blocked | None] = _no_objection
    """What a refusal means, in the same words that ``judge`` has."""
    caution: Callable[[Situation], Iterable[Finding]] = _nothing
    """What a reviewer should know of a change that can be made: what it may cost."""
    consequences: Callable[[Situation], Iterable[Consequence]] = _nothing
    """What a change means to others, blocked or not; the gravest first."""
    assess: Callable[[Situation], Assessment | None] | None = None
    """How a live object fares at the API, for kinds that are reviewed there."""
    creates_per_hour: int | None = None
    """How many objects an account may create in an hour, where there is a limit."""

    foresee: Callable[[Account, Change], Iterable[Finding]] = lambda _who, _what: ()
    """Warnings about making a change: that the endpoint may lack what it needs."""
    write: Callable[[Writer, Account, Change, ReadAsset], Written]
    """Make one change: exactly one write, after the uploads it needs."""

    compose: Callable[[Sequence[Live]], Iterable[Draft]]
    """Live objects → the entries a person would have written."""

    preview: Callable[[Spec, Mapping[Pointer, Asset]], Bubble] | None = None
    """A spec in normal form and its assets → the message that it makes, if any."""
    contract: Callable[[Spec], Contract | None] | None = None
    """A spec in normal form → what has to be passed with it, where a spec tells."""

    routes: Callable[[], tuple[Route, ...]] = field(default=tuple)
    """The sandbox's half."""
