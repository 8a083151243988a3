"""Local media samples: looked at with care, pinned by their hash, read once.

Every folder on the way is opened from the project's root without following a link,
so no path leads out of the project, whatever happens meanwhile. What a file is, its
first bytes say, not its name; nothing is decoded.
"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from wa_sync.config.magic import content_type
from wa_sync.config.opening import FLAGS, Unusable, take, why
from wa_sync.errors import LocalIO, StalePlan
from wa_sync.model.finding import Finding
from wa_sync.model.resource import Asset
from wa_sync.model.source import ROOT


if TYPE_CHECKING:
    from pathlib import Path


_MIB = 1024 * 1024
_CHUNK = _MIB
_FOLDER = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_DIRECTORY


@dataclass(frozen=True, slots=True)
class Medium:
    """A type of file that Meta takes as a sample (meta-api.md §2.2, §7.6)."""

    content_type: str
    limit: int


JPEG = Medium("image/jpeg", 5 * _MIB)
PNG = Medium("image/png", 5 * _MIB)
MP4 = Medium("video/mp4", 16 * _MIB)
THREE_GP = Medium("video/3gpp", 16 * _MIB)
PDF = Medium("application/pdf", 100 * _MIB)
LARGEST = 100 * _MIB

LFS = b"version https://git-lfs.github.com/spec/"
SAMPLES = {one.content_type: one for one in (JPEG, PNG, MP4, THREE_GP, PDF)}


def inspect(root: Path, path: str) -> Asset | Finding:
    """Say what a sample is, or what is wrong with it (the finding is at the root).

    ``path`` is relative to ``root``, with ``/`` between its parts.
    """
    try:
        with ExitStack() as stack:
            return _inspect(_open(root, path, stack), path)
    except Unusable as unusable:
        return Finding(rule=unusable.rule, at=ROOT, message=unusable.reason)


def read(root: Path, asset: Asset) -> bytes:
    """Return what a sample holds; raises StalePlan if that is no longer the same."""
    try:
        with ExitStack() as stack:
            content = take(_open(root, asset.path, stack), LARGEST)
    except Unusable as unusable:
        raise LocalIO(f"the sample {asset.path!r}: {unusable.reason}") from unusable
    if sha256(content).hexdigest() != asset.sha256:
        raise StalePlan(
            f"the sample {asset.path!r} has changed since the plan was made",
            hint="plan again",
        )
    return content


def describe(path: str, content: bytes) -> Asset:
    """Say what a sample is that holds this; raises Unusable."""
    medium = _judge(content[: len(LFS)], len(content))
    return Asset(path, medium.content_type, len(content), sha256(content).hexdigest())


def _open(root: Path, path: str, stack: ExitStack) -> int:
    parts = parts_of(path)
    try:
        folder = _kept(os.open(root, os.O_RDONLY | os.O_DIRECTORY), stack)
        for part in parts[:-1]:
            folder = _kept(os.open(part, _FOLDER, dir_fd=folder), stack)
        return _kept(os.open(parts[-1], FLAGS, dir_fd=folder), stack)
    except FileNotFoundError:
        raise Unusable("asset_missing", "there is no such file") from None
    except UnicodeEncodeError:
        raise Unusable("asset_unreadable", "no file has such a name") from None
    except OSError as error:
        reason = f"the file {why(error)}; links are not followed"
        raise Unusable("asset_unreadable", reason) from error


def _kept(handle: int, stack: ExitStack) -> int:
    stack.callback(os.close, handle)
    return handle


def parts_of(path: str) -> list[str]:
    """Part a path below the project's root; raises Unusable where it leads out."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if "://" in path:
        raise Unusable("asset_outside", "a sample is a file; addresses are not fetched")
    if (
        not parts
        or path.startswith("/")
        or ".." in parts
        or any(character in path for character in "\\:\0")
    ):
        reason = "the path has to lead to a file inside the project, from its root"
        raise Unusable("asset_outside", reason)
    return parts


def _inspect(handle: int, path: str) -> Asset:
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        raise Unusable("asset_unreadable", "this is no regular file")
    medium = _judge(os.pread(handle, len(LFS), 0), about.st_size)
    digest, size = _hash(handle, medium.limit)
    return Asset(path, medium.content_type, size, digest)


def _judge(head: bytes, size: int) -> Medium:
    if head == LFS:
        reason = "this is a Git LFS pointer, not the file itself: git lfs pull gets it"
        raise Unusable("git_lfs_pointer", reason)
    medium = SAMPLES.get(content_type(head) or "")
    if medium is None:
        reason = "the file is no JPEG, PNG, MP4, 3GP or PDF, whatever its name says"
        raise Unusable("asset_type", reason)
    if size > medium.limit:
        reason = (
            f"the file has {size:,} bytes; "
            f"{medium.content_type} may have {medium.limit:,}"
        )
        raise Unusable("asset_too_large", reason)
    return medium


def _hash(handle: int, limit: int) -> tuple[str, int]:
    digest, size = sha256(), 0
    try:
        while chunk := os.read(handle, _CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size > limit:
                raise Unusable("asset_too_large", "the file grows while it is read")
    except OSError as error:
        raise Unusable("asset_unreadable", f"the file {why(error)}") from error
    return digest.hexdigest(), size
