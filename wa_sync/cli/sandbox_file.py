"""The sandbox's file, as the hand commands open it."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wa_sync.config.discover import project_root
from wa_sync.errors import LocalIO, UsageProblem


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.world import World


DEFAULT = Path(".wa-sync/sandbox.db")
TEMPLATES = "message_template"


def path_of(db: str | None) -> Path:
    """Return the file that is meant, seen from ``-C DIR``."""
    context = click.get_current_context(silent=True)
    directory = context.find_root().params.get("directory") if context else None
    start = Path(directory) if isinstance(directory, str) else Path()
    return start / db if db else path_in(start)


def path_in(folder: Path, root: Path | None = None) -> Path:
    """Return the file of the project that a folder is in; of none, of the folder.

    ``root`` is the project's folder, where it is known.
    """
    here = folder.resolve()
    root = root or project_root(here) or here
    return (folder if root == here else root) / DEFAULT


@contextmanager
def opened(db: str | None) -> Iterator[World]:
    """Open the file for one command, which happens wholly or not at all."""
    from wa_sync.sandbox.store import Store
    from wa_sync.sandbox.world import world_of

    path = path_of(db)
    with readable(path):
        store = Store(path)
        try:
            world = world_of(store)
            with store.transaction():
                yield world
        finally:
            store.close()


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say in a sentence what is wrong with a file."""
    try:
        yield
    except sqlite3.Error as error:
        raise LocalIO(
            f"{path}: {error}", hint="delete the file to begin with an empty sandbox"
        ) from error
    except OSError as error:
        raise LocalIO(f"{path}: {error.strerror}") from error


def account(world: World, waba: str | None) -> str:
    """Return the account that is meant: the one given, or the only one there."""
    return _only(waba, {*world.objects.owners(TEMPLATES), *world.met("waba")}, "--waba")


def number(world: World, phone: str | None) -> str:
    """Return the phone number that is meant, in the same way."""
    return _only(phone, set(world.met("phone")), "--phone")


def _only(given: str | None, there: set[str], flag: str) -> str:
    if given is not None:
        if not given.isdecimal():
            raise UsageProblem(f"{flag} takes an id, which is digits only: {given}")
        return given
    if len(there) != 1:
        known = ", ".join(sorted(there)) or "none"
        raise UsageProblem(f"say which with {flag} ID; the sandbox has {known}")
    return there.pop()


def templates(world: World, waba: str | None, wanted: Sequence[str]) -> list[Stored]:
    """Find templates by ``NAME`` or ``NAME/LANGUAGE``, both globs."""
    owner = account(world, waba)
    there = list(world.objects.select(TEMPLATES, "owner = ?", (owner,), "ORDER BY seq"))
    found: list[Stored] = []
    for pattern in wanted:
        name, _, language = pattern.partition("/")
        hits = [
            one
            for one in there
            if fnmatchcase(one.name, name) and fnmatchcase(one.variant, language or "*")
        ]
        if not hits:
            raise UsageProblem(f"account {owner} has no template {pattern}")
        found += [hit for hit in hits if hit not in found]
    return found
