"""Where a change starts, and what was declared there."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.config.repository import base as bases
from wa_sync.config.repository.history import Repository
from wa_sync.config.repository.objects import Objects
from wa_sync.config.repository.process import GitFailed
from wa_sync.config.repository.told import told
from wa_sync.model.base import Base
from wa_sync.model.finding import Severity
from wa_sync.workflow import moved
from wa_sync.workflow.commits import of_this_run, substance, tree_of
from wa_sync.workflow.past import Past
from wa_sync.workflow.reload import load_from


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.finding import Diagnostic
    from wa_sync.workflow.load import Inputs, Loaded


_AMBIGUOUS = frozenset({"declared_twice", "declared_and_removed"})
_AGAIN = "they are known again with the next change"


@contextmanager
def past(
    loaded: Loaded, inputs: Inputs, asked: str, *, overwrite_drift: bool = False
) -> Iterator[Past]:
    """Read what was declared where the change starts; ``asked`` is --base-ref.

    Raises UsageProblem for what is no reference. Where the base is not known, the
    past is empty and says why.
    """
    if asked != bases.AUTO:
        bases.checked(asked)
    with ExitStack() as stack:
        found = Past(Base(commit=None), loaded, inputs, asked, overwrite_drift)
        try:
            if "-" in (loaded.read.loose or ()):
                raise GitFailed("standard input is in no commit")  # noqa: TRY301 - the one way to say why
            found.repository = Repository(loaded.root)
            found.objects = stack.enter_context(Objects(loaded.root))
            _read(found, asked)
        except GitFailed as failed:
            found.base = Base(commit=None, why=failed.why, hint=failed.hint)
            found.there = None
        yield found


def _read(found: Past, asked: str) -> None:
    repository, objects = found.repository, found.objects
    if repository is None or objects is None:
        return
    tried: dict[str, Loaded] = {}

    def there(commit: str) -> Loaded:
        if commit not in tried:
            was = moved.folder(moved.gone(found.loaded, repository, objects, commit))
            tried[commit] = load_from(
                tree_of(found.loaded, objects, commit, repository.top, was),
                found.loaded,
                found.inputs,
                lambda all_: of_this_run(all_, found.loaded),
            )
        return tried[commit]

    def dirty(head: str) -> bool:
        return not equal(substance(there(head)), substance(found.loaded))

    start = bases.resolve(repository, asked, told(found.inputs.env), dirty)
    commit = start.base
    gone = moved.gone(found.loaded, repository, objects, commit)
    found.moved_from = moved.folder(gone)
    if gone is not None and (found.moved_from is None or not there(commit).accounts):
        moved.nowhere(found, commit, gone)
        return
    found.there = _sure(commit, there(commit))
    found.base = Base(commit=commit, why=moved.followed(gone))
    target = None if start.target is None else there(start.target)
    if target is not None and not any(map(_hides, target.diagnostics)):
        found.target = target


def _sure(commit: str, read: Loaded) -> Loaded:
    """Return what a commit declares; raises GitFailed where that is not sure."""
    wrong = next(filter(_hides, read.diagnostics), None)
    if wrong is not None:
        raise _unreadable(commit, wrong)
    twice = Counter((d.account, d.address) for d in read.desired.declared)
    if any(count > 1 for count in twice.values()):
        raise GitFailed(f"{commit[:12]} declares something twice", _AGAIN)
    return read


def _hides(diagnostic: Diagnostic) -> bool:
    """Whether a mistake makes it unsure what was declared: not so Meta's rules."""
    finding = diagnostic.finding
    if finding.severity is not Severity.ERROR:
        return False
    return diagnostic.address is None or finding.rule in _AMBIGUOUS


def _unreadable(commit: str, wrong: Diagnostic) -> GitFailed:
    place = "" if wrong.span is None else f"{wrong.span.file.path}: "
    return GitFailed(
        f"what {commit[:12]} declares cannot be read: {place}{wrong.finding.message}",
        _AGAIN,
    )
