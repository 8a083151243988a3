"""--fail-on: a pipeline stops, and nothing else changes."""

from __future__ import annotations

import pytest
from support.road import TEMPLATES, Road


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
    """The plan is shown as without the flag; the reason stands beside it."""
    live.write("templates/all.yaml", TWO)
    shown = live.ok("plan", "--sandbox")
    stopped = live.run("plan", "--sandbox", "--fail-on", "breaking")
    assert (stopped.code, stopped.out) == (5, shown.out)
    assert stopped.err.removeprefix(shown.err) == REFUSED


def test_the_saved_plan_is_the_same(live: Road) -> None:
    """A gate is about a run, so it is in no plan file."""
    live.write("templates/all.yaml", TWO)
    flags = ("--sandbox", "-o", "json", "--fail-on", "breaking,cost,delete")
    assert (
        live.run("plan", *flags).out == live.ok("plan", "--sandbox", "-o", "json").out
    )


def test_words_come_from_the_environment(live: Road) -> None:
    """With commas in between, as on the command line."""
    live.write("templates/all.yaml", TWO)
    live.env(WA_SYNC_FAIL_ON="cost,breaking")
    stopped = live.run("plan", "--sandbox")
    assert (stopped.code, stopped.err.endswith(REFUSED)) == (5, True)


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
