"""A trap in the file system calls of one process: at call n it dies, or it fails.

The functions of ``os`` are wrapped, since a tracer is not there everywhere; the kill
is a real SIGKILL, and the calls before it have really happened.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar


T = TypeVar("T")
BY_PATH = ("mkdir", "rename", "replace", "link", "symlink", "unlink", "rmdir", "chmod")
BY_DESCRIPTOR = ("write", "pwrite", "fsync", "fdatasync", "ftruncate", "fchmod")
CHANGES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_DIRECTORY
KILL = ("before", "half", "after")
FAIL = ("ENOSPC", "EIO")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """Of the calls on files below ``folders`` the one with number ``at`` is hit.

    ``how`` is one of KILL (SIGKILL before the call, after half of a write, after the
    call) or of FAIL (the call raises that error, with nothing done). ``log`` is where
    the names of all such calls are written down, one a line; ``at`` 0 only logs.
    ``room`` is how many bytes the kernel lets a file have; it refuses the rest.
    """

    folders: Sequence[str]
    log: str
    at: int = 0
    how: str = "before"
    room: int | None = None


def arm(trap: Trap) -> None:
    """Wrap the functions of this process, for good."""
    if trap.room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (trap.room, trap.room))
    calls = _Calls(trap)
    for name in BY_PATH:
        setattr(os, name, partial(calls.by_path, name, getattr(os, name)))
    for name in BY_DESCRIPTOR:
        setattr(os, name, partial(calls.by_descriptor, name, getattr(os, name)))
    wrapped = (
        ("open", partial(calls.open, os.open)),
        ("close", partial(calls.close, os.close)),
    )
    for name, function in wrapped:
        setattr(os, name, function)


class _Calls:
    """Counts the calls that concern the folders."""

    def __init__(self, trap: Trap) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        self._log = partial(os.write, os.open(trap.log, flags, 0o600))
        self._trap = trap
        self._folders = tuple(str(Path(one).resolve()) for one in trap.folders)
        self._open: set[int] = set()
        self._count = 0

    def by_path(
        self, name: str, call: Callable[..., object], *args: object, **kw: object
    ) -> object:
        """Make a call that names a path first."""
        inside = self._inside(args[0], kw.get("dir_fd", kw.get("src_dir_fd")))
        # where there is a folder already, a disk has nothing to refuse
        if not inside or (name == "mkdir" and Path(str(args[0])).is_dir()):
            return call(*args, **kw)
        return self._around(partial(call, *args, **kw), None, hit=self._next(name))

    def by_descriptor(
        self, name: str, call: Callable[..., object], at: int, *args: object
    ) -> object:
        """Make a call on something open."""
        if at not in self._open:
            return call(at, *args)
        half = None
        if isinstance(args[0] if args else None, bytes | memoryview):
            data = bytes(args[0])  # type: ignore[call-overload] # as was just seen
            half = partial(call, at, data[: len(data) // 2], *args[1:])
        return self._around(partial(call, at, *args), half, hit=self._next(name))

    def open(
        self,
        call: Callable[..., int],
        path: object,
        flags: int,
        *args: object,
        **kw: object,
    ) -> int:
        """Open; to read alone changes nothing, so it does not count."""
        make = partial(call, path, flags, *args, **kw)
        if not self._inside(path, kw.get("dir_fd")) or not flags & CHANGES:
            return make()
        descriptor = self._around(make, None, hit=self._next("open"))
        self._open.add(descriptor)
        return descriptor

    def close(self, call: Callable[[int], None], at: int) -> None:
        """Close; it is closed even where that fails, as Linux does."""
        if at not in self._open:
            call(at)
            return
        self._open.discard(at)
        hit = self._next("close")
        if hit and self._trap.how in FAIL:
            call(at)
        self._around(partial(call, at), None, hit=hit)

    def _inside(self, path: object, folder: object) -> bool:
        if isinstance(path, int):
            return path in self._open
        assert isinstance(path, str | bytes | os.PathLike)
        begin = Path(f"/proc/self/fd/{folder}") if folder is not None else Path.cwd()
        full = os.path.realpath(begin.resolve() / os.fsdecode(path))
        return any(f"{full}/".startswith(f"{one}/") for one in self._folders)

    def _around(
        self, call: Callable[[], T], half: Callable[[], object] | None, *, hit: bool
    ) -> T:
        if hit and self._trap.how != "after":
            if self._trap.how == "half" and half is not None:
                half()
            self._spring()
        result = call()
        if hit:
            self._spring()
        return result

    def _next(self, name: str) -> bool:
        self._count += 1
        self._log(f"{name}\n".encode())
        return self._count == self._trap.at

    def _spring(self) -> None:
        if self._trap.how in FAIL:
            number = getattr(errno, self._trap.how)
            raise OSError(number, os.strerror(number))
        os.kill(os.getpid(), signal.SIGKILL)
