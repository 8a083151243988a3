"""One apply per account and machine at a time.

``flock`` rather than a lock file's existence: the kernel frees it however the
process ends, so nobody has to unlock by hand (reliability-security.md H23, R23).
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wa_sync.errors import Interrupted, LocalIO, Locked
from wa_sync.model.waiting import announce, spoken
from wa_sync.store import naming
from wa_sync.store.atomic import make_private


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


_LOOK_AGAIN: Final = 0.25
_LONGEST_NAME: Final = 4096


@dataclass(frozen=True, slots=True)
class Patience:
    """How many ``seconds`` to wait for another run, by which clock.

    ``wait`` is like ``Event.wait``: True says that the run is to stop.
    """

    seconds: float
    clock: Callable[[], float]
    wait: Callable[[float], bool]


AT_ONCE: Final = Patience(0.0, lambda: 0.0, lambda _: False)
"""Who does not wait."""


@contextmanager
def hold(
    state: Path,
    *,
    origin: str,
    account: str,
    since: str,
    known_as: str = "",
    patience: Patience = AT_ONCE,
) -> Iterator[None]:
    """Hold the lock of one account behind one origin; raises Locked if another does.

    ``state`` is the folder for it, ``since`` the time to tell whoever has to wait, and
    ``known_as`` what they call the account.
    Raises LocalIO where the folder cannot be used, and Locked where it cannot hold
    locks: two runs at once would both write.
    """
    path = state / "locks" / f"{naming.of_account(origin, account)}.lock"
    descriptor = _open(path)
    try:
        _claim(descriptor, path, known_as or repr(account), patience)
        _sign(descriptor, path, since)
        yield
    finally:
        os.close(descriptor)


def holder(state: Path, *, origin: str, account: str, known_as: str) -> str | None:
    """Say who holds the lock of an account, None for nobody; nothing is created.

    It is looked at by sharing it for an instant. Raises LocalIO or Locked as ``hold``.
    """
    path = state / "locks" / f"{naming.of_account(origin, account)}.lock"
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LocalIO(
            f"cannot open the lock {path}: {error.strerror}",
            hint="set XDG_STATE_HOME to a folder that can be written",
        ) from None
    try:
        free = _taken(descriptor, path, fcntl.LOCK_SH)
        return None if free else _held(descriptor, known_as)
    finally:
        os.close(descriptor)


def _claim(descriptor: int, path: Path, account: str, patience: Patience) -> None:
    until = patience.clock() + patience.seconds
    told = False
    while not _taken(descriptor, path):
        left = until - patience.clock()
        if left <= 0:
            raise Locked(_held(descriptor, account), hint=_way_out(patience))
        if not told:
            announce(left, f"at most: {_held(descriptor, account)}.")
            told = True
        if patience.wait(min(left, _LOOK_AGAIN)):
            raise Interrupted("Stopped while waiting for another run to end.")


def _taken(descriptor: int, path: Path, how: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise Locked(
            f"{path.parent} cannot hold locks: {error.strerror}",
            hint="set XDG_STATE_HOME to a folder on a local disk",
        ) from None
    return True


def _open(path: Path) -> int:
    try:
        make_private(path.parent)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.open(path, flags, 0o600)
    except OSError as error:
        raise LocalIO(
            f"cannot open the lock {path}: {error.strerror}",
            hint="set XDG_STATE_HOME to a folder that can be written",
        ) from None


def _sign(descriptor: int, path: Path, since: str) -> None:
    holder = json.dumps(
        {"pid": os.getpid(), "host": os.uname().nodename, "since": since}
    )
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, holder.encode(), 0)
    except OSError as error:
        raise LocalIO(
            f"cannot write the lock {path}: {error.strerror}",
            hint="make room, or set XDG_STATE_HOME to a folder that can be written",
        ) from None


def _held(descriptor: int, account: str) -> str:
    """Say who is applying, as far as whoever it is has said so."""
    who = "another run"
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        holder = json.loads(os.pread(descriptor, _LONGEST_NAME, 0))
        who = f"process {holder['pid']} on {holder['host']}, since {holder['since']},"
    return f"{who} is applying to account {account}"


def _way_out(patience: Patience) -> str:
    """Whoever has waited need not be told that one can wait."""
    if patience.seconds:
        waited = spoken(patience.seconds)
        return f"it was waited for, {waited} long: run again when it is done"
    return "wait until it is done and run again, or say --lock-timeout SECONDS"
