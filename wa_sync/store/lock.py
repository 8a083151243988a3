"""One apply per account and machine at a time.

``flock`` rather than a lock file's existence: the kernel frees it however the
process ends, so nobody has to unlock by hand (reliability-security.md H23, R23).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from wa_sync.errors import LocalIO, Locked
from wa_sync.store.atomic import make_private


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def hold(state: Path, *, origin: str, account: str, since: str) -> Iterator[None]:
    """Hold the lock of one account behind one origin; raises Locked if another does.

    ``state`` is the folder for it, ``since`` the time to tell whoever has to wait.
    """
    name = hashlib.sha256(f"{origin}\n{account}".encode()).hexdigest()[:32]
    path = state / "locks" / f"{name}.lock"
    descriptor = _open(path)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _held(path, account) from None
        _sign(descriptor, since)
        yield
    finally:
        os.close(descriptor)


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


def _sign(descriptor: int, since: str) -> None:
    holder = json.dumps(
        {"pid": os.getpid(), "host": os.uname().nodename, "since": since}
    )
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, holder.encode(), 0)


def _held(path: Path, account: str) -> Locked:
    who = "another run"
    with suppress(OSError, ValueError, KeyError, TypeError):
        holder = json.loads(path.read_text(encoding="utf-8"))
        who = f"process {holder['pid']} on {holder['host']}, since {holder['since']},"
    return Locked(
        f"{who} is applying to account {account!r}",
        hint="wait until it is done, then run again",
    )
