"""A sign of life on a terminal while work takes time; nothing at all elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wa_sync.cli.output import say
from wa_sync.render.sinks.terminal import line


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.cli.settings import Settings
    from wa_sync.model.change import Plan
    from wa_sync.render.sinks.terminal import Text


@contextmanager
def busy(settings: Settings, what: str) -> Iterator[None]:
    """Show a spinner on standard error, where somebody sees it."""
    if settings.quiet or settings.verbose or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …"):
        yield


@contextmanager
def progress(
    settings: Settings, plan: Plan, *, said: bool
) -> Iterator[Callable[[Text], None]]:
    """Yield a function that shows one outcome and moves the bar on.

    With ``said`` the outcomes are the command's data and go to standard output;
    otherwise they are notes.
    """
    if not sys.stderr.isatty() or settings.quiet:
        yield lambda shown: _say(settings, shown, said=said)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Applying"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(plan.changes))

        def advance(shown: Text) -> None:
            bar.stop()
            _say(settings, shown, said=said)
            bar.start()
            bar.advance(task)

        yield advance


def _say(settings: Settings, shown: Text, *, said: bool) -> None:
    if said or not settings.quiet:
        say(line("{}\n", shown), err=not said)
