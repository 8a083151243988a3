"""The commit that a change is told from.

``auto`` is where the change parted from the branch that it is meant for, as GitHub,
GitLab or plain Git say. On that branch itself it is the commit before: what was there
when the last change came; and with changes that are not committed, the commit that is
checked out. After a push to another branch than the default one, it is where that had
parted from the default one before the push: of somebody's work that is all of it, and
of a branch that follows (production) all that came with the push.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from wa_sync.config.repository.history import WHOLE_HISTORY, Repository
from wa_sync.config.repository.process import GitFailed
from wa_sync.errors import UsageProblem


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.config.repository.told import Told


AUTO, NONE = "auto", "none"
_BRANCHES = ("refs/remotes/origin/main", "refs/remotes/origin/master")
_LOCAL = ("refs/heads/main", "refs/heads/master")
_LONGEST = 250
_NEVER = re.compile(r"[\x00-\x20\x7f:?*\[\\]|\.\.|//|@$")
"""What no reference has in it (git check-ref-format), and what would name a range or
a file of a commit."""


def checked(ref: str) -> str:
    """Return a reference that is safe to hand to git; raises UsageProblem."""
    if not ref or ref.startswith("-") or len(ref) > _LONGEST or _NEVER.search(ref):
        raise UsageProblem(
            "--base-ref: this is no name of a commit",
            hint=f"name a branch, a tag or a commit, or say {AUTO} or {NONE}",
        )
    return ref


@dataclass(frozen=True, slots=True)
class Start:
    """Where a change starts: ``base``, and the ``target`` that it is meant for by now.

    ``target`` is None where that is not known, or has not gone on.
    """

    base: str
    target: str | None = None


def resolve(
    repository: Repository, asked: str, told: Told, dirty: Callable[[str], bool]
) -> Start:
    """Return where the change starts; raises GitFailed where it cannot be known.

    ``dirty`` says whether the files declare something else than a commit does; it is
    asked only where that decides.
    """
    head = repository.head()
    if asked != AUTO:
        return _asked(repository, head, asked)
    if told.commit is not None:
        there = repository.commit(told.commit)
        if there is not None:
            return _start(there, _tip(repository, told.branch) if told.branch else None)
        if told.branch is None:
            _lost(repository, f"commit {told.commit[:12]}")
    if told.merged is not None and told.merged == head:
        return Start(_before(repository, head))
    target = _target(repository, told.branch)
    parted = repository.merge_base(_pushed_on(repository, told.pushed_to, head), target)
    if parted is None:
        _lost(repository, "the commit where the change starts")
    if parted != head:
        return _start(parted, target)
    base = head if dirty(head) else _before(repository, head)
    return Start(base, None if target == head else target)


def _start(base: str, target: str | None) -> Start:
    return Start(base, None if target == base else target)


def _asked(repository: Repository, head: str, ref: str) -> Start:
    there = repository.commit(checked(ref))
    if there is None:
        _lost(repository, ref)
    parted = repository.merge_base(head, there)
    if parted is None:
        _lost(repository, f"the commit where the change parted from {ref}")
    return _start(parted, None if parted == head else there)


def _target(repository: Repository, branch: str | None) -> str:
    """Return the tip of the branch that the change is meant for."""
    there = _tip(repository, branch)
    return there or _lost(repository, f"the branch {branch or 'main or master'}")


def _pushed_on(repository: Repository, was: str | None, head: str) -> str:
    """Return where a branch was before it went on; the head where it was made anew."""
    there = None if was is None else repository.commit(was)
    went_on = there is not None and repository.merge_base(head, there) == there
    return there if there is not None and went_on else head


def _tip(repository: Repository, branch: str | None) -> str | None:
    if branch is not None:
        checked(branch)
        names = [f"refs/remotes/origin/{branch}", f"refs/heads/{branch}"]
    else:
        default = repository.default_branch()
        names = [*([] if default is None else [default]), *_BRANCHES, *_LOCAL]
    found = (repository.commit(name) for name in names)
    return next((one for one in found if one is not None), None)


def _before(repository: Repository, commit: str) -> str:
    parent = repository.first_parent(commit)
    if parent is None and not repository.shallow():
        raise GitFailed("there is no commit before the first one")
    return parent or _lost(repository, f"the commit before {commit[:12]}")


def _lost(repository: Repository, what: str) -> NoReturn:
    if repository.shallow():
        raise GitFailed(f"{what} is not in this shallow clone", WHOLE_HISTORY)
    raise GitFailed(f"{what} is not in this clone", "name another with --base-ref")
