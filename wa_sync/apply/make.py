"""One change: look again, write, and find out what became of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.apply.settle import Fate, settle
from wa_sync.apply.verify import Standing, verify
from wa_sync.errors import (
    ApiError,
    Interrupted,
    NotAuthorized,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Throttled,
    WaSyncError,
)
from wa_sync.kind import Written
from wa_sync.model.change import Action, Blocked
from wa_sync.model.report import Outcome, State


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.graph.client import Writer
    from wa_sync.kind import Kind, ReadAsset
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change
    from wa_sync.model.resource import Live


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What apply works with: one account's writer, and the world around it.

    ``snapshot`` keeps a live object before it is deleted. ``clock`` is monotonic, in
    seconds; ``wait`` waits that many seconds, or less when the run is to stop;
    ``stopped`` says whether it is.
    """

    account: Account
    kinds: dict[str, Kind]
    writer: Writer
    read_asset: ReadAsset
    snapshot: Callable[[Kind, Live], None]
    clock: Callable[[], float]
    wait: Callable[[float], bool]
    stopped: Callable[[], bool]

    def look(self, change: Change) -> Live | None:
        """Read the object of a change again."""
        kind = self.kinds[change.address.kind]
        return kind.find(self.writer, self.account, change.address, change.live_id)


def make(change: Change, hands: Hands) -> Outcome:
    """Carry out one change and say what became of it; no API error escapes."""
    kind = hands.kinds[change.address.kind]
    try:
        live = hands.look(change)
        standing, why = verify(kind, change, live, hands.account)
        if standing is Standing.ALREADY:
            return Outcome(change=change, state=State.ALREADY, message=why)
        if standing is Standing.MOVED:
            return _stale(change, why)
        if change.action is Action.DELETE and live is not None:
            hands.snapshot(kind, live)
        return _write(kind, change, hands)
    except Interrupted as error:
        # it was waiting, so nothing was in flight
        return Outcome(change=change, state=State.SKIPPED, message=error.message)
    except WaSyncError as error:
        return _failed(change, error)


def _write(kind: Kind, change: Change, hands: Hands, *, again: bool = True) -> Outcome:
    try:
        written = kind.write(hands.writer, hands.account, change, hands.read_asset)
    except (Rejected, NotFound) as error:
        return _refused(kind, change, hands, error)
    except OutcomeUnknown as error:
        return _settled(kind, change, hands, error, again=again)
    return _done(change, written)


def _refused(kind: Kind, change: Change, hands: Hands, error: ApiError) -> Outcome:
    """Meta said no. If the object is as desired all the same, somebody was faster."""
    with suppress(WaSyncError):  # without a second look, what Meta said has to do
        standing, why = verify(kind, change, hands.look(change), hands.account)
        if standing is Standing.ALREADY:
            return Outcome(change=change, state=State.ALREADY, message=why)
    known = kind.explain_refusal(error.code, error.subcode, error.message)
    blocked = known or Blocked(
        rule="refused_by_meta",
        reason=f"Meta refused it: {error.message}",
        way_out=error.hint or "change the declaration, or ask Meta",
    )
    return Outcome(
        change=change,
        state=State.BLOCKED,
        message=blocked.reason,
        hint=_trace(error),
        blocked=blocked,
        exit_code=5,
    )


def _settled(
    kind: Kind, change: Change, hands: Hands, error: OutcomeUnknown, *, again: bool
) -> Outcome:
    fate, why = settle(
        lambda: verify(kind, change, hands.look(change), hands.account),
        clock=hands.clock,
        wait=hands.wait,
        stopped=hands.stopped,
    )
    if fate is Fate.APPLIED:
        return _done(change, Written())
    if fate is Fate.LOST and again:
        return _write(kind, change, hands, again=False)
    if fate is Fate.CONFLICT:
        return _stale(change, why)
    return Outcome(
        change=change,
        state=State.UNKNOWN,
        message=f"nobody knows whether it took effect: {error.message}",
        hint="run again: a new plan sees what is live",
        exit_code=OutcomeUnknown.exit_code,
    )


def _done(change: Change, written: Written) -> Outcome:
    return Outcome(
        change=change,
        state=State.DONE,
        live_id=written.live_id or change.live_id,
        status=written.status,
        category=written.category,
    )


def _stale(change: Change, why: str) -> Outcome:
    return Outcome(
        change=change,
        state=State.STALE,
        message=why,
        hint="plan again and look at the difference",
        exit_code=6,
    )


def _failed(change: Change, error: WaSyncError) -> Outcome:
    hint = error.hint
    if isinstance(error, NotAuthorized | Throttled | Rejected | NotFound):
        hint = hint or _trace(error)
    return Outcome(
        change=change,
        state=State.FAILED,
        message=error.message,
        hint=hint,
        exit_code=error.exit_code,
    )


def _trace(error: ApiError) -> str | None:
    numbers = "/".join(str(n) for n in (error.code, error.subcode) if n is not None)
    parts = [f"code {numbers}" if numbers else "", error.trace_id or ""]
    return ", trace ".join(part for part in parts if part) or None
