"""Paths and globs → files, sorted; nothing is read but folders.

Links are not followed, hidden entries are not seen, and a folder is only opened
where a glob can still match something below it.
"""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, TypeAlias


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


PROJECT = "wa-sync.yaml"
DEFAULT_INCLUDE = ("*.yaml", "templates/**/*.yaml")
EVERYTHING = ("**/*.yaml", "**/*.yml")
MAX_FOLDERS = 100_000

_Globs: TypeAlias = "frozenset[tuple[str, ...]]"
_ANY_DEPTH = "**"


def project_root(start: Path) -> Path | None:
    """Return the nearest folder, here or upwards, that holds wa-sync.yaml."""
    for folder in (start, *start.parents):
        if (folder / PROJECT).is_file():
            return folder
    return None


def escapes(glob: str) -> bool:
    """Whether a glob would lead out of the folder that it starts in."""
    parts = glob.replace("\\", "/").split("/")
    return glob.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def find(root: Path, globs: Iterable[str]) -> list[str]:
    """Return the files below ``root`` that a glob names, sorted, as POSIX paths.

    ``**`` is any number of folders. Unreadable folders raise OSError.
    """
    first = frozenset(
        tuple(part for part in glob.split("/") if part not in ("", "."))
        for glob in globs
    )
    found: list[str] = []
    folders: list[tuple[str, _Globs]] = [("", _deeper(first))]
    for _ in range(MAX_FOLDERS):
        if not folders:
            break
        folder, wanted = folders.pop()
        for name, is_folder in _entries(root / folder):
            path = f"{folder}{name}"
            if is_folder:
                below = frozenset(_step(wanted, name))
                if below:
                    folders.append((f"{path}/", _deeper(below)))
            elif any(len(glob) == 1 and fnmatchcase(name, glob[0]) for glob in wanted):
                found.append(path)
    return sorted(found)


def _entries(folder: Path) -> Iterator[tuple[str, bool]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            yield entry.name, entry.is_dir(follow_symlinks=False)


def _deeper(globs: Iterable[tuple[str, ...]]) -> _Globs:
    """Add what is left of each glob once ``**`` stands for no folder at all."""
    found: set[tuple[str, ...]] = set()
    for glob in globs:
        rest = glob
        found.add(rest)
        while rest[:1] == (_ANY_DEPTH,):
            rest = rest[1:]
            found.add(rest)
    return frozenset(found)


def _step(globs: _Globs, name: str) -> Iterator[tuple[str, ...]]:
    for glob in globs:
        if glob[:1] == (_ANY_DEPTH,):
            yield glob
        elif len(glob) > 1 and fnmatchcase(name, glob[0]):
            yield glob[1:]


def inside(path: str, folder: str) -> bool:
    """Whether a POSIX path below the root is a folder's, or that very file."""
    return folder in ("", ".") or path == folder or path.startswith(f"{folder}/")
