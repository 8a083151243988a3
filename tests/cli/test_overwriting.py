"""Options that name a file to write replace none that is of another sort."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.road import PROJECT, Road
from support.signed import signed

from wa_sync.plan import saved
from wa_sync.render import json


TWO_ACCOUNTS = PROJECT + '  other:\n    waba_id: "202290129340398"\n'


@pytest.mark.parametrize(
    ("argv", "name", "said"),
    [
        (
            ("plan", "--sandbox", "--out"),
            "wa-sync.yaml",
            (
                "error: --out: wa-sync.yaml is there already, and is no saved plan\n"
                "  hint: only an older plan is replaced; name another file\n"
            ),
        ),
        (
            ("apply", "--sandbox", "--yes", "--events"),
            "wa-sync.yaml",
            (
                "error: --events: wa-sync.yaml is there already, and holds no events\n"
                "  hint: events are appended to those of earlier runs; name another "
                "file\n"
            ),
        ),
        (
            ("plan", "--sandbox", "-o"),
            "json=wa-sync.yaml",
            (
                "error: -o: wa-sync.yaml is there already, and may declare something\n"
                "  hint: an output replaces no YAML file; name another one\n"
            ),
        ),
        (
            ("validate", "-o"),
            "text=wa-sync.yaml",
            (
                "error: -o: wa-sync.yaml is there already, and may declare something\n"
                "  hint: an output replaces no YAML file; name another one\n"
            ),
        ),
    ],
    ids=["out", "events", "plan", "validate"],
)
def test_no_file_of_the_project_is_replaced(
    road: Road, argv: tuple[str, ...], name: str, said: str
) -> None:
    """A slip of the hand is told, and nothing was written or sent."""
    road.project()
    ran = road.run(*argv, name)
    assert (ran.code, ran.out, ran.err) == (64, "", said)
    assert (road.folder / "wa-sync.yaml").read_text() == PROJECT


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            ("plan", "--sandbox", "--out", "-"),
            (
                "error: --out: - is no file\n"
                "  hint: -o json prints the plan; only a saved one can be applied\n"
            ),
        ),
        (
            ("apply", "--sandbox", "--yes", "--events", "-"),
            (
                "error: --events: - is no file\n"
                "  hint: standard output is for the report; name a file or a pipe\n"
            ),
        ),
        (
            ("plan", "--sandbox", "-o", "json=-"),
            (
                "error: -o: - is no file\n"
                "  hint: -o json without a file writes to standard output\n"
            ),
        ),
    ],
    ids=["out", "events", "output"],
)
def test_a_dash_is_no_file(road: Road, argv: tuple[str, ...], said: str) -> None:
    """It means standard output elsewhere; no file of that name is made."""
    road.project()
    ran = road.run(*argv)
    assert (ran.code, ran.err) == (64, said)
    assert not (road.folder / "-").exists()


def test_an_older_plan_and_older_outputs_are_replaced(road: Road) -> None:
    """What runs write again and again needs no other name each time."""
    road.project()
    again = ("plan", "--sandbox", "--out", "plan.json", "-o", "text=plan.txt")
    road.ok(*again)
    old = (road.folder / "plan.json").read_text()
    road.project(project=TWO_ACCOUNTS)
    road.ok(*again)
    assert (road.folder / "plan.json").read_text() != old


def test_a_saved_plan_says_for_which_accounts_it_is(road: Road) -> None:
    """Nobody has to repeat -a, and no other account is written to."""
    road.project(project=TWO_ACCOUNTS)
    road.ok("plan", "--sandbox", "-a", "other", "--out", "plan.json")
    ran = road.ok("apply", "--sandbox", "--yes", "plan.json", "-o", "json")
    assert [(o["account"], o["state"]) for o in ran.json["outcomes"]] == [
        ("other", "done")
    ]
    assert road.settled("-a", "demo")["create"] == 1
    ran = road.run("apply", "--sandbox", "--yes", "plan.json", "-a", "demo")
    assert ran.code == 6
    assert "the plan file says nothing about account 'demo'" in ran.err


@pytest.mark.parametrize("name", ["*", "dem?", "[a-z]*", "x" * 1000])
def test_an_account_in_a_plan_file_is_a_name_and_no_glob(road: Road, name: str) -> None:
    """Whoever writes the file chooses no account that it does not name."""
    road.project(project=TWO_ACCOUNTS)
    road.ok("plan", "--sandbox", "-a", "demo", "--out", "plan.json")
    path = road.folder / "plan.json"
    plan = saved.parse(path.read_bytes())
    forged = replace(
        plan,
        accounts=tuple(replace(one, name=name) for one in plan.accounts),
        changes=tuple(replace(one, account=name) for one in plan.changes),
    )
    path.write_text(str(json.plan(signed(forged))))
    ran = road.run("apply", "--sandbox", "--yes", "plan.json")
    assert (ran.code, ran.out) == (64, "")
    assert ran.err.startswith("error: no account is named ")
    assert len(ran.err) < 200
