"""wa-sync connection: what people ask for, and what they are asked."""

from __future__ import annotations

from support.road import PROJECT, Road
from support.terminal import terminal


def test_a_status_that_nobody_knows_is_said(road: Road) -> None:
    """The gateway is asked all the same, since it may add others."""
    ran = road.ok("connection", "list", "--status", "bogus", "--sandbox")
    assert (ran.out, ran.err) == (
        "No connections.\n",
        "BOGUS is no status that is known: ACTIVE, PENDING, FAILED\n",
    )
    assert road.ok("connection", "list", "--status", "pending", "--sandbox").err == ""


def test_whoever_deletes_hears_of_all_accounts_that_use_it(road: Road) -> None:
    """Not only of those that -a chooses."""
    road.ok("connection", "create", "--sandbox")
    listed = road.ok("connection", "list", "--sandbox", "-o", "json").json
    node = listed["connections"][0]["connection_id"]
    others = "".join(
        f'  {name}: {{waba_id: "102290129340399", connection: {node}}}\n'
        for name in ("one", "two")
    )
    road.project(project=PROJECT + others)
    argv = ("connection", "delete", node, "-a", "demo", "--sandbox")
    with terminal(road, *argv) as there:
        there.until("[y/N]: ")
        there.type("n\r")
        assert there.end() == 5
    asked = f"Delete connection {node} (PENDING), which account one, two uses?"
    assert asked in there.seen
