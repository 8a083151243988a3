"""Data on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wa_sync.errors import LocalIO
from wa_sync.store import atomic


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wa_sync.cli.settings import Settings
    from wa_sync.model.finding import Diagnostic
    from wa_sync.render.style import Style


class OutputClosed(LocalIO):
    """Nobody reads standard output any more."""


def say(text: str, *, err: bool = False) -> None:
    """Write to the terminal; raises LocalIO where that fails, OutputClosed for a pipe.

    click would end the process with 1, and in the middle of an apply.
    """
    try:
        click.echo(text, nl=False, err=err, color=True)
    except BrokenPipeError:
        _forget(sys.stdout)
        raise OutputClosed("nobody reads the output any more") from None
    except OSError as error:
        _forget(sys.stdout)
        raise LocalIO(f"cannot write the output: {error.strerror}") from None


def _forget(stream: object) -> None:
    """Keep Python from flushing into a closed output once more at exit."""
    fileno = getattr(stream, "fileno", None)
    if fileno is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), fileno())


def emit(settings: Settings, formats: Mapping[str, Callable[[Style], str]]) -> None:
    """Write the asked-for formats, each where it was asked for."""
    for target in settings.outputs:
        render = formats[target.format]
        if target.file is None:
            say(render(settings.style(to_terminal=sys.stdout.isatty())))
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
    from wa_sync.render import text
    from wa_sync.render.style import Style

    colourful = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    style = Style.ansi() if colourful else Style.plain()
    say(text.diagnostics(diagnostics, style), err=True)
