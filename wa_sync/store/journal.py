"""What this machine wrote lately, one line before each write and one after it.

Append-only NDJSON, one file an (origin, account). Nothing that wa-sync does is right
only because of it: a journal that is gone, torn, foreign or full of lies yields less
knowledge of quotas, and never an error (reliability-security.md §0, decision 3).
"""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Self

from wa_sync.errors import LocalIO
from wa_sync.model.history import History
from wa_sync.store import atomic, journal_entries, lines, naming


if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from wa_sync.model.change import Change
    from wa_sync.model.report import Outcome


KEPT: Final = timedelta(days=31)
"""A day longer than the longest window of Meta's: names are locked for 30 days."""
AHEAD: Final = timedelta(days=1)
"""So far ahead of us a line may be; beyond that, some server told a wrong time."""
LARGEST: Final = 8 * 1024 * 1024
"""Bytes that are read and kept, from the end: some 18,000 writes."""


class Journal:
    """One account's journal, open for one run. Close it, or use ``with``."""

    def __init__(self, path: Path, descriptor: int) -> None:
        """Take over the descriptor; ``run`` names this run in every line."""
        self._path = path
        self._descriptor = descriptor
        self.run = secrets.token_hex(8)

    def intent(self, change: Change, *, at: datetime) -> None:
        """Note what is about to be sent, by the server's time ``at``.

        Raises LocalIO, and then nothing may be sent (H09).
        """
        self._append(journal_entries.intent(change, run=self.run, at=at))

    def outcome(self, outcome: Outcome, *, at: datetime) -> None:
        """Note what became of it; raises LocalIO, which changes nothing of that."""
        self._append(journal_entries.outcome(outcome, run=self.run, at=at))

    def close(self) -> None:
        """Close the file; every line in it has been synced."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        """Hand the journal itself to the ``with`` statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def _append(self, line: bytes) -> None:
        try:
            lines.append(self._descriptor, line)
        except OSError as error:
            raise _trouble(self._path, error) from None


def open_journal(state: Path, *, origin: str, account: str, now: datetime) -> Journal:
    """Open an account's journal for writing; the caller holds the account's lock.

    What is older than 31 days is dropped first, and so is what is more than a day in
    the future. Raises LocalIO where nothing can be written.
    """
    path = path_of(state, origin=origin, account=account)
    try:
        atomic.make_private(path.parent)
        new = not path.exists()
        _compact(path, now)
        descriptor = _open(path)
        if new:
            atomic.sync_folder(path.parent)
    except OSError as error:
        raise _trouble(path, error) from None
    return Journal(path, descriptor)


def read(state: Path, *, origin: str, account: str) -> History:
    """Read what an account's journal remembers; whatever it is, this never fails."""
    path = path_of(state, origin=origin, account=account)
    content = _content(path)
    if content is None:
        return History(gaps=int(os.path.lexists(path)), place=str(path))
    written = content.splitlines()
    entries = [one for one in map(journal_entries.parse, written) if one is not None]
    return History(
        journal_entries.events(entries),
        place=str(path),
        gaps=len(written) - len(entries),
    )


def path_of(state: Path, *, origin: str, account: str) -> Path:
    """Where the journal of one account behind one origin lies."""
    return state / "journal" / f"{naming.of_account(origin, account)}.ndjson"


def _open(path: Path) -> int:
    """Open for appending, after the end of a whole line."""
    # both ways, so that not even a pipe in its place keeps us waiting
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
    descriptor = os.open(path, flags | os.O_CLOEXEC, 0o600)
    try:
        _own(descriptor)
        os.fchmod(descriptor, 0o600)
        lines.end_last(descriptor)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _own(descriptor: int) -> int:
    """Return the size of a regular file of ours; raises OSError for anything else."""
    seen = os.fstat(descriptor)
    if not stat.S_ISREG(seen.st_mode) or seen.st_uid != os.geteuid():
        raise PermissionError(0, "it is no file of this user")
    return seen.st_size


def _content(path: Path) -> bytes | None:
    """The last bytes of the file; None where there is none that is ours alone."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return None
    try:
        size = _own(descriptor)
        return os.pread(descriptor, min(size, LARGEST), max(0, size - LARGEST))
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _compact(path: Path, now: datetime) -> None:
    """Drop what is of no use or unreadable; a journal that cannot be is left alone."""
    content = _content(path)
    if content is None:
        return
    there = content.splitlines(keepends=True)
    kept = [line for line in there if _wanted(line, now)]
    if len(kept) < len(there):
        with suppress(LocalIO):
            atomic.write(path, b"".join(kept))


def _wanted(line: bytes, now: datetime) -> bool:
    entry = journal_entries.parse(line)
    if entry is None or not line.endswith(b"\n"):
        return False
    return -AHEAD <= now - entry.event.at <= KEPT


def _trouble(path: Path, error: OSError) -> LocalIO:
    return LocalIO(
        f"cannot write the journal {path}: {error.strerror}",
        hint="make room, or set XDG_STATE_HOME to a folder that can be written; "
        "nothing more is sent without a note of it",
    )
