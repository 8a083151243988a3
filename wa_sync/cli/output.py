"""Data on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wa_sync.store import atomic


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wa_sync.cli.settings import Settings
    from wa_sync.model.finding import Diagnostic
    from wa_sync.render.style import Style


def emit(settings: Settings, formats: Mapping[str, Callable[[Style], str]]) -> None:
    """Write the asked-for formats, each where it was asked for."""
    for target in settings.outputs:
        render = formats[target.format]
        if target.file is None:
            style = settings.style(to_terminal=sys.stdout.isatty())
            click.echo(render(style), nl=False, color=True)
        else:
            content = render(settings.style(to_terminal=False))
            atomic.write(settings.cwd / Path(target.file), content.encode())


def note(settings: Settings, message: str) -> None:
    """Say something beside the data, unless --quiet."""
    if not settings.quiet:
        click.echo(message, err=True)


def say_error(message: str, hint: str | None) -> None:
    """Say what went wrong and how to mend it."""
    from wa_sync.render.untrusted import terminal

    click.echo(f"error: {terminal(message)}", err=True)
    if hint:
        click.echo(f"  hint: {terminal(hint)}", err=True)


def say_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Show diagnostics beside the data, when they stop a command."""
    import os

    from wa_sync.render import text
    from wa_sync.render.style import Style

    colourful = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    style = Style.ansi() if colourful else Style.plain()
    click.echo(text.diagnostics(diagnostics, style), err=True, nl=False, color=True)
