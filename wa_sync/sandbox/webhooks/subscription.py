"""Where webhooks go: an address on this machine, and what it shares with the sandbox.

The sandbox is a local thing, and what is in it may be an account's real templates: it
posts to loopback addresses only, never anywhere by way of a redirect or a proxy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit


PAUSES: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Real seconds between the tries of one event: a minute altogether.

Meta's own frequency decreases in the same way, for up to seven days.
"""
PATIENCE: Final = 10.0
_ADDRESS: Final = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Subscription:
    """An address and the app's secret; times are in real seconds."""

    host: str
    port: int
    target: str
    secret: str = field(repr=False)
    verify_token: str | None = field(default=None, repr=False)
    pauses: tuple[float, ...] = PAUSES
    patience: float = PATIENCE


def address(url: str) -> tuple[str, int, str]:
    """Return host, port and path of an address on this machine.

    A ValueError says why it is none.
    """
    if not _ADDRESS.fullmatch(url):
        raise ValueError("it is no URL")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("it is no URL") from None
    if parts.scheme != "http" or not host:
        raise ValueError("it has to begin with http://, as in http://127.0.0.1:8080/")
    if port == 0:
        raise ValueError("nothing can be posted to port 0")
    if parts.username is not None or parts.fragment:
        raise ValueError("it may hold no user and no fragment")
    if not _is_here(host):
        raise ValueError("the sandbox posts only to this machine: 127.0.0.1, localhost")
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    return host, 80 if port is None else port, target


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
