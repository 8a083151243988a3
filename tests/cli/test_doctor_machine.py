"""wa-sync doctor: what it says of the machine that it runs on."""

from __future__ import annotations

import os
import socket

import pytest
from support.commits import Checkout
from support.consulted import KEY, told, unproxied
from support.road import Road
from support.sandbox_account import ROUTES

from wa_sync.sandbox.server import serve
from wa_sync.store import lock


@pytest.fixture(autouse=True)
def _no_proxies(road: Road) -> None:
    unproxied(road)


def test_a_token_in_a_file(road: Road) -> None:
    """Its mode is told; one that is not there is a check like others."""
    road.project()
    path = road.write("key", KEY)
    with serve(None, routes=ROUTES) as served:
        at = ("--endpoint", served.url, "--token-file", "key")
        path.chmod(0o600)
        # a gateway without a connection
        seen = told(road, *at, code=77)
        assert seen["token"] == (
            "ok",
            "--token-file, mode 0600: looks like a key of the gateway",
            None,
        )
        path.chmod(0o644)
        assert told(road, *at, code=77)["token"] == (
            "warning",
            "--token-file, mode 0644: others can read it",
            "chmod 600 it",
        )
        path.unlink()
        assert told(road, *at, code=78)["token"] == (
            "wrong",
            "cannot read the file that --token-file names",
            "check the path and its mode; the token itself goes into a file",
        )


def test_proxies(road: Road) -> None:
    """Which are used, and which have no say; their passwords are nobody's business."""
    road.project()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = f"127.0.0.1:{taken.getsockname()[1]}"
        road.env(
            HTTPS_PROXY=f"http://me:canary@{nowhere}",
            HTTP_PROXY="http://plain:1",
            MATON_API_KEY=KEY,
        )
        ran = road.run("doctor", "-o", "json")
    seen = {one["check"]: one for one in ran.json["checks"]}
    assert seen["proxy"]["message"] == (
        "HTTPS_PROXY, HTTP_PROXY are set; "
        f"https://gateway.maton.ai through http://{nowhere}; "
        f"https://ctrl.maton.ai through http://{nowhere}; "
        "HTTP_PROXY is for plain HTTP, which is never asked"
    )
    assert "canary" not in ran.out + ran.err
    assert seen["reached"]["hint"] == (
        "Check HTTPS_PROXY, or set NO_PROXY to go without."
    )
    assert ran.code == 78
    assert told(road, "--sandbox")["proxy"] == (
        "ok",
        "HTTPS_PROXY, HTTP_PROXY are set; no proxy is used",
        None,
    )
    road.env(HTTPS_PROXY="socks5://127.0.0.1:1")
    assert told(road, "--sandbox")["proxy"][0] == "ok"
    # --endpoint spares a real host the question
    seen_ = told(road, "--endpoint", "https://nowhere.invalid", code=78)
    assert seen_["proxy"] == (
        "wrong",
        "The proxy for https://nowhere.invalid is not an HTTP proxy.",
        "Set HTTPS_PROXY to http://host:port, or NO_PROXY to go without.",
    )


def test_the_folder_for_locks(road: Road) -> None:
    """One that cannot be is 74; a lock that somebody holds is 75."""
    road.project()
    state = road.folder.parent / "state" / "wa-sync"
    place = str((road.folder / ".wa-sync/sandbox.db").resolve())
    account = "102290129340398"
    with lock.hold(state, origin=place, account=account, since="noon"):
        seen = told(road, "--sandbox", code=75)
    assert seen["state"] == ("ok", f"{state} can be written", None)
    assert seen["lock"] == (
        "wrong",
        (
            f"process {os.getpid()} on {os.uname().nodename}, since noon, is "
            "applying to account 'demo'"
        ),
        "wait until it is done",
    )
    road.env(XDG_STATE_HOME=str(road.write("file", "")))
    seen = told(road, "--sandbox", code=74)
    assert seen["state"] == (
        "wrong",
        f"{road.folder}/file is no folder",
        "set XDG_STATE_HOME to a folder that can be written",
    )
    assert seen["lock"] == ("skipped", "there is no folder for locks", None)


def test_a_shallow_clone(road: Road) -> None:
    """Git is there, and lacks what plan compares with."""
    road.project()
    checkout = Checkout(road.folder)
    checkout.git("init", "-q")
    checkout.commit()
    checkout.commit({"more.txt": "more"})
    clone = road.folder.parent / "clone"
    checkout.git("clone", "-q", "--depth=1", f"file://{road.folder}", str(clone))
    seen = told(road, "--sandbox", "-C", str(clone))
    assert seen["git"] == (
        "warning",
        (
            "the clone is shallow: without a base, plan cannot tell this change "
            "from drift"
        ),
        (
            "fetch the whole history: fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on "
            "GitLab, git fetch --unshallow by hand"
        ),
    )
