"""The journal: one line before each write, one after it, and nothing hangs on it."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.sides import NOW
from support.writes import (
    ADDRESS,
    CREATE,
    DELETE,
    UPDATE,
    ended,
    no_room,
    opened,
    path_of,
    remembered,
)

from wa_sync.canonical import fingerprint
from wa_sync.errors import LocalIO
from wa_sync.model.change import Action
from wa_sync.model.history import Event, Fate, History
from wa_sync.model.report import State
from wa_sync.store import journal


if TYPE_CHECKING:
    from collections.abc import Callable


LATER = NOW + timedelta(seconds=2)
DONE = Event(
    at=LATER,
    address=ADDRESS,
    action=Action.UPDATE,
    fate=Fate.DONE,
    live_id="1000",
    status="APPROVED",
    fields=frozenset({"components"}),
    before="sha256:before",
    after=fingerprint(UPDATE.send),
)
CUT_OFF = replace(DONE, at=NOW, fate=Fate.CUT_OFF)


def edited(state: Path) -> bytes:
    """A journal in which one edit was noted, and its content."""
    with opened(state) as one:
        one.intent(UPDATE, at=NOW)
        one.outcome(ended(UPDATE), at=LATER)
    return path_of(state).read_bytes()


def held(state: Path) -> int:
    """How often this process holds the journal open."""
    links = (os.path.realpath(f"/proc/self/fd/{n}") for n in range(256))
    return sum(link == str(path_of(state)) for link in links)


def test_a_write_is_remembered(tmp_path: Path) -> None:
    """Intent and outcome make one event, which ended when the outcome was noted."""
    edited(tmp_path)
    assert remembered(tmp_path) == History((DONE,), place=str(path_of(tmp_path)))


def test_an_intent_without_an_outcome_was_cut_off(tmp_path: Path) -> None:
    """What an interrupted run was about to do is remembered as such."""
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW)
    assert remembered(tmp_path).events == (CUT_OFF,)


@pytest.mark.parametrize(
    ("state", "fate"),
    [
        (State.DONE, Fate.DONE),
        (State.UNKNOWN, Fate.UNKNOWN),
        (State.FAILED, Fate.NOT_DONE),
        (State.BLOCKED, Fate.NOT_DONE),
        (State.STALE, Fate.NOT_DONE),
        (State.SKIPPED, Fate.NOT_DONE),
        (State.ALREADY, Fate.NOT_DONE),
    ],
)
def test_only_what_was_done_counts_as_done(
    tmp_path: Path, state: State, fate: Fate
) -> None:
    """Whatever else became of a write, it is no edit of ours."""
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW)
        one.outcome(ended(UPDATE, state), at=LATER)
    assert remembered(tmp_path).events == (replace(DONE, fate=fate),)


def test_the_last_outcome_counts(tmp_path: Path) -> None:
    """What was called done and did not show is no longer called done."""
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW)
        one.outcome(ended(UPDATE), at=NOW)
        one.outcome(ended(UPDATE, State.UNKNOWN), at=LATER)
    assert remembered(tmp_path).events == (replace(DONE, fate=Fate.UNKNOWN),)


def test_a_write_that_was_sent_twice_is_one(tmp_path: Path) -> None:
    """A second intent before any outcome is about the same write."""
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW - timedelta(seconds=9))
        one.intent(UPDATE, at=NOW)
        one.outcome(ended(UPDATE), at=LATER)
    assert remembered(tmp_path).events == (DONE,)


def test_a_write_after_an_outcome_is_another(tmp_path: Path) -> None:
    """What was done before stays done, whatever comes of the next write."""
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW)
        one.outcome(ended(UPDATE), at=LATER)
        one.intent(UPDATE, at=NOW)
    assert remembered(tmp_path).events == (DONE, CUT_OFF)


def test_runs_are_told_apart(tmp_path: Path) -> None:
    """The outcome of one run says nothing about what another was about to do."""
    with opened(tmp_path) as one:
        one.intent(UPDATE, at=NOW)
    with opened(tmp_path) as other:
        other.outcome(ended(UPDATE), at=LATER)
    alone = replace(DONE, status=None, fields=frozenset(), before=None, after=None)
    assert remembered(tmp_path).events == (CUT_OFF, alone)


def test_a_create_gets_the_id_that_the_outcome_tells(tmp_path: Path) -> None:
    """Before it was sent, nobody knew it."""
    with opened(tmp_path) as one:
        one.intent(CREATE, at=NOW)
        one.outcome(replace(ended(CREATE), live_id="2000"), at=LATER)
        one.intent(DELETE, at=NOW)
    created, deleted = remembered(tmp_path).events
    assert (created.action, created.live_id, created.status) == (
        Action.CREATE,
        "2000",
        None,
    )
    assert (deleted.action, deleted.status) == (Action.DELETE, "APPROVED")
    assert created.fields == deleted.fields == frozenset()


def test_origins_and_accounts_have_their_own(tmp_path: Path) -> None:
    """What was written to the sandbox says nothing about Meta's quotas."""
    edited(tmp_path)
    for origin, account in (("sandbox", "1"), ("meta", "2")):
        found = journal.read(tmp_path, origin=origin, account=account)
        assert found.events == ()


def test_a_line_holds_no_content(tmp_path: Path) -> None:
    """Names and fingerprints are noted, never the text of a template."""
    content = edited(tmp_path)
    assert b"text" not in content
    intent, outcome = (json.loads(line) for line in content.splitlines())
    run = intent["run"]
    assert intent == {
        "format": 1,
        "what": "intent",
        "at": "2026-03-01T12:00:00+00:00",
        "run": run,
        "address": "message_template.order_update/en_US",
        "action": "update",
        "live_id": "1000",
        "status": "APPROVED",
        "fields": ["components"],
        "before": "sha256:before",
        "after": fingerprint(UPDATE.send),
    }
    assert outcome == {
        "format": 1,
        "what": "outcome",
        "at": "2026-03-01T12:00:02+00:00",
        "run": run,
        "address": "message_template.order_update/en_US",
        "action": "update",
        "live_id": "1000",
        "state": "done",
        "status": None,
    }


def test_a_delete_has_nothing_after_it(tmp_path: Path) -> None:
    """Only what it was computed from has a fingerprint."""
    with opened(tmp_path) as one:
        one.intent(DELETE, at=NOW)
    line = json.loads(path_of(tmp_path).read_bytes())
    assert (line["before"], line["after"]) == ("sha256:before", None)


def test_it_is_private(tmp_path: Path) -> None:
    """Nobody else may read it, whatever the umask and an earlier mode say."""
    before = os.umask(0)
    try:
        edited(tmp_path)
        path_of(tmp_path).chmod(0o666)
        opened(tmp_path).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path_of(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE(path_of(tmp_path).parent.stat().st_mode) == 0o700


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    """The second time there is nothing to close."""
    with opened(tmp_path) as one:
        one.close()
        one.close()


def test_a_closed_journal_holds_no_file(tmp_path: Path) -> None:
    """Nothing is left open when a run is over."""
    with opened(tmp_path):
        assert held(tmp_path) == 1
    assert held(tmp_path) == 0


def test_every_line_and_its_name_are_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut the note of what was sent is there, and so is the file."""
    synced: list[str] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(Path(os.path.realpath(f"/proc/self/fd/{descriptor}")).name)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    file = path_of(tmp_path).name
    with opened(tmp_path) as one:
        assert synced == ["journal"]
        one.intent(UPDATE, at=NOW)
        assert synced == ["journal", file]
        one.outcome(ended(UPDATE), at=NOW)
    opened(tmp_path).close()
    assert synced == ["journal", file, file]


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


def test_a_full_disk_is_an_error_and_leaves_no_half_line(tmp_path: Path) -> None:
    """Nothing may be sent without a note (H09); what was noted before stays (H10)."""
    content = edited(tmp_path)
    with no_room(len(content) + 20), opened(tmp_path) as one:
        with pytest.raises(LocalIO) as caught:
            one.intent(UPDATE, at=NOW)
        with pytest.raises(LocalIO):
            one.outcome(ended(UPDATE), at=NOW)
    assert caught.value.message == (
        f"cannot write the journal {path_of(tmp_path)}: File too large"
    )
    assert path_of(tmp_path).read_bytes() == content


def test_a_line_that_could_not_be_synced_is_not_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of fsync is not tried again: the line counts as not written (H12)."""
    content = edited(tmp_path)
    calls: list[int] = []

    def broken(descriptor: int) -> None:
        calls.append(descriptor)
        raise OSError(5, "Input/output error")

    with opened(tmp_path) as one:
        monkeypatch.setattr(os, "fsync", broken)
        with pytest.raises(LocalIO):
            one.intent(UPDATE, at=NOW)
    assert len(calls) == 1
    assert path_of(tmp_path).read_bytes() == content


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """A state folder that is a file stops the run before anything is sent."""
    (tmp_path / "state").write_bytes(b"")
    with pytest.raises(LocalIO) as caught:
        opened(tmp_path / "state")
    assert caught.value.hint == (
        "make room, or set XDG_STATE_HOME to a folder that can be written; "
        "nothing more is sent without a note of it"
    )
