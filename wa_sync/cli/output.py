"""Data on standard output, everything else on standard error.

These are the doors: what goes out has been through a sink (render/sinks), which the
types ask for, and no token of this run is in it.
"""

from __future__ import annotations

import os
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
from click.exceptions import NoArgsIsHelpError

from wa_sync.cli.streams import forget
from wa_sync.cli.tokens import knowing
from wa_sync.errors import BadEnvironment, LocalIO
from wa_sync.render.sinks.shown import Shown
from wa_sync.render.sinks.terminal import Text, line, page
from wa_sync.store import atomic


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wa_sync.cli.settings import Settings
    from wa_sync.model.finding import Diagnostic
    from wa_sync.render.style import Style


_NO_TERMINAL = StringIO()


class OutputClosed(LocalIO):
    """Nobody reads standard output any more."""


def say(text: Shown, *, err: bool = False) -> None:
    """Write to the terminal; raises LocalIO where that fails, OutputClosed for a pipe.

    click would end the process with 1, and in the middle of an apply.
    """
    try:
        click.echo(ready(text), nl=False, err=err, color=True)
    except BrokenPipeError:
        forget(sys.stderr if err else sys.stdout)
        raise OutputClosed("nobody reads the output any more") from None
    except OSError as error:
        forget(sys.stderr if err else sys.stdout)
        raise LocalIO(f"cannot write the output: {error.strerror}") from None


def ready(text: Shown) -> str:
    """Return what may be written; raises TypeError for what is from no sink."""
    if not isinstance(text, Shown):
        raise TypeError("text that has been through no sink")
    return knowing().known(text)


def whole(text: Shown) -> str:
    """Return what has to be written as it is; raises BadEnvironment for a token in it.

    With the mask in its place, a file that is checked as a whole would be broken.
    """
    content = ready(text)
    if content != text:
        raise BadEnvironment(
            "the plan cannot be saved: the token stands in it, and is never written",
            hint="look for it in the files and in what is live, and give a new token",
        )
    return content


def emit(settings: Settings, formats: Mapping[str, Callable[[Style], Shown]]) -> None:
    """Write the asked-for formats, each where it was asked for."""
    for target in settings.outputs:
        render = formats[target.format]
        if target.file is None:
            say(render(style_for(sys.stdout, settings.color)))
        else:
            content = ready(render(style_for(_NO_TERMINAL, settings.color)))
            atomic.write(settings.cwd / Path(target.file), content.encode())


def tell(message: str, *, err: bool = False) -> None:
    """Say one line, whatever is in it."""
    say(line("{}\n", message), err=err)


def tell_page(text: str) -> None:
    """Say several lines beside the data, whatever is in them."""
    say(line("{}\n", page(text.rstrip("\n"))), err=True)


def note(settings: Settings, message: str) -> None:
    """Say something on one line beside the data, unless --quiet."""
    if not settings.quiet:
        tell(message, err=True)


def say_error(message: str, hint: str | None) -> None:
    """Say what went wrong and how to mend it, whatever others put into it."""
    _cry(line("error: {}", knowing()(message)))
    if hint:
        _cry(line("  hint: {}", knowing()(hint)))


def say_usage(error: click.ClickException) -> None:
    """Say what is wrong with the command line, as click does, and how to learn more.

    What was typed is quoted by click as it is.
    """
    context = getattr(error, "ctx", None)
    if isinstance(error, NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return
    if isinstance(context, click.Context):
        usage = context.get_usage()
        click.echo(
            f"{usage}\nTry '{context.command_path} --help' for help.\n", err=True
        )
    _cry(line("Error: {}", page(knowing()(error.format_message()))))


def _cry(text: Text) -> None:
    # click adds a line end, which a Text would take for one of somebody else's
    click.echo(str(text), err=True)


def say_diagnostics(diagnostics: Sequence[Diagnostic], color: str) -> None:
    """Show diagnostics beside the data, when they stop a command."""
    from wa_sync.render import text

    say(text.diagnostics(diagnostics, style_for(sys.stderr, color)), err=True)


def style_for(stream: TextIO, color: str) -> Style:
    """Colours or none: ``always``, ``never``, or ``auto`` for a terminal with any."""
    from wa_sync.render.style import Style

    able = stream.isatty() and os.environ.get("TERM") != "dumb"
    wanted = {"always": True, "never": False}.get(
        color, able and not os.environ.get("NO_COLOR")
    )
    return Style.ansi() if wanted else Style.plain()
