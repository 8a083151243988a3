"""The checkout: which commit it is of, and whether it is just that.

No file is asked about that goes through a filter.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from wa_sync.config.repository.process import GitFailed, Ran, run


if TYPE_CHECKING:
    from pathlib import Path


_COMMIT: Final = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_FILTER: Final = re.compile(r"filter\.([A-Za-z0-9_-]+)\.[a-z]+")
"""A setting of a filter whose name may stand in a pathspec."""
_STATUS: Final = (
    "--no-optional-locks",
    "status",
    "--porcelain",
    "--untracked-files=normal",
    "--ignore-submodules=all",
    "--no-renames",
    "--",
    ".",
)


def head(folder: Path) -> str | None:
    """Return the commit that is checked out; None without Git or a commit."""
    ran = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    said = b"" if ran is None else ran.out.strip()
    return said.decode("ascii") if _COMMIT.fullmatch(said) else None


def folder_of(folder: Path) -> str | None:
    """Return where a folder is in its repository; empty for the top, None without."""
    ran = _git(folder, "rev-parse", "--show-prefix")
    if ran is None or not ran.ok:
        return None
    return os.fsdecode(ran.out).removesuffix("\n").removesuffix("/")


def prefix(folder: Path) -> str:
    """Lead from the top of the checkout to a folder: ``shop/``, or nothing.

    Empty without Git, too.
    """
    found = folder_of(folder)
    return f"{found}/" if found else ""


def dirty(folder: Path) -> bool | None:
    """Whether anything in a folder is not committed; None where nobody can tell.

    A file that nobody added counts, unless Git ignores it. One that goes through a
    filter (as those of Git LFS do) is left out: the filter would have to be run.
    """
    unasked = _unasked(folder)
    ran = None if unasked is None else _git(folder, *_STATUS, *unasked)
    return None if ran is None or not ran.ok else bool(ran.out)


def _unasked(folder: Path) -> list[str] | None:
    """Pathspecs that leave out what goes through a filter; None where none can."""
    ran = _git(folder, "config", "-z", "--name-only", "--get-regexp", r"^filter\.")
    if ran is None:
        return None
    settings = [os.fsdecode(one) for one in ran.out.split(b"\0") if one]
    names = [_FILTER.fullmatch(setting) for setting in settings]
    found = {name[1] for name in names if name is not None}
    if not all(names):
        return None
    return [f":(exclude,attr:filter={name})" for name in sorted(found)]


def _git(folder: Path, *argv: str) -> Ran | None:
    """Run git in a folder; None where there is none, or where it takes too long."""
    try:
        return run(folder, *argv)
    except GitFailed:
        return None
