"""Several new files at once: all of them, or none."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, NamedTuple

from wa_sync.errors import Refused
from wa_sync.store import atomic


if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class _Inode(NamedTuple):
    """Which file of a machine something is, whatever it is called."""

    device: int
    number: int


def there(folder: Path, names: Mapping[str, object]) -> tuple[str, ...]:
    """Return which of the files are there already, dangling links included."""
    return tuple(
        name
        for name in sorted(names)
        if (folder / name).exists() or (folder / name).is_symlink()
    )


def write_new(folder: Path, files: Mapping[str, str]) -> None:
    """Write files that are not there yet, given as paths below a folder → content.

    Raises Refused where one is there, and LocalIO; then none of them is left, nor any
    folder that was made for them.
    """
    taken = there(folder, files)
    if taken:
        raise Refused(
            f"{taken[0]} is already there, and nothing was written",
            hint="nothing is ever overwritten: move it away, or say -C DIR",
        )
    with ExitStack() as trouble:
        for name in sorted(files):
            path = folder / name
            missing = [
                one
                for one in path.parents
                if one.is_relative_to(folder) and not one.exists()
            ]
            for one in reversed(missing):
                trouble.callback(_remove_folder, one)
            _write(path, files[name].encode(), trouble)
        trouble.pop_all()


def _write(path: Path, content: bytes, trouble: ExitStack) -> None:
    """Write a file, which is removed in ``trouble``, also where writing it ends so."""

    def pour(descriptor: int) -> None:
        # before the name is there: an error or a signal may come right after it
        trouble.callback(_remove, path, _inode(os.fstat(descriptor)))
        atomic.write_all(descriptor, content)

    atomic.fill(path, pour, replace=False)


def _inode(found: os.stat_result) -> _Inode:
    return _Inode(found.st_dev, found.st_ino)


def _remove(path: Path, made: _Inode) -> None:
    """Remove what this run made; whoever else was faster keeps theirs."""
    with suppress(OSError):
        if _inode(path.lstat()) == made:
            path.unlink()


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
