"""Where the files of a project come from: a folder on disk, or a commit."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha1
from typing import TYPE_CHECKING, Protocol

from wa_sync.config import assets, discover, opening


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from wa_sync.config.discover import Found
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Asset


class Tree(Protocol):
    """Folders and files, named by where the checkout has them.

    No link is followed below the folder that is asked for, whatever holds it.
    """

    def find(self, root: Path, globs: Iterable[str]) -> Found:
        """Look below a folder; raises OSError where that cannot be done."""
        ...

    def content(self, path: Path, limit: int) -> bytes:
        """Return what a file holds; raises Unusable, also past ``limit`` bytes."""
        ...

    def blob(self, path: Path) -> str | None:
        """Return Git's name of what a file holds, where it is known unread."""
        ...

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder."""
        ...

    def inspect(self, root: Path, path: str) -> Asset | Finding:
        """Say what a local sample is, or what is wrong with it.

        ``path`` is relative to ``root``; the finding is at the root of a spec.
        """
        ...


class Checkout:
    """The files as they lie on disk."""

    def find(self, root: Path, globs: Iterable[str]) -> Found:
        """Look below a folder; raises OSError where that cannot be done."""
        return discover.find(root, globs)

    def content(self, path: Path, limit: int) -> bytes:
        """Return what a file holds; raises Unusable, also past ``limit`` bytes."""
        return opening.content_of(path, limit)

    def blob(self, path: Path) -> None:
        """A file on disk has to be read."""

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder."""
        return path.is_dir()

    def inspect(self, root: Path, path: str) -> Asset | Finding:
        """Say what a local sample is, or what is wrong with it."""
        return assets.inspect(root, path)


CHECKOUT = Checkout()


class Edited(Checkout):
    """The files as they would lie on disk with some written anew, or at first."""

    def __init__(self, texts: Mapping[Path, str]) -> None:
        """Take the new texts by the resolved paths of their files."""
        self._texts = texts

    def find(self, root: Path, globs: Iterable[str]) -> Found:
        """Look below a folder, which may get new files; raises OSError as on disk."""
        asked = tuple(globs)
        found = super().find(root, asked)
        own = (one.relative_to(root).as_posix() for one in self._under(root))
        fresh = {path for path in own if any(discover.names(path, g) for g in asked)}
        return replace(found, files=tuple(sorted({*found.files, *fresh})))

    def _under(self, root: Path) -> Iterator[Path]:
        return (one for one in self._texts if one.is_relative_to(root))

    def content(self, path: Path, limit: int) -> bytes:
        """Return what a file would hold; raises Unusable, also past ``limit`` bytes."""
        text = self._texts.get(path)
        if text is None:
            return super().content(path, limit)
        content = text.encode()
        if len(content) > limit:
            reason = (
                f"the file would have {len(content):,} bytes; {limit:,} may be read"
            )
            raise opening.Unusable("file_too_large", reason)
        return content


def blob_name(content: bytes) -> str:
    """Return what Git calls a file with this content, unless it names by SHA-256."""
    head = f"blob {len(content)}\0".encode()
    return sha1(head + content, usedforsecurity=False).hexdigest()
