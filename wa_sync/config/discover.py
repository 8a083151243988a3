"""Paths and globs → files, sorted; nothing is read but folders.

Links are not followed, hidden entries are not seen, and a folder is only opened
where a glob can still match something below it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, TypeAlias


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
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
        # unlike Path, quiet about folders that may not be looked into
        if os.path.isfile(folder / PROJECT):  # noqa: PTH113 - as above
            return folder
    return None


def escapes(glob: str) -> bool:
    """Whether a glob would lead out of the folder that it starts in."""
    parts = glob.replace("\\", "/").split("/")
    return glob.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


class Sort(Enum):
    """What an entry of a folder is; what is neither of the others counts as a file."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Found:
    """Files and symbolic links that a glob names, sorted, as POSIX paths.

    Where not ``complete``, there are more folders than are looked into.
    """

    files: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    complete: bool = True


def find(root: Path, globs: Iterable[str]) -> Found:
    """Look below a folder on disk; ``**`` is any number of folders.

    Unreadable folders raise OSError.
    """
    return walk(lambda folder: _entries(root / folder), globs)


def walk(
    entries: Callable[[str], Iterable[tuple[str, Sort]]], globs: Iterable[str]
) -> Found:
    """Look below what ``entries`` lists; it is asked for ``""``, ``a/``, ``a/b/`` …

    Entries whose name begins with a dot are not seen.
    """
    first = frozenset(map(_parts, globs))
    files: list[str] = []
    links: list[str] = []
    folders: list[tuple[str, _Globs]] = [("", _deeper(first))]
    for _ in range(MAX_FOLDERS):
        if not folders:
            break
        folder, wanted = folders.pop()
        for name, sort in entries(folder):
            if name.startswith("."):
                continue
            path = f"{folder}{name}"
            if sort is Sort.FOLDER:
                below = frozenset(_step(wanted, name))
                if below:
                    folders.append((f"{path}/", _deeper(below)))
            elif sort is Sort.LINK:
                links.extend([path] if _is_named(name, wanted, deep=True) else ())
            elif _is_named(name, wanted):
                files.append(path)
    return Found(tuple(sorted(files)), tuple(sorted(links)), not folders)


def _is_named(name: str, globs: _Globs, *, deep: bool = False) -> bool:
    """Whether a glob ends with a name; ``deep``: or leads through it, by that name."""
    return any(
        (len(glob) == 1 or (deep and glob[0] != _ANY_DEPTH))
        and fnmatchcase(name, glob[0])
        for glob in globs
        if glob
    )


def names(path: str, glob: str) -> bool:
    """Whether a glob names a POSIX path below the same root."""
    globs = _deeper([_parts(glob)])
    *folders, name = path.split("/")
    for folder in folders:
        globs = _deeper(_step(globs, folder))
    return _is_named(name, globs)


def _parts(glob: str) -> tuple[str, ...]:
    return tuple(part for part in glob.split("/") if part not in ("", "."))


def _entries(folder: Path) -> Iterator[tuple[str, Sort]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                yield entry.name, Sort.LINK
            else:
                is_folder = entry.is_dir(follow_symlinks=False)
                yield entry.name, Sort.FOLDER if is_folder else Sort.FILE


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
