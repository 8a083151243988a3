"""``wa-sync sandbox``: serve the pretend API, and drive it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from wa_sync.cli import (
    sandbox_connections,
    sandbox_faults,
    sandbox_messages,
    sandbox_orders,
    sandbox_serve,
)
from wa_sync.cli.output import tell
from wa_sync.cli.sandbox_file import account, number, opened
from wa_sync.errors import UsageProblem
from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from datetime import timedelta

    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.world import World


LARGEST_SEED = 256 * 1024 * 1024
SHORT_DB = "The sandbox's file.  [default: the project's .wa-sync/sandbox.db]"
PROFILE_KEYS = frozenset({"messaging_product", "about", "vertical", "websites"})

db_option = click.option("--db", metavar="FILE", help=SHORT_DB)


@click.group()
def sandbox() -> None:
    """A pretend Graph API, to try things out and to rehearse.

    It behaves as Meta does: it reviews, fills in, re-cases, locks names and refuses.
    Nothing has to be set up; an account is there as soon as it is used.
    """


@sandbox.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "--waba", metavar="ID", help="Into this account.  [default: the only one]"
)
@click.option("--phone", metavar="ID", help="A profile: of this phone number.")
@db_option
def seed(file: BinaryIO, waba: str | None, phone: str | None, db: str | None) -> None:
    """Load objects as Meta returns them, past the rules for creating.

    FILE (- for standard input) holds a template, a phone number, an answer with a list
    of either, or a profile's answer. What has the same id, or the same name and
    language, is replaced.
    """
    items = _items(_read(file))
    with opened(db) as world:
        told = [_seed(world, item, waba, phone) for item in items]
    tell(f"Loaded {len(told)} object{'' if len(told) == 1 else 's'}.")


def _read(file: BinaryIO) -> Json:
    import orjson

    content: bytes = file.read(LARGEST_SEED)
    try:
        value: Json = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UsageProblem(f"{file.name} is no JSON: {error}") from error
    return value


def _items(value: Json) -> list[Spec]:
    """Take a list, an answer with ``data``, or one object."""
    inner = mapping(value).get("data", value)
    items = array(inner) if isinstance(inner, list) else [inner]
    if not all(isinstance(item, dict) for item in items):
        raise UsageProblem(
            "the file holds neither a template, a phone number, a list nor a profile"
        )
    return [mapping(item) for item in items]


def _seed(world: World, item: Spec, waba: str | None, phone: str | None) -> str:
    from wa_sync.kinds.business_profile import sandbox as profiles
    from wa_sync.kinds.message_template.sandbox import seed as templates
    from wa_sync.sandbox import phones

    if "name" not in item and PROFILE_KEYS & item.keys():
        profiles.seed(world, number(world, phone), item)
        return "profile"
    what, load = "template", templates.seed
    if "display_phone_number" in item:
        what, load = "phone number", phones.seed
    try:
        return load(world, account(world, waba), item)
    except ValueError as error:
        raise UsageProblem(f"the file holds no {what}: {error}") from error


# -30m is a shift, not an option; -1h must not ask for help
@sandbox.command(
    context_settings={
        "ignore_unknown_options": True,
        "help_option_names": ["--help"],
    }
)
@click.argument("by", metavar="+25h|-30m|reset|show")
@db_option
def clock(by: str, db: str | None) -> None:
    """Move the sandbox's clock, to see locks and quotas end.

    Units are s, m, h, d and w; they may be joined: +1d12h.
    """
    from datetime import UTC, datetime

    from wa_sync.sandbox.clock import parse_shift

    with opened(db) as world:
        if by == "reset":
            world.clock.reset()
        elif by != "show":
            world.clock.move(_shift(parse_shift(by), by))
        now = datetime.fromtimestamp(world.now(), UTC)
        offset = world.clock.offset()
    tell(f"{now:%Y-%m-%dT%H:%M:%SZ} ({offset:+d} s)")


def _shift(parsed: timedelta | None, by: str) -> timedelta:
    if parsed is None:
        raise UsageProblem(f"{by!r} is no shift of a clock: try +25h, -30m or +1d12h")
    return parsed


@sandbox.command()
@db_option
def reset(db: str | None) -> None:
    """Forget everything: accounts, history, faults, clock, options."""
    with opened(db) as world:
        world.store.clear()
    tell("The sandbox is empty.")


alone = (sandbox_serve.serve, sandbox_faults.faults, sandbox_connections.connection)
for order in (*sandbox_orders.COMMANDS, *sandbox_messages.COMMANDS, *alone):
    sandbox.add_command(order)

command = sandbox
