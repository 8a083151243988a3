"""Which API a run talks to, with which token: Meta, the gateway, or a sandbox.

The sandbox is used only when asked for, never for want of a token.
"""

from __future__ import annotations

import os
import secrets
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from wa_sync.cli.output import note
from wa_sync.cli.token_file import token_in
from wa_sync.errors import BadEnvironment, UsageProblem
from wa_sync.model.change import SANDBOX
from wa_sync.model.history import SKEW
from wa_sync.model.source import text
from wa_sync.workflow.load import STAND_IN


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from wa_sync.cli.settings import Settings
    from wa_sync.connections.plane import ControlPlane
    from wa_sync.graph.client import Reader, Writer
    from wa_sync.graph.media import MediaClient
    from wa_sync.http.client import Http
    from wa_sync.http.secret import Secret
    from wa_sync.model.account import Account
    from wa_sync.sandbox.world import World


PLAN_WAIT, APPLY_WAIT = 120.0, 900.0
CALL_TIMEOUT = 60.0
LIFETIME = "lifetime"


@dataclass(frozen=True, slots=True)
class Connection:
    """One run's way to the API. ``origin`` is None for the endpoint's own address.

    ``db`` is the file of the embedded sandbox and ``world`` what it holds, and
    ``lifetime`` tells it from the one that was emptied before it; ``given`` is the
    token of --token-file.
    """

    http: Http
    settings: Settings
    origin: str | None
    sandbox: bool
    max_wait: float
    db: Path | None = None
    lifetime: str = ""
    given: Secret | None = None
    world: World | None = None

    def now(self) -> datetime:
        """Return what time it is for the server: by that, Meta's quotas are counted.

        Until it has answered, it is this machine's.
        """
        return self.http.server_time()

    def reader(self, account: Account) -> Reader:
        """A client that has no writing methods."""
        from wa_sync.graph.session import open_reader

        self.introduce(account)
        return open_reader(self.http, account, self.token(account), origin=self.origin)

    def writer(self, account: Account) -> Writer:
        """A client that writes."""
        from wa_sync.graph.session import open_writer

        return open_writer(self.http, account, self.token(account), origin=self.origin)

    def control_plane(self, account: Account) -> ControlPlane:
        """The connections of an account's key."""
        from wa_sync.connections.plane import ControlPlane

        return ControlPlane(self.http, self.token(account), origin=self.origin)

    def token(self, account: Account) -> Secret:
        """Return the account's token; raises BadEnvironment where there is none."""
        from wa_sync.http.secret import Secret

        if self.given is not None:
            return self.given
        if self.sandbox:
            return Secret.parse("sandbox-token-for-nobody", source="the sandbox")
        value = os.environ.get(account.token_env)
        if value is None:
            raise BadEnvironment(
                f"no token for account {account.name!r}: {account.token_env} is not "
                "set",
                hint=f"set {account.token_env} or say --token-file FILE; --sandbox "
                "tries it without one",
            )
        return Secret.parse(value, source=account.token_env)

    def media(self, account: Account) -> MediaClient:
        """The files that an account's messages name."""
        from wa_sync.graph.media import MediaClient

        token = self.token(account)
        return MediaClient(self.http, account, token, origin=self.origin)

    def check(self, account: Account) -> None:
        """Raise BadEnvironment where there is no token, before any work is done."""
        if account is STAND_IN and not self.sandbox:
            raise UsageProblem(
                "no account: the files do not say which WhatsApp account is meant",
                hint="add accounts: with a waba_id, or try it out with --sandbox",
            )
        self.token(account)

    def address(self, account: Account) -> str:
        """Name what is asked, for a plan: no path and no random port is in it."""
        from wa_sync.graph.profile import origin_for

        if self.settings.sandbox:
            return SANDBOX
        return str(origin_for(account, self.origin))

    def place(self, account: Account) -> str:
        """Name what is locked while applying: the same however it was typed."""
        if self.db is not None:
            return str(self.db.resolve())
        return self.address(account).replace("//localhost", "//127.0.0.1", 1)

    def same(self, account: Account) -> tuple[str, str]:
        """What two names of one account share: where it is, and what it is to Meta."""
        return self.place(account), account.identity

    def remembered_as(self, account: Account) -> str:
        """Name what is written to, for the journal: it is that of one server."""
        return f"{self.place(account)}{self.lifetime}"

    def introduce(self, account: Account) -> None:
        """Let the embedded sandbox know whose number it is, as Meta would."""
        if self.world and account.waba_id and account.phone_number_id:
            from wa_sync.sandbox.phones import introduce

            introduce(self.world, account.waba_id, account.phone_number_id)


@contextmanager
def connect(
    settings: Settings,
    *,
    max_wait: float,
    root: Path | None = None,
    only_looking: bool = False,
) -> Iterator[Connection]:
    """Open the one HTTP client of the run, and the embedded sandbox if asked for.

    ``root`` is the folder of the project, whose sandbox it is. With ``only_looking``,
    no file is made for a sandbox that has none yet, and somebody else says whether this
    machine's clock is wrong.
    """
    from wa_sync.cli.sandbox_file import path_in
    from wa_sync.cli.waits import telling_waits

    with ExitStack() as stack:
        stack.enter_context(telling_waits(settings))
        if settings.verbose > 1:
            stack.enter_context(_telling_requests())
        origin, lifetime, world = settings.endpoint or settings.sandbox_url, "", None
        db = path_in(settings.cwd, root) if settings.sandbox else None
        if db is not None:
            kept = None if only_looking and not db.exists() else db
            origin, world = stack.enter_context(_embedded(kept))
            lifetime = _lifetime(world)
        patience = max_wait if settings.max_wait is None else settings.max_wait
        http = stack.enter_context(_client(settings, patience))
        sandbox = bool(settings.sandbox or settings.sandbox_url)
        given = _given(settings)
        yield Connection(
            http, settings, origin, sandbox, patience, db, lifetime, given, world
        )
        if not sandbox and not only_looking:
            _tell_skew(settings, http.skew())


def _client(settings: Settings, patience: float) -> Http:
    from wa_sync.http.client import Http
    from wa_sync.http.gate import Gate

    return Http(
        timeout=settings.timeout or CALL_TIMEOUT,
        max_wait=patience,
        wait=settings.stop.wait,
        gate=settings.stop.attach(Gate()),
    )


def _given(settings: Settings) -> Secret | None:
    file = settings.token_file
    if file is None:
        return None
    return token_in(settings.cwd / file, partial(note, settings))


def _tell_skew(settings: Settings, skew: timedelta | None) -> None:
    """Say once that this machine's clock is wrong; nothing depends on it (H16)."""
    if skew is None or abs(skew) <= SKEW:
        return
    minutes = round(abs(skew) / timedelta(minutes=1))
    way = "behind" if skew > timedelta() else "ahead of"
    note(
        settings,
        f"This machine's clock is {minutes} minutes {way} the server's; times are by "
        "the server's.",
    )


@contextmanager
def _telling_requests() -> Iterator[None]:
    """Show a line for each request; none of them holds a token."""
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("wa_sync.http")
    log.setLevel(logging.DEBUG)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(logging.NOTSET)


@contextmanager
def _embedded(path: Path | None) -> Iterator[tuple[str, World]]:
    """Serve the sandbox's file, or an empty one; yield its address and contents."""
    from wa_sync.cli.sandbox_file import readable
    from wa_sync.kinds import KINDS
    from wa_sync.sandbox.server import serve

    routes = [route for kind in KINDS for route in kind.routes()]
    with ExitStack() as stack:
        with nullcontext() if path is None else readable(path):
            server = stack.enter_context(serve(path, routes=routes))
        yield server.url, server.world


def _lifetime(world: World) -> str:
    """Return a mark that is lost when the sandbox is emptied, or its file deleted."""
    with world.store.transaction():
        mark = text(world.store.setting(LIFETIME))
        if not mark:
            mark = f"#{secrets.token_hex(8)}"
            world.store.set(LIFETIME, mark)
    return mark
