"""What the fuzzer found: a plan file that nobody could show."""

from __future__ import annotations

import json

import pytest
from support import plans

from wa_sync.errors import UsageProblem
from wa_sync.plan import saved
from wa_sync.render import json as documents


def nested(depth: int) -> bytes:
    """A plan that holds, beside all else, lists one inside another."""
    document = json.loads(documents.plan(plans.everything()))
    value: object = []
    for _ in range(depth - 2):
        value = [value]
    return json.dumps({**document, "more": value}).encode()


def test_a_plan_is_nested_only_so_deep() -> None:
    """One level too many makes it no plan at all."""
    with pytest.raises(UsageProblem) as caught:
        saved.parse(nested(saved.MAX_DEPTH + 1))
    told = f"this is no plan file: it is nested more than {saved.MAX_DEPTH} deep"
    assert caught.value.message == told


def test_a_plan_may_be_nested_deep() -> None:
    """What the limit allows is judged by what it says."""
    with pytest.raises(Exception, match=r"changed after it was saved") as caught:
        saved.parse(nested(saved.MAX_DEPTH))
    assert caught.type.__name__ == "StalePlan"
