"""wa-sync doctor"""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from wa_sync.cli.connection import connect
from wa_sync.cli.exit_codes import of_checks
from wa_sync.cli.global_options import global_options
from wa_sync.cli.output import emit
from wa_sync.cli.progress import busy
from wa_sync.cli.settings import settings
from wa_sync.cli.state import state_folder
from wa_sync.cli.token_file import token_in
from wa_sync.errors import WaSyncError
from wa_sync.workflow.checkup import account as accounts
from wa_sync.workflow.checkup import address, machine, project, verdicts
from wa_sync.workflow.checkup.questions import Way


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wa_sync.cli.connection import Connection
    from wa_sync.cli.settings import Settings
    from wa_sync.model.account import Account
    from wa_sync.model.checkup import Check
    from wa_sync.workflow.checkup.account import Credential
    from wa_sync.workflow.checkup.project import Seen

DOCTOR_WAIT = 10.0
"""Seconds for rate limits: whoever asks what is wrong wants to hear of them."""


@click.command("doctor", short_help="Look whether everything is in place.")
@global_options("text", "json", narrowed=False)
@click.pass_context
def command(ctx: click.Context, /, **_: object) -> None:
    """Look whether everything is in place, and say what to mend. Nothing is written.

    Looks at the files, Git, the folder for locks and journals, proxies and the clock;
    for each account at its token, the connection, and what the API lets it read.
    Works without a project, too. A token is never shown, nor how long it is.

    Exits with 0 where nothing is wrong; else with the first of these that applies: 77
    not authorised, 75 not reachable or locked, 78 no credentials, 3 invalid files, 74
    no folder for locks.
    """
    chosen = settings(ctx)
    with busy(chosen, "Looking"):
        found = list(_checks(chosen))

    from wa_sync.render import checkup as documents
    from wa_sync.render.text import checkup as texts

    emit(
        chosen,
        {
            "text": lambda style: texts.checkup(found, style),
            "json": lambda _: documents.checkup(found),
        },
    )
    ctx.exit(of_checks(found))


def _checks(chosen: Settings) -> Iterator[Check]:
    sandbox = bool(chosen.sandbox or chosen.sandbox_url)
    seen = project.configuration(chosen.inputs(()), sandbox=sandbox)
    yield seen.check
    yield project.git(chosen.cwd)
    kept, folder = machine.state(state_folder)
    yield kept
    where, origins = address.endpoint(
        seen.accounts,
        chosen.endpoint or chosen.sandbox_url,
        embedded=chosen.sandbox,
        sandbox=sandbox,
    )
    yield where
    yield machine.proxies(origins, os.environ.get)
    yield from _asked(chosen, seen, folder)


def _asked(chosen: Settings, seen: Seen, folder: Path | None) -> Iterator[Check]:
    """Check what takes a connection; a token file that is wrong is a check as well."""
    bare = replace(chosen, token_file=None)
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(
                connect(bare, max_wait=DOCTOR_WAIT, only_looking=True)
            )
        except WaSyncError as error:
            yield verdicts.failed(address.ENDPOINT, error)
            return
        # the clock is told by the answers, and shown before them
        told = [
            replace(check, account=account.name)
            for account in seen.accounts
            for check in _of_account(chosen, connection, seen, folder, account)
        ]
        yield machine.clock(connection.http.skew(), sandbox=connection.sandbox)
        yield from told


def _of_account(
    chosen: Settings,
    connection: Connection,
    seen: Seen,
    folder: Path | None,
    account: Account,
) -> Iterator[Check]:
    connection.introduce(account)
    way = Way(
        http=connection.http, origin=connection.origin, sandbox=connection.sandbox
    )
    credential = _credential(chosen, connection, account)
    media = account.name in seen.media
    yield from accounts.checks(account, way, credential, media=media)
    try:
        same = connection.same(account)
    except WaSyncError as error:
        yield verdicts.skipped(machine.LOCK, error.message)
    else:
        yield machine.free(folder, same, account.name)


def _credential(
    chosen: Settings, connection: Connection, account: Account
) -> Credential:
    """Find the token; of a file its mode is told, but not its name (see token_in)."""
    if chosen.token_file is not None:
        return _of_file(chosen.cwd / chosen.token_file)
    source = "none is needed" if connection.sandbox else account.token_env
    try:
        token = connection.token(account)
    except WaSyncError as error:
        return accounts.Credential(source=source, problem=error)
    return accounts.Credential(source=source, token=token)


def _of_file(path: Path) -> Credential:
    warned: list[str] = []
    try:
        token = token_in(path, warned.append)
    except WaSyncError as error:
        return accounts.Credential(source="--token-file", problem=error)
    try:
        mode = f", mode {stat.S_IMODE(path.stat().st_mode):04o}"
    except OSError:
        # it was there for one reading
        mode = ""
    return accounts.Credential(
        source="--token-file", token=token, note=mode, exposed=bool(warned)
    )
