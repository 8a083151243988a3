"""One apply an account, wherever the files lie; and errors that a signal leaves."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from support.held import Desk, reads, server

from wa_sync.cli.main import _guarded
from wa_sync.cli.signals import Stop
from wa_sync.cli.state import _own, state_folder
from wa_sync.errors import LocalIO
from wa_sync.http.gate import Gate


def test_two_checkouts_of_one_account_take_turns(tmp_path: Path) -> None:
    """The lock is the account's, not the folder's: 75, and who holds it (H23)."""
    first, second = Desk(tmp_path / "first"), Desk(tmp_path / "second")
    for desk in (first, second):
        desk.declare("one")
    with server() as there:
        there.hold(reads)
        with first.run("apply", "--yes", "--endpoint", there.url) as run:
            there.wait()
            ended = second.ended("apply", "--yes", "--endpoint", there.url)
            there.let_go.set()
            assert run.end().code == 0
        assert (ended.code, ended.out) == (75, "")
        assert ended.err.startswith(f"error: process {run.process.pid} on ")
        assert there.written() == 1


def test_errors_after_a_signal_are_its_debris(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Connections that were ended look like an API that is gone; it is not said so."""
    stop = Stop()
    stop.hear(signal.SIGTERM)
    assert _guarded(["show", "no-such-plan"], stop) == 143
    assert capsys.readouterr().err == "Interrupted; no change was sent.\n"
    stop.gentle = True
    assert _guarded(["show", "no-such-plan"], stop) == 64


def test_a_signal_that_came_first_shuts_what_is_opened_later() -> None:
    """Nothing begins on a client that is opened after the signal."""
    stop = Stop()
    stop.hear(signal.SIGINT)
    gate = stop.attach(Gate())
    for write in (True, False):
        with pytest.raises(Exception, match="Stopped before the next request"):
            gate.pass_through(write=write)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"XDG_STATE_HOME": "/state", "HOME": "/home/x"}, "/state/wa-sync"),
        (
            {"XDG_STATE_HOME": "state", "HOME": "/home/x"},
            "/home/x/.local/state/wa-sync",
        ),
        ({"HOME": "/home/x"}, "/home/x/.local/state/wa-sync"),
    ],
)
def test_where_the_state_lies(
    given: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the XDG base directory specification says: a relative one does not count."""
    for name in ("XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert str(state_folder()) == expected


def test_a_folder_where_everybody_writes_has_to_be_ours_alone(tmp_path: Path) -> None:
    """Without a home the lock lies in /tmp: nobody may have put a folder there."""
    folder = tmp_path / "wa-sync-0"
    assert _own(folder) == folder
    folder.mkdir(mode=0o700)
    assert _own(folder) == folder
    link = tmp_path / "link"
    link.symlink_to(folder)
    folder.chmod(0o755)
    for one in (folder, link):
        with pytest.raises(LocalIO, match="is not this user's alone"):
            _own(one)
