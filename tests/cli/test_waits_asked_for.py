"""Times that no calendar holds, wherever the API may name one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest


if TYPE_CHECKING:
    from support.road import Road


USAGE = '{"1": [{"estimated_time_to_regain_access": 1000000000000000}]}'
MONTH = timedelta(days=31)
LIVE = {
    "id": "1",
    "name": "order_update",
    "language": "en_US",
    "category": "UTILITY",
    "status": "APPROVED",
    "parameter_format": "POSITIONAL",
    "components": [{"type": "BODY", "text": "Hello."}],
    "last_updated_time": "9999-12-31T23:00:00+0000",
}


@pytest.mark.parametrize(
    "header",
    [
        "Retry-After: 999999999999",
        f"Retry-After: {'9' * 5000}",
        "Retry-After: Tue, 31 Dec 2199 23:59:59 GMT",
        f"X-Business-Use-Case-Usage: {USAGE}",
    ],
    ids=["seconds", "digits", "date", "minutes"],
)
def test_a_wait_of_ages_ends_an_apply_as_any_other_does(
    road: Road, header: str
) -> None:
    """N14: 75, one attempt, and a time to come back that is a month away at most."""
    road.project()
    road.sandbox("faults", "throttle", "method=POST", "times=0", f"header={header}")
    ran = road.run("apply", "--sandbox", "--yes", "-q", "-o", "json")
    (outcome,) = ran.json["outcomes"]
    later = datetime.fromisoformat(outcome["blocked"]["not_before"])
    assert (ran.code, outcome["blocked"]["rule"]) == (75, "create_rate")
    assert abs(later - datetime.now(UTC) - MONTH) < timedelta(hours=1)
    calls = map(json.loads, road.sandbox("calls").out.splitlines())
    assert [call["method"] for call in calls].count("POST") == 1


def test_an_edit_in_the_year_9999_is_no_time_to_reckon_with(road: Road) -> None:
    """R13: what Meta counts was made by now, so it is free in a day."""
    road.project()
    for path, seen in ("*/message_templates", {"data": [LIVE]}), ("1", LIVE):
        order = ("method=GET", f"path={path}", "times=0", f"body={json.dumps(seen)}")
        road.sandbox("faults", "answer", *order)
    order = ("method=POST", "code=100", "subcode=2388039", "times=0")
    road.sandbox("faults", "refuse", *order)
    ran = road.run("apply", "--sandbox", "--yes", "-q", "-o", "json")
    (outcome,) = ran.json["outcomes"]
    assert (ran.code, outcome["blocked"]["rule"]) == (75, "edit_quota")
    later = datetime.fromisoformat(outcome["blocked"]["not_before"])
    assert later - datetime.now(UTC) < timedelta(days=1, hours=1)
