"""Lines of the journal: written from changes and outcomes, read back with suspicion.

A line holds where, what, when and how it ended; of contents only fingerprints, and
nothing that Meta or a user could have put into a text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import orjson

from wa_sync.canonical import equal, fingerprint
from wa_sync.model.address import Address
from wa_sync.model.change import Action
from wa_sync.model.history import Event, Fate
from wa_sync.model.report import State
from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wa_sync.model.change import Blocked, Change
    from wa_sync.model.report import Outcome
    from wa_sync.model.source import Json, Spec


FORMAT: Final = 1
INTENT: Final = "intent"
OUTCOME: Final = "outcome"
LONGEST_LINE: Final = 8192
"""Bytes; names have 512 characters at most, so no line of ours comes near it."""
LONGEST_REFUSAL: Final = timedelta(days=31)
"""A day longer than the longest lock of Meta's; no refusal is believed for longer."""
_FATES: Final = {State.DONE: Fate.DONE, State.UNKNOWN: Fate.UNKNOWN}
_ADDRESS: Final = re.compile(r"([a-z_]{1,64})\.(.{1,1024})", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line as it was understood; ``run`` tells whose it is."""

    run: str
    ends: bool
    event: Event


def intent(change: Change, *, run: str, at: datetime) -> bytes:
    """Write the line that goes before a write."""
    return _line(
        INTENT,
        change,
        run,
        at,
        {
            "live_id": change.live_id,
            "status": change.live_status,
            "fields": _fields(change),
            "before": change.precondition.fingerprint,
            "after": None if change.send is None else fingerprint(change.send),
        },
    )


def outcome(ended: Outcome, *, run: str, at: datetime) -> bytes:
    """Write the line that says what became of a write."""
    return _line(
        OUTCOME,
        ended.change,
        run,
        at,
        {
            "live_id": ended.live_id or ended.change.live_id,
            "state": ended.state.value,
            "status": ended.status,
            **_refusal(ended.blocked),
        },
    )


def _refusal(why: Blocked | None) -> Mapping[str, Json]:
    """What Meta's refusal lets a later plan know: until when nothing comes of it."""
    if why is None or why.not_before is None:
        return {}
    until = why.not_before.astimezone(UTC).isoformat()
    return {"rule": why.rule, "not_before": until}


def _fields(change: Change) -> list[Json]:
    """The names of what an edit changes; of a create or a delete, that is all."""
    before, after = change.before, change.after
    if before is None or after is None:
        return []
    keys = sorted(before.keys() | after.keys())
    return [key for key in keys if not equal(before.get(key), after.get(key))]


def _line(
    what: str, change: Change, run: str, at: datetime, more: Mapping[str, Json]
) -> bytes:
    said: dict[str, Json] = {
        "format": FORMAT,
        "what": what,
        "at": at.astimezone(UTC).isoformat(),
        "run": run,
        "address": str(change.address),
        "action": change.action.value,
        **more,
    }
    # ASCII only: a name with half a surrogate pair must not stop the note of it
    return json.dumps(said, separators=(",", ":")).encode() + b"\n"


def parse(line: bytes) -> Entry | None:
    """Read a line; None for what is none of ours, whatever it is."""
    if len(line) > LONGEST_LINE:
        return None
    try:
        said: Json = orjson.loads(line)
        return _entry(mapping(said))
    except (ValueError, KeyError, TypeError, OverflowError):
        return None


def _entry(said: Spec) -> Entry | None:
    where = _ADDRESS.fullmatch(str(said["address"]))
    if said["format"] != FORMAT or where is None:
        return None
    ends = {INTENT: False, OUTCOME: True}[str(said["what"])]
    fate = Fate.CUT_OFF
    if ends:
        fate = _FATES.get(State(str(said["state"])), Fate.NOT_DONE)
    at = _moment(str(said["at"]))
    return Entry(
        run=str(said["run"]),
        ends=ends,
        event=Event(
            at=at,
            address=Address(where[1], where[2]),
            action=Action(str(said["action"])),
            fate=fate,
            live_id=_told(said, "live_id"),
            status=None if ends else _told(said, "status"),
            fields=frozenset(map(str, array(said.get("fields")))),
            before=_told(said, "before"),
            after=_told(said, "after"),
            rule=_told(said, "rule"),
            not_before=_until(said, at),
        ),
    )


def _until(said: Spec, at: datetime) -> datetime | None:
    told = _told(said, "not_before")
    until = None if told is None else _moment(told)
    return until if until is not None and until - at <= LONGEST_REFUSAL else None


def _moment(written: str) -> datetime:
    when = datetime.fromisoformat(written)
    if when.tzinfo is None:
        raise ValueError("a time without a zone")
    return when.astimezone(UTC)


def _told(said: Spec, key: str) -> str | None:
    value = said.get(key)
    return value if isinstance(value, str) else None


def events(entries: Iterable[Entry]) -> tuple[Event, ...]:
    """Put intents and outcomes of a run together: one event for each write.

    An outcome without an intent stands for itself; of several intents about one
    object, the outcome ends all.
    """
    found: list[Event] = []
    open_at: dict[tuple[str, Address], int] = {}
    for entry in entries:
        event = entry.event
        key = (entry.run, event.address)
        place = open_at.get(key)
        if place is not None and entry.ends:
            found[place] = _ended(found[place], event)
        elif place is not None and found[place].fate is Fate.CUT_OFF:
            found[place] = event
        else:
            open_at[key] = len(found)
            found.append(event)
    return tuple(found)


def _ended(before: Event, after: Event) -> Event:
    """The outcome knows how and when, the intent what was live before."""
    return replace(
        after,
        live_id=after.live_id or before.live_id,
        status=before.status,
        fields=before.fields,
        before=before.before,
        after=before.after,
    )
