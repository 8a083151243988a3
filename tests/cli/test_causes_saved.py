"""A saved plan, when what it was about was edited live since."""

from __future__ import annotations

import pytest
from support import changing
from support.changing import Shop, files
from support.road import Road


@pytest.fixture
def shop(road: Road) -> Shop:
    """Two templates are live, and nothing differs."""
    return changing.begun(road, files(a="One.", b="Two."))


def test_what_was_edited_meanwhile_is_stale(shop: Shop) -> None:
    """It is left alone as drift, and never taken for made."""
    shop.git.commit(files(a="Next."))
    # told from this commit, the change to a is behind
    here = ("--sandbox", "--base-ref", "HEAD")
    plan = shop.road.ok("plan", *here, "--out", "plan.json", "-o", "json").json
    assert [c["cause"] for c in plan["changes"]] == ["behind"]
    shop.git.write(files(a="Live."))
    shop.road.ok("apply", "--sandbox", "--yes", "--base-ref", "none")
    shop.git.write(files(a="Next."))
    ran = shop.road.run("apply", *here, "--yes", "plan.json")
    assert (ran.code, "message_template.a/en_US is no longer" in ran.err) == (6, True)
    skipped = shop.road.run("apply", *here, "--yes", "plan.json", "--stale", "skip")
    assert (skipped.code, "made already" in skipped.err) == (6, False)


def test_a_saved_delete_is_made_once(shop: Shop) -> None:
    """Run again, what went because no file declares it is made already."""
    shop.git.branch("topic")
    shop.git.commit({"templates/b.yaml": None})
    shop.plan("--out", "plan.json")
    again = ("apply", "--sandbox", "--yes", "plan.json", "--allow-delete")
    assert "deleted" in shop.road.ok(*again).out
    assert "made already: message_template.b/en_US" in shop.road.ok(*again).err
