"""The token stays in its header where two accounts, or the gateway, are asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.cage import Cage, entries
from support.canary import ECHOES, Echo, Echoing


TWO = """\
version: 1
accounts:
  demo: {waba_id: "102290129340398", endpoint: meta}
  other: {waba_id: "102290129340399", endpoint: meta}
"""
GATEWAY = """\
version: 1
accounts:
  demo: {waba_id: "102290129340398"}
"""
# the link is not opened in time, and the sandbox has no connection
WELL = {("connection", "create"): 9, ("connection", "delete"): 77, ("doctor",): 77}
NODE = "21fd90f9-5935-43cd-b6c8-bde9d915ca80"
# the methods of the requests that each command makes, where it gets that far
TALKING: dict[tuple[str, ...], tuple[str, str]] = {
    ("diff", "--between", "demo", "other"): (TWO, "GET"),
    ("diff", "--between", "demo", "other", "-o", "json=diff.json"): (TWO, "GET"),
    ("promote", "--from", "demo", "--to", "other", "kept"): (TWO, "GET"),
    ("connection", "list", "-o", "json"): (GATEWAY, "GET"),
    ("connection", "create", "--wait", "--wait-timeout", "0"): (GATEWAY, "GET POST"),
    ("connection", "delete", NODE, "--yes"): (GATEWAY, "GET DELETE"),
    ("doctor",): (GATEWAY, "GET"),
}


def set_up(cage: Cage, project: str) -> None:
    """Give the checkout another project; what is live stays."""
    cage.begin()
    (cage.checkout / "wa-sync.yaml").write_text(project)
    declared = entries({"kept": "old"}).replace(
        "name: kept", "name: kept\n    accounts: [demo]"
    )
    (cage.checkout / "all.yaml").write_text(declared)


@pytest.mark.parametrize("command", TALKING, ids=lambda command: " ".join(command[:3]))
def test_a_server_that_echoes_the_token(
    cage: Cage,
    full: bool,  # noqa: FBT001 - a fixture
    figure: Callable[[str], None],
    command: tuple[str, ...],
) -> None:
    """O07, O08, S12: no piece of it gets into an output, a file or an address."""
    project, methods = TALKING[command]
    turn = [*TALKING].index(command)
    for loud in ((), ("-vv",)) if full else (("-vv",),):
        fitting = [one for one in ECHOES if met(one, methods)]
        for echo in (None, *(fitting if full else fitting[turn % 6 :: 6])):
            set_up(cage, project)
            ended = cage.run(echo, (*command, *loud), "file")
            step = cage.proxy.step
            assert isinstance(step, Echoing)
            assert bool(step.struck) == (echo is not None), (echo, command)
            assert echo or ended.code == WELL.get(command[:2], 0), ended
    figure(f"canary, {' '.join(command)}: {len(cage.log)} runs, found 0 times")


def met(echo: Echo, methods: str) -> bool:
    """Whether a request is made that the echo is an answer to."""
    return echo.method == "*" or echo.method in methods.split()
