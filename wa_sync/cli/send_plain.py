"""wa-sync send: texts, media, places and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

import click

from wa_sync.cli import typed
from wa_sync.cli.sending import deliver, sends
from wa_sync.cli.settings import settings
from wa_sync.errors import UsageProblem
from wa_sync.messages import Contacts, Location, PlainText
from wa_sync.messages.contacts import card
from wa_sync.messages.limits import CAPTIONED, NAMED_FILES
from wa_sync.messages.media import MediaType, medium


if TYPE_CHECKING:
    from collections.abc import Callable


@click.command("text", short_help="A text.")
@click.argument("body", metavar="TEXT|-")
@click.option(
    "--preview-url", is_flag=True, help="Show the first link of the text as a picture."
)
@sends
@click.pass_context
def text(ctx: click.Context, /, body: str, *, preview_url: bool, **_: object) -> None:
    """Send a text; - reads it from standard input."""
    deliver(ctx, PlainText(typed.text(body), preview_url=preview_url))


_NAMED: Final = {
    "image": "an image",
    "document": "a document",
    "video": "a video",
    "audio": "a sound",
    "sticker": "a sticker, which is WebP",
}


def _media(type_: MediaType) -> click.Command:
    """Make the command of one type of media, with the options that it has."""

    def run(
        ctx: click.Context,
        /,
        source: str,
        caption: str | None = None,
        file_name: str | None = None,
        **_: object,
    ) -> None:
        deliver(ctx, medium(type_, source, caption=caption, file_name=file_name))

    named = _NAMED[type_]
    run.__doc__ = f"Send {named}: by a public https link, or by the id of an upload."
    made: Callable[..., object] = sends(click.pass_context(run))
    if type_ in NAMED_FILES:
        made = click.option(
            "--file-name", metavar="NAME", help="The name that the recipient sees."
        )(made)
    if type_ in CAPTIONED:
        made = click.option("--caption", metavar="TEXT", help="A text below it.")(made)
    made = click.argument("source", metavar="LINK|ID")(made)
    short = f"{named.partition(',')[0].capitalize()}, by link or id."
    return click.command(type_, short_help=short)(made)


MEDIA: Final = tuple(_media(one) for one in get_args(MediaType))


@click.command("location", short_help="A place on the map.")
@click.option(
    "--at", required=True, metavar="LAT,LON", help="Where it is: 52.52,13.405."
)
@click.option("--name", metavar="NAME", help="What the place is called.")
@click.option("--address", metavar="TEXT", help="Its address; it needs a name, too.")
@sends
@click.pass_context
def location(
    ctx: click.Context,
    /,
    at: str,
    name: str | None,
    address: str | None,
    **_: object,
) -> None:
    """Send a place: its degrees of latitude and longitude, and what it is called."""
    latitude, longitude = typed.degrees(at, "--at")
    deliver(
        ctx,
        Location(latitude=latitude, longitude=longitude, name=name, address=address),
    )


@click.command("contacts", short_help="Cards of an address book.")
@click.argument("file", metavar="[FILE|-]", required=False)
@click.option("--name", metavar="NAME", help="Send the card of this person instead.")
@click.option("--phone", "phones", multiple=True, metavar="NUMBER", help="Repeatable.")
@click.option("--email", "emails", multiple=True, metavar="ADDRESS", help="Repeatable.")
@sends
@click.pass_context
def contacts(
    ctx: click.Context,
    /,
    file: str | None,
    name: str | None,
    phones: tuple[str, ...],
    emails: tuple[str, ...],
    **_: object,
) -> None:
    """Send contacts: those in a FILE of Meta's JSON, or the one that --name gives.

    A name is split at its first space into first and last name.
    """
    if (file is None) == (name is None) or (file and (phones or emails)):
        raise UsageProblem(
            "contacts come from a FILE, or from --name with --phone and --email",
            hint="wa-sync send contacts --help shows both ways",
        )
    if file is not None:
        cards = typed.objects(settings(ctx), file, "contacts")
    else:
        cards = [card(name or "", phones, emails)]
    deliver(ctx, Contacts(cards))
