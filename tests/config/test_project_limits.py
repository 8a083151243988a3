"""Projects that are too large, cannot be read, or have no end."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from support.laid import ONE, lay, loaded, rules

from wa_sync.config import project
from wa_sync.config.discover import Found, escapes, find
from wa_sync.config.opening import Unusable, content_of


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many files, or too many bytes, are told once and not read."""
    lay(
        tmp_path,
        {"wa-sync.yaml": "version: 1\n", "a.yaml": ONE, "b.yaml": ONE, "c.yaml": ONE},
    )
    monkeypatch.setattr(project, "MAX_FILES", 2)
    assert rules(loaded(tmp_path)) == [("too_many_files", "b.yaml")]
    monkeypatch.setattr(project, "MAX_FILES", 9)
    monkeypatch.setattr(project, "MAX_FILE_BYTES", 20)
    assert rules(loaded(tmp_path)) == [
        ("file_too_large", "a.yaml"),
        ("file_too_large", "b.yaml"),
        ("file_too_large", "c.yaml"),
    ]


@pytest.mark.costly
def test_twenty_thousand_templates_may_have_a_file_each(tmp_path: Path) -> None:
    """No budget of a project stands in the way of one that is large, and real."""
    names = [f"t{number:05d}.yaml" for number in range(20_000)]
    for name in names:
        (tmp_path / name).write_text("version: 1\n", encoding="utf-8")
    (tmp_path / "wa-sync.yaml").write_text("version: 1\n", encoding="utf-8")
    found = loaded(tmp_path)
    assert found.diagnostics == ()
    assert found.files == ("wa-sync.yaml", *names)


def test_a_folder_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that the system refuses is an error, not an empty one."""
    lay(tmp_path, {"wa-sync.yaml": "version: 1\n", "templates/a.yaml": ONE})
    real = os.scandir

    def scandir(path: Path) -> object:
        if path.name == "templates":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert rules(loaded(tmp_path)) == [("unreadable_file", "templates")]


def test_a_file_that_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that changes while it is read is refused; short reads are continued."""
    (tmp_path / "a").write_text("abcdef")
    real = os.read
    monkeypatch.setattr(os, "read", lambda handle, _size: real(handle, 2))
    assert content_of(tmp_path / "a", 10) == b"abcdef"
    monkeypatch.setattr(os, "read", lambda _handle, size: b"x" * size)
    with pytest.raises(Unusable, match="changed"):
        content_of(tmp_path / "a", 10)

    def broken(_handle: int, _size: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", broken)
    with pytest.raises(Unusable, match="input/output error"):
        content_of(tmp_path / "a", 10)


def test_the_garbage_collector_is_given_back(tmp_path: Path) -> None:
    """Loading pauses the collector, and leaves it as it was."""
    lay(tmp_path, {"a.yaml": ONE})
    assert gc.isenabled()
    loaded(tmp_path, "a.yaml")
    assert gc.isenabled()
    gc.disable()
    try:
        loaded(tmp_path, "a.yaml")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_globs(tmp_path: Path) -> None:
    """``**`` is any number of folders, also none; the rest is as in a shell."""
    lay(
        tmp_path,
        {"a.yaml": "", "b/a.yaml": "", "b/c/a.yaml": "", "b/c/d.yaml": "", "e": ""},
    )
    assert list(find(tmp_path, ["**/a.yaml"]).files) == [
        "a.yaml",
        "b/a.yaml",
        "b/c/a.yaml",
    ]
    assert list(find(tmp_path, ["./b/**/**/d.*", "?"]).files) == ["b/c/d.yaml", "e"]
    assert list(find(tmp_path, ["[ab].yaml", "b/*"]).files) == ["a.yaml", "b/a.yaml"]
    assert list(find(tmp_path, ["**"]).files) == [
        "a.yaml",
        "b/a.yaml",
        "b/c/a.yaml",
        "b/c/d.yaml",
        "e",
    ]
    assert [escapes(g) for g in ("a/b", "../a", "a/../b", "/a", "\\a", "C:a")] == [
        False,
        *[True] * 5,
    ]


def test_a_tree_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree without end is left after a while."""
    lay(tmp_path, {"a/b/c/d.yaml": ""})
    monkeypatch.setattr("wa_sync.config.discover.MAX_FOLDERS", 3)
    assert find(tmp_path, ["**/*.yaml"]) == Found(complete=False)


def test_folders_past_the_limit_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not looked into is an error: something may be declared there."""
    lay(tmp_path, {"wa-sync.yaml": "version: 1\ninclude: ['**/*.yaml']\n"})
    lay(tmp_path, {"a/b/c/d.yaml": ONE})
    monkeypatch.setattr("wa_sync.config.discover.MAX_FOLDERS", 3)
    read = loaded(tmp_path)
    assert rules(read)[0] == ("too_many_folders", ".")
    assert read.diagnostics[0].finding.severity.value == "error"
