"""Files that get another text: all of them, or none."""

from __future__ import annotations

import os
import re
import resource
from pathlib import Path

import pytest
from support.disks import folders_fail

from wa_sync.cli.rewriting import write_texts
from wa_sync.errors import LocalIO


BEFORE = {"a.yaml": "one\n", "b.yaml": "two\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files."""
    for name, text in BEFORE.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def found(folder: Path) -> dict[str, str]:
    """What the files hold."""
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


def test_a_disk_that_is_full_leaves_all_files_as_they_were(folder: Path) -> None:
    """The first one was written already, and is written back."""
    full, room = resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)
    texts = {"a.yaml": "1\n", "b.yaml": "2\n" * 4096}
    resource.setrlimit(full, (4096, room[1]))
    try:
        with pytest.raises(LocalIO, match=r"b\.yaml"):
            write_texts(folder, BEFORE, texts)
    finally:
        resource.setrlimit(full, room)
    assert found(folder) == BEFORE
    write_texts(folder, BEFORE, texts)
    assert found(folder) == texts


def test_what_somebody_edits_meanwhile_is_not_lost(folder: Path) -> None:
    """Nor is anything else written then."""
    (folder / "b.yaml").write_text("edited\n")
    with pytest.raises(LocalIO) as caught:
        write_texts(folder, BEFORE, dict.fromkeys(BEFORE, "new\n"))
    assert caught.value.message == "b.yaml changed while it was read"
    assert found(folder) == {**BEFORE, "b.yaml": "edited\n"}


def test_a_file_that_is_gone_is_said(folder: Path) -> None:
    """It is not made anew."""
    (folder / "b.yaml").unlink()
    with pytest.raises(LocalIO) as caught:
        write_texts(folder, BEFORE, dict.fromkeys(BEFORE, "new\n"))
    assert caught.value.message == "cannot read b.yaml: No such file or directory"
    assert found(folder) == {"a.yaml": "one\n"}


@pytest.mark.parametrize("trouble", [OSError(5, "I/O error"), KeyboardInterrupt()])
def test_a_file_whose_name_may_not_last_is_written_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    """It has its new text when its folder is synced, which fails, or a signal comes."""
    folders_fail(monkeypatch, trouble, at=2)
    with pytest.raises((LocalIO, KeyboardInterrupt)):
        write_texts(folder, BEFORE, dict.fromkeys(BEFORE, "new\n"))
    assert found(folder) == BEFORE


def test_a_file_that_cannot_be_written_back_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is told that it is as it was."""
    done: list[Path] = []
    rename = os.rename

    def full(temporary: Path, path: Path) -> None:
        if done:
            raise OSError(28, "No space left on device")
        done.append(path)
        rename(temporary, path)

    monkeypatch.setattr(os, "rename", full)
    with pytest.raises(LocalIO) as caught:
        write_texts(folder, BEFORE, dict.fromkeys(BEFORE, "new\n"))
    assert (caught.value.message, caught.value.hint) == (
        "a.yaml could not be written back: it may have its new text",
        "git diff a.yaml",
    )
    assert found(folder) == {**BEFORE, "a.yaml": "new\n"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"1\n2\n3\n", b"1\nnew\n3\nmore\n"),
        (b"1\r\n2\r\n3\r\n", b"1\r\nnew\r\n3\r\nmore\r\n"),
        (b"1\r2\r3\r", b"1\rnew\r3\rmore\r"),
        (b"1\r\n2\n3\n", b"1\r\nnew\n3\nmore\n"),
        (b"1\n2\r\n3\r\n", b"1\nnew\r\n3\r\nmore\r\n"),
        (b"1\n2\r\n\r3", b"1\nnew\n3\nmore\n"),
    ],
)
def test_a_line_that_stays_keeps_its_end(
    tmp_path: Path, before: bytes, after: bytes
) -> None:
    """New lines end as most do; where no line end is, none stays."""
    (tmp_path / "a.yaml").write_bytes(before)
    read = re.sub("\r\n|\r", "\n", before.decode())
    write_texts(tmp_path, {"a.yaml": read}, {"a.yaml": "1\nnew\n3\nmore\n"})
    assert (tmp_path / "a.yaml").read_bytes() == after
