"""How much a run still sends once nothing can come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from support.checker import Witness, of_outcomes
from support.fault_table import Purpose, purposes
from support.rehearsal import Stage, Theatre

from wa_sync.sandbox import faults
from wa_sync.sandbox.fault import Fault


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Theatre:
    """Give the theatre of this module."""
    return Theatre(tmp_path_factory.mktemp("stop"))


@pytest.fixture(scope="module")
def course(theatre: Theatre) -> Sequence[Purpose]:
    """Say what each request of an apply is for."""
    with theatre.stage() as stage:
        assert stage.apply().code == 0
        return purposes(stage.calls())


def played(stage: Stage, fault: Fault) -> int:
    """Apply with one fault; return how many requests it met."""
    witness = Witness(stage.world)
    stage.order(fault)
    witness.check(of_outcomes(stage.apply().outcomes))
    [(_, _, seen)] = faults.ordered(stage.world)
    return seen - fault.skip


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("which", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("subcode", [463, 460], ids=["expired", "revoked"])
def test_a_token_that_is_over_is_used_no_more(
    theatre: Theatre,
    course: Sequence[Purpose],
    purpose: Purpose,
    which: int,
    subcode: int,
) -> None:
    """That request is refused, and nothing else is sent but one look at what was done.

    The look is for tokens that may still read.
    """
    place = [n for n, one in enumerate(course) if one is purpose][which]
    done = Purpose.CREATE in course[:place]
    fault = Fault(what="refuse", code=190, subcode=subcode, skip=place, times=0)
    with theatre.stage() as stage:
        assert played(stage, fault) == (
            2 if done and purpose is not Purpose.CONFIRM else 1
        )


@pytest.mark.parametrize("purpose", Purpose)
def test_a_server_that_asks_for_a_day_is_left_alone(
    theatre: Theatre, course: Sequence[Purpose], purpose: Purpose
) -> None:
    """One request is sent away, one more of each sort that may have its own limit."""
    fault = Fault(what="throttle", retry_after=86_400, times=0)
    with theatre.stage() as stage:
        assert played(stage, replace(fault, skip=course.index(purpose))) <= 3


@pytest.mark.parametrize("purpose", Purpose)
def test_a_server_that_is_gone_is_asked_only_so_often(
    theatre: Theatre, course: Sequence[Purpose], purpose: Purpose
) -> None:
    """Four times, or, where a write is to be settled, for a minute; then no more."""
    place = course.index(purpose)
    with theatre.stage() as stage:
        begin = stage.tempo.now
        met = played(stage, Fault(what="error", skip=place, times=0))
        settled = purpose in {Purpose.CREATE, Purpose.CHANGE, Purpose.CONFIRM}
        assert met <= (60 if settled else 8)
        assert stage.tempo.now - begin < 200
