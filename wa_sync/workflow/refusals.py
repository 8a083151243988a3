"""What the API refuses to take, in words that people understand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import ApiRefused
from wa_sync.messages.codes import explained
from wa_sync.model.account import Endpoint


if TYPE_CHECKING:
    from wa_sync.errors import ApiError
    from wa_sync.model.account import Account


def refused(account: Account, what: str, error: ApiError) -> ApiRefused:
    """Return the refusal of a message or a file: whose it is, and Meta's meaning."""
    gateway = account.endpoint is Endpoint.MATON
    numbers = "/".join(str(n) for n in (error.code, error.subcode) if n is not None)
    named = {"code": numbers, "trace": error.trace_id}
    known = ", ".join(f"{name} {value}" for name, value in named.items() if value)
    # all that Meta refuses has a code; what the gateway refuses by itself has none
    who = "Meta" if error.code is not None else "the gateway" if gateway else "the API"
    return ApiRefused(
        f"{who} refused the {what}: {error.message}" + (f" ({known})" if known else ""),
        code=error.code,
        hint=explained(error.code, gateway=gateway) or error.hint,
    )
