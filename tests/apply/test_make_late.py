"""Changes that show late, or that somebody else overtook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.made import CREATE, GONE, HELLO, REMOVED
from support.sandbox_account import ACCOUNT
from support.workbench import Workbench, templates, workbench

from wa_sync.apply import Terms
from wa_sync.sandbox.faults import Fault


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """Give a checkout with an account."""
    with workbench(tmp_path) as made:
        yield made


def test_what_somebody_created_a_moment_ago_is_in_place(bench: Workbench) -> None:
    """Meta says that it exists; a second look says that it is as declared."""
    plan = bench.plan(templates(a=HELLO))
    bench.order(Fault(what="lag", method="GET", path="*/message_templates"))
    bench.put("a", HELLO)
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.message) == ("already", "it is already as declared")


LATE = "*/message_templates"


def test_what_exists_and_is_not_listed_yet_is_waited_for(bench: Workbench) -> None:
    """A run that was cut off made it a moment ago: the next one finds it in place."""
    plan = bench.plan(templates(a=HELLO))
    bench.order(Fault(what="lag", method="GET", path=LATE, times=4))
    bench.put("a", HELLO)
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.message) == ("already", "it is already as declared")
    assert bench.writes() == [CREATE, CREATE]


def test_what_exists_with_other_content_and_is_listed_late_is_stale(
    bench: Workbench,
) -> None:
    """Somebody else made it: that is no success, and nobody overwrites it."""
    plan = bench.plan(templates(a=HELLO))
    bench.order(Fault(what="lag", method="GET", path=LATE, times=4))
    bench.put("a", GONE)
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.exit_code) == ("stale", 6)


def test_what_exists_and_is_never_listed_is_unknown(bench: Workbench) -> None:
    """Meta says that it is there; what it looks like nobody knows."""
    plan = bench.plan(templates(a=HELLO))
    bench.order(Fault(what="lag", method="GET", path=LATE, times=0))
    bench.put("a", HELLO)
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.message, outcome.exit_code) == (
        "unknown",
        "Meta says that it exists, and does not show it",
        7,
    )
    assert bench.writes() == [CREATE, CREATE]


def test_what_somebody_deleted_a_moment_ago_is_gone_already(bench: Workbench) -> None:
    """Still listed, and Meta says that there is none: whoever deleted it, not we."""
    bench.states(templates(kept="This one stays as it is.", old=HELLO))
    plan = bench.plan(REMOVED)
    bench.order(Fault(what="lag", method="GET", path=LATE, times=0))
    there = f"{ACCOUNT.waba_id}/message_templates"
    bench.there.writer.delete(there, {"name": "old"})
    (outcome,) = bench.apply(plan, terms=Terms(allow_delete=True))
    assert (outcome.state, outcome.message) == ("already", "it is already gone")


def test_a_write_that_shows_late_is_ours_even_where_it_was_sent_again(
    bench: Workbench,
) -> None:
    """The answer was lost and the list lagged: what Meta then refuses, we had done."""
    plan = bench.plan(templates(a=HELLO))
    bench.order(Fault(what="reset", method="POST", after_commit=True))
    bench.order(Fault(what="lag", method="GET", path=LATE, times=9))
    (outcome,) = bench.apply(plan)
    assert (outcome.state, bench.writes()) == ("done", [CREATE, CREATE])


def test_a_lost_write_that_somebody_else_overtook_is_stale(bench: Workbench) -> None:
    """While the fate was being settled, other content came: nobody overwrites it."""
    plan = bench.plan(templates(a=HELLO))
    bench.order(Fault(what="reset", method="POST"))
    bench.meanwhile = lambda: bench.put("a", GONE)
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.exit_code) == ("stale", 6)
    assert bench.writes() == [CREATE, CREATE]
