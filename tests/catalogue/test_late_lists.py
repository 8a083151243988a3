"""R08, R09, R20: what was written shows late, or not any more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.sandbox_account import ACCOUNT
from support.workbench import Workbench, templates, workbench

from wa_sync.sandbox import review
from wa_sync.sandbox.faults import Fault


OLD, NEW = "Hello, this is the shop.", "Hello, this is the other shop."
KEPT = "This one stays as it is."
LIST = "*/message_templates"
BURIED = templates(kept=KEPT) + "removed: [{message_template: a/en_US}]\n"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """Give a checkout with an account."""
    with workbench(tmp_path) as made:
        yield made


@pytest.mark.parametrize("reads", [0, 1, 3, 6])
def test_a_create_that_is_listed_late_is_waited_for(
    bench: Workbench, reads: int
) -> None:
    """R08: however many reads do not show it yet, it is sent once, and done."""
    plan = bench.plan(templates(a=OLD))
    if reads:
        bench.order(Fault(what="lag", method="GET", times=reads))
    bench.order(Fault(what="reset", method="POST", after_commit=True))
    (outcome,) = bench.apply(plan)
    assert outcome.state == "done"
    assert bench.writes() == ["POST message_templates"]
    assert bench.plan().changes == ()


def test_a_create_that_is_never_listed_is_found_by_its_id(bench: Workbench) -> None:
    """R08: what the API said was created is read back by the id that it gave."""
    bench.order(Fault(what="lag", method="GET", path=LIST, times=0))
    assert bench.states(templates(a=OLD)) == ["done"]
    assert bench.waits == []


@pytest.mark.parametrize("reads", [1, 3])
@pytest.mark.parametrize("what", ["update", "delete"])
def test_an_old_state_that_shows_on_is_waited_for(
    bench: Workbench, what: str, reads: int
) -> None:
    """R09: edited shows its old text, deleted is still listed: nothing is repeated."""
    bench.states(templates(a=OLD, kept=KEPT))
    plan = bench.plan(BURIED if what == "delete" else templates(a=NEW, kept=KEPT))
    before = bench.writes()
    bench.order(Fault(what="lag", method="GET", skip=1, times=reads))
    bench.order(Fault(what="reset", method="[PD]*", after_commit=True))
    (outcome,) = bench.apply(plan, allow_delete=True)
    assert outcome.state == "done"
    assert len(bench.writes()) == len(before) + 1
    assert bench.plan().changes == ()


@pytest.mark.parametrize("status", ["PENDING_DELETION", "DELETED"])
def test_what_is_on_its_way_out_is_gone(bench: Workbench, status: str) -> None:
    """R09: Meta may list a deleted template for a while, and says so in its status."""
    bench.states(templates(a=OLD, kept=KEPT))
    plan = bench.plan(BURIED)
    stored = bench.there.world.objects.named(
        "message_template", ACCOUNT.waba_id or "", "a"
    )
    review.decide(bench.there.world, stored[0], status)
    before = bench.writes()
    (outcome,) = bench.apply(plan, allow_delete=True)
    assert (outcome.state, outcome.message) == ("already", "it is already gone")
    assert bench.writes() == before
    assert bench.plan().changes == ()


@pytest.mark.parametrize("committed", [True, False])
def test_a_delete_whose_answer_was_lost_is_settled(
    bench: Workbench, *, committed: bool
) -> None:
    """R20: gone is success; still there after the lag window is sent once more."""
    bench.states(templates(a=OLD, kept=KEPT))
    plan = bench.plan(BURIED)
    bench.order(Fault(what="reset", method="DELETE", after_commit=committed))
    (outcome,) = bench.apply(plan, allow_delete=True)
    assert outcome.state == "done"
    deletes = [one for one in bench.writes() if one.startswith("DELETE")]
    assert len(deletes) == (1 if committed else 2)
    assert len(bench.snapshots) == 1
