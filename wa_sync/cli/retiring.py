"""Comments whose plan holds no more: they say so, in their place.

A plan that is outdated looks like the current one, and names a command to apply it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.cli.output import ready
from wa_sync.forge.sticky import Done, Sticky, upsert
from wa_sync.model.account import matches
from wa_sync.render import markdown


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.forge.sticky import Kept
    from wa_sync.forge.thread import Thread
    from wa_sync.model.change import Plan
    from wa_sync.render.markdown import Mark
    from wa_sync.render.sinks.markdown import Markdown


def failed(
    thread: Thread, folder: str, globs: tuple[str, ...], run: str | None
) -> Iterator[tuple[str, Kept]]:
    """Say in each comment of a project that its latest commit has no plan."""

    def holds(mark: Mark) -> bool:
        named = not globs or matches(mark.account, globs)
        return mark.folder == folder and named

    yield from _replaced(thread, holds, lambda mark: markdown.failed(mark, run))


def gone(thread: Thread, plan: Plan, run: str | None) -> Iterator[tuple[str, Kept]]:
    """Say in comments of accounts that the files no longer have that they are gone.

    A plan of some accounts leaves the comments of the others alone.
    """
    made = plan.made
    if made is None or not made.accounts:
        return
    names, folder = frozenset(made.accounts), made.folder or ""

    def left(mark: Mark) -> bool:
        return mark.folder == folder and mark.account not in names

    for name, kept in _replaced(thread, left, lambda mark: markdown.gone(mark, run)):
        if kept.done is not Done.UNCHANGED:
            yield name, kept


def _replaced(
    thread: Thread, meant: Callable[[Mark], bool], text: Callable[[Mark], Markdown]
) -> Iterator[tuple[str, Kept]]:
    found = (markdown.read_mark(one.body) for one in thread.mine())
    marks = dict.fromkeys(mark for mark in found if mark is not None and meant(mark))
    for mark in marks:
        sticky = Sticky(mark=mark.begin(), body=ready(text(mark)), worth=False)
        yield mark.account, upsert(thread, sticky)
