"""While something is deleted, a signal lets it end, or says that nobody knows."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.held import Desk, Run, Server, server
from support.mediums import PNG
from support.proxy import Passage

from wa_sync.sandbox import connections


NOTICE = b"Stopping after the request in flight"
ACCOUNT = """\
version: 1
accounts:
  demo:
    waba_id: "102290129340398"
    phone_number_id: "106540352242922"
"""


def deletes(passage: Passage) -> bool:
    """Whether a request deletes something."""
    return passage.method == "DELETE"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A checkout with an account of the gateway."""
    monkeypatch.setenv("MATON_API_KEY", "maton-key-0123456789")
    desk = Desk(tmp_path / "checkout")
    desk.folder.mkdir()
    (desk.folder / "wa-sync.yaml").write_text(ACCOUNT)
    (desk.folder / "a.png").write_bytes(PNG)
    return desk


@pytest.fixture
def there() -> Iterator[Server]:
    """A sandbox that holds requests."""
    with server() as made:
        yield made


def medium(desk: Desk, there: Server) -> tuple[str, ...]:
    """The command line that deletes a file, which is there."""
    at = ("--endpoint", there.url)
    ran = desk.ended("media", "upload", "a.png", *at)
    assert not ran.code, ran.err
    node = ran.out.splitlines()[1].split()[-1]
    return ("media", "delete", node, "--yes", *at)


def connection(desk: Desk, there: Server) -> tuple[str, ...]:
    """The command line that deletes a connection, which is there."""
    at = ("--endpoint", there.url)
    ran = desk.ended("connection", "create", *at)
    assert not ran.code, ran.err
    node = connections.everything(there.world)[0].id
    return ("connection", "delete", node, "--yes", *at)


def stopped(run: Run, there: Server) -> None:
    """Stop a run once its delete is held."""
    there.wait()
    run.signal(signal.SIGTERM)
    run.heard(NOTICE)


Make = Callable[[Desk, Server], tuple[str, ...]]
both = pytest.mark.parametrize("make", [medium, connection])


@both
def test_a_delete_in_flight_is_finished(make: Make, desk: Desk, there: Server) -> None:
    """It is told, and the code is that of the signal."""
    argv = make(desk, there)
    there.hold(deletes, after=True)
    with desk.run(*argv) as run:
        stopped(run, there)
        there.let_go.set()
        ended = run.end()
    assert (ended.code, ended.out) == (143, "")
    assert ended.err.splitlines()[-1].startswith("Deleted ")


@both
def test_a_delete_that_is_never_answered_is_unknown(
    make: Make, desk: Desk, there: Server
) -> None:
    """Where nobody can look, either; it says what to do."""
    argv = make(desk, there)
    there.hold(deletes)
    with desk.run(*argv) as run:
        stopped(run, there)
        there.hold(lambda _: True)
        ended = run.end()
    assert (ended.code, ended.out) == (7, "")
    assert ended.err.splitlines()[-1].endswith("elete it again: that does no harm.")
