"""Every writer of files, killed or refused at each of its file system calls."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.arena import Arena, Trial, arena
from support.desk import Desk, Files, Writer, desk
from support.fork_server import SOURCES, Ended
from support.history import writes
from support.trap import FAIL, KILL, Trap


TRACED = (
    *("openat", "mkdir", "fchmod", "write", "pwrite64", "ftruncate", "fsync"),
    *("fdatasync", "close", "rename", "link", "unlink"),
)
UNCHANGED = "cannot write "


def readable(content: bytes) -> bool:
    """Whether it is a whole JSON document; half of one is none."""
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def ended(content: bytes) -> bool:
    """Whether YAML that wa-sync wrote is whole: it goes to the end of its last line.

    What is cut off in front of that is seen by planning with it.
    """
    return content.endswith(b"\n")


PLAN = ("plan", "-q", "--out", "saved/plan.json")
REPORT = ("plan", "-q", "-o", "json=saved/plan.json")
IMPORT = ("import", "-q", "by_hand_0[01]")
DELETE = ("apply", "-q", "--yes", "--allow-delete", "--only", "summer_sale/en_US")
WRITERS = {
    "saved plan": Writer(PLAN, "saved", PLAN, readable),
    "output in a file": Writer(REPORT, "saved", REPORT, readable),
    "import": Writer(IMPORT, "templates", (*IMPORT, "--force"), ended),
    "snapshot": Writer(DELETE, ".wa-sync", DELETE, ended),
}


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Give the arena of this module."""
    with arena(tmp_path_factory.mktemp("syscalls")) as opened:
        yield opened


def undisturbed(ring: Arena, writer: Writer, *, old: bool) -> list[str]:
    """Return the calls that a run makes when nothing happens."""
    with desk(ring, writer, old=old) as there:
        ran = there.run()
        assert ran.code == 0, ran.err
        assert all(map(writer.whole, there.files().values()))
        calls = there.calls()
    assert {"open", "write", "fsync", "close"} <= {*calls}
    return calls


CASES = [
    (name, old)
    for name in WRITERS
    for old in (False, True)
    # a snapshot and an import never write over anything unasked
    if not (old and name in {"snapshot", "import"})
]


@pytest.mark.parametrize(("name", "old"), CASES)
def test_a_killed_writer_leaves_the_old_file_or_the_new_one(
    ring: Arena, name: str, figure: Callable[[str], None], *, old: bool, full: bool
) -> None:
    """Never half of one; what is left over is no file of anybody's, and no matter."""
    writer = WRITERS[name]
    calls = undisturbed(ring, writer, old=old)
    points = [
        (at, how)
        for at, call in enumerate(calls, 1)
        for how in KILL
        if full or how == "before" or (how == "half" and call == "write")
    ]
    if not full and name != "saved plan":
        # they go through the same door, so that every other call will do in CI
        points = points[old::2]
    for at, how in [*points, (len(calls), "after")]:
        with desk(ring, writer, old=old) as there:
            before = there.files()
            ran = there.run(at, how)
            assert ran.code == -9, (at, how, ran)
            for path, content in there.files().items():
                whole = content == before.get(path) or writer.whole(content)
                assert whole, (at, how, path, content[-80:])
            _goes_on(there, before)
    where = "over an old file" if old else "anew"
    figure(f"syscalls, {name} {where}: {len(points) + 1} kills at {len(calls)} calls")


def _goes_on(there: Desk, before: Files) -> None:
    """Whatever was left, the project is as it was, and the same can be done again."""
    assert {*before} <= {*there.files()}
    valid = there.trial.run("validate", "-o", "json")
    assert (valid.code, valid.json["valid"]) == (0, True), valid
    again = there.trial.run(*there.writer.again)
    assert again.code == 0, again.err
    assert all(map(there.writer.whole, there.files().values()))


@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_leaves_the_old_file_or_none(
    ring: Arena, name: str, figure: Callable[[str], None], *, full: bool
) -> None:
    """The exit code is 74, nothing is left over, and nothing that needs it is sent."""
    writer = WRITERS[name]
    old = name not in {"snapshot", "import"}
    calls = undisturbed(ring, writer, old=old)
    hows = FAIL if full else FAIL[:1]
    points = [(at, how) for at in range(1, len(calls) + 1) for how in hows]
    for at, how in points:
        with desk(ring, writer, old=old) as there:
            before = there.files()
            ran = there.run(at, how)
            # a temporary name that cannot be taken back is left over, and no matter
            spare = calls[at - 1] == "unlink"
            assert ran.code == (0 if spare else 74), (at, how, calls[at - 1], ran)
            assert bool(there.leftovers()) == spare
            _said(there, before, ran)
    figure(f"syscalls, {name}: {len(points)} failures at {len(calls)} calls")


def _said(there: Desk, before: Files, ran: Ended) -> None:
    """What was said of the files is true, and what needs them was not sent."""
    after = there.files()
    for path, content in after.items():
        assert content == before.get(path) or there.writer.whole(content)
    if there.writer.argv[0] != "import":  # of several files each speaks for itself
        assert (UNCHANGED in ran.out + ran.err) == (after == before), ran
    if there.writer.argv[0] == "apply":
        sent = writes(there.trial.world, there.trial.asked)
        assert bool(sent) == (ran.code == 0)


NOTED = ("apply", "-q", "--yes", "--only", "welcome/es_MX", "--only", "welcome/pt_BR")
EARLIER = ("apply", "-q", "--yes", "--only", "thanks/en_US")


def _journal(trial: Trial) -> bytes:
    """Return what the only journal of a trial holds."""
    files = [*trial.state.rglob("*.ndjson")]
    return files[0].read_bytes() if files else b""


def _noting(trial: Trial, at: int = 0, how: str = "before") -> tuple[Ended, list[str]]:
    """Make two changes with a trap on the state folder: lock and journal."""
    log = trial.checkout.with_name("calls")
    trap = Trap(folders=[str(trial.state)], log=str(log), at=at, how=how)
    ran = trial.run(*NOTED, trap=trap)
    return ran, log.read_text(encoding="utf-8").split()


@pytest.mark.parametrize("old", [False, True], ids=["anew", "after others"])
def test_a_killed_journal_keeps_what_it_had(
    ring: Arena, figure: Callable[[str], None], *, old: bool, full: bool
) -> None:
    """Whole lines stay whole, at most the last is torn, and nobody minds."""
    with ring.trial() as trial:
        assert not old or trial.run(*EARLIER).code == 0
        _, calls = _noting(trial)
    hows = KILL if full else ("half",)
    points = [(at, how) for at in range(1, len(calls) + 1) for how in hows]
    points = points if full else points[old::2]
    for at, how in points:
        with ring.trial() as trial:
            assert not old or trial.run(*EARLIER).code == 0
            before = _journal(trial)
            ran, _ = _noting(trial, at, how)
            assert ran.code == -9, (at, how, ran)
            kept = _journal(trial)
            assert kept.startswith(before), (at, how, kept)
            assert all(map(readable, kept.split(b"\n")[:-1])), (at, how, kept)
            again = trial.run(*NOTED)
            assert again.code == 0, (at, how, again)
            sent = [one.about for one in writes(trial.world, trial.asked)]
            assert sorted(sent)[-2:] == ["welcome/es_MX", "welcome/pt_BR"]
            assert len(sent) == 2 + old
    where = "after others" if old else "anew"
    figure(f"syscalls, journal {where}: {len(points)} kills at {len(calls)} calls")


def test_a_full_disk_stops_before_what_it_cannot_note(
    ring: Arena, figure: Callable[[str], None], *, full: bool
) -> None:
    """Nothing is sent without a note before it, and no more after one is missing."""
    with ring.trial() as trial:
        _, calls = _noting(trial)
    hows = FAIL if full else FAIL[:1]
    points = [(at, how) for at in range(1, len(calls) + 1) for how in hows]
    points = points if full else points[1::2]
    for at, how in points:
        with ring.trial() as trial:
            ran, _ = _noting(trial, at, how)
            sent = len(writes(trial.world, trial.asked))
            # when all is done and noted, what is left is to close the files
            codes = ({74}, {7}, {0, 74})[sent]
            assert ran.code in codes, (at, how, calls[at - 1], ran)
            assert "No space left" in ran.out + ran.err or how == "EIO"
            again = trial.run(*NOTED)
            assert again.code == 0, again
            assert len(writes(trial.world, trial.asked)) == 2
    figure(f"syscalls, journal: {len(points)} failures at {len(calls)} calls")


@pytest.mark.parametrize("name", ["saved plan", "output in a file"])
def test_a_disk_that_fills_up_under_way_leaves_the_old_file(
    ring: Arena, name: str
) -> None:
    """The kernel takes the first bytes and refuses the rest: nothing of it is seen."""
    with desk(ring, WRITERS[name], old=True) as there:
        before = there.files()
        ran = there.filled(4096)
        assert ran.code == 74, ran
        assert (there.files(), there.leftovers()) == (before, [])
        assert len(before["plan.json"]) > 4096


@pytest.mark.parametrize(
    "argv",
    [
        ("plan", "-q", "--out", "/dev/full"),
        ("plan", "-q", "-o", "json=/dev/full"),
    ],
)
def test_a_full_device_is_said(ring: Arena, argv: tuple[str, ...]) -> None:
    """It cannot be replaced by a file, so it is written to; and it says no."""
    with ring.trial() as trial:
        ran = trial.run(*argv)
        assert ran.code == 74
        said = "error: cannot write /dev/full: No space left on device\n"
        assert ran.err.startswith(said)


@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace here")
def test_no_call_escapes_the_trap(ring: Arena, tmp_path: Path) -> None:
    """What the kernel saw of a saved plan is what the trap has counted."""
    counted = undisturbed(ring, WRITERS["saved plan"], old=False)
    with ring.trial() as trial:
        order = trial.order(*PLAN)
        log = tmp_path / "strace"
        tracer = ["strace", "-y", "-o", str(log), "-e", ",".join(TRACED)]
        run = [sys.executable, "-P", "-m", "wa_sync", *order.argv]
        subprocess.run(
            [*tracer, *run],
            check=True,
            cwd=order.cwd,
            env={**order.env, "PYTHONPATH": os.pathsep.join(map(str, SOURCES))},
        )
        seen = [
            line.partition("(")[0].removesuffix("at")
            for line in log.read_text(encoding="utf-8").splitlines()
            # a folder that is there already is refused, and nothing comes of it
            if f"{trial.checkout}/saved" in line and "EEXIST" not in line
        ]
    # to look into a folder opens and closes it, too
    changes = [call for call in counted if call not in {"open", "close"}]
    assert [call for call in seen if call not in {"open", "close"}] == changes
    assert seen.count("open") >= counted.count("open")
