"""Causes in a project that was moved: what it was compared with before, still."""

from __future__ import annotations

import pytest
from support import changing
from support.changing import Shop, files
from support.road import PROJECT, Ran, Road


ALL = {
    "a": "this change",
    "b": "behind",
    "c": "drift",
    "d": "this change",
    "e": "this change",
}


def shop(road: Road, folder: str) -> Shop:
    """A project on which everything has happened before it is moved."""
    made = changing.shop(road, folder=folder)
    made.git.commit(files(a="One.", b="One.", c="One.", d="One."))
    made.apply()
    made.git.commit(files(b="Two."))
    made.live(files(b="One.", c="Live."))
    return made


def move(shop: Shop, to: str) -> Shop:
    """Move the whole project, by its way from the top; the account stays the same."""
    top, place = shop.road.folder, shop.road.folder / to
    place.mkdir(exist_ok=True)
    for name in ("wa-sync.yaml", "templates", ".wa-sync"):
        (shop.git.folder / name).rename(place / name)
    shop.road.monkeypatch.chdir(place)
    return Shop(shop.road, type(shop.git)(top / to))


def told(ran: Ran) -> str:
    """What was said of causes beside the plan."""
    lines = [one for one in ran.err.splitlines() if one.startswith("Causes")]
    return "\n".join(lines)


@pytest.mark.parametrize(("old", "new"), [("one", "two"), (".", "two"), ("one", ".")])
@pytest.mark.parametrize("committed", [False, True])
def test_a_moved_project_keeps_its_past(
    road: Road, old: str, new: str, *, committed: bool
) -> None:
    """Each difference is told as if it had been changed where it was."""
    before = shop(road, old)
    there = move(before, new)
    base = there.git.git("rev-parse", "HEAD")
    there.git.write(files(a="Two.", e="One.") | {"templates/d.yaml": None})
    if committed:
        there.git.commit()
    assert there.causes() == ALL
    was = "wa-sync.yaml" if old == "." else f"{old}/wa-sync.yaml"
    said = f"Causes are told from {base[:12]}: it has the project in {was}."
    for argv in ((), ("--base-ref", base), ("--offline",)):
        assert told(there.plan(*argv)) == said, argv
    offline = there.road.ok("plan", "--offline", "-o", "json").json["changes"]
    changed = {one["address"][17]: one["action"] for one in offline}
    assert changed == {"a": "update", "d": "delete", "e": "create"}


def test_what_the_target_branch_changed_where_it_was_stays_its_own(road: Road) -> None:
    """A branch that moves the project takes nothing back."""
    before = changing.shop(road, folder="one")
    before.git.commit(files(a="One.", b="Other."))
    before.apply()
    before.git.commit(files(b="Next."))
    before.apply()
    before.git.branch("topic", "HEAD~1")
    there = move(before, "two")
    there.git.commit(files(a="Two."))
    assert there.causes() == {"a": "this change", "b": "outdated"}


@pytest.mark.parametrize("gone", ["one", "three"])
def test_what_was_never_declared_here_is_not_overwritten(road: Road, gone: str) -> None:
    """Two projects are gone, or one of another account: nobody knows what was said."""
    before = shop(road, "one")
    other = PROJECT.replace("102290129340398", "202290129340398")
    there = move(before, "two")
    place = road.folder / "three"
    if gone == "one":
        there.git.write({"../three/wa-sync.yaml": other})
        base = there.git.commit({"../one/wa-sync.yaml": other, "wa-sync.yaml": None})
        (place / "wa-sync.yaml").unlink()
        (road.folder / "one" / "wa-sync.yaml").unlink()
        them = "one/wa-sync.yaml and 1 more"
    else:
        base = there.git.commit({"../three/wa-sync.yaml": other, "wa-sync.yaml": None})
        (place / "wa-sync.yaml").unlink()
        them = "three/wa-sync.yaml"
    there.git.write({"wa-sync.yaml": PROJECT})
    ran = there.plan("--base-ref", base)
    assert told(ran) == (
        f"Causes are told from {base[:12]}: it has {them}, gone since, and not this "
        "project; what differs live is not overwritten unasked, and nothing is known "
        "to be removed."
    )
    told_so = dict.fromkeys("ad", "already live") | dict.fromkeys("bc", "both")
    assert there.causes("--base-ref", base) == told_so


def test_of_a_project_that_has_just_begun_nothing_is_said(road: Road) -> None:
    """Another project stays where it is; what differs is changed, as without Git."""
    made = changing.shop(road, folder="one")
    base = made.git.commit(files(a="One."))
    place = road.folder / "two"
    place.mkdir()
    road.monkeypatch.chdir(place)
    new = Shop(road, type(made.git)(place))
    new.git.commit({"wa-sync.yaml": PROJECT, **files(a="One.")})
    ran = new.plan()
    assert told(ran) == ""
    assert new.causes() == {"a": "unknown"}
    for argv in ((), ("--base-ref", base)):
        ran = road.ok("plan", "--offline", "-o", "json", *argv)
        assert told(ran) == (
            f"Causes are told from {base[:12]}: it has no such project, so all that is "
            "declared is new."
        )
        assert [(one["action"], one["cause"]) for one in ran.json["changes"]] == [
            ("create", "this change")
        ]
    ran = road.run("plan", "--sandbox", "--base-ref", base)
    assert (ran.code, "it is new, or was moved" in ran.err) == (64, True)
