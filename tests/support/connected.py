"""Connections as the gateway shows them, and as wa-sync keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.connection import GatewayConnection


if TYPE_CHECKING:
    from wa_sync.model.source import Spec


NODE = "21fd90f9-5935-43cd-b6c8-bde9d915ca80"
LINK = "https://connect.maton.ai/?session_token=canary-0123456789"
SHOWN: Spec = {
    "connection_id": NODE,
    "status": "ACTIVE",
    "creation_time": "2026-01-02T12:00:00.000000Z",
    "last_updated_time": "2026-01-02T12:03:00.000000Z",
    "url": LINK,
    "app": "whatsapp-business",
    "metadata": {"who": "canary"},
}
OPEN = GatewayConnection(
    id=NODE,
    status="ACTIVE",
    app="whatsapp-business",
    creation_time="2026-01-02T12:00:00.000000Z",
    last_updated_time="2026-01-02T12:03:00.000000Z",
)
UNTOLD = GatewayConnection(id="5")
