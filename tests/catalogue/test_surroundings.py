"""H17, H21, H23, I12: what a run must not depend on, and what two checkouts share."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support.passage import passage
from support.road import PROJECT, TEMPLATES, Road

import wa_sync


SOURCE = os.path.dirname(os.path.dirname(wa_sync.__file__))  # noqa: PTH120 - an entry of a path
MANY = TEMPLATES + "".join(
    TEMPLATES.split("message_templates:\n")[1]
    .replace("order_update", name)
    .replace("has left our workshop", text)
    for name, text in (
        ("c_three", "fährt heute los"),
        ("b_two", "ist endlich da 🎉"),
        ("a_one", "אבג דהו זחט"),
    )
)


def run(road: Road, *argv: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a process of its own with these variables and few others."""
    kept = {k: os.environ[k] for k in ("PATH", "XDG_STATE_HOME") if k in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "wa_sync", *argv],
        cwd=road.folder,
        env={**kept, "PYTHONPATH": SOURCE, **env},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_plan_does_not_depend_on_its_surroundings(road: Road, form: str) -> None:
    """Neither seed, zone, locale nor line ends change a byte of it."""
    road.project(MANY)
    argv = ("plan", "--sandbox", "-o", form)
    first = run(road, *argv, PYTHONHASHSEED="0", LC_ALL="C.UTF-8", TZ="UTC")
    assert (first.returncode, first.stderr) == (0, b"")
    assert "fährt heute los" in first.stdout.decode() or form == "json"
    for name in ("templates/all.yaml", "wa-sync.yaml"):
        file = road.folder / name
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    for seed, locale, zone, encoding in (
        ("1", "C", "Asia/Tokyo", "ascii"),
        ("4242", "POSIX", "America/St_Johns", "latin-1"),
    ):
        again = run(
            road,
            *argv,
            PYTHONHASHSEED=seed,
            LC_ALL=locale,
            TZ=zone,
            PYTHONIOENCODING=encoding,
        )
        ended = (again.returncode, again.stdout, again.stderr)
        assert ended == (0, first.stdout, b"")


def test_two_checkouts_share_a_lock(road: Road) -> None:
    """While one of them writes, the other one leaves, and names it."""
    road.project()
    other = Road(road.folder.parent / "other", road.monkeypatch, road.capsys)
    other.folder.mkdir()
    other.project(project=PROJECT)
    seen: list[subprocess.CompletedProcess[bytes]] = []
    with passage() as way:

        def meanwhile(request: str) -> None:
            if request.startswith("POST"):
                seen.append(run(other, "apply", "--yes", "--sandbox-url", way.url))

        way.before = meanwhile
        road.ok("apply", "--yes", "--sandbox-url", way.url)
        assert len(way.writes) == 1
    (ran,) = seen
    assert (ran.returncode, ran.stdout) == (75, b"")
    assert f"process {os.getpid()} on ".encode() in ran.stderr
