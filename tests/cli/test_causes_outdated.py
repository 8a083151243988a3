"""A branch that its target has left behind takes nothing of that back."""

from __future__ import annotations

import pytest
from support import changing
from support.changing import Shop, files
from support.road import Road


def buried(name: str) -> str:
    """A file that wants a template gone."""
    return f"version: 1\nremoved: [{{message_template: {name}/en_US}}]\n"


@pytest.fixture
def shop(road: Road) -> Shop:
    """Main goes on, and is applied, while a branch that changes only b is open.

    On main a is reverted, c is edited, d is removed, e is new, and g, which was to be
    gone, is declared after all.
    """
    made = changing.shop(road)
    begun = files(a="One.", b="One.", c="One.", d="One.", f="One.")
    made.git.commit(begun | {"templates/g.yaml": buried("g")})
    made.apply()
    made.git.commit(files(a="Two."))
    made.apply()
    made.git.branch("topic")
    made.git.commit(files(b="Two."))
    made.git.git("checkout", "--quiet", "main")
    made.git.commit(
        files(a="One.", c="Two.", e="One.", g="One.")
        | {"templates/d.yaml": buried("d")}
    )
    made.apply("--allow-delete")
    made.git.git("checkout", "--quiet", "topic")
    return made


def test_what_main_did_since_is_left_to_main(shop: Shop) -> None:
    """Nothing of it is undone, edited back, made again or taken for a stranger."""
    plan = shop.plan().json
    assert shop.causes() == {
        "a": "outdated",
        "b": "this change",
        "c": "outdated",
        "d": "outdated",
        "e": "outdated",
        "g": "outdated",
    }
    assert [one["address"] for one in plan["changes"]] == ["message_template.b/en_US"]
    assert plan["summary"]["drift"] == plan["summary"]["unmanaged"] == 0
    shop.apply("--overwrite-drift", "--allow-delete")
    shop.git.git("checkout", "--quiet", "main")
    shop.git.merge("topic")
    assert shop.plan().json["changes"] == []


def test_it_is_no_drift(shop: Shop) -> None:
    """No gate takes another request's work for somebody's edit."""
    shop.road.ok("plan", "--sandbox", "--fail-on", "drift,unmanaged")
    said = shop.road.ok("plan", "--sandbox").out
    assert "outdated: merge the target branch" in said


def test_what_main_has_not_applied_is_not_told(shop: Shop) -> None:
    """Live is as this branch declares it, so there is nothing to say here."""
    shop.git.git("checkout", "--quiet", "main")
    shop.git.commit(files(f="Two."))
    shop.git.git("checkout", "--quiet", "topic")
    assert "f" not in shop.causes()


def test_what_both_changed_is_still_both(shop: Shop) -> None:
    """A branch that edits what main has edited meanwhile is not let through."""
    shop.git.commit(files(c="Three."))
    assert shop.causes()["c"] == "both"


def test_a_target_that_cannot_be_read_moves_nothing(shop: Shop) -> None:
    """Then it is as if it were not known: live that is neither side's is drift."""
    shop.git.git("checkout", "--quiet", "main")
    shop.git.commit({"templates/broken.yaml": "version: ["})
    shop.git.git("checkout", "--quiet", "topic")
    assert shop.causes()["c"] == "drift"
