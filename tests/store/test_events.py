"""The file of events: whole lines, private, at the end of what is there."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from support.writes import no_room

from wa_sync.errors import LocalIO
from wa_sync.store.events import appendable, appended


def test_lines_are_appended_and_there_at_once(tmp_path: Path) -> None:
    """Another run's lines stay, and nothing waits in a buffer."""
    path = tmp_path / "events.ndjson"
    path.write_text("before\n")
    with appended(path) as append:
        append("one\n")
        assert path.read_text() == "before\none\n"
        append("two\n")
    assert path.read_text() == "before\none\ntwo\n"


def test_a_new_file_is_private(tmp_path: Path) -> None:
    """Nobody else reads what was done to an account."""
    path = tmp_path / "events.ndjson"
    with appended(path):
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """Whoever follows a run may read it from a pipe."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(path.read_text()))
    reader.start()
    with appended(path) as append:
        append("one\n")
    reader.join()
    assert read == ["one\n"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [(".", "Is a directory"), ("missing/events", "No such file or directory")],
)
def test_a_file_that_cannot_be_opened_is_said(
    tmp_path: Path, name: str, reason: str
) -> None:
    """Before anything is sent."""
    path = tmp_path / name
    with pytest.raises(LocalIO) as caught, appended(path):
        pass
    assert caught.value.message == f"cannot write the events to {path}: {reason}"


def test_a_torn_line_is_ended(tmp_path: Path) -> None:
    """What a killed run left half written does not swallow the next run's line."""
    path = tmp_path / "events.ndjson"
    path.write_text('{"event":"change_sta')
    with appended(path) as append:
        append("one\n")
    assert path.read_text() == '{"event":"change_sta\none\n'


def test_a_torn_line_that_cannot_be_ended_is_said(tmp_path: Path) -> None:
    """Before anything is sent."""
    path = tmp_path / "events.ndjson"
    path.write_text("torn")
    with no_room(4), pytest.raises(LocalIO) as caught, appended(path):
        pass
    assert caught.value.message == f"cannot write the events to {path}: File too large"


def test_a_full_disk_leaves_no_half_line(tmp_path: Path) -> None:
    """What does not fit is taken back, and all that was there stays."""
    path = tmp_path / "events.ndjson"
    path.write_text("before\n")
    with no_room(9), appended(path) as append, pytest.raises(LocalIO) as caught:
        append("one\n")
    assert caught.value.message == f"cannot write the events to {path}: File too large"
    assert path.read_text() == "before\n"


def test_lines_of_another_run_are_not_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs for several accounts may share a file: only what is ours is cut off."""
    path = tmp_path / "events.ndjson"

    def broken(_: int) -> None:
        with path.open("a") as other:
            other.write("theirs\n")
        raise OSError(5, "Input/output error")

    with appended(path) as append:
        monkeypatch.setattr(os, "fsync", broken)
        with pytest.raises(LocalIO):
            append("one\n")
    assert path.read_text() == "one\ntheirs\n"


def test_a_full_disk_is_said() -> None:
    """A line that cannot be written is no line."""
    with pytest.raises(LocalIO) as caught, appended(Path("/dev/full")) as append:
        append("one\n")
    assert caught.value.message == (
        "cannot write the events to /dev/full: No space left on device"
    )


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (b"", True),
        (b'{"format_version":1,"event":"run_started"}\n', True),
        (b'{"form', True),
        (b"version: 1\n", False),
        (b'{\n  "format_version": 1\n}\n', False),
    ],
)
def test_events_are_appended_to_events_only(
    tmp_path: Path, content: bytes, *, ours: bool
) -> None:
    """A line that was cut off is one, too; a document over several lines is none."""
    path = tmp_path / "file"
    assert appendable(path)
    path.write_bytes(content)
    assert appendable(path) is ours


def test_what_cannot_be_read_is_said_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking at the file is not the place to fail."""
    path = tmp_path / "file"
    path.write_bytes(b"x")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert appendable(path)
