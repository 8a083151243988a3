"""What plan and apply make of where a difference comes from, over a whole history."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support import changing, commits
from support.changing import Shop, files, template
from support.road import Road

from wa_sync.workflow import past


ONE = files(a="One.", b="One.", c="One.", d="One.", e="One.", g="One.")


@pytest.fixture
def shop(road: Road) -> Shop:
    """Everything of the first commit is live, and nothing differs."""
    return changing.begun(road, ONE)


def changed(shop: Shop) -> None:
    """Begin a pull request on an account where everything has happened before.

    b was changed on main, and never applied; c and d were edited live; so was e, to
    what the pull request makes of it.
    """
    shop.git.commit(files(b="Two."))
    shop.live(
        files(c="Live.", d="Live.", e="Two.")
        | {"templates/b.yaml": template("b", "One.")}
    )
    shop.git.branch("topic")
    shop.git.commit(
        files(a="Two.", d="Two.", e="Two.", f="One.") | {"templates/g.yaml": None}
    )


ALL = {
    "a": "this change",
    "b": "behind",
    "c": "drift",
    "d": "both",
    "e": "already live",
    "f": "this change",
    "g": "this change",
}


def test_every_cause(shop: Shop) -> None:
    """A pull request is told apart from all that happened beside it."""
    changed(shop)
    assert shop.causes() == ALL
    assert shop.causes("--base-ref", "main") == ALL
    assert set(shop.causes("--base-ref", "none").values()) == {"unknown"}
    plan = shop.plan().json
    assert plan["base"] == {
        "commit": shop.git.git("rev-parse", "main"),
        "why": "",
        "hint": None,
        "looked_back": 2,
    }
    assert plan["summary"] == {
        "create": 1,
        "update": 2,
        "delete": 1,
        "unchanged": 1,
        "drift": 1,
        "unmanaged": 0,
        "blocked": 1,
    }


def test_apply_makes_what_the_pull_request_showed(shop: Shop) -> None:
    """The merge has the digest of the plan, though it starts from another commit."""
    changed(shop)
    # the change to d would overwrite somebody's work; it is dropped from the request
    shop.git.commit(files(d="One."))
    digest = shop.plan("--base-ref", "main").json["digest"]
    shop.git.git("checkout", "--quiet", "main")
    shop.git.merge("topic")
    plan = shop.plan().json
    assert plan["digest"] == digest
    assert plan["base"]["commit"] == shop.git.git("rev-parse", "HEAD^1")
    ran = shop.apply("--allow-delete", "--expect-digest", digest, "-o", "json").json
    assert {
        one["address"][17]: one["state"] for one in ran["outcomes"]
    } == dict.fromkeys("abfg", "done")
    left = shop.plan().json
    assert left["changes"] == []
    assert {one["cause"] for one in left["drift"]} == {"drift", "already live"}
    assert left["summary"]["drift"] == 2


def test_drift_waits_for_consent(shop: Shop) -> None:
    """Without it, nothing of what was edited live is touched; with it, all of it."""
    changed(shop)
    ran = shop.road.run("apply", "--sandbox", "--yes", "--allow-delete", "-o", "json")
    states = {one["address"][17]: one["state"] for one in ran.json["outcomes"]}
    assert (ran.code, states) == (
        5,
        {"a": "done", "b": "done", "d": "blocked", "f": "done", "g": "skipped"},
    )
    assert shop.causes()["c"] == "drift"
    shop.apply("--overwrite-drift", "--allow-delete")
    assert shop.plan().json["summary"]["drift"] == 0
    assert "d" not in {k for k, v in shop.causes().items() if v != "already live"}


def test_an_unrelated_request_is_not_blocked_by_drift(shop: Shop) -> None:
    """Somebody's edit is shown, and changes neither the exit code nor the digest."""
    shop.git.branch("topic")
    shop.git.commit(files(a="Two."))
    before = shop.plan().json
    shop.live(files(a="One.", c="Live."))
    after = shop.road.run("plan", "--sandbox", "-o", "json", "--detailed-exitcode")
    assert (after.code, after.json["digest"]) == (2, before["digest"])
    text = shop.road.ok("plan", "--sandbox").out
    assert "drift: edited live, not in the files" in text
    assert "1 drifted" in text


def test_what_a_reader_sees(shop: Shop) -> None:
    """The text says where each difference comes from, and from which commit."""
    changed(shop)
    text = shop.road.ok("plan", "--sandbox").out
    base = shop.git.git("rev-parse", "main")[:12]
    for said in (
        "from this change",
        "behind: an earlier apply did not get here",
        "changed both in the files and live",
        "Differs, but apply leaves it alone:",
        "Of this change, already live: 1\n    message_template.e/en_US",
        "templates/g.yaml:3 declared it where this change starts",
        f"Causes: compared with {base} and 2 commits before.",
    ):
        assert said in text, said


@pytest.mark.parametrize("folder", [".", "shops/kitchen"])
def test_uncommitted_changes_on_main(road: Road, folder: str) -> None:
    """What is not committed is this change; what is, is the last commit's."""
    (road.folder / "shops").mkdir()
    shop = changing.shop(road, folder=folder)
    shop.git.commit(files(a="One.", b="One."))
    shop.apply()
    shop.git.write(files(a="Two."))
    assert shop.causes() == {"a": "this change"}
    assert shop.plan().json["base"]["commit"] == shop.git.git("rev-parse", "HEAD")
    shop.git.commit()
    shop.git.commit(files(b="Two."))
    assert shop.causes() == {"a": "behind", "b": "this change"}
    shop.git.git("checkout", "--quiet", "--detach")
    assert shop.causes() == {"a": "behind", "b": "this change"}
    # a file that is committed as it is, with other line ends, is no change
    crlf = template("b", "Two.").replace("\n", "\r\n").encode()
    shop.git.write({"templates/b.yaml": crlf})
    assert shop.causes() == {"a": "behind", "b": "this change"}


def test_a_renamed_file(shop: Shop) -> None:
    """Where something is declared is nothing that it declares."""
    shop.git.branch("topic")
    shop.git.git("mv", "templates/a.yaml", "moved.yaml")
    shop.git.commit()
    assert shop.causes() == {}
    shop.git.write({"moved.yaml": template("a", "Two.")})
    assert shop.causes() == {"a": "this change"}


def test_a_part_of_the_project_deletes_nothing(shop: Shop) -> None:
    """Whoever names files or templates sees nothing go but by a tombstone."""
    shop.git.branch("topic")
    shop.git.commit({"templates/g.yaml": None})
    assert shop.causes() == {"g": "this change"}
    assert shop.causes("--only", "[a-f]") == {}
    assert shop.causes("templates") == {}


def test_loose_files_delete_nothing(road: Road) -> None:
    """Files without a project are only a part of what may be declared."""
    shop = changing.shop(road)
    shop.git.write({"wa-sync.yaml": None})
    shop.git.commit(files(a="One.", b="One.") | {"all.yaml": template("c", "One.")})
    for name in ("templates", "all.yaml"):
        shop.apply(name)
    shop.git.commit({"all.yaml": template("d", "One."), **files(a="Two.")})
    assert shop.causes("all.yaml") == {"d": "this change"}
    assert shop.causes("templates") == {"a": "this change"}
    text = template("x", "x").encode()
    piped = shop.road.run("plan", "--sandbox", "-", "--base-ref", "HEAD", stdin=text)
    assert (piped.code, piped.out) == (64, "")
    assert "--base-ref HEAD: standard input is in no commit" in piped.err


def test_what_a_shallow_clone_cannot_know_is_told(shop: Shop, tmp_path: Path) -> None:
    """What was removed is only unmanaged there; the gate does not let that through."""
    shop.git.branch("topic")
    shop.git.commit({"templates/a.yaml": None})
    copy = commits.clone(shop.git, tmp_path / "copy", "--depth=1", "--branch=topic")
    (copy.folder / ".wa-sync").symlink_to(str(shop.git.folder / ".wa-sync"))
    shop.road.monkeypatch.chdir(copy.folder)
    ran = shop.road.ok("plan", "--sandbox")
    assert "No changes." in ran.out
    assert ran.err.count("fetch-depth: 0") == 1
    gate = shop.road.run("plan", "--sandbox", "--fail-on", "delete")
    assert gate.code == 5
    assert "what was removed from the files is not known" in gate.out


def test_what_is_too_old_to_be_looked_for_is_told(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An apply that failed long ago looks like somebody's edit; the plan says so."""
    monkeypatch.setattr(past, "LOOK_BACK", 2)
    for text in ("Two.", "Three.", "Four.", "Five."):
        shop.git.commit(files(a=text))
    shop.git.branch("topic")
    shop.git.commit(files(b="Two."))
    ran = shop.road.ok("plan", "--sandbox")
    assert "drift: edited live" in ran.out
    said = "Only 2 older commits could be looked at: what live is only in older ones "
    assert said in ran.err


def test_a_shallow_clone(shop: Shop, tmp_path: Path) -> None:
    """It says once how to fetch the rest, guesses nothing, and goes on without."""
    shop.git.branch("topic")
    shop.git.commit(files(a="Two."))
    copy = commits.clone(shop.git, tmp_path / "copy", "--depth=1", "--branch=topic")
    db = str(shop.git.folder / ".wa-sync")
    (copy.folder / ".wa-sync").symlink_to(db)
    shop.road.monkeypatch.chdir(copy.folder)
    ran = shop.road.ok("plan", "--sandbox")
    assert ran.err.count("fetch-depth: 0") == 1
    assert "Causes are unknown:" in ran.err
    assert "from this change" not in ran.out
    # whoever names a base wants nothing overwritten without one
    for words in (("apply", "--yes"), ("plan",)):
        refused = shop.road.run(*words, "--sandbox", "--base-ref", "main")
        assert refused.code == 64
        assert "fetch-depth: 0" in refused.err
    whole = commits.clone(shop.git, tmp_path / "whole", "--branch=topic")
    (whole.folder / ".wa-sync").symlink_to(db)
    shop.road.monkeypatch.chdir(whole.folder)
    assert shop.causes() == {"a": "this change"}


def test_a_base_that_cannot_be_read(shop: Shop) -> None:
    """Half of what was declared is worse than nothing; Meta's rules hide nothing."""
    shop.git.commit({"templates/x.yaml": "version: 1\nmessage_templates: [\n"})
    shop.git.commit(files(a="Two.") | {"templates/x.yaml": None})
    ran = shop.plan()
    assert [c["cause"] for c in ran.json["changes"]] == ["unknown"]
    assert "declares cannot be read: templates/x.yaml: " in ran.err
    shop.git.commit({"templates/x.yaml": template("x", "{{1}}")})
    shop.git.commit(files(b="Two.") | {"templates/x.yaml": None})
    assert shop.causes() == {"a": "behind", "b": "this change"}


def test_no_reference_reaches_git_unchecked(shop: Shop) -> None:
    """What looks like an option is wrong usage, for both commands."""
    for command in (("plan",), ("apply", "--yes")):
        ran = shop.road.run(*command, "--sandbox", "--base-ref=--output=/tmp/x")
        assert (ran.code, "no name of a commit" in ran.err) == (64, True)


def test_git_is_gone_when_the_run_is(shop: Shop) -> None:
    """No process of git outlives the command that asked it."""
    shop.git.commit(files(a="Two."))
    shop.plan()
    ran = subprocess.run(
        ["ps", "-o", "args=", "--ppid", str(os.getpid())],
        check=False,
        capture_output=True,
        text=True,
    )
    assert "cat-file" not in ran.stdout
