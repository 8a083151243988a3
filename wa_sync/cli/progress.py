"""A sign of life on a terminal while work takes time; nothing at all elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wa_sync.cli.output import note, say
from wa_sync.render.sinks.terminal import line
from wa_sync.render.wording import counted


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

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


class Bar:
    """How far a run is: on a terminal a bar, elsewhere nothing but what is told."""

    def __init__(self, settings: Settings, bar: Progress | None, *, said: bool) -> None:
        """Take what is drawn on, if anything is."""
        self._settings = settings
        self._bar = bar
        self._said = said

    def begin(self, what: str, total: int) -> None:
        """Begin anew, with so many steps."""
        if self._bar is not None:
            for task in self._bar.task_ids:
                self._bar.remove_task(task)
            self._bar.add_task(what, total=total)

    def advance(self, shown: Text) -> None:
        """Show one outcome, and move the bar on."""
        with self._aside():
            if self._said or not self._settings.quiet:
                say(line("{}\n", shown), err=not self._said)
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0])

    def wait(self, count: int, how_long: str) -> None:
        """Say that reviews are waited for."""
        what = f"Meta's review of {counted(count, 'template')}"
        with self._aside():
            note(self._settings, f"Waiting for {what}, {how_long}.")
        self.begin("In review", count)

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Make room for a line."""
        if self._bar is None:
            yield
            return
        self._bar.stop()
        yield
        self._bar.start()


@contextmanager
def progress(settings: Settings, plan: Plan, *, said: bool) -> Iterator[Bar]:
    """Yield what shows outcomes, and how far the run is.

    With ``said`` the outcomes are the command's data and go to standard output;
    otherwise they are notes.
    """
    if not sys.stderr.isatty() or settings.quiet:
        yield Bar(settings, None, said=said)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        bar = Bar(settings, drawn, said=said)
        bar.begin("Applying", len(plan.changes))
        yield bar


@contextmanager
def transfer(
    settings: Settings, what: str, total: int | None
) -> Iterator[Callable[[int], None]]:
    """Yield a function that is told how many bytes of a file have gone over the wire.

    ``total`` is None where nobody said how many there are.
    """
    if not sys.stderr.isatty() or settings.quiet or settings.verbose:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn(what), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda count: bar.update(task, completed=count)
