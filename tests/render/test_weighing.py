"""What a reviewer is told to weigh."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import plans

from wa_sync.model.change import Change, Plan
from wa_sync.render import markdown
from wa_sync.render.style import Style
from wa_sync.render.text import plan as text
from wa_sync.render.weighing import deletes_wait


GONE = plans.delete(plans.template("gone/de"), plans.ORDER_LIVE, line=3)
NEW = plans.create(plans.template("new/de"), plans.OTP, line=9)
STUCK = replace(NEW, blocked=plans.EDIT_QUOTA)
KEPT = replace(GONE, blocked=plans.CATEGORY_LOCKED)
OTHER = plans.account("shop-two", waba_id="9")
SAME = plans.account("shop-two")


def made(*changes: Change, other: bool = False) -> Plan:
    """A plan of two accounts, of one WABA or of two."""
    accounts = (plans.account(), OTHER if other else SAME)
    return replace(plans.nothing(), accounts=accounts, changes=changes)


@pytest.mark.parametrize(
    ("plan", "waits"),
    [
        (made(STUCK, GONE), True),
        (made(replace(STUCK, account="shop-two"), GONE), True),
        (made(replace(STUCK, account="shop-two"), GONE, other=True), False),
        (made(NEW, GONE), False),
        (made(STUCK, KEPT), False),
        (made(KEPT, GONE), False),
        (made(STUCK), False),
    ],
)
def test_a_delete_that_waits_is_told(plan: Plan, *, waits: bool) -> None:
    """As apply does it: for all names of a WABA, and not on account of deletes."""
    assert deletes_wait(plan) == waits
    assert ("Deletes wait until" in text(plan, Style.plain())) == waits
    assert ("**Deletes wait**" in markdown.plan(plan)) == waits
