"""The command group, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

import click

from wa_sync.cli import streams
from wa_sync.cli.global_options import global_options
from wa_sync.cli.signals import Signalled, Stop
from wa_sync.cli.stray import refuse_unknown_variables
from wa_sync.cli.targets import FORMATS
from wa_sync.cli.watch import watched
from wa_sync.errors import InvalidConfiguration, LocalIO, WaSyncError


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from click.shell_completion import CompletionItem


BUG, USAGE, OUTPUT_CLOSED = 1, 64, 74
COMPLETE = "_WA_SYNC_COMPLETE"
"""The variable in which a shell asks what could be typed next."""

COMMANDS = {
    "init": ("wa_sync.cli.init", "Begin a project: take over what is live."),
    "validate": ("wa_sync.cli.validate", "Say everything that is wrong; no network."),
    "fmt": ("wa_sync.cli.fmt", "Lay files out in one way; keeps comments."),
    "plan": ("wa_sync.cli.plan", "Show what apply would change; never writes."),
    "apply": ("wa_sync.cli.apply", "Make live match the files."),
    "show": ("wa_sync.cli.show", "Show a saved plan again."),
    "drift": ("wa_sync.cli.drift", "Say where live is not as declared."),
    "status": ("wa_sync.cli.status", "Say how templates fare in Meta's review."),
    "watch": ("wa_sync.cli.watching", "Show it again and again; until approved."),
    "diff": ("wa_sync.cli.diff", "Say what two accounts do not have in common."),
    "promote": ("wa_sync.cli.promote", "Declare for one account what another has."),
    "comment": ("wa_sync.cli.comment", "Keep a plan's comment on a pull request."),
    "preview": ("wa_sync.cli.preview", "Show templates as a phone does; no network."),
    "contract": ("wa_sync.cli.contract", "Say what senders have to pass; no network."),
    "send": ("wa_sync.cli.send", "Send one message: a text, a template, an image …"),
    "smoke": ("wa_sync.cli.smoke", "Send the smoke tests of the files."),
    "media": ("wa_sync.cli.media", "Upload, show, download and delete files."),
    "mark-read": ("wa_sync.cli.mark_read", "Mark a received message as read."),
    "import": ("wa_sync.cli.imports", "Write what is live as YAML."),
    "phone": ("wa_sync.cli.phone", "Show phone numbers: quality, limits, name."),
    "connection": ("wa_sync.cli.connections", "The gateway's connections to WhatsApp."),
    "doctor": ("wa_sync.cli.doctor", "Look whether everything is in place."),
    "schema": ("wa_sync.cli.schema", "Write the JSON Schemas, for editors."),
    "completion": ("wa_sync.cli.completion", "Make a shell complete wa-sync."),
    "sandbox": ("wa_sync.cli.sandbox", "A pretend Graph API, to try things out."),
}


class Commands(click.Group):
    """Commands that are imported when they are called: ``--help`` stays quick."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """Read the command line; --help writes already."""
        with _local_io():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; click would end the process where nobody reads its output."""
        with _local_io():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Name the commands in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import one command; None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return _prepared(command)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """Offer commands without importing them, and options."""
        from click.shell_completion import CompletionItem

        offered = [
            CompletionItem(name, help=short)
            for name, (_, short) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*offered, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a typo gets a suggestion."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="Exit codes: 0 done or in sync, 1 unexpected failure, 2 changes "
    "(--detailed-exitcode), 3 invalid files, 4 drift, 5 refused, 6 stale, 7 partly "
    "applied or unknown, 8 refused by Meta or failed, 9 in review or timed out "
    "(--wait), 64 usage, 74 local I/O, 75 API unavailable, 77 not authorised, 78 no "
    "credentials, 130, 143 and 129 "
    "interrupted (SIGINT, SIGTERM, SIGHUP).",
)
@click.version_option(package_name="wa-sync", message="wa-sync %(version)s")
@global_options(*FORMATS)
def group(**_: object) -> None:
    """WhatsApp Business as code: templates and profiles in Git, live by apply."""
    refuse_unknown_variables(group)


def _prepared(command: click.Command) -> click.Command:
    """Let a command offer more than its options, where a shell asks."""
    if COMPLETE in os.environ:
        from wa_sync.cli.completing import prepare

        prepare(command)
    return command


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; no exception escapes."""
    if not streams.fit():
        click.echo("error: standard output is closed", err=True)
        return OUTPUT_CLOSED
    # a run builds much and drops little: looking for cycles cost a third of a plan
    gc.set_threshold(1_000_000, 50, 50)
    stop = Stop()
    try:
        with watched(stop):
            code = _guarded(argv, stop)
            # what was written to standard output may have gone nowhere
            stop.code = code if streams.flushed() else code or OUTPUT_CLOSED
    except Signalled:
        # it came between two lines of this function
        stop.code = _interrupted(stop)
    return stop.code


def _guarded(argv: Sequence[str], stop: Stop) -> int:
    try:
        code = _prepared(group).main(
            args=list(argv), prog_name="wa-sync", standalone_mode=False, obj=stop
        )
    except Signalled:
        return _interrupted(stop)
    except click.ClickException as error:
        return _usage(error)
    except WaSyncError as error:
        return _interrupted(stop) if _cut_off(stop) else _explain(error, argv, stop)
    except Exception as error:  # noqa: BLE001 - the last place where one can be told
        return _interrupted(stop) if _cut_off(stop) else _bug(error, argv, stop)
    return code if isinstance(code, int) else 0


def _cut_off(stop: Stop) -> bool:
    """Whether a signal has ended the run, so that errors are only its debris."""
    return stop.signal is not None and not stop.gentle


def _interrupted(stop: Stop) -> int:
    click.echo("Interrupted; no change was sent.", err=True)
    return stop.exit_code


@contextmanager
def _local_io() -> Iterator[None]:
    """Say what the system refused, wherever nobody said it better."""
    from wa_sync.cli.output import OutputClosed

    try:
        yield
    except BrokenPipeError:
        raise OutputClosed("nobody reads the output any more") from None
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise LocalIO(f"{place}{error.strerror or error}") from error


def _usage(error: click.ClickException) -> int:
    """Show a usage error; click's own exit code 2 would mean "changes" here."""
    from wa_sync.cli.output import say_usage

    say_usage(error)
    return USAGE


def _explain(error: WaSyncError, argv: Sequence[str], stop: Stop) -> int:
    from wa_sync.cli.output import OutputClosed, say_diagnostics, say_error

    if isinstance(error, InvalidConfiguration):
        color, _ = _manner(argv)
        say_diagnostics(error.diagnostics, color)
    if not isinstance(error, OutputClosed):
        say_error(error.message, error.hint)
    return _ended(error.exit_code, stop)


def _ended(code: int, stop: Stop) -> int:
    """Return the code of an error; what was changed before it tells more."""
    return stop.last_code if stop.broken else code


@click.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@global_options(*FORMATS)
def _asked(**_: object) -> None:
    """Any command, read once more: errors are told when the real one has ended."""


def _manner(argv: Sequence[str]) -> tuple[str, int]:
    """Return --color and --verbose, from the arguments and the environment."""
    given = _asked.make_context("wa-sync", [*argv], resilient_parsing=True).params
    return given["color"] or "auto", given["verbose"] or 0


def _bug(error: Exception, argv: Sequence[str], stop: Stop) -> int:
    """Say that it is our fault."""
    from wa_sync.cli.crash import crashed

    _, verbosity = _manner(argv)
    crashed(error, verbose=verbosity > 1)
    return _ended(BUG, stop)
