"""Saved plans on disk: read under limits, written atomically."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

from wa_sync.errors import LocalIO, UsageProblem


if TYPE_CHECKING:
    from pathlib import Path


MAX_BYTES = 64 * 1024 * 1024
DECLARATIONS = frozenset({".yaml", ".yml"})
PARTS = frozenset({"format_version", "digest", "accounts", "changes"})
"""What every plan has, of whatever version, and nothing else that is JSON."""


def is_one(path: Path) -> bool:
    """Whether a path is to be a plan: a file that is not called YAML, or says it is.

    A plan that was cut off or overwritten is still meant to be one. Taken for
    declarations it would be a project of its own, and say what is to be done.
    """
    # unlike Path, quiet about names that the system does not take
    if not os.path.isfile(path):  # noqa: PTH113 - as above
        return False
    if path.suffix not in DECLARATIONS:
        return True
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    return head.lstrip().startswith(b"{") and b'"format_version"' in head


def declares(path: Path) -> bool:
    """Whether there is a file that a project may read its declarations from."""
    return path.suffix in DECLARATIONS and _filled(path)


def replaceable(path: Path) -> bool:
    """Whether a plan may be saved here: over nothing, or over an older plan.

    A device and a pipe replace nothing. Raises as ``read`` does.
    """
    if not _filled(path):
        return True
    try:
        found: object = json.loads(read(path))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.keys() >= PARTS


def _filled(path: Path) -> bool:
    # unlike Path, quiet about names that the system does not take
    return os.path.isfile(path) and path.stat().st_size > 0  # noqa: PTH113 - as above


def read(path: Path) -> bytes:
    """Return the bytes of a plan file; only a regular file of sane size is one."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise UsageProblem(
            f"there is no plan file {path}", hint="wa-sync plan --out FILE writes one"
        ) from None
    except OSError as error:
        raise LocalIO(f"cannot read {path}: {error.strerror}") from None
    with os.fdopen(descriptor, "rb") as file:
        seen = os.fstat(file.fileno())
        if not stat.S_ISREG(seen.st_mode):
            raise UsageProblem(f"{path} is no regular file")
        if seen.st_size > MAX_BYTES:
            raise UsageProblem(f"{path} is larger than any plan ({MAX_BYTES} bytes)")
        return file.read(MAX_BYTES)
