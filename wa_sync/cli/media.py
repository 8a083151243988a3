"""wa-sync media: files that messages name by an id."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import emit, note
from wa_sync.cli.progress import transfer
from wa_sync.cli.prompt import confirmed
from wa_sync.cli.sending import (
    FORMATS,
    account_of,
    dry_run_option,
    from_option,
    loaded_for,
)
from wa_sync.cli.settings import settings
from wa_sync.cli.telling import able_to_tell, telling
from wa_sync.errors import LocalIO, Refused, UsageProblem
from wa_sync.render.sinks.terminal import line
from wa_sync.workflow import media as road


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.cli.settings import Settings
    from wa_sync.config.uploads import Opened
    from wa_sync.graph.media import MediaClient
    from wa_sync.model.account import Account
    from wa_sync.model.medium import Medium


ADVICE = "Upload it again: nobody can use a file without its id."
KEEP = "That id is what wa-sync send takes; wa-sync media delete removes it."


@click.group("media", short_help="Upload, show, download and delete files.")
def command() -> None:
    """Upload files that messages name by an id; show, download and delete them.

    Meta keeps an upload for 30 days, and what came with a message for 7. Samples of
    templates are something else: they are named in the files (asset:).
    """


@command.command("upload", short_help="Upload a file and print its id.")
@click.argument("file", metavar="FILE")
@from_option
@dry_run_option
@global_options(*FORMATS, narrowed=False)
@click.pass_context
def upload(
    ctx: click.Context,
    /,
    file: str,
    phone: str | None,
    *,
    dry_run: bool,
    **_: object,
) -> None:
    """Upload a FILE and print the id that wa-sync send takes.

    Its first bytes say what it is; what Meta would refuse for its type or size is
    refused before anything is sent. Where the connection breaks off, the exit code is
    7, and the file is not sent again by itself.
    """
    from wa_sync.render import media as documents
    from wa_sync.render.text import media as texts

    chosen = settings(ctx)
    account = account_of(chosen, loaded_for(chosen))
    with road.uploading(account, chosen.cwd, file, phone_number_id=phone) as (
        made,
        opened,
    ):
        media_id = None if dry_run else _sent(chosen, account, opened, phone)
    done = None if media_id is None else f"the file was uploaded as {media_id}"
    with telling(done, KEEP):
        emit(
            chosen,
            {
                "text": lambda style: texts.upload(made, media_id, style),
                "json": lambda _: documents.upload(made, media_id),
            },
        )


def _sent(chosen: Settings, account: Account, file: Opened, phone: str | None) -> str:
    able_to_tell(chosen)
    about = file.about
    flight = f"upload {about.path} from account {account.name}"
    with (
        _client(chosen, account) as client,
        transfer(chosen, "Uploading", about.size) as moved,
        chosen.stop.flight(flight, ADVICE),
    ):
        return road.upload(client, account, file, phone_number_id=phone, moved=moved)


@command.command("show", short_help="Show what Meta says of a file.")
@click.argument("media_id", metavar="ID")
@option("--url", is_flag=True, help="Show its link, too, which is good for 5 minutes.")
@global_options(*FORMATS, narrowed=False)
@click.pass_context
def show(ctx: click.Context, /, media_id: str, *, url: bool, **_: object) -> None:
    """Show the type, the size and the SHA-256 of a file by its ID."""
    from wa_sync.render import media as documents
    from wa_sync.render.text import media as texts

    chosen = settings(ctx)
    account = account_of(chosen, loaded_for(chosen))
    with _client(chosen, account) as client:
        one = road.show(client, media_id)
    emit(
        chosen,
        {
            "text": lambda style: texts.medium(one, style, url=url),
            "json": lambda _: documents.medium(account.name, one, url=url),
        },
    )


@command.command("download", short_help="Write a file to disk.")
@click.argument("media_id", metavar="ID")
@option("--out", metavar="FILE", help="Where to.  [default: ID and its type's ending]")
@option("--force", is_flag=True, help="Replace a file that is there.")
@global_options(*FORMATS, narrowed=False)
@click.pass_context
def download(
    ctx: click.Context,
    /,
    media_id: str,
    out: str | None,
    *,
    force: bool,
    **_: object,
) -> None:
    """Write the bytes of a file to disk, once their size and SHA-256 are right.

    They come from Meta's own host for media, so that takes a token of Meta's; a key of
    the gateway is never sent there.
    """
    from wa_sync.render import media as documents
    from wa_sync.render.text import media as texts

    _check_name(out)
    chosen = settings(ctx)
    account = account_of(chosen, loaded_for(chosen))
    with _client(chosen, account) as client:
        one = road.show(client, media_id)
        file = out or road.name_of(one)
        target = _target(chosen, file, force=force)
        with transfer(chosen, "Downloading", one.size) as moved:
            road.download(client, one, target, replace=force, moved=moved)
    emit(
        chosen,
        {
            "text": lambda style: texts.downloaded(one, file, style),
            "json": lambda _: documents.medium(account.name, one, file=file),
        },
    )


def _check_name(out: str | None) -> None:
    """Refuse what people write for standard output, or for a folder."""
    if out == "-":
        raise UsageProblem(
            "--out -: the bytes go into a file, once they are verified",
            hint="name it; ./- is a file of that name",
        )
    if out is not None and out.endswith("/"):
        raise UsageProblem(f"--out {out} names a folder", hint="name the file in it")


def _target(chosen: Settings, file: str, *, force: bool) -> Path:
    """Return where to write; nothing is fetched for a place that cannot be written."""
    target = chosen.cwd / Path(file)
    if target.exists() and not target.is_file():
        raise LocalIO(f"{file} is no regular file")
    if target.exists() and not force:
        raise Refused(f"{file} is already there", hint="say --force to replace it")
    return target


@command.command("delete", short_help="Delete a file from Meta.")
@click.argument("media_id", metavar="ID")
@option("--yes", is_flag=True, default=None, help="Without asking.")
@global_options(narrowed=False)
@click.pass_context
def delete(
    ctx: click.Context, /, media_id: str, *, yes: bool | None, **_: object
) -> None:
    """Delete a file: messages that were sent keep it, new ones cannot name it.

    Without a terminal it takes --yes.
    """
    chosen = settings(ctx)
    account = account_of(chosen, loaded_for(chosen))
    if not yes and not chosen.interactive:
        raise Refused("nobody is here to confirm this deletion", hint="say --yes")
    with _client(chosen, account) as client:
        one = road.show(client, media_id)
        if not yes and not confirmed(_question(one)):
            note(chosen, "Nothing was deleted.")
            ctx.exit(Refused.exit_code)
        with chosen.stop.flight(f"delete medium {one.id}", "Delete it again."):
            road.delete(client, one)
    note(chosen, f"Deleted medium {one.id}.")
    ctx.exit(chosen.stop.exit_code)


def _question(one: Medium) -> str:
    size = "of unknown size" if one.size is None else f"{one.size:,} bytes"
    return line("Delete medium {} ({}, {})?", one.id, one.content_type or "?", size)


@contextmanager
def _client(chosen: Settings, account: Account) -> Iterator[MediaClient]:
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        connection.check(account)
        yield connection.media(account)
