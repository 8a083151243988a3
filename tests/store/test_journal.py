"""The journal: one line before each write, one after it, and nothing hangs on it."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.noted import CUT_OFF, DONE, LATER, edited, held
from support.sides import NOW
from support.writes import (
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
from wa_sync.model.history import Fate, History
from wa_sync.model.report import State
from wa_sync.store import journal


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
