"""Several new files: all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest

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
