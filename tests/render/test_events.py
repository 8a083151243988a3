"""Events: one line of JSON each, without any content of a template."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from support import plans

from wa_sync.render import events


NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def test_every_event_is_one_line_with_its_time() -> None:
    """A line end stands at the end and nowhere else, whatever is in a message."""
    lines = [
        events.run_started(plans.everything(), NOON),
        *(events.change_started(c, NOON) for c in plans.everything().changes),
        *(events.change_finished(one, NOON) for one in plans.report().outcomes),
        events.run_finished(plans.report(), 7, NOON),
    ]
    assert {line.count("\n") for line in lines} == {1}
    assert all(line.endswith("}\n") for line in lines)
    assert {json.loads(line)["at"] for line in lines} == {"2026-01-02T12:00:00+00:00"}


def test_the_end_counts_and_tells_the_exit_code() -> None:
    """Who reads only the last line knows how it went."""
    assert json.loads(events.run_finished(plans.report(), 7, NOON)) == {
        "format_version": 1,
        "event": "run_finished",
        "at": "2026-01-02T12:00:00+00:00",
        "exit_code": 7,
        "summary": {
            "done": 1,
            "already": 1,
            "failed": 1,
            "blocked": 2,
            "stale": 1,
            "unknown": 1,
            "skipped": 1,
        },
    }
