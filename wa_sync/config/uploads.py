"""A file that is to be uploaded: judged before it is sent, streamed, never held whole.

It is named by whoever runs the command, so links are followed; what is read is one
open file, and what was judged is what is sent.
"""

from __future__ import annotations

import os
import stat
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from wa_sync.config import magic
from wa_sync.config.assets import LFS
from wa_sync.config.opening import Unusable, why
from wa_sync.errors import LocalIO
from wa_sync.messages.limits import STILL_STICKER, UPLOADS
from wa_sync.model.medium import MediaFile


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_FLAGS: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
_CHUNK: Final = 256 * 1024
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_PARTS: Final = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}.presentationml.presentation",
}
_OLD_OFFICE: Final = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
TAKEN: Final = (
    "JPEG, PNG and WebP; MP4 and 3GP; AAC, AMR, MP3, M4A and OGG with Opus; PDF, Word, "
    "Excel, PowerPoint and .txt"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file whose type and size are known, and are such as Meta takes."""

    about: MediaFile
    _handle: int

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes from the beginning.

        Raises LocalIO, before the last of them, where they are not those that were
        judged.
        """
        digest, held = sha256(), b""
        for piece in _pieces(self._handle, self.about.size):
            digest.update(piece)
            if held:
                yield held
            held = piece
        if digest.hexdigest() != self.about.sha256:
            raise LocalIO(
                f"{self.about.path} changed while it was read; nothing was sent"
            )
        yield held


@contextmanager
def opened(folder: Path, path: str) -> Iterator[Opened]:
    """Open a file for an upload; ``path`` is as typed, seen from ``folder``.

    Raises LocalIO for what cannot be read, and Unusable for what Meta would refuse.
    """
    try:
        handle = os.open(folder / path, _FLAGS)
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else "no file has such a name"
        raise LocalIO(f"{path}: {reason}") from None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise LocalIO(f"{path}: this is no regular file")
        yield Opened(_judged(handle, path, about.st_size), handle)
    except OSError as error:
        raise LocalIO(f"{path}: {why(error)}") from None
    finally:
        os.close(handle)


def _judged(handle: int, path: str, size: int) -> MediaFile:
    head = os.pread(handle, magic.HEAD, 0)
    content_type = _type(handle, path, head)
    most = UPLOADS[content_type]
    if content_type == "image/webp" and not magic.animated(head):
        most = STILL_STICKER
    if size > most:
        reason = f"the file has {size:,} bytes; {content_type} may have {most:,}"
        raise Unusable("media_too_large", reason)
    digest = sha256()
    for piece in _pieces(handle, size):
        digest.update(piece)
    return MediaFile(
        path=path, content_type=content_type, size=size, sha256=digest.hexdigest()
    )


def _type(handle: int, path: str, head: bytes) -> str:
    if not head:
        raise Unusable("media_empty", "the file is empty")
    if head.startswith(LFS):
        reason = "this is a Git LFS pointer, not the file itself: git lfs pull gets it"
        raise Unusable("git_lfs_pointer", reason)
    found = magic.content_type(head)
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122 - any text has one
    if found == magic.OOXML:
        found = _office(handle)
    elif found == magic.OLE:
        # the same container for all three: only the name tells them apart
        found = _OLD_OFFICE.get(suffix)
    elif found is None and suffix == ".txt" and magic.is_text(head):
        found = "text/plain"
    if found is None or found not in UPLOADS:
        raise Unusable(
            "media_type", f"Meta does not take such a file; it takes {TAKEN}"
        )
    return found


def _office(handle: int) -> str | None:
    """Look for the part that each sort of document has; nothing is unpacked."""
    try:
        with (
            os.fdopen(os.dup(handle), "rb") as file,
            zipfile.ZipFile(file) as container,
        ):
            names = set(container.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return None
    return next((kind for part, kind in _PARTS.items() if part in names), None)


def _pieces(handle: int, size: int) -> Iterator[bytes]:
    """Yield so many bytes, or as many as there are, from the beginning."""
    place = 0
    while piece := os.pread(handle, min(_CHUNK, size - place), place):
        place += len(piece)
        yield piece
