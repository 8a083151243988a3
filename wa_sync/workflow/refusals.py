"""Calls that Meta or the gateway refuses, said in one way: who, what, why, which code.

A refusal is an answer: it is ApiRefused (5), with what support asks for, and not
Rejected, which only says that a call was wrong.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wa_sync.errors import ApiRefused, Rejected
from wa_sync.messages.codes import explained
from wa_sync.model.account import Endpoint


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.errors import ApiError


@contextmanager
def refusals(what: str, endpoint: Endpoint) -> Iterator[None]:
    """Raise ApiRefused where ``what`` is refused: "the message", "to delete …"."""
    try:
        yield
    except Rejected as error:
        raise ApiRefused(
            f"{_who(error, endpoint)} refused {what}: {error.message}{_known(error)}",
            code=error.code,
            hint=hint_of(error, endpoint),
        ) from error


@contextmanager
def gateway_refusals(what: str) -> Iterator[None]:
    """Raise ApiRefused where the gateway refuses ``what``; it knows no codes."""
    try:
        yield
    except Rejected as error:
        raise ApiRefused(
            f"the gateway refused {what}: {error.message}", code=None, hint=error.hint
        ) from error


def hint_of(error: ApiError, endpoint: Endpoint) -> str | None:
    """Return what a code means and what to do, or else the hint that there is."""
    return explained(error.code, gateway=endpoint is Endpoint.MATON) or error.hint


def _who(error: Rejected, endpoint: Endpoint) -> str:
    """All that Meta refuses has a code; what the gateway refuses by itself has none."""
    if error.code is not None:
        return "Meta"
    return "the gateway" if endpoint is Endpoint.MATON else "the API"


def _known(error: Rejected) -> str:
    numbers = "/".join(str(n) for n in (error.code, error.subcode) if n is not None)
    named = {"code": numbers, "trace": error.trace_id}
    known = ", ".join(f"{name} {value}" for name, value in named.items() if value)
    return f" ({known})" if known else ""
