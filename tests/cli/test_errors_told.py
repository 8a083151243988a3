"""How errors are told when the command that met them has ended."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from support.road import PROJECT, TEMPLATES, Road

from wa_sync.cli.output import say
from wa_sync.errors import LocalIO
from wa_sync.render.sinks.terminal import Text


EXITS = Path(__file__).parents[2] / "docs" / "exit-codes.md"
ROW = re.compile(r"\| (\d[\d /]*) \| ")
COLORED = "\x1b["
TOKEN = "canary/of-a+shop"  # noqa: S105 - made up
ALWAYS = PROJECT.replace("demo:", "always:")
SHOP = f"{PROJECT}    token_env: MATON_SHOP\n"
OTHER = f"{SHOP}  never:\n    waba_id: '102290129340399'\n    token_env: MATON_OTHER\n"


@pytest.mark.parametrize("command", ["plan", "apply"])
@pytest.mark.parametrize(
    ("variable", "argv", "colored"),
    [
        ("auto", ["-a", "always"], False),
        ("auto", ["--account", "always"], False),
        ("always", ["-a", "always"], True),
        ("always", ["-a", "always", "--color=never"], False),
        ("never", ["--color", "always", "--only", "never"], True),
        ("auto", ["--color", "never", "--color", "always"], True),
    ],
)
def test_the_colours_that_were_asked_for(
    road: Road, command: str, variable: str, argv: list[str], *, colored: bool
) -> None:
    """What is called like a colour is none; an option counts before a variable."""
    road.project(TEMPLATES.replace("UTILITY", "FUTILITY"), project=ALWAYS)
    road.env(WA_SYNC_COLOR=variable)
    ran = road.run(command, *argv)
    assert ran.code == 3
    assert (COLORED in ran.err) is colored


@pytest.mark.parametrize("project", [SHOP, OTHER])
@pytest.mark.parametrize("command", [["validate"], ["plan", "--sandbox"]])
def test_no_token_of_an_account_is_quoted(
    road: Road, project: str, command: list[str]
) -> None:
    """Whatever its variable is called, chosen or not, before it is asked for."""
    road.env(MATON_SHOP=TOKEN, MATON_OTHER=f"{TOKEN}-too")
    pasted = f"category: {TOKEN}-too\n    colour: {TOKEN}\n"
    road.project(TEMPLATES.replace("category: UTILITY\n", pasted), project=project)
    ran = road.run(*command, "-a", "demo")
    assert ran.code == 3
    assert "category" in ran.out + ran.err
    assert TOKEN not in ran.out + ran.err


@pytest.mark.parametrize("err", [False, True])
def test_only_the_stream_that_failed_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, err: bool
) -> None:
    """What can still be written to the other one arrives."""
    broken, other = ("stderr", "stdout") if err else ("stdout", "stderr")
    kept = tmp_path / "kept"
    with (
        open(os.devnull, "w", encoding="utf-8") as full,  # noqa: PTH123 - a device
        kept.open("w", encoding="utf-8") as good,
    ):
        device = os.open("/dev/full", os.O_WRONLY)
        os.dup2(device, full.fileno())
        os.close(device)
        monkeypatch.setattr(sys, broken, full)
        monkeypatch.setattr(sys, other, good)
        with pytest.raises(LocalIO, match="No space left"):
            say(Text("lost\n"), err=err)
        say(Text("told\n"), err=not err)
        # its buffer is flushed once more at the end
        say(Text("gone\n"), err=err)
    assert kept.read_text(encoding="utf-8") == "told\n"


def test_the_help_names_every_exit_code(road: Road) -> None:
    """Those of the documented table, the signals' among them."""
    rows = ROW.findall(EXITS.read_text(encoding="utf-8"))
    codes = {code for row in rows for code in row.split(" / ")}
    assert {"0", "1", "7", "129", "130", "143"} <= codes
    told = road.ok("--help").out.partition("Exit codes:")[2]
    assert codes <= set(re.findall(r"\d+", told))
