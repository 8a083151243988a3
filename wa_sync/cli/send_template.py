"""wa-sync send template: the only message that opens a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_sync.cli import typed
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.options import option
from wa_sync.cli.output import note
from wa_sync.cli.progress import busy
from wa_sync.cli.send_tapped import header_media, header_medium
from wa_sync.cli.sending import (
    Delivery,
    account_of,
    hand_over,
    loaded_for,
    refuse_narrowing,
    sends,
)
from wa_sync.cli.settings import Settings, settings
from wa_sync.errors import UsageProblem
from wa_sync.messages import Location
from wa_sync.messages.given import Given
from wa_sync.workflow.templated import Templated, templated


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.messages import Media
    from wa_sync.model.account import Account
    from wa_sync.model.source import Spec
    from wa_sync.workflow.load import Loaded


_VALUES = ("param", "header_param", "button", "header_location", "examples")


@click.command("template", short_help="A template, with its parameters.")
@click.argument("name")
@option(
    "-l",
    "--language",
    required=True,
    metavar="CODE",
    help="The language to send, like en_US.",
)
@click.option(
    "--param",
    multiple=True,
    metavar="KEY=VALUE",
    help="A variable of the body, by its name or its position: 1=Ana. Repeatable.",
)
@click.option(
    "--header-param",
    multiple=True,
    metavar="KEY=VALUE",
    help="A variable of the header, likewise.",
)
@header_media
@click.option(
    "--header-location", metavar="LAT,LON", help="The place that the header shows."
)
@click.option("--header-name", metavar="NAME", help="What that place is called.")
@click.option("--header-address", metavar="TEXT", help="The address of that place.")
@click.option(
    "--button",
    multiple=True,
    metavar="INDEX=VALUE",
    help="What a button takes, by its place from 0: the end of an address, a coupon "
    "code, a payload, the token of a Flow. Repeatable.",
)
@click.option(
    "--examples", is_flag=True, help="Fill what is not given from the examples."
)
@click.option(
    "--components",
    metavar="FILE",
    help="All components as Meta's JSON, for carousels, offers and products.",
)
@sends
@click.pass_context
def template(
    ctx: click.Context,
    /,
    name: str,
    language: str,
    components: str | None,
    **_: object,
) -> None:
    """Send a template that Meta approved, with the parameters that it takes.

    What it takes is read from live, and the files are held against that; wa-sync
    contract says it of the files. The code of an authentication template is given once:
    --param 1=CODE. With --dry-run, too, live is read.
    """
    chosen = settings(ctx)
    refuse_narrowing(chosen)
    given = _given(ctx, chosen, components)
    loaded = loaded_for(chosen)
    account = account_of(chosen, loaded)
    found = _found(chosen, loaded, account, (name, language), given)
    for one in found.notes:
        note(chosen, one)
    hand_over(chosen, account, found.message, Delivery.given(ctx), found.findings)


def _found(
    chosen: Settings,
    loaded: Loaded,
    account: Account,
    address: tuple[str, str],
    given: Given | Sequence[Spec],
) -> Templated:
    declared = [one for one in loaded.desired.declared if one.account == account.name]
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        connection.check(account)
        with busy(chosen, "Reading the template"):
            return templated(
                connection.reader(account), account, address, given, declared
            )


def _given(
    ctx: click.Context, chosen: Settings, components: str | None
) -> Given | Sequence[Spec]:
    """Collect the values, or the components that somebody wrote."""
    values, shown = ctx.params, _shown(ctx)
    if components is not None:
        if shown or any(values[one] for one in _VALUES):
            raise UsageProblem(
                "--components holds all parameters: it goes with no other option for "
                "them"
            )
        return typed.objects(chosen, components, "components")
    return Given(
        body=typed.pairs(values["param"], "--param"),
        header=typed.pairs(values["header_param"], "--header-param"),
        medium=shown,
        buttons=typed.pairs(values["button"], "--button"),
        examples=values["examples"],
    )


def _shown(ctx: click.Context) -> Media | Location | None:
    """Return what the header shows, if anything was given for it."""
    values, medium = ctx.params, header_medium(ctx)
    place = values["header_location"]
    if place is None:
        if values["header_name"] or values["header_address"]:
            raise UsageProblem("--header-name and --header-address describe a place")
        return medium
    if medium is not None:
        raise UsageProblem("a header shows one thing, and several are given")
    latitude, longitude = typed.degrees(place, "--header-location")
    return Location(
        latitude=latitude,
        longitude=longitude,
        name=values["header_name"],
        address=values["header_address"],
    )
