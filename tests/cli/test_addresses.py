"""One server has one name, however its address is typed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.machine_desk import settings_for
from support.road import Road
from support.sandbox_account import ACCOUNT, ROUTES

from wa_sync.cli.connection import Connection
from wa_sync.cli.sandbox_file import path_in
from wa_sync.cli.settings import Settings
from wa_sync.cli.signals import Stop
from wa_sync.http.client import Http
from wa_sync.sandbox.server import serve


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return what a command line says that names no server."""
    return replace(settings_for(tmp_path, "", Stop()), sandbox_url=None)


def connection(settings: Settings, origin: str | None) -> Connection:
    """Return a connection to an address, which nobody asks."""
    db = path_in(settings.cwd) if settings.sandbox else None
    with Http() as http:
        return Connection(http, settings, origin, settings.sandbox, 1.0, db)


def test_spellings_of_one_server_share_a_lock_and_a_journal(road: Road) -> None:
    """Two runs at once would both write, and edits would be counted in two places."""
    road.project()
    state = road.folder.parent / "state" / "wa-sync"
    with serve(None, routes=ROUTES) as served:
        port = served.url.rpartition(":")[2]
        for spelled in (served.url, f"{served.url}/", f"HTTP://LOCALHOST:{port}"):
            road.ok("apply", "--sandbox-url", spelled, "--yes")
    assert len(list((state / "locks").iterdir())) == 1
    assert len(list((state / "journal").iterdir())) == 1


def test_the_endpoint_by_its_address_is_the_endpoint(settings: Settings) -> None:
    """Whoever types the address that is used anyway goes to the same place."""
    typed = connection(settings, "https://Graph.Facebook.com:443/")
    untyped = connection(settings, None)
    assert typed.place(ACCOUNT) == untyped.place(ACCOUNT) == untyped.address(ACCOUNT)
    assert untyped.address(ACCOUNT) == "https://graph.facebook.com"


def test_a_sandbox_behind_a_link_is_the_same(settings: Settings) -> None:
    """Its file is one, by whatever way a run comes to it; no plan tells the way."""
    link = settings.cwd.parent / "link"
    link.symlink_to(settings.cwd)
    direct = replace(settings, sandbox=True)
    there = connection(direct, "http://127.0.0.1:1")
    here = connection(replace(direct, cwd=link), "http://127.0.0.1:2")
    assert there.place(ACCOUNT) == here.place(ACCOUNT)
    assert there.address(ACCOUNT) == here.address(ACCOUNT) == "sandbox"
