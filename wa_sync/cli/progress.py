"""A sign of life on a terminal while work takes time; nothing at all elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.cli.settings import Settings
    from wa_sync.model.change import Plan


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
def progress(settings: Settings, plan: Plan) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows one outcome's line and moves the bar on."""
    if settings.quiet:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        yield lambda line: click.echo(line, err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.text import Text

    columns = (TextColumn("Applying"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(plan.changes))

        def advance(line: str) -> None:
            bar.console.print(Text.from_ansi(line))
            bar.advance(task)

        yield advance
