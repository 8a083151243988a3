"""S11, S15: what others on the machine can see, and a gateway that lies."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.passage import WABA, Answer, passage
from support.road import TEMPLATES, Road


TOKEN = "EAAG0canary5d1f0c7a9b3e"  # noqa: S105 - a canary
BURIED = TEMPLATES + "removed:\n  - message_template: order_delay/en_US\n"
TWO = TEMPLATES + TEMPLATES.split("message_templates:\n")[1].replace(
    "order_update", "order_delay"
).replace("has left our workshop", "is late by a day")


@contextmanager
def masked(umask: int) -> Iterator[None]:
    """Create files under this umask for as long as the block lasts."""
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


def kept(folder: Path) -> dict[str, str]:
    """The mode of everything below a folder."""
    return {
        path.relative_to(folder).as_posix(): stat.filemode(path.lstat().st_mode)
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=oct)
def test_what_is_written_is_for_nobody_else(road: Road, umask: int) -> None:
    """S11: plans, snapshots, reports, the lock, the journal: whatever the umask."""
    road.project(TWO)
    before = set(kept(road.folder))
    with masked(umask):
        road.ok("apply", "--sandbox", "--yes", "-o", "json=made.json")
        road.ok("plan", "--sandbox", "--out", "saved.json", "-o", "text=plan.txt")
        road.write("templates/all.yaml", BURIED)
        consent = ("--yes", "--allow-delete", "--events", "events.ndjson")
        road.ok("apply", "--sandbox", *consent)
        road.ok("import", "--sandbox", "--all", "--out", "imported")
    made = {k: v for k, v in kept(road.folder).items() if k not in before}
    state = kept(road.folder.parent / "state")
    names = {name.rpartition("/")[2] for name in made}
    assert {"made.json", "saved.json", "plan.txt", "events.ndjson"} <= names
    assert any(name.startswith(".wa-sync/snapshots/") for name in made)
    assert any(name.endswith(".lock") for name in state)
    modes = set(made.values()) | set(state.values())
    assert modes == {"-rw-------", "drwx------"}, (made, state)


@pytest.mark.parametrize("given", [["--token", TOKEN], [f"--token={TOKEN}"]])
def test_no_option_takes_a_token(road: Road, given: list[str]) -> None:
    """S11: a command line is there for all to read; what was given is not repeated."""
    road.project()
    for command in (["plan"], ["apply", "--yes"]):
        ran = road.run(*command, "--sandbox", *given)
        assert ran.code == 64
        assert TOKEN not in ran.out + ran.err


def test_nothing_that_is_written_holds_the_token(road: Road) -> None:
    """S11: neither a plan, a snapshot, the journal, the lock nor the sandbox's file."""
    road.project(TWO)
    road.env(MATON_API_KEY=TOKEN)
    with passage() as way:
        there = ("--endpoint", way.url)
        road.ok("plan", *there, "--out", "saved.json")
        road.ok("apply", *there, "--yes", "-o", "json=made.json")
        road.write("templates/all.yaml", BURIED)
        road.ok("apply", *there, "--yes", "--allow-delete", "-vv")
    files = [path for path in road.folder.parent.rglob("*") if path.is_file()]
    assert [path for path in files if TOKEN.encode() in path.read_bytes()] == []
    assert {".lock", ".json", ".yaml"} <= {path.suffix for path in files}


def _hide(request: str, answer: Answer) -> Answer:
    """Show an account without any template."""
    if request != f"GET {WABA}/message_templates":
        return answer
    return 200, b'{"data": [], "summary": {"message_template_limit": 250}}'


def _approve(_: str, answer: Answer) -> Answer:
    """Call everything approved."""
    return answer[0], answer[1].replace(b"PENDING", b"APPROVED")


def _swap(request: str, answer: Answer) -> Answer:
    """Show every template under the id of another."""
    if not request.startswith("GET"):
        return answer
    body = json.loads(answer[1])
    listed = body.get("data", [])
    ids = [one.get("id") for one in listed]
    for one, live_id in zip(listed, reversed(ids), strict=True):
        one["id"] = live_id
    return answer[0], json.dumps(body).encode()


@pytest.mark.parametrize("lie", [_hide, _approve, _swap])
def test_a_gateway_that_lies_brings_about_no_delete_that_nobody_meant(
    road: Road, lie: Callable[[str, Answer], Answer]
) -> None:
    """S15: hiding templates makes creates, which Meta refuses; never a delete."""
    road.project(TWO)
    with passage() as way:
        way.world.store.set("review", "now")
        road.ok("apply", "--yes", "--sandbox-url", way.url)
        before = way.live()
        way.answered = lie
        argv = ("apply", "--sandbox-url", way.url, "--yes", "--allow-delete")
        road.run(*argv, "--max-wait", "0", "--timeout", "1")
        assert [one for one in way.writes if one.startswith("DELETE")] == []
        assert way.live() == before
        # with a tombstone for one of them, the other one stays
        road.write("templates/all.yaml", BURIED)
        road.run(*argv, "--max-wait", "0", "--timeout", "1")
        assert way.live()["order_update/en_US"] == before["order_update/en_US"]
