"""One change: look again, write, and find out what became of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from wa_sync.apply import outcomes
from wa_sync.apply.settle import Fate, settle
from wa_sync.apply.verify import Standing, verify
from wa_sync.errors import (
    ApiError,
    Interrupted,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Throttled,
    WaSyncError,
)
from wa_sync.kind import Refusal, Written
from wa_sync.model.change import Action
from wa_sync.model.report import State


if TYPE_CHECKING:
    from wa_sync.apply.hands import Hands
    from wa_sync.kind import Kind
    from wa_sync.model.change import Change
    from wa_sync.model.report import Outcome
    from wa_sync.model.resource import Live


MAY_BE_GONE: Final = frozenset({State.DONE, State.UNKNOWN, State.STALE})
"""How a delete ends that was sent and not refused."""
EXISTS: Final = "already_exists"
"""The rule of a refusal which says that the object is there, listed or not."""
GONE: Final = "already_gone"
"""The rule of a refusal which says that it is not, whatever a list still shows."""


def make(change: Change, hands: Hands) -> Outcome:
    """Carry out one change and say what became of it; no API error escapes."""
    kind = hands.kinds[change.address.kind]
    kept = ""
    try:
        live = hands.look(change)
        standing, why = verify(kind, change, live, hands.account)
        if standing is Standing.ALREADY:
            return outcomes.already(change, why)
        if standing is Standing.MOVED:
            return outcomes.stale(change, why)
        if change.action is Action.DELETE and live is not None:
            kept = hands.snapshot(kind, live)
    except Interrupted as error:
        # it was waiting, so nothing was in flight
        return outcomes.skipped(change, error.message)
    except WaSyncError as error:
        return outcomes.failed(change, error)
    outcome = _noted(kind, change, hands)
    if kept and outcome.state in MAY_BE_GONE:
        told = (outcome.message, f"its text is kept in {kept}")
        return replace(outcome, message="; ".join(filter(None, told)))
    return outcome


def _noted(kind: Kind, change: Change, hands: Hands) -> Outcome:
    """Write between two entries of the journal; without the first nothing is sent."""
    try:
        hands.intend(change)
    except WaSyncError as error:
        return replace(outcomes.failed(change, error), ends_account=True)
    outcome = _written(kind, change, hands)
    try:
        hands.record(outcome)
    except WaSyncError as error:
        # what was done is done; but nothing more may be sent that nobody notes
        return replace(outcome, hint=error.message, ends_account=True)
    return outcome


def _written(kind: Kind, change: Change, hands: Hands) -> Outcome:
    try:
        return _write(kind, change, hands)
    except Interrupted as error:
        return outcomes.skipped(change, error.message)
    except Throttled as error:
        if change.action is Action.CREATE:
            return hands.pace.refused(change, error)
        return outcomes.failed(change, error)
    except WaSyncError as error:
        return outcomes.failed(change, error)


def _write(kind: Kind, change: Change, hands: Hands, *, again: bool = True) -> Outcome:
    hands.pace.sending(change)
    try:
        written = kind.write(hands.writer, hands.account, change, hands.read_asset)
    except (Rejected, NotFound) as error:
        return _refused(kind, change, hands, error)
    except OutcomeUnknown as error:
        return _settled(kind, change, hands, error, again=again)
    return outcomes.done(change, written)


def _refused(kind: Kind, change: Change, hands: Hands, error: ApiError) -> Outcome:
    """Meta said no. If the object is no longer as planned, somebody was faster."""
    live: Live | None = None
    with suppress(WaSyncError):  # without a second look, what Meta said has to do
        live = hands.look(change)
        standing, why = verify(kind, change, live, hands.account)
        if standing is Standing.ALREADY:
            return outcomes.already(change, why)
        if standing is Standing.MOVED:
            return outcomes.stale(change, why)
    known = kind.explain_refusal(
        Refusal(
            code=error.code,
            subcode=error.subcode,
            message=error.message,
            change=change,
            live=live,
            now=hands.now(),
        )
    )
    if known is not None and known.rule == EXISTS and change.action is Action.CREATE:
        return _unlisted(kind, change, hands)
    if known is not None and known.rule == GONE and change.action is Action.DELETE:
        return outcomes.already(change, "it is already gone")
    return outcomes.refused(change, error, known)


def _unlisted(kind: Kind, change: Change, hands: Hands) -> Outcome:
    """Meta says that it is there and does not show it yet: look until it does (R08).

    As a rule a run that was cut off has created it a moment ago.
    """
    fate, why, _ = _fate(kind, change, hands)
    if fate is Fate.APPLIED:
        return outcomes.already(change, "it is already as declared")
    if fate is Fate.CONFLICT:
        return outcomes.stale(change, why)
    return outcomes.unknown(change, "Meta says that it exists, and does not show it")


def _settled(
    kind: Kind, change: Change, hands: Hands, error: OutcomeUnknown, *, again: bool
) -> Outcome:
    fate, why, shown = _fate(kind, change, hands)
    if fate is Fate.APPLIED:
        return outcomes.done(change, shown)
    if fate is Fate.LOST and again:
        return _second(change, _write(kind, change, hands, again=False))
    if fate is Fate.CONFLICT:
        return outcomes.stale(change, why)
    return outcomes.unknown(
        change, f"nobody knows whether it took effect: {error.message}"
    )


def _second(change: Change, ended: Outcome) -> Outcome:
    """What a write that was sent again says of the first one."""
    if ended.state is State.ALREADY:
        # in place before that: the first one had arrived, and showed late
        return outcomes.done(change, Written())
    if ended.blocked is not None and ended.blocked.time_helps:
        # "not so soon again" is also what Meta says where the first one counted
        return outcomes.unknown(
            change, f"it was sent again because it did not show, and {ended.message}"
        )
    return ended


def _fate(kind: Kind, change: Change, hands: Hands) -> tuple[Fate, str, Written]:
    """Read until it is known what became of a change, and what was seen of it."""
    seen = Written()

    def look() -> tuple[Standing, str]:
        nonlocal seen
        live = hands.look(change)
        if live is not None:
            seen = Written(live.live_id, live.status)
        return verify(kind, change, live, hands.account, sent=True)

    fate, why = settle(look, clock=hands.clock, wait=hands.wait, stopped=hands.stopped)
    return fate, why, seen
