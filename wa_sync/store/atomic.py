"""The one way in which wa-sync writes a file: whole, private, or not at all.

A temporary name in the same folder, mode 0600, synced, renamed, the folder synced:
whoever looks sees the old file or the new one (reliability-security.md H08-H13).
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Final

from wa_sync.errors import LocalIO


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


DAY: Final = 86_400.0
PRIVATE: Final = 0o600
LEFT_OVER: Final = re.compile(r"\.wa-sync\.[0-9a-f]{16}\.tmp")
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})
"""What file systems say that have no hard links: FAT, some network and FUSE mounts."""
_SWEPT: Final[set[Path]] = set()


def write(
    path: Path, content: bytes, *, replace: bool = True, mode: int = PRIVATE
) -> None:
    """Write a file whole; raises LocalIO, which says whether something has changed.

    Whoever writes a file of somebody else anew says which ``mode`` it has.
    Without ``replace`` a file that is already there is an error. A link is followed
    to its file. A device or a pipe cannot be replaced, so it is written to.
    """

    def whole(descriptor: int) -> None:
        write_all(descriptor, content)

    fill(path, whole, replace=replace, mode=mode)


def fill(
    path: Path,
    pour: Callable[[int], None],
    *,
    replace: bool = True,
    mode: int = PRIVATE,
) -> None:
    """Write a file as ``write`` does; ``pour`` is handed the open file's descriptor.

    What ``pour`` raises leaves everything as it was.
    """
    path, special = _target(path)
    if special:
        _write_through(path, pour)
        return
    temporary = path.parent / f".wa-sync.{secrets.token_hex(8)}.tmp"
    with ExitStack() as trouble:
        # whatever goes wrong, the exception of a signal included
        trouble.callback(_remove, temporary)
        try:
            make_private(path.parent)
            _sweep(path.parent, _write_new(temporary, pour, mode))
            _name(temporary, path, replace=replace)
        except OSError as error:
            raise _explained(path, error) from None
        trouble.pop_all()
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise LocalIO(
            f"{path} was written, but may not outlast a crash: {error.strerror}",
            hint="check the disk and the folder",
        ) from None


def _target(path: Path) -> tuple[Path, bool]:
    """Follow links; say whether what is there is a device, a pipe or a folder."""
    try:
        target = path.resolve()
        return target, target.exists() and not target.is_file()
    except OSError as error:
        raise _explained(path, error) from None
    except RuntimeError:
        raise LocalIO(f"cannot write {path}: its links lead in a circle") from None


def make_private(folder: Path) -> None:
    """Make a folder and its parents, readable by nobody else where they are new."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        # of several folders, mkdir gives its mode only to the last
        one.mkdir(mode=0o700, exist_ok=True)
    # says in the system's words what else stands there
    folder.mkdir(exist_ok=True)


def _write_through(path: Path, pour: Callable[[int], None]) -> None:
    try:
        with path.open("wb", buffering=0) as special:
            pour(special.fileno())
    except OSError as error:
        raise _explained(path, error) from None


def _write_new(path: Path, pour: Callable[[int], None], mode: int) -> float:
    """Write a file that is not there yet, and return the disk's time of it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, PRIVATE)
    try:
        os.fchmod(descriptor, mode)
        pour(descriptor)
        os.fsync(descriptor)
        return os.fstat(descriptor).st_mtime
    finally:
        os.close(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Write until nothing is left; raises OSError, when a part may be written."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _name(temporary: Path, path: Path, *, replace: bool) -> None:
    if replace:
        temporary.rename(path)
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # the next best thing: an empty file holds the name for a moment
        path.touch(PRIVATE, exist_ok=False)
        temporary.rename(path)
    else:
        # a name that is left over is no harm
        _remove(temporary)


def _remove(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()


def _sweep(folder: Path, now: float) -> None:
    """Remove what killed processes left a day ago or earlier (H13).

    ``now`` is by the disk's clock, in unix seconds. A folder is looked at once in a
    run: an import writes thousands of files into one.
    """
    if folder in _SWEPT:
        return
    _SWEPT.add(folder)
    with suppress(OSError), os.scandir(folder) as there:
        for one in there:
            left = LEFT_OVER.fullmatch(one.name) and one.is_file(follow_symlinks=False)
            if left and one.stat(follow_symlinks=False).st_mtime < now - DAY:
                _remove(folder / one.name)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _explained(path: Path, error: OSError) -> LocalIO:
    if isinstance(error, FileExistsError) and path.exists():
        return LocalIO(f"{path} is already there")
    return LocalIO(
        f"cannot write {path}: {error.strerror}",
        hint="check the disk, the folder and its permissions; the file is as it was",
    )
