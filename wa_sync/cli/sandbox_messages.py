"""The sandbox's mailbox: which messages it took, and who may be written to."""

from __future__ import annotations

import click

from wa_sync.cli.output import say, tell
from wa_sync.cli.sandbox_file import opened
from wa_sync.errors import UsageProblem


db_option = click.option(
    "--db", metavar="FILE", help="The sandbox's file.  [default: .wa-sync/sandbox.db]"
)


@click.command()
@click.option("--to", metavar="NUMBER", help="Only those to this number.")
@db_option
def messages(to: str | None, db: str | None) -> None:
    """Show the messages that were sent, one JSON object a line, and what was read."""
    from wa_sync.messages.recipient import dialled
    from wa_sync.render.sinks.json import document
    from wa_sync.sandbox.messages.receive import kept

    with opened(db) as world:
        found = kept(world)
    for one in found:
        if to is None or one.get("to") == dialled(to):
            say(document(one, indent=False))


@click.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]…")
@click.option("--anybody", is_flag=True, help="Take messages to anybody again.")
@db_option
def recipients(
    numbers: tuple[str, ...],
    anybody: bool,  # noqa: FBT001 - a flag of the command line
    db: str | None,
) -> None:
    """Say to whom messages may go, as a test number of Meta's has a list.

    Others are refused with 131030. At first it is anybody.
    """
    from wa_sync.messages.recipient import check, dialled
    from wa_sync.sandbox.messages.receive import ALLOWED

    if anybody and numbers:
        raise UsageProblem("--anybody takes no numbers")
    wanted = [dialled(one) for one in numbers]
    wrong = [found.message for one in numbers for found in check(one)]
    if wrong:
        raise UsageProblem(wrong[0])
    with opened(db) as world:
        if anybody or wanted:
            world.store.set(ALLOWED, wanted or None)
        known = world.store.setting(ALLOWED)
    named = ", ".join(map(str, known)) if isinstance(known, list) else "anybody"
    tell(f"Messages may go to: {named}.")


COMMANDS = (messages, recipients)
