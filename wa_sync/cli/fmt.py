"""wa-sync fmt"""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import click

from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import (
    note,
    say,
    say_diagnostics,
    say_error,
    style_for,
    tell,
)
from wa_sync.cli.settings import settings
from wa_sync.config.formatting import NotTheSame
from wa_sync.errors import InvalidConfiguration, LocalIO, UsageProblem
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import line, page
from wa_sync.store import atomic
from wa_sync.workflow.fmt import format_all


if TYPE_CHECKING:
    from wa_sync.cli.settings import Settings
    from wa_sync.workflow.fmt import Formatted, Formatting


STDIN = "-"


@click.command("fmt", short_help="Lay files out in one way; keeps comments.")
@click.argument("paths", nargs=-1)
@option(
    "--check", is_flag=True, help="Write nothing; name the files that would change."
)
@option("--diff", is_flag=True, help="Write nothing; show what would change.")
@global_options()
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    *,
    check: bool,
    diff: bool,
    **_: object,
) -> None:
    """Lay the files out in one way: indentation, the order of fields, quotes.

    Comments stay, and so does every value: what would not say the same is never
    written. Lists, sections and what anchors tie together keep their order. PATHS are
    files or folders; without any, it is the project. - reads standard input and writes
    standard output.

    Exits with 3 when a file is invalid, which is then left alone, or when --check
    found work.
    """
    chosen = settings(ctx)
    if STDIN in paths and len(paths) > 1:
        raise UsageProblem(
            "standard input is formatted alone", hint="leave out the rest"
        )
    found = format_all(chosen.inputs(paths))
    work = [file for file in found.files if not file.same]
    _complain(chosen, found)
    if diff:
        for file in work:
            _show(chosen, file)
    if check:
        for file in work:
            tell(file.path)
    if not check and not diff:
        _write(chosen, found.files)
    done = "to format" if check or diff else "formatted"
    files = wording.counted(len(work), "file")
    rest = len(found.files) - len(work)
    note(chosen, line("{} {}, {} in order.", files, done, rest))
    ctx.exit(_code(found, work=bool(check and work)))


def _complain(chosen: Settings, found: Formatting) -> None:
    if found.diagnostics:
        say_diagnostics(found.diagnostics, chosen.color)
    for mistake in found.mistakes:
        say_error(mistake.message, mistake.hint)


def _code(found: Formatting, *, work: bool) -> int:
    if found.mistakes:
        return NotTheSame.exit_code
    return InvalidConfiguration.exit_code if work or found.diagnostics else 0


def _write(chosen: Settings, files: tuple[Formatted, ...]) -> None:
    for file in files:
        if file.path == STDIN:
            _pipe(file.after)
        elif not file.same:
            path = chosen.cwd / file.path
            try:
                mode = stat.S_IMODE(path.stat().st_mode)
            except OSError as error:
                raise LocalIO(f"cannot write {file.path}: {error.strerror}") from None
            atomic.write(path, file.after.encode(), mode=mode)
            note(chosen, line("  wrote {}", file.path))


def _pipe(text: str) -> None:
    """Give standard input back; a terminal is shown it as it is shown everything."""
    from wa_sync.render.sinks.verbatim import verbatim

    say(page(text) if sys.stdout.isatty() else verbatim(text))


def _show(chosen: Settings, file: Formatted) -> None:
    from wa_sync.render.text.unified import unified

    say(
        unified(file.path, file.before, file.after, style_for(sys.stdout, chosen.color))
    )
