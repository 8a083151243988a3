"""Every writer of files, killed or refused at each of its file system calls."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.arena import Arena, Trial, arena
from support.fork_server import Ended
from support.history import writes
from support.trap import FAIL, KILL, Trap


LEFTOVER = re.compile(r"\.wa-sync\.[0-9a-f]{16}\.tmp")
UNCHANGED = "cannot write "
Files = dict[str, bytes]


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


@dataclass(frozen=True, slots=True)
class Writer:
    """A command line that writes files into a folder of the checkout.

    ``again`` may be run after it was cut off; ``whole`` says of a file that it is
    not torn; ``sends`` is how many writes the API must not see when it cannot write.
    """

    argv: tuple[str, ...]
    folder: str
    again: tuple[str, ...]
    whole: Callable[[bytes], bool]


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


@dataclass(frozen=True, slots=True)
class Desk:
    """One writer in one trial."""

    trial: Trial
    writer: Writer

    def run(self, at: int = 0, how: str = "before") -> Ended:
        """Run the writer with a trap, or only with its calls written down."""
        folder = self.trial.checkout / self.writer.folder
        trap = Trap(folders=[str(folder)], log=str(self._log), at=at, how=how)
        return self.trial.run(*self.writer.argv, trap=trap)

    def calls(self) -> list[str]:
        """Return the calls of the latest run."""
        return self._log.read_text(encoding="utf-8").split()

    @property
    def _log(self) -> Path:
        return self.trial.state.parent / "calls"

    def files(self) -> Files:
        """Return what is in the folder, without leftovers."""
        return {k: v for k, v in self._all() if not LEFTOVER.fullmatch(Path(k).name)}

    def leftovers(self) -> list[str]:
        """Return the temporary files that were left."""
        return [k for k, _ in self._all() if LEFTOVER.fullmatch(Path(k).name)]

    def _all(self) -> Iterator[tuple[str, bytes]]:
        folder = self.trial.checkout / self.writer.folder
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield str(path.relative_to(folder)), path.read_bytes()


@contextmanager
def desk(ring: Arena, writer: Writer, *, old: bool) -> Iterator[Desk]:
    """Give a writer a trial; with ``old`` there are files in the place of its own."""
    with ring.trial() as trial:
        made = Desk(trial, writer)
        if old:
            assert made.run().code == 0
            for name, content in made.files().items():
                path = trial.checkout / writer.folder / name
                path.write_bytes(content + b"\n")
        yield made


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
