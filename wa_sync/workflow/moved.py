"""A project that a commit does not have here: it was moved, or it has just begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.config.discover import PROJECT
from wa_sync.config.repository.commit import Commit
from wa_sync.config.repository.process import GitFailed
from wa_sync.workflow.commits import holds


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.config.repository.history import Repository
    from wa_sync.config.repository.objects import Objects
    from wa_sync.workflow.load import Loaded
    from wa_sync.workflow.past import Past


def gone(
    loaded: Loaded, repository: Repository, objects: Objects, commit: str
) -> Sequence[str] | None:
    """Return the project files of a commit that are gone since.

    None where the commit has this project where it is now.
    """
    here = Commit(objects, commit, repository.top)
    if loaded.read.loose is not None or holds(loaded, here):
        return None
    return repository.gone(commit, PROJECT)


def folder(gone: Sequence[str] | None) -> str | None:
    """Return the folder, from the top, that the project was moved from.

    None where it was not moved, or nobody can tell which of several it was.
    """
    if gone is None or len(gone) != 1:
        return None
    return gone[0].rpartition("/")[0]


def followed(gone: Sequence[str] | None) -> str:
    """Say what a project is compared with that was moved; empty for any other."""
    return "" if gone is None else f"it has the project in {gone[0]}"


def nowhere(found: Past, commit: str, gone: Sequence[str]) -> None:
    """Take a project that the base has not for one of which it declares nothing.

    Whoever has just begun one is not held up: where no project is gone, nobody
    declared anything that is live. Raises GitFailed then.
    """
    found.without = commit
    if not gone:
        raise GitFailed(f"the project is not in {commit[:12]}: it is new, or was moved")
    more = f" and {len(gone) - 1} more" if gone[1:] else ""
    found.nothing_declared(
        f"it has {gone[0]}{more}, gone since, and not this project; what differs live "
        "is not overwritten unasked, and nothing is known to be removed"
    )
