"""No file descriptor is left: a connection that fails like others."""

from __future__ import annotations

import os
import resource
from time import monotonic
from typing import NoReturn

import httpcore
import pytest
from support.asked import FINE, GET, asking, failed
from support.raw_server import raw_server

from wa_sync.http.deadline import DeadlineBackend, until
from wa_sync.http.exchange import Fate
from wa_sync.http.gate import Gate


def test_a_connection_that_cannot_be_known_has_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing was sent, so it is no mistake of ours and no unknown fate."""

    def none_left(_: int) -> NoReturn:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(os, "dup", none_left)
    backend = DeadlineBackend(monotonic, Gate())
    with raw_server() as server, until(monotonic() + 60.0):
        with pytest.raises(httpcore.ConnectError, match="Too many open files"):
            backend.connect_tcp("127.0.0.1", server.port)
        assert server.heard == []


def test_the_system_says_what_is_wrong() -> None:
    """Whoever reads "no connection" would look for it in the network."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with asking(FINE) as ask:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
        try:
            exchange = ask(GET)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        assert ask.server.heard == []
    assert failed(exchange) == (Fate.NOT_SENT, "too many open files")
