"""plan --offline: two commits compared, with no network and no token."""

from __future__ import annotations

import socket
from typing import NoReturn

import pytest
from support import changing
from support.changing import Shop, files
from support.road import Road


@pytest.fixture
def shop(road: Road) -> Shop:
    """A pull request, of which nothing is live."""
    made = changing.shop(road)
    made.git.commit(files(a="One.", b="One.", c="One."))
    made.git.branch("topic")
    made.git.commit(files(a="Two.", d="One.") | {"templates/b.yaml": None})
    return made


def without_network(shop: Shop) -> None:
    """Let nobody open a connection."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was asked")

    shop.road.monkeypatch.setattr(socket.socket, "connect", refuse)
    shop.road.monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_the_files_are_compared_with_the_base(shop: Shop) -> None:
    """Each change is this change's, and there is no digest that apply would take."""
    without_network(shop)
    plan = shop.road.ok("plan", "--offline", "-o", "json").json
    assert [
        (c["address"][17:18], c["action"], c["cause"], c["blocked"])
        for c in plan["changes"]
    ] == [
        ("d", "create", "this change", None),
        ("a", "update", "this change", None),
        ("b", "delete", "this change", None),
    ]
    assert (plan["offline"], plan["digest"], plan["accounts"][0]["digest"]) == (
        True,
        "",
        "",
    )
    assert {c["precondition"]["fingerprint"] for c in plan["changes"]} == {None}
    assert [(f["before"], f["after"]) for f in plan["changes"][1]["diff"]] == [
        ("One.", "Two.")
    ]
    text = shop.road.ok("plan", "--offline").out
    assert "nobody was asked what is live" in text
    assert "Digest" not in text


def test_nothing_of_it_can_be_applied(shop: Shop) -> None:
    """It is not saved, and what was printed is no plan file."""
    assert shop.road.run("plan", "--offline", "--out", "plan.json").code == 64
    printed = shop.road.ok("plan", "--offline", "-o", "json").out
    shop.road.write("plan.json", printed)
    assert shop.road.run("apply", "--sandbox", "--yes", "plan.json").code == 64
    assert shop.road.run("apply", "--sandbox", "--yes", "--expect-digest", "").code != 0


def test_what_live_could_not_show_is_compared_as_well(shop: Shop) -> None:
    """Between two commits, every field can be read."""
    text = (shop.git.folder / "templates/c.yaml").read_text()
    shop.git.commit(
        {
            "templates/c.yaml": text.replace(
                "UTILITY", "UTILITY\n    allow_category_change: true"
            )
        }
    )
    plan = shop.road.ok("plan", "--offline", "-o", "json", "--only", "c").json
    assert [f["path"] for c in plan["changes"] for f in c["diff"]] == [
        "/allow_category_change"
    ]


def test_without_a_base_there_is_nothing_to_compare_with(shop: Shop) -> None:
    """Then it is refused, and nothing looks like a plan without changes."""
    for argv in (("--base-ref", "none"), ("--base-ref", "missing")):
        ran = shop.road.run("plan", "--offline", *argv)
        assert (ran.code, ran.out) == (64, ""), argv
    (shop.git.folder / ".git").rename(shop.git.folder / "no-git")
    ran = shop.road.run("plan", "--offline")
    assert (ran.code, "in no Git repository" in ran.err) == (64, True)


def test_nothing_changed(shop: Shop) -> None:
    """It never says that live matches."""
    ran = shop.road.ok("plan", "--offline", "--base-ref", "HEAD")
    assert "No changes from the base." in ran.out
    assert "Live" not in ran.out
