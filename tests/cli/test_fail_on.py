"""--fail-on: a pipeline stops, and nothing else changes."""

from __future__ import annotations

import json

import pytest
from support.road import TEMPLATES, Road

from wa_sync.cli.formats import PLAN


TWO = TEMPLATES.replace("has left", "and all that belongs to {{3}} has left today")
TWO = TWO.replace("[Ana, A-1042]", "[Ana, A-1042, B-7]")
ADDRESS = "message_template.order_update/en_US"
REFUSED = (
    f"refused[fail_on_breaking]: 1 change breaks senders: {ADDRESS}\n"
    "  way out: change the senders with it, or leave --fail-on breaking out for this "
    "one\n"
)


@pytest.fixture
def live(road: Road) -> Road:
    """A project whose only template is live, and approved."""
    road.project()
    road.ok("apply", "--sandbox", "--yes")
    return road


def test_a_plan_that_breaks_senders_stops_a_pipeline(live: Road) -> None:
    """The plan is shown as without the flag, with the reason in it."""
    live.write("templates/all.yaml", TWO)
    shown = live.ok("plan", "--sandbox")
    stopped = live.run("plan", "--sandbox", "--fail-on", "breaking")
    assert (stopped.code, stopped.err) == (5, shown.err)
    assert stopped.out.replace(f"{REFUSED}\n", "", 1) == shown.out


def test_every_format_says_why(live: Road) -> None:
    """A reviewer need not look for it in the log; and nothing offers to apply it."""
    live.write("templates/all.yaml", TWO)
    found = {
        name: live.run("plan", "--sandbox", "--fail-on", "breaking", "-o", name).out
        for name in PLAN
    }
    for name, shown in found.items():
        assert "breaks senders: " in shown, name
    assert "--expect-digest" not in found["markdown"]
    assert 'failures="1"' in found["junit"]


def test_the_saved_plan_is_the_same(live: Road) -> None:
    """A gate is about a run, so it is in no plan file."""
    live.write("templates/all.yaml", TWO)
    live.run("plan", "--sandbox", "--out", "saved", "--fail-on", "breaking,delete")
    assert json.loads((live.folder / "saved").read_text())["safety"] == []
    live.ok("apply", "saved", "--sandbox", "--yes")


def test_words_come_from_the_environment(live: Road) -> None:
    """With commas in between, as on the command line."""
    live.write("templates/all.yaml", TWO)
    live.env(WA_SYNC_FAIL_ON="cost,breaking")
    stopped = live.run("plan", "--sandbox")
    assert (stopped.code, REFUSED in stopped.out) == (5, True)


def test_several_options_add_up(live: Road) -> None:
    """Each names more."""
    live.write("templates/all.yaml", TWO)
    flags = ("--fail-on", "cost", "--fail-on", "drift, breaking")
    assert live.run("plan", "--sandbox", *flags).code == 5


def test_a_gate_that_nothing_shuts_changes_nothing(live: Road) -> None:
    """Exit codes, too, are those without the flag."""
    live.write("templates/all.yaml", TWO)
    flags = ("plan", "--sandbox", "--detailed-exitcode")
    assert live.run(*flags, "--fail-on", "cost,delete") == live.run(*flags)


def test_apply_changes_nothing_then(live: Road) -> None:
    """It shows the plan, says why, and has not written."""
    live.write("templates/all.yaml", TWO)
    calls = live.sandbox("calls").out
    stopped = live.run("apply", "--sandbox", "--yes", "--fail-on", "breaking")
    assert stopped.code == 5
    assert stopped.out == live.ok("plan", "--sandbox").out
    assert stopped.err.endswith(
        f"error: 1 change breaks senders: {ADDRESS}\n"
        "  hint: change the senders with it, or leave --fail-on breaking out for this "
        "one\n"
    )
    assert "POST" not in live.sandbox("calls").out[len(calls) :]


def test_apply_goes_on_where_no_gate_is_shut(live: Road) -> None:
    """What is safe is made."""
    live.write("templates/all.yaml", TEMPLATES.replace("workshop", "warehouse"))
    gates = "breaking,cost,drift,unmanaged,delete"
    ran = live.ok("apply", "--sandbox", "--yes", "--fail-on", gates)
    assert "Applied 1 change." in ran.out


THERE = "here are breaking, cost, drift, unmanaged, delete.\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("braking", "'braking' is no reason to fail; did you mean 'breaking'? T"),
        ("cost,xyz", "'xyz' is no reason to fail; t"),
        (" ,", "it names nothing; t"),
    ],
)
def test_a_word_that_is_not_known_is_a_usage_error(
    road: Road, given: str, said: str
) -> None:
    """A guard with a typo would guard nothing."""
    road.project()
    ran = road.run("plan", "--sandbox", "--fail-on", given)
    assert ran.code == 64
    assert ran.err.endswith(f"Error: Invalid value for '--fail-on': {said}{THERE}")
