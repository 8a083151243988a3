"""Plan files are read under limits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wa_sync.errors import LocalIO, UsageProblem
from wa_sync.store import planfile


def test_a_plan_file_is_read(tmp_path: Path) -> None:
    """A regular file gives its bytes."""
    path = tmp_path / "plan.json"
    path.write_bytes(b"{}")
    assert planfile.read(path) == b"{}"


def test_a_missing_plan_file_is_said(tmp_path: Path) -> None:
    """The message says how to get one."""
    with pytest.raises(UsageProblem) as caught:
        planfile.read(tmp_path / "plan.json")
    assert caught.value.hint == "wa-sync plan --out FILE writes one"


def test_a_pipe_is_no_plan_file(tmp_path: Path) -> None:
    """A FIFO neither blocks nor counts."""
    path = tmp_path / "plan.json"
    os.mkfifo(path)
    with pytest.raises(UsageProblem, match="is no regular file"):
        planfile.read(path)


def test_a_plan_file_of_absurd_size_is_not_read(tmp_path: Path) -> None:
    """A file beyond any plan is refused by its size alone."""
    path = tmp_path / "plan.json"
    path.touch()
    os.truncate(path, planfile.MAX_BYTES + 1)
    with pytest.raises(UsageProblem, match="is larger than any plan"):
        planfile.read(path)


def test_a_plan_file_behind_a_file_is_said(tmp_path: Path) -> None:
    """What the system refuses is said in its words."""
    (tmp_path / "file").touch()
    with pytest.raises(LocalIO, match="Not a directory"):
        planfile.read(tmp_path / "file" / "plan.json")


@pytest.mark.parametrize(
    ("name", "content", "plan"),
    [
        ("plan.json", b"", True),
        ("plan.json", b'{"version": 1, "message_templates": []}', True),
        ("reviewed", b"version: 1", True),
        ("plan.yaml", b' {"format_version": 1}', True),
        ("all.yaml", b"version: 1", False),
        ("all.yml", b'{"version": 1}', False),
    ],
)
def test_a_plan_that_was_overwritten_is_no_project(
    tmp_path: Path, name: str, content: bytes, *, plan: bool
) -> None:
    """Whoever can change a plan file cannot have it taken for declarations."""
    path = tmp_path / name
    path.write_bytes(content)
    assert planfile.is_one(path) is plan


PLAN = b'{"format_version": 1, "digest": "", "accounts": [], "changes": []}'


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (b"", True),
        (PLAN, True),
        (PLAN.replace(b": 1", b": 99"), True),
        (b"version: 1", False),
        (b'{"format_version": 1, "valid": true}', False),
        (b"[1]", False),
        (b"[" * 100_000, False),
        (PLAN[:-1], False),
    ],
)
def test_a_plan_replaces_nothing_but_a_plan(
    tmp_path: Path, content: bytes, *, ours: bool
) -> None:
    """Of whatever version; an empty file is nothing yet."""
    path = tmp_path / "file"
    assert planfile.replaceable(path)
    path.write_bytes(content)
    assert planfile.replaceable(path) is ours


def test_a_pipe_replaces_nothing(tmp_path: Path) -> None:
    """Whoever reads it gets the plan, and looking at it does not block."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert planfile.replaceable(path)


@pytest.mark.parametrize(
    ("name", "content", "declares"),
    [
        ("a.yaml", b"version: 1", True),
        ("a.yml", b"version: 1", True),
        ("a.yaml", b"", False),
        ("a.json", b"{}", False),
    ],
)
def test_declarations_are_in_yaml_files(
    tmp_path: Path, name: str, content: bytes, *, declares: bool
) -> None:
    """What is empty declares nothing."""
    path = tmp_path / name
    path.write_bytes(content)
    assert planfile.declares(path) is declares


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    """Nor is what is not there."""
    assert not planfile.is_one(tmp_path)
    assert not planfile.is_one(tmp_path / "plan.json")
