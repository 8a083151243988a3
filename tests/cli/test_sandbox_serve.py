"""``wa-sync sandbox serve --webhook``: what it takes, refuses and says."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest
from support.graph_caller import ORDER_READY, TEMPLATES
from support.raw_server import RawServer, Wire, raw_server, reply
from support.receiving import SECRET, opened

from wa_sync.cli.main import run


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.road import Road


TOKEN = "of-my-own-choosing"  # noqa: S105 - nobody else's
HERE = "http://127.0.0.1:9/"


@contextmanager
def serving(
    db: Path, receiver: RawServer, *more: str, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the server with a webhook; yield it with its address."""
    command = [sys.executable, "-m", "wa_sync", "sandbox", "serve", "--db", str(db)]
    hook = f"{receiver.url}/hook?app=1"
    with subprocess.Popen(
        [*command, "--webhook", hook, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    ) as running:
        assert running.stdout is not None
        try:
            yield running, running.stdout.readline().strip()
        finally:
            running.terminate()


def create(url: str) -> None:
    """Create a template as any program does."""
    answer = httpx.post(
        f"{url}/v23.0/{TEMPLATES}",
        json=ORDER_READY,
        headers={"Authorization": "Bearer x"},
    )
    assert answer.status_code == 200


def lines(running: subprocess.Popen[str], count: int) -> list[str]:
    """Read so many lines of standard error."""
    assert running.stderr is not None
    return [running.stderr.readline() for _ in range(count)]


def test_what_was_delivered_is_said(tmp_path: Path) -> None:
    """A line each beside the data, in the words of the hand commands."""
    db = tmp_path / "sandbox.db"
    with (
        raw_server(reply()) as receiver,
        serving(db, receiver, WHATSAPP_APP_SECRET=SECRET) as (running, url),
    ):
        create(url)
        assert lines(running, 1) == ["Delivered: order_ready/en_US is APPROVED.\n"]
        order = ("recategorise", "order_ready", "MARKETING")
        for more in (["--planned"], []):
            assert run(["sandbox", *order, *more, "--db", str(db)]) == 0
        assert lines(running, 2) == [
            "Delivered: order_ready/en_US will be MARKETING.\n",
            "Delivered: order_ready/en_US is now MARKETING.\n",
        ]
        assert all(opened(one) for one in receiver.heard)


def test_what_was_not_delivered_is_said(tmp_path: Path) -> None:
    """At its first try, when it is delivered after all, and at the end."""
    db = tmp_path / "sandbox.db"
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n")
    file = ("--app-secret-file", str(secret))
    fail, problem = reply(status=401), "the receiver answered 401"
    with (
        raw_server(fail, reply(), fail) as receiver,
        serving(db, receiver, *file) as (running, url),
    ):
        create(url)
        assert lines(running, 2) == [
            f"Trying again: order_ready/en_US is APPROVED ({problem}).\n",
            "Delivered after 2 tries: order_ready/en_US is APPROVED.\n",
        ]
        assert run(["sandbox", "pause", "order_ready", "--db", str(db)]) == 0
        assert lines(running, 1) == [
            f"Trying again: order_ready/en_US is PAUSED ({problem}).\n"
        ]
        running.terminate()
        out, err = running.communicate(timeout=20)
        assert (out, running.returncode) == ("", 0)
        assert err.splitlines()[-2:] == [
            "Stopping …",
            "Not delivered: order_ready/en_US is PAUSED (the sandbox ended).",
        ]
        assert all(opened(one) for one in receiver.heard)


def test_an_address_is_verified_before_anything_is_served(tmp_path: Path) -> None:
    """With the token of the variable; then it is served as ever."""

    def challenged(wire: Wire) -> bool:
        assert f"hub.verify_token={TOKEN}" in wire.heard.target
        challenge = wire.heard.target.partition("hub.challenge=")[2][:10]
        return reply(raw=challenge.encode())(wire)

    both = {"WHATSAPP_APP_SECRET": SECRET, "WHATSAPP_VERIFY_TOKEN": TOKEN}
    with (
        raw_server(challenged, reply()) as receiver,
        serving(tmp_path / "sandbox.db", receiver, **both) as (running, url),
    ):
        create(url)
        assert lines(running, 1) == ["Delivered: order_ready/en_US is APPROVED.\n"]


def test_an_address_that_is_not_verified_is_not_served(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exit code says that somebody did not answer; the token is in no output."""
    monkeypatch.setenv("WHATSAPP_APP_SECRET", SECRET)
    token = road.write("token", TOKEN)
    with raw_server(reply(status=403)) as receiver:
        words = ("--webhook", receiver.url, "--verify-token-file", str(token))
        ran = road.run("sandbox", "serve", *words)
    assert (ran.code, ran.out, ran.err) == (
        75,
        "",
        (
            "error: the address of --webhook was not verified: the receiver answered "
            "403\n"
            "  hint: the receiver has to run by now, and to answer GET with the text "
            "of hub.challenge where hub.verify_token is its own\n"
        ),
    )


def test_another_machine_is_told_nothing(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sandbox is a local thing."""
    monkeypatch.setenv("WHATSAPP_APP_SECRET", SECRET)
    ran = road.run("sandbox", "serve", "--webhook", "http://shop.example/hook")
    assert (ran.code, ran.out, ran.err) == (
        64,
        "",
        (
            "error: --webhook takes no such address: the sandbox posts only to this "
            "machine: 127.0.0.1, localhost\n"
        ),
    )


UNSIGNED = (
    "error: webhooks are signed, and there is no app secret to sign them with\n"
    "  hint: put it into WHATSAPP_APP_SECRET, or into a file for --app-secret-file\n"
)


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (("--webhook", HERE), 64, UNSIGNED),
        (
            ("--webhook", HERE, "--app-secret-file", "empty"),
            64,
            "error: the file that --app-secret-file names is empty\n",
        ),
        (
            ("--webhook", HERE, "--app-secret-file", SECRET),
            74,
            (
                "error: cannot read the file that --app-secret-file names\n"
                "  hint: the secret itself goes into a file\n"
            ),
        ),
        (
            ("--verify-token-file", "empty"),
            64,
            "error: without --webhook there is nothing to sign or verify\n",
        ),
    ],
)
def test_what_is_missing_is_said(
    road: Road,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: int,
    err: str,
) -> None:
    """Nothing is served unsigned, and no secret is shown that is in the wrong place."""
    monkeypatch.delenv("WHATSAPP_APP_SECRET", raising=False)
    road.write("empty", " \n")
    ran = road.run("sandbox", "serve", *words)
    assert (ran.code, ran.out, ran.err) == (code, "", err)
