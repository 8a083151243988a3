"""wa-sync send: messages with something to tap, buttons and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from wa_sync.cli import typed
from wa_sync.cli.sending import deliver, sends
from wa_sync.cli.settings import settings
from wa_sync.errors import UsageProblem
from wa_sync.messages import Button, Buttons, List, Row, Section, sections
from wa_sync.messages.media import medium


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.messages.media import Media, MediaType
    from wa_sync.model.finding import Finding

F = TypeVar("F", bound="Callable[..., object]")


def header_media(function: F) -> F:
    """Decorate a command with the media that its header may show."""
    function = click.option(
        "--header-file-name",
        metavar="NAME",
        help="The name of that document, which the recipient sees.",
    )(function)
    for type_ in ("document", "video", "image"):
        function = click.option(
            f"--header-{type_}",
            metavar="LINK|ID",
            help=f"A header that shows {'an' if type_ == 'image' else 'a'} {type_}.",
        )(function)
    return function


def header_medium(ctx: click.Context) -> Media | None:
    """Return the medium that was given for the header; one at the most."""
    types: tuple[MediaType, ...] = ("image", "video", "document")
    given = [(one, ctx.params.get(f"header_{one}")) for one in types]
    name = ctx.params.get("header_file_name")
    found = [medium(one, v, file_name=name) for one, v in given if v is not None]
    if name is not None and not found:
        raise UsageProblem("--header-file-name names a document: --header-document")
    if len(found) > 1:
        raise UsageProblem("a header shows one thing, and several are given")
    return next(iter(found), None)


@click.command("buttons", short_help="A text with up to three buttons.")
@click.argument("body", metavar="TEXT|-")
@click.option(
    "--button",
    "buttons",
    multiple=True,
    metavar="ID=TITLE",
    help="A button; the id comes back when it is tapped. One to three.",
)
@click.option("--header", metavar="TEXT", help="A header that is a text.")
@header_media
@click.option("--footer", metavar="TEXT", help="A line below the text.")
@sends
@click.pass_context
def buttons(
    ctx: click.Context,
    /,
    body: str,
    buttons: tuple[str, ...],
    header: str | None,
    footer: str | None,
    **_: object,
) -> None:
    """Send a text with buttons to answer with; - reads it from standard input."""
    shown = header_medium(ctx)
    if header is not None and shown is not None:
        raise UsageProblem("a header shows one thing, and several are given")
    each = [_pair(one, "--button") for one in buttons]
    message = Buttons(
        body=typed.text(body),
        buttons=[Button(id_, title) for id_, title in each],
        header=shown if header is None else header,
        footer=footer,
    )
    deliver(ctx, message)


@click.command("list", short_help="A text with a list to choose from.")
@click.argument("body", metavar="TEXT|-")
@click.option(
    "--label",
    required=True,
    metavar="TITLE",
    help="The title of the button that opens the list.",
)
@click.option(
    "--row",
    "rows",
    multiple=True,
    metavar="ID=TITLE",
    help="A row; the id comes back when it is chosen. Up to ten.",
)
@click.option(
    "--describe",
    multiple=True,
    metavar="ID=TEXT",
    help="A line below the row of that id. Repeatable.",
)
@click.option(
    "--sections",
    metavar="FILE",
    help="Rows in several sections, as Meta's JSON: a list of title and rows.",
)
@click.option("--header", metavar="TEXT", help="A line above the text.")
@click.option("--footer", metavar="TEXT", help="A line below the text.")
@sends
@click.pass_context
def list_(
    ctx: click.Context,
    /,
    body: str,
    label: str,
    header: str | None,
    footer: str | None,
    **_: object,
) -> None:
    """Send a text with a button that opens a list; - reads it from standard input."""
    found: list[Finding] = []
    message = List(
        body=typed.text(body),
        button=label,
        sections=_sections(ctx, found),
        header=header,
        footer=footer,
    )
    deliver(ctx, message, found)


def _pair(given: str, flag: str) -> tuple[str, str]:
    return next(iter(typed.pairs((given,), flag).items()))


def _sections(ctx: click.Context, found: list[Finding]) -> list[Section]:
    rows, describe = ctx.params["rows"], ctx.params["describe"]
    file = ctx.params["sections"]
    if file is None:
        return [Section(_rows(rows, describe))]
    if rows or describe:
        raise UsageProblem("rows come from --row, or from the file of --sections")
    return sections.read(typed.objects(settings(ctx), file, "sections"), found)


def _rows(rows: tuple[str, ...], describe: tuple[str, ...]) -> list[Row]:
    described = typed.pairs(describe, "--describe")
    bare = next((id_ for id_, said in described.items() if not said.strip()), None)
    if bare is not None:
        raise UsageProblem(f"--describe {bare}= describes nothing; leave it out")
    each = [_pair(one, "--row") for one in rows]
    unknown = described.keys() - {id_ for id_, _ in each}
    if unknown:
        raise UsageProblem(f"--describe names a row that is not there: {min(unknown)}")
    return [Row(id_, title, described.get(id_)) for id_, title in each]
