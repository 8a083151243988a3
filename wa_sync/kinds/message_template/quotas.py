"""Edit quotas and locked names, as far as they can be known: Meta tells neither.

What this machine wrote is known from its journal, and ``last_updated_time`` contradicts
it where it is older: every edit moves that time. It proves nothing when it is recent,
since an approval moves it, too. So figures mean "at least", and where nothing is known
Meta's refusal is what tells (meta-api.md §4.2, §5.3).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from wa_sync.canonical import equal, fingerprint
from wa_sync.kinds.message_template import limits, refusals
from wa_sync.model.change import Action
from wa_sync.model.condition import Edits
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.history import SKEW, Fate
from wa_sync.model.source import ROOT


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.kind import Situation
    from wa_sync.model.address import Address
    from wa_sync.model.change import Blocked
    from wa_sync.model.history import Event, History
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Spec


APPROVED: Final = "APPROVED"
ONCE_APPROVED: Final = frozenset({APPROVED, "PAUSED", "DISABLED"})
"""Statuses that no template has which was never approved."""
UNREVIEWED: Final = frozenset({"cta_url_link_tracking_opted_out"})
"""Fields that are switched without a review, so that no edit is counted (§1.2)."""
DAY, MONTH = timedelta(days=1), timedelta(days=30)


def against_edit(situation: Situation) -> Iterator[Blocked]:
    """Say that the quota is used up, and when it is free again."""
    live, now = _edited(situation), situation.now
    if live is None or _late(situation) is not None:
        return
    full = _full(_edits(live, situation.history, now), now)
    if full:
        not_before, made, allowed, window = max(full)
        yield refusals.edits_used_up(
            made,
            allowed,
            window,
            not_before=not_before,
            believed=situation.history.place,
        )
    yield from _told(situation, live.address, refusals.EDIT_QUOTA, live.live_id)


def _full(
    known: Sequence[datetime], now: datetime
) -> list[tuple[datetime, int, int, timedelta]]:
    """Return the quotas that are used up: free when, how many, of how many, in what."""
    return [
        (edits[-allowed] + window, len(edits), allowed, window)
        for allowed, window in (
            (limits.EDITS_PER_DAY, DAY),
            (limits.EDITS_PER_30_DAYS, MONTH),
        )
        if len(edits := [at for at in known if at > now - window]) >= allowed
    ]


def used_up(live: Live, history: History, now: datetime) -> Edits | None:
    """Count the edits of an approved template; of others none is counted."""
    if live.status != APPROVED:
        return None
    known = _edits(live, history, now)
    ends = [when for when, *_ in _full(known, now)]
    told = history.refusal(live.address, refusals.EDIT_QUOTA, now=now)
    if told is not None and told[0].live_id == live.live_id:
        ends.append(told[1])
    return Edits(
        today=sum(at > now - DAY for at in known),
        per_day=limits.EDITS_PER_DAY,
        month=len(known),
        per_month=limits.EDITS_PER_30_DAYS,
        not_before=max(ends, default=None),
    )


def _told(
    situation: Situation, address: Address, rule: str, live_id: str | None = None
) -> Iterator[Blocked]:
    """Say what Meta said to this machine the last time; that stands until its time."""
    history = situation.history
    told = history.refusal(address, rule, now=situation.now)
    if told is not None and live_id in {None, told[0].live_id}:
        refused, until = told
        yield refusals.told_before(
            rule, refused.at, not_before=until, believed=history.place
        )


def _late(situation: Situation) -> Event | None:
    """The edit that is wanted, made by this machine, if live shows what was before it.

    Then a list is late, as a rule, and the quota is used up by this edit: it would be
    misleading to have somebody wait for that. What was changed since is not late.
    """
    live, declared = situation.live, situation.declared
    last = None if live is None else situation.history.last(live.address)
    if live is None or declared is None or last is None:
        return None
    moved = last_updated(live)
    if not _was_done(last) or (moved is not None and moved > last.at + SKEW):
        return None
    made = (last.live_id, last.before, last.after)
    wanted = (live.live_id, fingerprint(live.spec), fingerprint(declared.spec))
    return last if made == wanted else None


def shows_late(situation: Situation) -> Iterator[Finding]:
    """Say that an edit was made already, as far as the journal knows."""
    made = _late(situation)
    if made is not None:
        yield Finding(
            rule="shows_late",
            at=ROOT,
            message=f"this machine made this edit on {made.at:%Y-%m-%d %H:%M} UTC, and "
            "live shows what was there before; apply looks at it again, and sends "
            "nothing where it has arrived",
            severity=Severity.INFO,
        )


def against_name(situation: Situation) -> Iterator[Blocked]:
    """Say that the name is locked, because this machine deleted it lately."""
    declared, now = situation.declared, situation.now
    if declared is None:
        return
    for event in reversed(situation.history.of(declared.address)):
        if event.fate is Fate.NOT_DONE or event.at > now + SKEW:
            continue
        if event.action is Action.DELETE:
            yield from _lock(event, situation.history, now)
        break
    yield from _told(situation, declared.address, refusals.NAME_LOCKED)


def _lock(gone: Event, history: History, now: datetime) -> Iterator[Blocked]:
    approved = any(
        event.live_id == gone.live_id and event.status in ONCE_APPROVED
        for event in history.of(gone.address)
    )
    length = (
        timedelta(days=limits.NAME_LOCK_DAYS)
        if approved
        else timedelta(seconds=limits.NAME_LOCK_SECONDS_NEVER_APPROVED)
    )
    if now < gone.at + length:
        yield refusals.name_locked(
            gone.at,
            not_before=gone.at + length,
            approved=approved,
            believed=history.place,
        )


def caution(situation: Situation) -> Iterator[Finding]:
    """Say how many edits of a live template are used up."""
    live, now = _edited(situation), situation.now
    if live is None:
        return
    known = _edits(live, situation.history, now)
    yield Finding(
        rule="live_template",
        at=ROOT,
        message=_used_up(sum(at > now - DAY for at in known), len(known)),
        severity=Severity.INFO,
    )


def _used_up(today: int, month: int) -> str:
    """Say how many edits are left, as far as anybody but Meta knows."""
    if not month:
        return (
            f"of {limits.EDITS_PER_DAY} edit in 24 hours and "
            f"{limits.EDITS_PER_30_DAYS} in 30 days, none is known to be used up"
        )
    daily = f"{today} of {limits.EDITS_PER_DAY} in 24 hours and " if today else ""
    return (
        f"of its edits, at least {daily}{month} of {limits.EDITS_PER_30_DAYS} in 30 "
        "days are used up"
    )


def _edited(situation: Situation) -> Live | None:
    """The template, if Meta counts the edit: one of what is approved, and reviewed."""
    live = situation.live
    if situation.action is not Action.UPDATE or live is None:
        return None
    switched = only_switched(situation.before or {}, situation.after or {})
    return None if switched or live.status != APPROVED else live


def only_switched(before: Spec, after: Spec) -> bool:
    """Whether nothing changes but what Meta does not review."""
    changed = _differing(before, after)
    return bool(changed) and changed <= UNREVIEWED


def _differing(before: Spec, after: Spec) -> set[str]:
    """Top-level fields that differ; none do where only a sample's bytes are new."""
    keys = before.keys() | after.keys()
    return {key for key in keys if not equal(before.get(key), after.get(key))}


def _edits(live: Live, history: History, now: datetime) -> list[datetime]:
    """When this template was edited in 30 days while approved, the latest last."""
    moved = last_updated(live)
    latest = now + SKEW if moved is None else min(now, moved) + SKEW
    return sorted(
        event.at
        for event in history.of(live.address)
        if _was_counted(event)
        and event.live_id == live.live_id
        and now - MONTH < event.at <= latest
    )


def _was_done(event: Event) -> bool:
    return event.fate is Fate.DONE and event.action is Action.UPDATE


def _was_counted(event: Event) -> bool:
    """Whether it surely was an edit of what was approved, and not only a switch."""
    return (
        _was_done(event)
        and event.status == APPROVED
        and not (event.fields and event.fields <= UNREVIEWED)
    )


def last_updated(live: Live) -> datetime | None:
    """When Meta says that it was edited or approved last: unix seconds, or ISO 8601."""
    told = live.facts.get("last_updated_time")
    try:
        if isinstance(told, str):
            when = datetime.fromisoformat(told)
            return when.astimezone(UTC) if when.tzinfo else None
        if isinstance(told, int) and not isinstance(told, bool):
            return datetime.fromtimestamp(told, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None
