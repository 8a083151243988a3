"""Long waits are said on standard error, unless --quiet."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.raw_server import raw_server, reply
from support.sandbox_account import ACCOUNT

from wa_sync.cli.connection import connect
from wa_sync.cli.settings import Settings
from wa_sync.cli.signals import Stop
from wa_sync.cli.targets import Target
from wa_sync.model.waiting import LOG, announce


class Hurried(Stop):
    """A run whose waits take no time."""

    def wait(self, seconds: float | None = None) -> bool:
        """Let it pass at once."""
        del seconds
        return False


def settings(folder: Path, url: str, *, quiet: bool) -> Settings:
    """What a command that talks to a server is started with."""
    return Settings(
        cwd=folder,
        account=(),
        sandbox=False,
        sandbox_url=url,
        endpoint=None,
        token_file=None,
        only=(),
        exclude=(),
        outputs=(Target("text", None),),
        quiet=quiet,
        verbose=0,
        color="never",
        no_input=True,
        timeout=None,
        max_wait=None,
        stop=Hurried(),
    )


@pytest.mark.parametrize("quiet", [False, True])
def test_a_wait_is_one_line_beside_the_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, quiet: bool
) -> None:
    """A person who looks at a job sees what it waits for; --quiet says nothing."""
    busy = reply({}, status=429, headers={"Retry-After": "33"})
    with raw_server(busy, reply({"id": "1"})) as server:
        chosen = settings(tmp_path, server.url, quiet=quiet)
        with connect(chosen, max_wait=60.0) as connection:
            connection.reader(ACCOUNT).get("/1")
        said = f"Waiting 34 s as {server.url} asks: too many calls.\n"
    assert capsys.readouterr() == ("", "" if quiet else said)


def test_a_run_that_is_over_says_nothing_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever runs another one in the same process hears of that one only."""
    with (
        raw_server() as server,
        connect(settings(tmp_path, server.url, quiet=False), max_wait=60.0),
    ):
        pass
    announce(60.0, "for somebody else.")
    assert capsys.readouterr() == ("", "")
    assert LOG.handlers == []
