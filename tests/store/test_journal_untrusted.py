"""What lies in the place of a journal, or in one, and cannot be believed or kept."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.noted import CUT_OFF, DONE, edited, held
from support.sides import NOW
from support.writes import (
    CREATE,
    UPDATE,
    no_room,
    opened,
    path_of,
    remembered,
)

from wa_sync.errors import LocalIO
from wa_sync.model.history import History
from wa_sync.store import journal


if TYPE_CHECKING:
    from collections.abc import Callable


def _nothing(path: Path) -> None:
    path.unlink()


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _a_link(path: Path) -> None:
    path.rename(path.with_suffix(".real"))
    path.symlink_to(path.with_suffix(".real"))


def _a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("spoil", "gaps"), [(_nothing, 0), (_a_folder, 1), (_a_link, 1), (_a_pipe, 1)]
)
def test_what_is_no_journal_remembers_nothing(
    tmp_path: Path, spoil: Callable[[Path], None], gaps: int
) -> None:
    """Missing or something else: there is no error, and no event."""
    edited(tmp_path)
    spoil(path_of(tmp_path))
    place = str(path_of(tmp_path))
    assert remembered(tmp_path) == History(place=place, gaps=gaps)


@pytest.mark.parametrize("spoil", [_a_folder, _a_link, _a_pipe])
def test_what_is_no_journal_is_not_written_to(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    """Something else in its place stops the run before anything is sent."""
    edited(tmp_path)
    spoil(path_of(tmp_path))
    with pytest.raises(LocalIO):
        opened(tmp_path)
    assert held(tmp_path) == 0


def test_a_file_of_somebody_else_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is neither read nor written to."""
    edited(tmp_path)
    owner = path_of(tmp_path).stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert remembered(tmp_path).events == ()
    with pytest.raises(LocalIO) as caught:
        opened(tmp_path)
    assert caught.value.message == (
        f"cannot write the journal {path_of(tmp_path)}: it is no file of this user"
    )


GOOD = {
    "format": 1,
    "what": "outcome",
    "at": "2026-03-01T12:00:02+00:00",
    "run": "a",
    "address": "message_template.order_update/en_US",
    "action": "update",
    "live_id": "1000",
    "state": "done",
}


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff\xfe\x00",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"[" * 5000,
        *(
            json.dumps({**GOOD, **lie}).encode()
            for lie in (
                {"format": 2},
                {"what": "lie"},
                {"at": "yesterday"},
                {"at": "2026-03-01T12:00:02"},
                {"at": "0001-01-01T00:00:00+23:59"},
                {"at": 7},
                {"address": "nothing"},
                {"action": "destroy"},
                {"state": "perfect"},
                {"run": "a" * 9000},
            )
        ),
        *(
            json.dumps({k: v for k, v in GOOD.items() if k != gone}).encode()
            for gone in ("format", "what", "at", "run", "address", "action", "state")
        ),
    ],
)
def test_lines_that_make_no_sense_are_left_out(tmp_path: Path, line: bytes) -> None:
    """What stands before and after them is believed all the same."""
    good = edited(tmp_path)
    path_of(tmp_path).write_bytes(good + line + b"\n" + json.dumps(GOOD).encode())
    found = remembered(tmp_path)
    alone = replace(DONE, status=None, fields=frozenset(), before=None, after=None)
    assert found.events == (DONE, alone)
    assert found.gaps == 1


def test_odd_values_are_not_believed(tmp_path: Path) -> None:
    """An id that is no text is none, and fields that are no list are none."""
    edited(tmp_path)
    odd = {**GOOD, "live_id": 7, "fields": "all"}
    path_of(tmp_path).write_bytes(json.dumps(odd).encode())
    (event,) = remembered(tmp_path).events
    assert (event.live_id, event.fields) == (None, frozenset())


def test_only_the_end_of_a_huge_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What happened last is what counts; the line that is cut is left out."""
    one = edited(tmp_path)
    path_of(tmp_path).write_bytes(one * 3)
    monkeypatch.setattr(journal, "LARGEST", len(one) + 5)
    assert remembered(tmp_path) == History(
        (DONE,), place=str(path_of(tmp_path)), gaps=1
    )


def test_a_reader_that_fails_remembers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that gives an error is as good as no journal."""
    edited(tmp_path)

    def broken(*_: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "pread", broken)
    assert remembered(tmp_path).events == ()


def test_a_torn_line_is_dropped(tmp_path: Path) -> None:
    """What a full disk left of a line is gone when the next run begins."""
    good = edited(tmp_path)
    path_of(tmp_path).write_bytes(good + b'{"format":1,"wh')
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW)
    found = remembered(tmp_path)
    assert (found.events, found.gaps) == ((DONE, CUT_OFF), 0)


def test_a_torn_line_that_stays_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be dropped, it does not swallow the line after it."""
    good = edited(tmp_path)
    path_of(tmp_path).write_bytes(good + b'{"format":1,"wh')

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "rename", broken)
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW)
    found = remembered(tmp_path)
    assert (found.events, found.gaps) == ((DONE, CUT_OFF), 1)


def test_what_is_old_is_dropped(tmp_path: Path) -> None:
    """After 31 days a line serves no window of Meta's, and is gone from the disk."""
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW - timedelta(days=31, seconds=1))
        one.intent(CREATE, at=NOW - timedelta(days=31))
    opened(tmp_path).close()
    (kept,) = path_of(tmp_path).read_bytes().splitlines()
    assert json.loads(kept)["action"] == "create"
    assert [p.name for p in path_of(tmp_path).parent.iterdir()] == [
        path_of(tmp_path).name
    ]


def test_what_lies_ahead_is_dropped(tmp_path: Path) -> None:
    """One server with a wrong clock leaves nothing that would never grow old."""
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW + timedelta(days=1, seconds=1))
        one.intent(CREATE, at=NOW + timedelta(days=1))
    opened(tmp_path).close()
    (kept,) = path_of(tmp_path).read_bytes().splitlines()
    assert json.loads(kept)["action"] == "create"


def test_a_journal_without_anything_old_is_left_as_it_is(tmp_path: Path) -> None:
    """Opening it writes nothing, so that a full disk does not matter yet."""
    content = edited(tmp_path)
    before = path_of(tmp_path).stat()
    with no_room(0):
        opened(tmp_path).close()
    after = path_of(tmp_path).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert path_of(tmp_path).read_bytes() == content


def test_without_room_for_it_what_is_old_stays(tmp_path: Path) -> None:
    """Dropping lines is a courtesy, too: where it fails, the journal just is longer."""
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW - timedelta(days=31))
        one.intent(CREATE, at=NOW)
    content = path_of(tmp_path).read_bytes()
    with no_room(10):
        opened(tmp_path, NOW + timedelta(days=1)).close()
    assert path_of(tmp_path).read_bytes() == content
    assert len(list(path_of(tmp_path).parent.iterdir())) == 1
