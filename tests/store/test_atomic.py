"""Files are written whole, private, or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from wa_sync.errors import LocalIO
from wa_sync.store import atomic


def test_a_file_is_written_and_private(tmp_path: Path) -> None:
    """Nobody else may read what is written, whatever the umask says."""
    path = tmp_path / "below" / "plan.json"
    before = os.umask(0)
    try:
        atomic.write(path, b"whole")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_is_replaced(tmp_path: Path) -> None:
    """The new content stands where the old one stood, and nothing else is left."""
    path = tmp_path / "plan.json"
    path.write_bytes(b"old")
    atomic.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


def test_a_file_is_kept_where_it_must_not_be_replaced(tmp_path: Path) -> None:
    """Without replace, what is there stays; only the caller knows a way out."""
    path = tmp_path / "plan.json"
    path.write_bytes(b"old")
    with pytest.raises(LocalIO) as caught:
        atomic.write(path, b"new", replace=False)
    assert caught.value.message == f"{path} is already there"
    assert caught.value.hint is None
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


def test_a_new_file_is_written_without_replace(tmp_path: Path) -> None:
    """Without replace, a file that is not there is written."""
    path = tmp_path / "plan.json"
    atomic.write(path, b"new", replace=False)
    assert path.read_bytes() == b"new"


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand on a file system that has no hard links, as FAT and some mounts are."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("without_links")
def test_a_file_system_needs_no_hard_links(tmp_path: Path) -> None:
    """A new file is written whole all the same, and nothing is left beside it."""
    path = tmp_path / "snapshot.yaml"
    atomic.write(path, b"new", replace=False)
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["snapshot.yaml"]


@pytest.mark.usefixtures("without_links")
def test_without_hard_links_nothing_is_replaced_either(tmp_path: Path) -> None:
    """What is there stays."""
    path = tmp_path / "snapshot.yaml"
    path.write_bytes(b"old")
    with pytest.raises(LocalIO, match="is already there"):
        atomic.write(path, b"new", replace=False)
    assert path.read_bytes() == b"old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a link points to is written; the link itself is nobody's business."""
    (tmp_path / "real.json").write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to("real.json")
    atomic.write(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """Whoever reads a FIFO gets the content, and it stays a FIFO."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    argv = [sys.executable, "-c", f"print(open({str(path)!r}).read(), end='')"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE) as reader:
        atomic.write(path, b"said")
        assert reader.stdout is not None
        assert reader.stdout.read() == b"said"
    assert path.is_fifo()


def test_a_device_stays_a_device() -> None:
    """-o text=/dev/null must not ruin a machine on which one is root."""
    before = Path("/dev/full").stat()
    with pytest.raises(LocalIO) as caught:
        atomic.write(Path("/dev/full"), b"said")
    assert caught.value.message == "cannot write /dev/full: No space left on device"
    atomic.write(Path("/dev/null"), b"said")
    assert Path("/dev/full").stat() == before
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    """What cannot be written is named, and nothing is left behind."""
    (tmp_path / "folder").write_bytes(b"a file")
    with pytest.raises(LocalIO) as caught:
        atomic.write(tmp_path / "folder" / "plan.json", b"new")
    assert caught.value.message.startswith(f"cannot write {tmp_path / 'folder'}")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_a_folder_that_cannot_be_synced_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file is there, whole: to say that nothing was changed would be a lie."""
    sync = os.fsync

    def fail_for_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    path = tmp_path / "plan.json"
    with pytest.raises(LocalIO) as caught:
        atomic.write(path, b"new")
    assert caught.value.message == (
        f"{path} was written, but may not outlast a crash: Input/output error"
    )
    assert [one.name for one in tmp_path.iterdir()] == ["plan.json"]
    assert path.read_bytes() == b"new"


def test_a_file_that_is_too_large_for_the_disk_leaves_the_old_one(
    tmp_path: Path,
) -> None:
    """When the disk is full, the old file is still there, whole."""
    path = tmp_path / "plan.json"
    path.write_bytes(b"old")
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from wa_sync.errors import LocalIO\n"
        "from wa_sync.store import atomic\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "full, room = resource.RLIMIT_FSIZE, resource.RLIM_INFINITY\n"
        "resource.setrlimit(full, (1000, room))\n"
        "try:\n"
        "    atomic.write(Path(sys.argv[1]), b'x' * 5000)\n"
        "except LocalIO as error:\n"
        "    print(error.message)\n"
        # what measures coverage writes a larger file when the process ends
        "resource.setrlimit(full, (room, room))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == f"cannot write {path}: File too large\n"
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.json"]


def test_every_new_folder_is_private(tmp_path: Path) -> None:
    """Of several folders that are made at once, each one; what was there stays."""
    there = tmp_path / "there"
    there.mkdir(mode=0o755)
    there.chmod(0o755)
    before = os.umask(0)
    try:
        atomic.write(there / "a" / "b" / "plan.json", b"whole")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((there / one).stat().st_mode) for one in (".", "a", "a/b")]
    assert modes == [0o755, 0o700, 0o700]


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    """After a day, and only what wa-sync itself names so."""
    old, young = (tmp_path / f".wa-sync.{one * 16}.tmp" for one in "ab")
    mine = tmp_path / ".wa-sync.notes.tmp"
    for one in (old, young, mine):
        one.write_bytes(b"half")
    for one in (old, mine):
        os.utime(one, (0, 0))
    atomic.write(tmp_path / "plan.json", b"whole")
    assert {one.name for one in tmp_path.iterdir()} == {
        young.name,
        mine.name,
        "plan.json",
    }


def test_a_signal_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is raised in the middle, the old file stays and no other is left."""

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "plan.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        atomic.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["plan.json"]
