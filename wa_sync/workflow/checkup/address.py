"""Where requests go: to Meta, to the gateway, to a sandbox, or where somebody said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import WaSyncError
from wa_sync.graph.profile import PROFILES
from wa_sync.http.origins import CONTROL_PLANE, parse_override
from wa_sync.model.account import Endpoint
from wa_sync.workflow.checkup.verdicts import doubtful, failed, fine


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.http.origins import Origin
    from wa_sync.model.account import Account
    from wa_sync.model.checkup import Check

ENDPOINT = "endpoint"


def endpoint(
    accounts: Sequence[Account], given: str | None, *, embedded: bool, sandbox: bool
) -> tuple[Check, tuple[Origin, ...]]:
    """Say where requests go, and return the origins; ``given`` is somebody's address.

    ``embedded`` is the sandbox of --sandbox, whose address nobody need know.
    """
    try:
        override = None if given is None else parse_override(given)
    except WaSyncError as error:
        return failed(ENDPOINT, error), ()
    if embedded:
        return fine(ENDPOINT, "the embedded sandbox: nothing here is Meta's"), ()
    if override is not None and sandbox:
        said = f"a sandbox at {override}: nothing here is Meta's"
        return fine(ENDPOINT, said), (override,)
    if override is not None:
        said = f"{override} gets the token, by --endpoint or WA_SYNC_ENDPOINT"
        return doubtful(ENDPOINT, said), (override,)
    origins = tuple(dict.fromkeys(_origins(accounts)))
    named = ", ".join(sorted({account.endpoint.value for account in accounts}))
    return fine(ENDPOINT, named or "no account, so nobody is asked"), origins


def _origins(accounts: Sequence[Account]) -> list[Origin]:
    found: list[Origin] = []
    for account in accounts:
        found.append(PROFILES[account.endpoint].origin)
        if account.endpoint is Endpoint.MATON:
            found.append(CONTROL_PLANE)
    return found
