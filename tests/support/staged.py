"""One change and a kind that shows and says what a test has laid out for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from support import plans
from support.tempo import Tempo

from wa_sync.apply import Hands
from wa_sync.apply.pace import Pace
from wa_sync.canonical import fingerprint
from wa_sync.errors import WaSyncError
from wa_sync.graph.client import Writer
from wa_sync.kind import Aligned, Kind, ReadAsset, Refusal, Written
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.model.account import Account
from wa_sync.model.change import Blocked, Change, LiveStatus, Precondition
from wa_sync.model.report import Outcome
from wa_sync.model.resource import Address, Asset, Live
from wa_sync.model.source import Spec


T = TypeVar("T")


class _Nobody:
    """A writer that nobody asks: the kind above answers for it."""


WRITER: Writer = _Nobody()  # type: ignore[assignment]  # no method of it is called

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
ACCOUNT = Account(name="demo", waba_id="1")
ADDRESS = plans.template("a/en_US")
BEFORE: Spec = {"text": "before"}
AFTER: Spec = {"text": "after"}
OTHER: Spec = {"text": "somebody else's"}
PLANNED = Precondition(
    exists=True, status=LiveStatus.EDITABLE, fingerprint=fingerprint(BEFORE)
)
CREATE = plans.create(ADDRESS, AFTER, line=1)
UPDATE = plans.update(ADDRESS, BEFORE, AFTER, line=1, live_id="7", precondition=PLANNED)
DELETE = plans.delete(ADDRESS, BEFORE, line=1, live_id="7", precondition=PLANNED)


def live(spec: Spec, live_id: str = "7", status: str = "APPROVED") -> Live:
    """Return the object of the change as it is now."""
    return Live(address=ADDRESS, spec=spec, live_id=live_id, status=status)


OLD, NEW, ELSE = live(BEFORE), live(AFTER), live(OTHER)


def look(change: Change) -> object:
    """Return what the log says of a look."""
    return ("look", change.address.key, change.live_id)


def written(change: Change, ended: Outcome, *, looks: int = 0) -> list[object]:
    """Return the log of a change that was looked at, noted, sent, read and noted."""
    return [
        look(change),
        ("intend", change),
        ("write", change),
        *[look(change)] * looks,
        ("record", ended),
    ]


@dataclass
class Stage:
    """What is seen and answered, in its order; the last look is that of all later ones.

    ``log`` holds everything that was asked, written, kept and noted.
    """

    looks: Sequence[Live | WaSyncError | None] = (None,)
    answers: Sequence[Written | WaSyncError] = (Written("7", "PENDING", "UTILITY"),)
    explained: Blocked | None = None
    journal: Sequence[WaSyncError | None] = (None, None)
    disk: WaSyncError | None = None
    log: list[object] = field(default_factory=list)
    tempo: Tempo = field(default_factory=Tempo)
    stopped: bool = False
    refusals: list[Refusal] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nothing was seen yet."""
        self._looks = _ever(self.looks)
        self._answers = iter(self.answers)
        self.pace = Pace({}, patience=0.0, clock=self.tempo.clock, now=lambda: NOON)
        self.kind = replace(
            MESSAGE_TEMPLATE,
            find=self._find,
            write=self._write,
            align=_align,
            status=_status,
            ignored=lambda _: False,
            explain_refusal=self._explain,
        )
        self.hands = Hands(
            account=ACCOUNT,
            kinds={"message_template": self.kind},
            writer=WRITER,
            read_asset=_read,
            snapshot=self._snapshot,
            intend=self._intend,
            record=self._record,
            pace=self.pace,
            clock=self.tempo.clock,
            wait=self.tempo.wait,
            stopped=lambda: self.stopped,
            now=lambda: NOON + timedelta(seconds=self.tempo.now),
        )

    def _find(
        self, writer: object, account: Account, address: Address, live_id: str | None
    ) -> Live | None:
        assert writer is WRITER
        assert account is ACCOUNT
        self.log.append(("look", address.key, live_id))
        return _given(next(self._looks))

    def _write(
        self, writer: Writer, account: Account, change: Change, read: ReadAsset
    ) -> Written:
        assert writer is WRITER
        assert account is ACCOUNT
        assert read is _read
        self.log.append(("write", change))
        return _given(next(self._answers))

    def _explain(self, refusal: Refusal) -> Blocked | None:
        self.refusals.append(refusal)
        return self.explained

    def _snapshot(self, kind: Kind, seen: Live) -> str:
        assert kind is self.kind
        self.log.append(("keep", seen))
        if self.disk is not None:
            raise self.disk
        return "snapshots/a.yaml"

    def _intend(self, change: Change) -> None:
        self.log.append(("intend", change))
        self._note(0)

    def _record(self, outcome: Outcome) -> None:
        self.log.append(("record", outcome))
        self._note(1)

    def _note(self, which: int) -> None:
        error = self.journal[which]
        if error is not None:
            raise error


def _ever(seen: Sequence[T]) -> Iterator[T]:
    yield from seen
    while True:
        yield seen[-1]


def _given(one: T | WaSyncError) -> T:
    if isinstance(one, WaSyncError):
        raise one
    return one


def _read(_: Asset) -> bytes:
    return b""


def _align(desired: Spec, seen: Live, account: Account) -> Aligned:
    assert account is ACCOUNT
    return Aligned(desired, seen.spec)


def _status(seen: Live) -> LiveStatus:
    return LiveStatus.IN_REVIEW if seen.status == "PENDING" else LiveStatus.EDITABLE
