"""For how long a saved plan is good, and from which commit it was made."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from support import plans

from wa_sync.errors import StalePlan, UsageProblem
from wa_sync.model.change import Made
from wa_sync.plan import saved
from wa_sync.plan.digest import plan_digest
from wa_sync.render import json as documents


PLAN = replace(plans.everything(), accounts=(), changes=(), digest=plan_digest(()))
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)


class TestInTime:
    """For how long a saved plan is good."""

    @pytest.mark.parametrize(
        ("hours", "good"),
        [(0, True), (24, True), (24.1, False), (-1 / 12, True), (-0.1, False)],
    )
    def test_a_plan_is_good_for_a_day(self, hours: float, *, good: bool) -> None:
        """Neither yesterday's plan nor one from the future is carried out."""
        made = Made(NOW - timedelta(hours=hours), None)
        with nullcontext() if good else pytest.raises(StalePlan):
            saved.in_time(replace(PLAN, made=made), NOW)

    def test_the_times_are_told(self) -> None:
        """Both times stand in the message."""
        made = Made(NOW - timedelta(days=3), "abc")
        with pytest.raises(StalePlan) as caught:
            saved.in_time(replace(PLAN, made=made), NOW)
        assert caught.value.message == (
            "the plan was saved 2025-12-30 12:00 UTC, and is good for 24 hours; it is "
            "2026-01-02 12:00"
        )
        assert caught.value.hint == "plan again, and look at it"

    def test_what_plan_printed_has_no_time(self) -> None:
        """A document without a time is bound by its content alone."""
        saved.in_time(PLAN, NOW)
        assert PLAN.made is None


def test_a_plan_keeps_its_time_and_commit() -> None:
    """What is saved is read back as it was."""
    made = Made(NOW, "abc")
    plan = replace(PLAN, made=made)
    assert saved.parse(documents.plan(plan).encode()).made == made


@pytest.mark.parametrize("at", ["noon", "2026-01-02T12:00:00", 5])
def test_a_time_without_a_zone_is_none(at: object) -> None:
    """A time that cannot be compared makes no plan."""
    document = json.loads(documents.plan(PLAN))
    document["made"] = {"at": at, "commit": None}
    with pytest.raises(UsageProblem):
        saved.parse(json.dumps(document).encode())
