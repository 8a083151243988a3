"""Connections of the gateway: by which account of Meta's it signs requests."""

from __future__ import annotations

from dataclasses import dataclass


ACTIVE, PENDING, FAILED = "ACTIVE", "PENDING", "FAILED"


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayConnection:
    """One OAuth connection, as the gateway shows it; None where it does not tell.

    The link that it is opened with is a secret, and is nowhere in here. ``status`` is
    the gateway's own word: ACTIVE, PENDING, FAILED, and what may be added.
    """

    id: str
    status: str | None = None
    app: str | None = None
    creation_time: str | None = None
    last_updated_time: str | None = None
