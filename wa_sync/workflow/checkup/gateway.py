"""The gateway's control plane: whether it answers, and whether there is a consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.connections.plane import ControlPlane
from wa_sync.errors import WaSyncError
from wa_sync.model.connection import ACTIVE
from wa_sync.workflow.checkup.verdicts import doubtful, failed, fine, wrong


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.http.client import Http
    from wa_sync.http.secret import Secret
    from wa_sync.model.account import Account
    from wa_sync.model.checkup import Check
    from wa_sync.model.connection import GatewayConnection

CONTROL, CONNECTION = "control plane", "connection"
_START = "wa-sync connection create starts one"


def checks(
    account: Account, http: Http, token: Secret, *, origin: str | None, sandbox: bool
) -> Iterator[Check]:
    """Ask the control plane for the connections of a key, and judge the account's."""
    try:
        found = ControlPlane(http, token, origin=origin).all()
    except WaSyncError as error:
        yield failed(CONNECTION, error, CONTROL)
        return
    yield _judged(account.connection, found, sandbox=sandbox)


def _judged(
    wanted: str | None, found: Sequence[GatewayConnection], *, sandbox: bool
) -> Check:
    active = [one for one in found if one.status == ACTIVE]
    if wanted is None:
        return _oldest(active, sandbox=sandbox)
    mine = next((one for one in found if one.id == wanted), None)
    if mine is None:
        if sandbox:
            return fine(CONNECTION, f"{wanted} is not there; the sandbox needs none")
        return wrong(
            CONNECTION,
            f"{wanted} is no connection of this key",
            77,
            "wa-sync connection list shows them",
        )
    if mine.status != ACTIVE:
        return wrong(
            CONNECTION,
            f"{wanted} is {mine.status or 'in an unknown state'}, not {ACTIVE}",
            77,
            f"open its link, or delete it: {_START}",
        )
    return fine(CONNECTION, f"{wanted} is {ACTIVE}")


def _oldest(active: Sequence[GatewayConnection], *, sandbox: bool) -> Check:
    """Judge an account that names no connection: the gateway takes the oldest."""
    if not active and sandbox:
        return fine(CONNECTION, "there is none; the sandbox needs none")
    if not active:
        return wrong(CONNECTION, "no connection to WhatsApp is active", 77, _START)
    if len(active) > 1:
        return doubtful(
            CONNECTION,
            f"{len(active)} are active, and the account names none: the oldest is used",
            "add connection: to the account; wa-sync connection list shows the ids",
        )
    return fine(CONNECTION, f"{active[0].id} is {ACTIVE}, the only one")
