"""Two names for one account in a project, as somebody sees it who runs the commands."""

from __future__ import annotations

import pytest
from support import changing
from support.changing import Shop, template
from support.road import PROJECT, Road


TWO = PROJECT + '  second: {waba_id: "102290129340398"}\n'


def of(account: str, text: str) -> str:
    """Declare the one template for one of the names."""
    return template("c", text) + f"    accounts: [{account}]\n"


@pytest.fixture
def shop(road: Road) -> Shop:
    """Each name declares the template in a file of its own, and it is live."""
    there = {"a.yaml": of("demo", "One."), "b.yaml": of("second", "One.")}
    shop = changing.shop(road)
    shop.git.commit({"wa-sync.yaml": TWO, **there})
    shop.apply("-a", "*")
    return shop


def test_what_is_live_is_taken_into_the_files_of_both(shop: Shop) -> None:
    """Otherwise the two names would contradict each other from then on."""
    shop.git.write({"a.yaml": of("demo", "Live."), "b.yaml": of("second", "Live.")})
    shop.apply("-a", "*", "--base-ref", "none")
    shop.git.write({"a.yaml": of("demo", "One."), "b.yaml": of("second", "One.")})
    ran = shop.road.run("drift", "--sandbox", "-o", "json")
    assert [one["account"] for one in ran.json["differences"]] == ["demo"]
    shop.road.ok("drift", "--sandbox", "--accept", "c")
    assert (shop.git.folder / "a.yaml").read_text() == of("demo", "Live.")
    assert (shop.git.folder / "b.yaml").read_text() == of("second", "Live.")
    assert shop.road.run("drift", "--sandbox").code == 0


def test_a_saved_plan_makes_it_once(shop: Shop) -> None:
    """The file has the change under one name, and that one makes it."""
    shop.git.commit({"a.yaml": of("demo", "Two."), "b.yaml": of("second", "Two.")})
    shop.road.sandbox("clock", "+25h")
    shop.road.ok("plan", "--sandbox", "--out", "saved.json")
    ran = shop.road.ok("apply", "--sandbox", "saved.json", "--yes", "-o", "json")
    ended = [(one["account"], one["state"]) for one in ran.json["outcomes"]]
    assert ended == [("demo", "done")]
    assert shop.plan("-a", "*").json["summary"]["unchanged"] == 2
