"""Bytes of a file, taken with care: no link, no pipe, no device, not too many."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from pathlib import Path


FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


class Unusable(Exception):
    """A file that is not read, and why."""

    def __init__(self, rule: str, reason: str) -> None:
        """Keep the rule's id and the reason."""
        super().__init__(reason)
        self.rule = rule
        self.reason = reason


def content_of(path: Path, limit: int) -> bytes:
    """Return what a regular file holds; raises Unusable, also past ``limit`` bytes."""
    try:
        handle = os.open(path, FLAGS)
    except OSError as error:
        raise Unusable("unreadable_file", why(error)) from error
    try:
        return take(handle, limit)
    finally:
        os.close(handle)


def take(handle: int, limit: int) -> bytes:
    """Return what an open file holds; raises Unusable, also past ``limit`` bytes."""
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise Unusable("unreadable_file", "this is no regular file")
        if about.st_size > limit:
            reason = (
                f"the file has {about.st_size:,} bytes; {limit:,} may still be read"
            )
            raise Unusable("file_too_large", reason)
        return _all(handle, about.st_size)
    except OSError as error:
        raise Unusable("unreadable_file", why(error)) from error


def _all(handle: int, size: int) -> bytes:
    # one byte more than there was: a file that grows meanwhile is not read half
    content = os.read(handle, size + 1)
    if len(content) == size:
        return content
    parts = [content]
    while parts[-1] and sum(map(len, parts)) <= size:
        parts.append(os.read(handle, size + 1))
    content = b"".join(parts)
    if len(content) > size:
        raise Unusable("unreadable_file", "the file changed while it was read")
    return content


def why(error: OSError) -> str:
    """Say what the system said, without the path."""
    reason = error.strerror or type(error).__name__
    return f"cannot be read: {reason[:1].lower()}{reason[1:]}"
