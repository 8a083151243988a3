"""This machine: where state is kept, who holds locks, proxies, the clock."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from wa_sync.errors import LocalIO, WaSyncError
from wa_sync.http.transport import way
from wa_sync.model.history import SKEW
from wa_sync.store import lock
from wa_sync.workflow.checkup.verdicts import doubtful, failed, fine, skipped, wrong


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import timedelta
    from pathlib import Path

    from wa_sync.http.origins import Origin
    from wa_sync.model.checkup import Check

STATE, LOCK, PROXY, CLOCK = "state", "lock", "proxy", "clock"
_ELSEWHERE: Final = "set XDG_STATE_HOME to a folder that can be written"
_PROXIES: Final = ("HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY", "NO_PROXY")


def state(find: Callable[[], Path]) -> tuple[Check, Path | None]:
    """Say whether locks and journals can be kept; ``find`` says where that is.

    Nothing is made: of a folder that is not there yet, the one above it counts.
    """
    try:
        folder = find()
    except LocalIO as error:
        return failed(STATE, error), None
    there = next(one for one in (folder, *folder.parents) if os.path.lexists(one))
    if not there.is_dir():
        return wrong(STATE, f"{there} is no folder", 74, _ELSEWHERE), None
    if not os.access(there, os.W_OK | os.X_OK):
        return wrong(STATE, f"{there} cannot be written", 74, _ELSEWHERE), None
    what = "can be written" if there == folder else "can be made"
    return fine(STATE, f"{folder} {what}"), folder


def free(folder: Path | None, same: tuple[str, str], name: str) -> Check:
    """Say whether another run is applying; ``same`` is what its lock goes by."""
    if folder is None:
        return skipped(LOCK, "there is no folder for locks")
    origin, account = same
    try:
        held = lock.holder(folder, origin=origin, account=account, known_as=repr(name))
    except WaSyncError as error:
        return failed(LOCK, error)
    if held is not None:
        return wrong(LOCK, held, 75, "wait until it is done")
    return fine(LOCK, "nobody is applying")


def proxies(origins: Sequence[Origin], env: Callable[[str], str | None]) -> Check:
    """Say which way requests go, and which variables have no say in that."""
    named = [name for name in _PROXIES if env(name) or env(name.lower())]
    if not named:
        return fine(PROXY, "none: no variable names one")
    try:
        ways = [(origin, way(origin)) for origin in origins]
    except WaSyncError as error:
        return failed(PROXY, error)
    said = [
        f"{origin} through {via}" if via else f"{origin} directly"
        for origin, via in ways
    ]
    ignored = _ignored(named, (via for _, via in ways))
    set_ = f"{_listed(named)} {'is' if len(named) == 1 else 'are'} set"
    return fine(PROXY, "; ".join([set_, *said, *ignored]))


def _ignored(named: Sequence[str], ways: Iterable[str | None]) -> list[str]:
    if not any(ways):
        return ["no proxy is used"]
    plain = "HTTP_PROXY" in named
    return ["HTTP_PROXY is for plain HTTP, which is never asked"] if plain else []


def clock(skew: timedelta | None, *, sandbox: bool) -> Check:
    """Say how far this machine's clock is from the server's, by its ``Date``."""
    if skew is None:
        return skipped(CLOCK, "no server said what time it is")
    seconds = round(abs(skew).total_seconds())
    if abs(skew) <= SKEW:
        return fine(CLOCK, "right to within five minutes of the server's")
    way_ = "behind" if skew.total_seconds() > 0 else "ahead of"
    said = f"{seconds // 60} minutes {way_} the server's"
    if sandbox:
        return fine(CLOCK, f"{said}, which is the sandbox's own")
    return doubtful(
        CLOCK, said, "set this machine's clock; quotas are counted by the server's"
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
