"""The one way in which wa-sync writes a file: whole, private, or not at all.

A temporary name in the same folder, mode 0600, synced, renamed, the folder synced:
whoever looks sees the old file or the new one (reliability-security.md H08-H13).
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from wa_sync.errors import LocalIO


if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file whole; raises LocalIO, which says whether something has changed.

    Without ``replace`` a file that is already there is an error. A link is followed
    to its file. A device or a pipe cannot be replaced, so it is written to.
    """
    path, special = _target(path)
    if special:
        _write_through(path, content)
        return
    temporary = path.parent / f".wa-sync.{secrets.token_hex(8)}.tmp"
    try:
        make_private(path.parent)
        _write_new(temporary, content)
        if replace:
            temporary.rename(path)
        else:
            os.link(temporary, path)
            with suppress(OSError):  # a name that is left over is no harm
                temporary.unlink()
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise _explained(path, error) from None
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
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _write_through(path: Path, content: bytes) -> None:
    try:
        with path.open("wb", buffering=0) as special:
            rest = memoryview(content)
            while rest:
                rest = rest[special.write(rest) :]
    except OSError as error:
        raise _explained(path, error) from None


def _write_new(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _explained(path: Path, error: OSError) -> LocalIO:
    if isinstance(error, FileExistsError) and path.exists():
        return LocalIO(
            f"{path} is already there", hint="--force writes it anew, or say --out DIR"
        )
    return LocalIO(
        f"cannot write {path}: {error.strerror}",
        hint="check the disk, the folder and its permissions; the file is as it was",
    )
