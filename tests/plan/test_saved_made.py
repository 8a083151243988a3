"""For how long a saved plan is good, and from which commit it was made."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from support import plans
from support.signed import signed

from wa_sync.errors import StalePlan, UsageProblem
from wa_sync.model.made import Made
from wa_sync.plan import saved
from wa_sync.plan.digest import plan_digest
from wa_sync.render import json as documents


Edit = Callable[[Any], object]
WHOLE = signed(plans.everything())
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

    def test_what_plan_printed_is_no_saved_plan(self) -> None:
        """Without a time nobody knows how old it is: it can be shown, not applied."""
        printed = saved.parse(documents.plan(PLAN).encode())
        with pytest.raises(UsageProblem) as caught:
            saved.in_time(printed, NOW)
        assert (caught.value.message, caught.value.hint) == (
            "this plan was printed, not saved: it has no time and no checksum",
            "plan again, and save it with --out",
        )


@pytest.mark.parametrize("dirty", [True, False, None])
def test_a_plan_keeps_its_time_and_checkout(*, dirty: bool | None) -> None:
    """What is saved is read back as it was."""
    made = Made(NOW, "abc", dirty)
    plan = replace(PLAN, made=made)
    assert saved.parse(documents.plan(plan).encode()).made == made


EDITS: dict[str, Edit] = {
    "what is live": lambda d: d["changes"][0].update(before={"name": "harmless"}),
    "what is to be": lambda d: d["changes"][0].update(after={"name": "harmless"}),
    "the difference": lambda d: d["changes"][0]["diff"].clear(),
    "a warning": lambda d: [c["findings"].clear() for c in d["changes"]],
    "a reason": lambda d: d["safety"].clear(),
    "what is reported": lambda d: d["drift"].clear(),
    "a count": lambda d: d["summary"].update(delete=0),
    "the time": lambda d: d["made"].update(at="2026-01-02T13:00:00+00:00"),
    "the commit": lambda d: d["made"].update(commit="abd"),
    "whether it was dirty": lambda d: d["made"].update(dirty=False),
    "no time": lambda d: d.update(made=None),
    "no checksum": lambda d: d.update(checksum=None),
    "no word of a checksum": lambda d: d.pop("checksum"),
    "another word": lambda d: d.update(note="harmless"),
}


@pytest.mark.parametrize("part", EDITS)
def test_no_part_of_a_saved_plan_can_be_edited(part: str) -> None:
    """What is shown to a reader is covered as well as what is sent."""
    made = Made(NOW, "abc", dirty=True)
    document = json.loads(documents.plan(replace(WHOLE, made=made)))
    saved.parse(json.dumps(document).encode())
    before = json.dumps(document)
    EDITS[part](document)
    assert json.dumps(document) != before
    with pytest.raises(StalePlan) as caught:
        saved.parse(json.dumps(document).encode())
    assert caught.value.message == "the plan file was changed after it was saved"


def test_texts_that_no_file_can_hold_are_covered_as_they_are_written() -> None:
    """A lone surrogate and a number that is none are other ones in the file."""
    odd = replace(
        WHOLE.changes[0], before={"a": "\ud800", "b": float("nan"), "c": 2**70}
    )
    plan = signed(replace(WHOLE, changes=(odd,), made=Made(NOW, None)))
    content = documents.plan(plan)
    assert documents.plan(saved.parse(content.encode())) == content


def test_a_number_that_is_none_is_no_json() -> None:
    """It would be covered as null, and shown as something else."""
    content = documents.plan(replace(WHOLE, made=Made(NOW, "abc"))).encode()
    with pytest.raises(UsageProblem, match="it is not JSON"):
        saved.parse(content.replace(b'"commit": "abc"', b'"commit": NaN'))


ENDS = ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]


@pytest.mark.parametrize("at", ["noon", "2026-01-02T12:00:00", 5, *ENDS])
def test_a_time_that_utc_does_not_know_is_none(at: object) -> None:
    """A time that can be neither compared nor shown makes no plan."""
    document = json.loads(documents.plan(PLAN))
    document["made"] = {"at": at, "commit": None}
    with pytest.raises(UsageProblem):
        saved.parse(json.dumps(document).encode())


def test_no_digest_covers_the_checkout() -> None:
    """The same changes are the same plan, whatever they were saved from."""
    content = documents.plan(replace(WHOLE, made=Made(NOW, "abc", dirty=True)))
    assert saved.parse(content.encode()).digest == WHOLE.digest


def test_a_checkout_is_dirty_or_not() -> None:
    """Any other word for it makes no plan."""
    document = json.loads(documents.plan(replace(PLAN, made=Made(NOW, "abc"))))
    document["made"]["dirty"] = "a little"
    with pytest.raises(UsageProblem, match="dirty has to be true or false"):
        saved.parse(json.dumps(document).encode())


def test_the_names_of_accounts_are_texts() -> None:
    """A plan file that says otherwise is none."""
    document = json.loads(documents.plan(replace(PLAN, made=Made(NOW, "abc"))))
    document["made"]["accounts"] = ["demo", 3]
    with pytest.raises(UsageProblem, match="accounts has to be a list of texts"):
        saved.parse(json.dumps(document).encode())


def test_an_offline_plan_is_shown_and_never_saved() -> None:
    """It has no digest to be recognised by, so one with a time is a forgery."""
    offline = replace(plans.everything(), offline=True, digest="")
    printed = saved.parse(documents.plan(offline).encode())
    assert printed == offline
    with pytest.raises(UsageProblem, match="printed, not saved"):
        saved.in_time(printed, NOW)
    forged = replace(offline, made=Made(NOW, None))
    with pytest.raises(UsageProblem, match="it was made offline, and is never saved"):
        saved.parse(documents.plan(forged).encode())
