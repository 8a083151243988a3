"""Cages in which a token is looked for, and the processes that run in them."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.cage import Cage
from support.canary import TOKEN
from support.fork_server import ForkServer, fork_server
from support.proxy import proxy
from support.sandbox_account import ROUTES

from wa_sync.sandbox.server import serve


GIT = """\
#!/bin/sh
# says what a child of the process is told: arguments and environment
{{ echo "$0 $@"; env; }} >> {root}/told-to-children
exec {git} "$@"
"""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    """Give processes that are quickly begun."""
    with fork_server(tmp_path_factory.mktemp("runs")) as server:
        yield server


@pytest.fixture
def cage(tmp_path: Path, runs: ForkServer) -> Iterator[Cage]:
    """Give an account on which something is live, and some of it to be changed."""
    (tmp_path / "bin").mkdir()
    git = tmp_path / "bin" / "git"
    git.write_text(GIT.format(root=tmp_path, git=shutil.which("git")))
    git.chmod(0o755)
    (tmp_path / "token").write_text(TOKEN)
    (tmp_path / "token").chmod(0o600)
    evil = socket.create_server(("127.0.0.1", 0))
    evil.setblocking(False)  # noqa: FBT003 - it takes nothing else
    with serve(None, routes=ROUTES) as served, proxy(100) as between, evil:
        between.upstream = served.url
        there = Cage(tmp_path, runs, between, evil, served.world)
        there.begin()
        yield there
