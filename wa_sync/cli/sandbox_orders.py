"""The sandbox's hand commands: reviews, Meta's own moves, limits and options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_sync.cli.output import say, tell
from wa_sync.cli.sandbox_file import opened, templates
from wa_sync.errors import UsageProblem


if TYPE_CHECKING:
    from wa_sync.model.source import Json


REASONS = (
    *("ABUSIVE_CONTENT", "INCORRECT_CATEGORY", "INVALID_FORMAT", "PROMOTIONAL"),
    *("SCAM", "TAG_CONTENT_MISMATCH", "NONE"),
)
CATEGORIES = ("AUTHENTICATION", "MARKETING", "UTILITY")

db_option = click.option(
    "--db",
    metavar="FILE",
    help="The sandbox's file.  [default: the project's .wa-sync/sandbox.db]",
)
waba_option = click.option(
    "--waba", metavar="ID", help="In this account.  [default: the only one there]"
)
names = click.argument("names", nargs=-1, required=True, metavar="NAME[/LANG]…")


def _verdict(name: str, status: str, text: str) -> click.Command:
    """Make a command that gives templates a status."""

    @click.command(name, help=text)
    @names
    @waba_option
    @db_option
    def give(names: tuple[str, ...], waba: str | None, db: str | None) -> None:
        _decide(names, waba, db, status)

    return give


def _decide(
    wanted: tuple[str, ...],
    waba: str | None,
    db: str | None,
    status: str,
    reason: str = "NONE",
) -> None:
    from wa_sync.sandbox import review

    with opened(db) as world:
        found = templates(world, waba, wanted)
        for one in found:
            review.decide(world, one, status, reason)
    for one in found:
        tell(f"{one.name}/{one.variant} is {status}.")


approve = _verdict("approve", "APPROVED", "End the review of templates well.")
pause = _verdict("pause", "PAUSED", "Pause templates, as Meta does for low quality.")
disable = _verdict("disable", "DISABLED", "Disable templates, as Meta does at last.")


@click.command()
@names
@click.option(
    "--reason",
    type=click.Choice(REASONS, case_sensitive=False),
    default="INVALID_FORMAT",
    show_default=True,
    help="Why, in Meta's words.",
)
@waba_option
@db_option
def reject(
    names: tuple[str, ...], reason: str, waba: str | None, db: str | None
) -> None:
    """End the review of templates badly."""
    _decide(names, waba, db, "REJECTED", reason)


@click.command()
@click.argument("name", metavar="NAME")
@click.argument("category", type=click.Choice(CATEGORIES, case_sensitive=False))
@click.option(
    "--planned", is_flag=True, help="Only announce it, as Meta does a day before."
)
@waba_option
@db_option
def recategorise(
    name: str,
    category: str,
    planned: bool,  # noqa: FBT001 - a flag of the command line
    waba: str | None,
    db: str | None,
) -> None:
    """Move a template to another category, in all its languages, as Meta does."""
    from wa_sync.sandbox import review

    with opened(db) as world:
        found = templates(world, waba, [name.partition("/")[0]])
        for one in found:
            review.recategorise(world, one, category, planned=planned)
    will = "will be" if planned else "is now"
    for one in found:
        tell(f"{one.name}/{one.variant} {will} {category}.")


@click.command()
@click.argument("mode", metavar="moment|now|manual|SECONDS")
@db_option
def review(mode: str, db: str | None) -> None:
    """Say when reviews end.

    moment: at the next request (the default). now: with the write itself. manual: by
    approve and reject. SECONDS: after so long on the sandbox's clock.
    """
    from wa_sync.sandbox.review import MANUAL, MODE, MOMENT, NOW

    value: Json = int(mode) if mode.isascii() and mode.isdecimal() else mode
    if value not in {MOMENT, NOW, MANUAL} and not isinstance(value, int):
        raise UsageProblem(f"{mode!r} is none of moment, now, manual, SECONDS")
    with opened(db) as world:
        world.store.set(MODE, None if value == MOMENT else value)
    tell(f"Reviews end: {mode}{' s later' if isinstance(value, int) else ''}.")


@click.command("rate-limit")
@click.argument("switch", type=click.Choice(["on", "off"]))
@click.option(
    "--per-second",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Calls a second, then 429 as the gateway answers; 0 for no limit.",
)
@click.option(
    "--per-hour",
    type=click.IntRange(0),
    default=5000,
    show_default=True,
    help="Calls an hour and account, with Meta's usage header; 0 for no limit.",
)
@click.option(
    "--creates-per-hour",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help="New templates an hour and account; 0 for no limit.",
)
@db_option
def rate_limit(
    switch: str, per_second: int, per_hour: int, creates_per_hour: int, db: str | None
) -> None:
    """Switch rate limits on or off; they are off at first."""
    limits = {
        "calls_per_second": per_second,
        "calls_per_hour": per_hour,
        "creates_per_hour": creates_per_hour,
    }
    with opened(db) as world:
        for key, value in limits.items():
            world.store.set(key, value if switch == "on" else None)
    tell(f"Rate limits are {switch}.")


@click.command("option")
@click.argument("name", required=False)
@click.argument("value", required=False)
@db_option
def option(name: str | None, value: str | None, db: str | None) -> None:
    """Show the sandbox's options, or set one: a number, or on or off."""
    from wa_sync.sandbox.world import OPTIONS

    if name is not None and name not in OPTIONS:
        raise UsageProblem(f"there is no option {name!r}; known: {', '.join(OPTIONS)}")
    with opened(db) as world:
        if name is not None and value is not None:
            world.store.set(name, _switch(value))
        shown = {key: world.number(key) for key in ([name] if name else OPTIONS)}
    for key, now in shown.items():
        is_switch = isinstance(OPTIONS[key], bool)
        tell(f"{key} = {('on' if now else 'off') if is_switch else now}")


def _switch(value: str) -> int:
    words = {"on": 1, "off": 0}
    if value in words:
        return words[value]
    if value.isascii() and value.isdecimal():
        return int(value)
    raise UsageProblem(f"{value!r} is neither a number, on nor off")


@click.command()
@click.option(
    "--after", type=click.IntRange(0), default=0, metavar="N", help="Only later ones."
)
@db_option
def calls(after: int, db: str | None) -> None:
    """Show the requests that arrived, one JSON object a line; tokens are not kept."""
    from wa_sync.render.sinks.json import document
    from wa_sync.sandbox import ledger

    with opened(db) as world:
        entries = ledger.entries(world, after)
    for entry in entries:
        say(document(entry, indent=False))


COMMANDS = (
    *(approve, reject, pause, disable, recategorise, review),
    *(rate_limit, option, calls),
)
