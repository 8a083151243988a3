"""A commit as a tree of files, named by where the checkout would have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.config import assets, discover
from wa_sync.config.discover import Sort
from wa_sync.config.opening import Unusable
from wa_sync.config.repository.objects import Entry, TooLarge
from wa_sync.config.repository.process import GitFailed
from wa_sync.model.finding import Finding
from wa_sync.model.resource import Asset
from wa_sync.model.source import ROOT


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from wa_sync.config.discover import Found
    from wa_sync.config.repository.objects import Objects


_FOLDER, _LINK, _SUBMODULE = "40000", "120000", "160000"
_SORTS = {_FOLDER: Sort.FOLDER, _SUBMODULE: Sort.FOLDER, _LINK: Sort.LINK}
_POINTER = re.compile(rb"^oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,15})$", re.MULTILINE)
_LARGEST_POINTER = 1_024


class Commit:
    """The files of one commit; raises GitFailed where git cannot be asked."""

    def __init__(
        self,
        objects: Objects,
        commit: str,
        top: Path,
        moved: tuple[Path, Sequence[str]] | None = None,
    ) -> None:
        """Remember where the checkout's topmost folder is.

        ``moved`` is a folder of the checkout, and where the commit has what is in it.
        """
        self._objects = objects
        self._top = top
        self._moved = None if moved is None else (self._here(moved[0]), [*moved[1]])
        self._tree = Entry(_FOLDER, objects.tree_of(commit))

    def find(self, root: Path, globs: Iterable[str]) -> Found:
        """Look below a folder; raises OSError for one that is not in the commit."""
        steps = self._steps(root)

        def entries(folder: str) -> Iterator[tuple[str, Sort]]:
            below = [*steps, *folder.split("/")[:-1]]
            for name, entry in self._folder(below, root / folder).items():
                yield name, _SORTS.get(entry.mode, Sort.FILE)

        return discover.walk(entries, globs)

    def content(self, path: Path, limit: int) -> bytes:
        """Return what a file holds; raises Unusable, also past ``limit`` bytes."""
        entry = self._entry(self._steps(path))
        if entry is None:
            raise Unusable("unreadable_file", "it is not in the commit")
        if entry.mode in _SORTS:
            raise Unusable("unreadable_file", "this is no regular file")
        return self._content(entry, limit, "file_too_large")

    def blob(self, path: Path) -> str | None:
        """Return Git's name of what a file holds; None where there is no file."""
        entry = self._entry(self._steps(path))
        return None if entry is None or entry.mode in _SORTS else entry.name

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder."""
        entry = self._entry(self._steps(path))
        return entry is not None and entry.mode == _FOLDER

    def inspect(self, root: Path, path: str) -> Asset | Finding:
        """Say what a local sample is, or what is wrong with it."""
        try:
            content = self._sample([*self._steps(root), *assets.parts_of(path)])
            return _pointed_to(path, content) or assets.describe(path, content)
        except Unusable as unusable:
            return Finding(rule=unusable.rule, at=ROOT, message=unusable.reason)

    def _sample(self, steps: Sequence[str]) -> bytes:
        entry = self._entry(steps)
        if entry is None:
            raise Unusable("asset_missing", "there is no such file")
        if entry.mode in _SORTS:
            raise Unusable("asset_unreadable", "this is no regular file")
        return self._content(entry, assets.LARGEST, "asset_too_large")

    def _content(self, entry: Entry, limit: int, rule: str) -> bytes:
        try:
            return self._objects.content(entry.name, limit)
        except TooLarge as error:
            reason = f"the file has {error.size:,} bytes; {limit:,} may still be read"
            raise Unusable(rule, reason) from error

    def _steps(self, path: Path) -> list[str]:
        steps = self._here(path)
        if self._moved is None:
            return steps
        here, there = self._moved
        below = steps[: len(here)] == here
        return [*there, *steps[len(here) :]] if below else steps

    def _here(self, path: Path) -> list[str]:
        # as texts: a project may have thousands of them, and pathlib is slow
        whole, top = str(path), str(self._top)
        if whole == top:
            return []
        if not whole.startswith(f"{top.rstrip('/')}/"):
            raise GitFailed(f"{path.name} is in no Git repository, or in another one")
        return whole[len(top.rstrip("/")) + 1 :].split("/")

    def _folder(self, steps: Sequence[str], shown: Path) -> dict[str, Entry]:
        entry = self._entry(steps)
        if entry is None or entry.mode != _FOLDER:
            other = entry is not None and entry.mode == _SUBMODULE
            why = "it is a submodule" if other else "it is not in the commit"
            raise OSError(0, why, str(shown))
        return self._objects.folder(entry.name)

    def _entry(self, steps: Sequence[str]) -> Entry | None:
        entry: Entry | None = self._tree
        for step in steps:
            if entry is None or entry.mode != _FOLDER:
                return None
            entry = self._objects.folder(entry.name).get(step)
        return entry


def _pointed_to(path: str, content: bytes) -> Asset | None:
    """Say what a Git LFS pointer stands for: it names the file's own hash.

    What type of file that is, nobody can know from it.
    """
    if not content.startswith(assets.LFS) or len(content) > _LARGEST_POINTER:
        return None
    told = _POINTER.search(content)
    return told and Asset(path, "", int(told[2]), told[1].decode())
