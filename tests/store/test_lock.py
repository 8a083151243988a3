"""One apply per account and machine at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wa_sync.errors import LocalIO, Locked
from wa_sync.store import lock


HOLDER = """
import sys
from pathlib import Path
from wa_sync.store import lock
with lock.hold(Path(sys.argv[1]), origin="maton", account="1", since="noon"):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(state: Path, account: str = "1", origin: str = "maton") -> None:
    """Take the lock and give it back."""
    with lock.hold(state, origin=origin, account=account, since="later"):
        pass


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


def test_a_holder_that_left_no_name_is_another_run(tmp_path: Path) -> None:
    """A lock file that cannot be read still locks."""
    with lock.hold(tmp_path, origin="maton", account="1", since="noon"):
        (file,) = (tmp_path / "locks").iterdir()
        file.write_text("garbage")
        with pytest.raises(Locked) as caught:
            hold(tmp_path)
    assert caught.value.message == "another run is applying to account '1'"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """Without a place for the lock nothing is applied."""
    (tmp_path / "locks").write_text("a file")
    with pytest.raises(LocalIO) as caught:
        hold(tmp_path)
    assert caught.value.message.startswith(f"cannot open the lock {tmp_path}")
