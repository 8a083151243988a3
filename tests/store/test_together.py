"""Several new files: all of them or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.disks import folders_fail

from wa_sync.errors import LocalIO, Refused
from wa_sync.store import together


def test_all_are_written(tmp_path: Path) -> None:
    """With the folders that they need."""
    together.write_new(tmp_path, {"a/b/one": "1\n", "two": "2\n"})
    assert (tmp_path / "a/b/one").read_text() == "1\n"
    assert (tmp_path / "two").read_text() == "2\n"


def test_one_that_is_there_is_left_alone_and_the_others_are_not_begun(
    tmp_path: Path,
) -> None:
    """A link that leads nowhere is there as well."""
    (tmp_path / "two").symlink_to("nowhere")
    with pytest.raises(Refused) as caught:
        together.write_new(tmp_path, {"one": "1\n", "two": "2\n"})
    assert caught.value.message == "two is already there, and nothing was written"
    assert [one.name for one in tmp_path.iterdir()] == ["two"]


def test_what_fails_takes_files_and_folders_with_it(tmp_path: Path) -> None:
    """But no folder that was there before."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "z").write_text("a file\n")
    files = {"a/b/one": "1\n", "kept/two": "2\n", "z/three": "3\n"}
    with pytest.raises(LocalIO):
        together.write_new(tmp_path, files)
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["kept", "z"]


@pytest.mark.parametrize("trouble", [OSError(5, "I/O error"), KeyboardInterrupt()])
def test_a_file_whose_name_may_not_last_goes_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException
) -> None:
    """It is there when its folder is synced, which fails, or a signal comes then."""
    folders_fail(monkeypatch, trouble, at=2)
    with pytest.raises((LocalIO, KeyboardInterrupt)):
        together.write_new(tmp_path, {"a": "1\n", "b": "2\n", "c": "3\n"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_somebody_else_made_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even one that holds the same: two runs of init write the same files."""
    link = os.link

    def outrun(temporary: Path, path: Path) -> None:
        if path.name == "b":
            path.write_text("2\n")
        link(temporary, path)

    monkeypatch.setattr(os, "link", outrun)
    with pytest.raises(LocalIO, match="b is already there"):
        together.write_new(tmp_path, {"a": "1\n", "b": "2\n"})
    assert [one.name for one in tmp_path.iterdir()] == ["b"]
