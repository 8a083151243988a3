"""Data on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from wa_sync.errors import LocalIO
from wa_sync.store import atomic


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wa_sync.cli.settings import Settings
    from wa_sync.model.finding import Diagnostic
    from wa_sync.render.style import Style


_NO_TERMINAL = StringIO()


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
            say(render(style_for(sys.stdout, settings.color)))
        else:
            content = render(style_for(_NO_TERMINAL, settings.color))
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


def say_diagnostics(diagnostics: Sequence[Diagnostic], color: str) -> None:
    """Show diagnostics beside the data, when they stop a command."""
    from wa_sync.render import text

    shown = text.diagnostics(diagnostics, style_for(sys.stderr, color))
    say(shown, err=True)


def style_for(stream: TextIO, color: str) -> Style:
    """Colours or none: ``always``, ``never``, or ``auto`` for a terminal with any."""
    from wa_sync.render.style import Style

    able = stream.isatty() and os.environ.get("TERM") != "dumb"
    wanted = {"always": True, "never": False}.get(
        color, able and not os.environ.get("NO_COLOR")
    )
    return Style.ansi() if wanted else Style.plain()
