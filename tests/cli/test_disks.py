"""Disks that are full, folders that cannot be written, and what is private on them."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.held import Desk, Ended, Server, server


SMALL = 8192
"""Bytes that a file may have, where a disk is to look full."""
# limits only what is told, so it runs where no file system may be mounted
LIMITED = (
    "import resource, signal, sys\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "full, room = resource.RLIMIT_FSIZE, resource.RLIM_INFINITY\n"
    "resource.setrlimit(full, (int(sys.argv.pop(1)), room))\n"
    "from wa_sync.cli.main import run\n"
    "code = run(sys.argv[1:])\n"
    # what measures coverage writes a larger file when the process ends
    "resource.setrlimit(full, (room, room))\n"
    "sys.exit(code)\n"
)
COMMAND = f"{sys.executable} -m wa_sync"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout that declares templates."""
    desk = Desk(tmp_path / "checkout")
    desk.declare(*(f"template_{number}" for number in range(20)))
    return desk


@pytest.fixture
def there() -> Iterator[Server]:
    """Give a server."""
    with server() as served:
        yield served


def limited(desk: Desk, *argv: str, size: int = SMALL) -> Ended:
    """Run wa-sync where no file may become larger than this."""
    return desk.ended(through=[sys.executable, "-c", LIMITED, str(size), *argv])


def files(folder: Path) -> dict[str, bytes]:
    """Everything below a folder."""
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


OLD = b'{"format_version": 1, "digest": "", "accounts": [], "changes": []}\n'
"""All that is looked for in what may be replaced by a plan."""


@pytest.mark.parametrize("old", [None, OLD], ids=["none", "older"])
def test_a_plan_that_does_not_fit(desk: Desk, there: Server, old: bytes | None) -> None:
    """The old file is there as it was, or none is; nothing else is left (H08)."""
    path = desk.folder / "plan.json"
    if old is not None:
        path.write_bytes(old)
    before = files(desk.folder)
    ended = limited(desk, "plan", "--out", "plan.json", "--endpoint", there.url)
    assert (ended.code, ended.out) == (74, "")
    assert ended.err == (
        f"error: cannot write {path}: File too large\n"
        "  hint: check the disk, the folder and its permissions; "
        "the file is as it was\n"
    )
    assert files(desk.folder) == before


def test_a_report_that_does_not_fit(desk: Desk, there: Server) -> None:
    """What was done is done and told on standard error; the exit code is no success."""
    desk.declare("one")
    argv = ("apply", "--yes", "-o", "json=report.json", "--endpoint", there.url)
    ended = limited(desk, *argv, size=400)
    assert ended.code == 74
    assert "message_template.one/en_US" in ended.err
    assert len(there.live()) == 1
    assert not (desk.folder / "report.json").exists()


def test_an_import_that_does_not_fit(desk: Desk, there: Server) -> None:
    """No file is torn, and which one could not be written is said."""
    assert desk.ended("apply", "--yes", "--endpoint", there.url).code == 0
    (desk.folder / "all.yaml").write_text("version: 1\n")
    argv = ("import", "--all", "--layout", "file", "--out", "new")
    ended = limited(desk, *argv, "--endpoint", there.url, size=1000)
    assert ended.code == 74
    assert "cannot write" in ended.err
    assert all(name == "wa-sync.yaml" for name in files(desk.folder / "new"))


def test_a_sandbox_that_does_not_fit(desk: Desk) -> None:
    """The sandbox's file is named where there is no room for it."""
    ended = limited(desk, "plan", "--sandbox")
    assert (ended.code, ended.out) == (74, "")
    assert ".wa-sync/sandbox.db" in ended.err


def test_a_journal_that_does_not_fit_sends_nothing(desk: Desk, there: Server) -> None:
    """Without a note of it no change is sent."""
    ended = limited(desk, "apply", "--yes", "--endpoint", there.url, size=100)
    assert ended.code == 74
    assert there.written() == 0


@pytest.fixture
def locked_up(desk: Desk) -> Iterator[Desk]:
    """A checkout, and a home, that may be read and not written."""
    home = desk.folder.parent / "home"
    home.mkdir()
    for one in (desk.folder, home):
        one.chmod(0o555)
    yield desk
    for one in (desk.folder, home):
        one.chmod(0o755)


def obeying(desk: Desk, *argv: str, state: str = "") -> Ended:
    """Run wa-sync as somebody to whom permissions mean something, even if root."""
    setpriv = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root obeys no permissions, and cannot be made to here")
    home = desk.folder.parent / "home"
    env = ["env", f"HOME={home}", f"XDG_STATE_HOME={state}"]
    run = [*env, sys.executable, "-m", "wa_sync", *argv]
    return desk.ended(through=[*setpriv, *run] if os.geteuid() == 0 else run)


def test_a_plan_writes_nothing(locked_up: Desk, there: Server) -> None:
    """In a checkout and a home that cannot be written, validate and plan work."""
    assert obeying(locked_up, "validate").code == 0
    ended = obeying(locked_up, "plan", "--endpoint", there.url)
    assert (ended.code, ended.err) == (0, "")
    assert "20 to create" in ended.out


def test_an_apply_says_where_it_could_write(locked_up: Desk, there: Server) -> None:
    """Without a place for the lock nothing is sent; with one, a checkout may be so."""
    argv = ("apply", "--yes", "-q", "--endpoint", there.url)
    ended = obeying(locked_up, *argv)
    assert ended.code == 74
    assert "set XDG_STATE_HOME to a folder that can be written" in ended.err
    assert there.written() == 0
    state = str(locked_up.folder.parent / "state")
    assert obeying(locked_up, *argv, "--only", "template_1", state=state).code == 0


def test_a_checkout_that_cannot_be_written_is_said(
    locked_up: Desk, there: Server
) -> None:
    """The sandbox and a saved plan need a place: each says which."""
    ended = obeying(locked_up, "plan", "--sandbox")
    assert (ended.code, ended.out) == (74, "")
    assert f"{locked_up.folder}/.wa-sync/sandbox.db: Permission denied" in ended.err
    ended = obeying(locked_up, "plan", "--out", "p.json", "--endpoint", there.url)
    assert (ended.code, ended.out) == (74, "")
    assert f"cannot write {locked_up.folder}/p.json: Permission denied" in ended.err


def test_without_a_home(desk: Desk, there: Server) -> None:
    """HOME unset or relative, XDG_STATE_HOME relative: the user's own home is taken."""
    for given in ("env -u HOME -u XDG_STATE_HOME", "HOME=x XDG_STATE_HOME=y"):
        script = f"{given} {COMMAND} plan --endpoint {there.url}"
        assert desk.ended(through=["bash", "-c", script]).code == 0
    assert not (desk.folder / "x").exists()
    assert not (desk.folder / "y").exists()


def test_a_temporary_folder_is_not_needed(desk: Desk, there: Server) -> None:
    """TMPDIR may be full or missing."""
    script = f"TMPDIR=/nonexistent {COMMAND} plan --out p.json --endpoint {there.url}"
    assert desk.ended(through=["bash", "-c", script]).code == 0


def test_a_folder_that_was_removed_is_said(desk: Desk) -> None:
    """Whoever stands in a folder that is gone learns it in a sentence."""
    script = f"mkdir gone && cd gone && rmdir ../gone && {COMMAND} plan"
    ended = desk.ended(through=["bash", "-c", script])
    assert (ended.code, ended.out) == (74, "")
    assert ended.err == "error: No such file or directory\n"


@pytest.mark.parametrize("umask", ["000", "022", "077"])
def test_everything_that_is_written_is_private(desk: Desk, umask: str) -> None:
    """G19: files 0600 and folders 0700, by whatever command and umask."""
    desk.declare("one")
    base = desk.folder.parent
    mine = {base, desk.folder, *desk.folder.iterdir()}
    gone = "version: 1\nremoved:\n  - message_template: one/en_US\n"
    steps = [
        f"umask {umask}; set -e; export XDG_STATE_HOME={base}/some/new/state",
        f"{COMMAND} plan --sandbox --out plans/new/plan.json -o json=deep/er/plan.json",
        f"{COMMAND} apply --sandbox --yes --events events.ndjson -o json=report.json",
        f"{COMMAND} import --sandbox --all --out imported/here --force",
        f"{COMMAND} schema --out schemas/all",
        f"printf '{gone.encode('unicode_escape').decode()}' > all.yaml",
        f"{COMMAND} apply --sandbox --yes --allow-delete; true",
    ]
    # a project that declares nothing deletes nothing
    two = (desk.folder / "all.yaml").read_text().replace("name: one", "name: two")
    (desk.folder / "two.yaml").write_text(two)
    mine.add(desk.folder / "two.yaml")
    ended = desk.ended(through=["bash", "-c", "\n".join(steps)])
    assert ended.code == 0, ended.err
    written = [one for one in base.rglob("*") if one not in mine]
    modes = {
        str(one.relative_to(base)): stat.S_IMODE(one.stat().st_mode) for one in written
    }
    wrong = {
        name: oct(mode)
        for name, mode in modes.items()
        if mode != (0o700 if (base / name).is_dir() else 0o600)
    }
    assert wrong == {}
    kinds = ("snapshots/", "locks/", "journal/", "sandbox.db", "events", "templates/")
    assert all(any(kind in name for name in modes) for kind in kinds), sorted(modes)
