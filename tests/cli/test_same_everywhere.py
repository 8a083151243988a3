"""The same files give the same plan, byte for byte, wherever it is made (H21, G15)."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.held import Desk, server
from support.workbench import ENTRY


FILES = ("c", "a", "b")
LOCALES = ({"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"})
ZONES = ("UTC", "Asia/Kathmandu")
ENDS = ("\n", "\r\n")
OPTIMISED = ("", "1")
COMMAND = (sys.executable, "-m", "wa_sync", "plan")


@pytest.fixture
def desks(tmp_path: Path) -> dict[tuple[str, bool], Desk]:
    """The same project four times: both line ends, files written in two orders."""
    return {
        (end, turned): _desk(tmp_path / f"{number}" / "checkout", end, turned=turned)
        for number, (end, turned) in enumerate(itertools.product(ENDS, (False, True)))
    }


def _desk(folder: Path, end: str, *, turned: bool) -> Desk:
    folder.parent.mkdir()
    desk = Desk(folder)
    desk.declare()
    (folder / "all.yaml").unlink()
    (folder / "templates").mkdir()
    for name in reversed(FILES) if turned else FILES:
        entries = "".join(
            ENTRY.format(name=f"{name}_{number}", text=f"Größe {number} of {name}")
            for number in range(4)
        )
        text = f"version: 1\nmessage_templates:\n{entries}".replace("\n", end)
        (folder / "templates" / f"{name}.yaml").write_bytes(text.encode())
    return desk


@pytest.mark.costly
def test_a_plan_is_the_same_everywhere(
    desks: dict[tuple[str, bool], Desk], figure: Callable[[str], None], *, full: bool
) -> None:
    """Hash seed × file order × line ends × time zone × locale × -O: one plan."""
    ways = list(itertools.product(desks, ZONES, LOCALES, OPTIMISED))
    chosen = ways * 32 if full else ways
    said: dict[str, set[bytes]] = {"json": set(), "text": set()}
    with server() as there:
        for seed, (desk, zone, locale, optimised) in enumerate(chosen):
            form = "text" if seed % 4 == 3 else "json"
            env = desks[desk].env | locale | {"TZ": zone, "PYTHONOPTIMIZE": optimised}
            ran = subprocess.run(
                [*COMMAND, "-o", form, "--endpoint", there.url],
                cwd=desks[desk].folder,
                env=env | {"PYTHONHASHSEED": str(seed)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=True,
            )
            said[form].add(ran.stdout)
    figure(f"same plan everywhere: {len(chosen)} ways to make it")
    assert {form: len(found) for form, found in said.items()} == {"json": 1, "text": 1}
