"""One apply per account and machine at a time."""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from support.writes import no_room

from wa_sync.errors import Interrupted, LocalIO, Locked
from wa_sync.store import lock


HOLDER = """
import sys
from pathlib import Path
from wa_sync.store import lock
with lock.hold(Path(sys.argv[1]), origin="maton", account="1", since="noon"):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(
    state: Path,
    account: str = "1",
    origin: str = "maton",
    patience: lock.Patience = lock.AT_ONCE,
) -> None:
    """Take the lock and give it back."""
    with lock.hold(
        state, origin=origin, account=account, since="later", patience=patience
    ):
        pass


class Waiting:
    """A clock that only waiting moves; ``then`` happens at the given wait."""

    def __init__(self, *, at: int = 0, then: Callable[[], object] = bool) -> None:
        """Begin at some time."""
        self.now = 100.0
        self.waits: list[float] = []
        self.at = at
        self.then = then
        self.stop = False

    def wait(self, seconds: float) -> bool:
        """Let so many seconds pass."""
        self.waits.append(seconds)
        self.now += seconds
        if len(self.waits) == self.at:
            self.then()
        return self.stop

    def patience(self, seconds: float) -> lock.Patience:
        """Give so much time."""
        return lock.Patience(seconds, lambda: self.now, self.wait)


def test_another_process_has_to_wait_and_is_told_for_whom(tmp_path: Path) -> None:
    """While a process holds the lock, another one learns who does."""
    argv = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Locked) as caught:
            hold(tmp_path)
        host = os.uname().nodename
        assert caught.value.message == (
            f"process {holder.pid} on {host}, since noon, is applying to account '1'"
        )
        hold(tmp_path, account="2")
        hold(tmp_path, origin="meta")
        holder.kill()
    hold(tmp_path)


def test_a_run_waits_as_long_as_it_is_told(tmp_path: Path) -> None:
    """After the given seconds, and not before, the holder is named."""
    waiting = Waiting()
    with lock.hold(tmp_path, origin="maton", account="1", since="noon"):
        with pytest.raises(Locked):
            hold(tmp_path, patience=waiting.patience(0.6))
        assert waiting.waits == pytest.approx([0.25, 0.25, 0.1])
        waiting.stop = True
        with pytest.raises(Interrupted):
            hold(tmp_path, patience=waiting.patience(60.0))


def test_a_run_goes_on_when_the_other_one_ends(tmp_path: Path) -> None:
    """Whoever waits takes the lock as soon as it is free."""
    with ExitStack() as other:
        other.enter_context(
            lock.hold(tmp_path, origin="maton", account="1", since="noon")
        )
        waiting = Waiting(at=3, then=other.close)
        hold(tmp_path, patience=waiting.patience(60.0))
    assert waiting.waits == [0.25, 0.25, 0.25]


def test_a_long_wait_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """For whom, and for how long at most; a short one looks like work."""
    caplog.set_level(logging.INFO)
    with lock.hold(tmp_path, origin="maton", account="1", since="noon"):
        for seconds in (4.0, 60.0):
            with pytest.raises(Locked):
                hold(tmp_path, patience=Waiting().patience(seconds))
    assert [record.getMessage() for record in caplog.records] == [
        (
            f"Waiting 60 s at most: process {os.getpid()} on {os.uname().nodename}, "
            "since noon, is applying to account '1'."
        )
    ]


@pytest.mark.parametrize(
    ("seconds", "hint"),
    [
        (0.0, "wait until it is done and run again, or say --lock-timeout SECONDS"),
        (60.0, "it was waited for, 60 s long: run again when it is done"),
    ],
)
def test_only_what_helps_is_advised(tmp_path: Path, seconds: float, hint: str) -> None:
    """Whoever has waited need not hear that one can wait."""
    with (
        lock.hold(tmp_path, origin="maton", account="1", since="noon"),
        pytest.raises(Locked) as caught,
    ):
        hold(tmp_path, patience=Waiting().patience(seconds))
    assert caught.value.hint == hint


def test_an_account_is_called_what_people_call_it(tmp_path: Path) -> None:
    """Its number alone says nothing to whoever has to wait."""
    with (
        lock.hold(tmp_path, origin="maton", account="1", since="noon"),
        pytest.raises(Locked) as caught,
        lock.hold(
            tmp_path, origin="maton", account="1", since="later", known_as="'demo' (1)"
        ),
    ):
        pass
    assert caught.value.message.endswith(" is applying to account 'demo' (1)")


def test_a_folder_that_cannot_hold_locks_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a lock nothing is done: two runs would both write."""

    def no_locks(*_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(Locked) as caught:
        hold(tmp_path)
    assert (caught.value.message, caught.value.hint) == (
        f"{tmp_path}/locks cannot hold locks: No locks available",
        "set XDG_STATE_HOME to a folder on a local disk",
    )


@pytest.mark.parametrize(
    "left",
    [b"garbage", b"[]", b"\xff", b"[" * 4096],
    ids=["words", "a-list", "no-utf8", "deep"],
)
def test_a_holder_that_left_no_name_is_another_run(tmp_path: Path, left: bytes) -> None:
    """A lock file that cannot be understood still locks."""
    with lock.hold(tmp_path, origin="maton", account="1", since="noon"):
        (file,) = (tmp_path / "locks").iterdir()
        file.write_bytes(left)
        with pytest.raises(Locked) as caught:
            hold(tmp_path)
    assert caught.value.message == "another run is applying to account '1'"


def test_only_the_beginning_of_a_lock_file_is_read(tmp_path: Path) -> None:
    """However large it is, nobody waits for it or loses memory over it."""
    with lock.hold(tmp_path, origin="maton", account="1", since="noon"):
        (file,) = (tmp_path / "locks").iterdir()
        file.write_bytes(file.read_bytes() + b" " * 4096)
        with pytest.raises(Locked) as caught:
            hold(tmp_path)
        assert caught.value.message.startswith(f"process {os.getpid()} on ")
        file.write_bytes(b" " * 4096 + b'{"pid": 1, "host": "far", "since": "noon"}')
        with pytest.raises(Locked) as caught:
            hold(tmp_path)
    assert caught.value.message == "another run is applying to account '1'"


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    """Where the holder cannot sign, the file is named, and the lock given back."""
    with no_room(0), pytest.raises(LocalIO) as caught:
        hold(tmp_path)
    (file,) = (tmp_path / "locks").iterdir()
    assert caught.value.message == f"cannot write the lock {file}: File too large"
    hold(tmp_path)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """Without a place for the lock nothing is applied."""
    (tmp_path / "locks").write_text("a file")
    with pytest.raises(LocalIO) as caught:
        hold(tmp_path)
    assert caught.value.message.startswith(f"cannot open the lock {tmp_path}")
