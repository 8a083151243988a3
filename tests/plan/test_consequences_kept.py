"""What a change means is kept with a saved plan, and is no part of its digest."""

from __future__ import annotations

from dataclasses import replace
from json import loads
from typing import TYPE_CHECKING

import pytest
from support import plans
from support.changes import BREAKING, COST

from wa_sync.model.source import array, mapping
from wa_sync.plan.checked import MalformedPlan
from wa_sync.plan.digest import limits_of, share_digest
from wa_sync.plan.parse import plan_of
from wa_sync.render import json


if TYPE_CHECKING:
    from wa_sync.model.change import Plan
    from wa_sync.model.source import Json, Spec


def test_a_saved_plan_says_the_same_again() -> None:
    """Risk, sentence and path come back as they went."""
    plan = plans.everything()
    read = plan_of(_document(plan))
    told = [change.consequences for change in plan.changes]
    assert [change.consequences for change in read.changes] == told
    assert {BREAKING, COST} < {said for some in told for said in some}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"risk": "harmless", "message": "", "path": ""}, "risk cannot be 'harmless'"),
        ({"risk": "cost", "path": ""}, "message has to be a text"),
        ({"risk": "cost", "message": ""}, "path has to be a text"),
        ("cost", "risk has to be a text"),
    ],
)
def test_a_consequence_of_another_shape_is_refused(said: Json, reason: str) -> None:
    """Nothing in a plan file is taken on trust."""
    document = _document(plans.everything())
    first, *rest = array(document["changes"])
    changed = {
        **document,
        "changes": [{**mapping(first), "consequences": [said]}, *rest],
    }
    with pytest.raises(MalformedPlan, match=reason):
        plan_of(changed)


def test_no_digest_covers_what_follows() -> None:
    """It is told from what is covered, so better words make no other plan."""
    plan = plans.everything()
    bare = [replace(change, consequences=()) for change in plan.changes]
    account = plan.accounts[0]
    limits = limits_of(account.limits)
    assert share_digest(account, limits, plan.changes) == (
        share_digest(account, limits, bare)
    )


def _document(plan: Plan) -> Spec:
    document: Spec = loads(json.plan(plan))
    return document
