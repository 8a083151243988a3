"""What Meta has invented since this version is shown, kept, and left alone (N20)."""

from __future__ import annotations

import json

import pytest
from support.road import Road


SEED = {
    "name": "from_tomorrow",
    "parameter_format": "POSITIONAL",
    "components": [
        {"type": "BODY", "text": "It is as it is.", "mood": "mild"},
        {"type": "HOLOGRAM", "beam": {"colour": "BLUE"}},
        {"type": "BUTTONS", "buttons": [{"type": "TELEPORT", "text": "Go"}]},
    ],
    "language": "tlh",
    "status": "TRANSCENDED",
    "category": "PROPHECY",
    "id": "1000000000000001",
    "quality_score": {"score": "ULTRAVIOLET"},
    "rejected_reason": "TOO_GOOD",
    "invented_field": {"deep": [1, None, True]},
}


@pytest.fixture
def there(road: Road) -> Road:
    """A project whose account has such a template, and nothing declared but another."""
    road.project()
    road.sandbox("seed", str(road.write("seed.json", json.dumps(SEED))), "--waba", WABA)
    road.ok("apply", "--sandbox", "--yes", "--allow-delete", "-q")
    return road


WABA = "102290129340398"
ADDRESS = "message_template.from_tomorrow/tlh"


def test_it_is_unmanaged_and_untouched(there: Road) -> None:
    """Its status is told in Meta's own word, and nothing is planned for it."""
    plan = there.ok("plan", "--sandbox", "-o", "json").json
    assert (plan["changes"], plan["drift"]) == ([], [])
    assert plan["unmanaged"] == [
        {
            "account": "demo",
            "address": ADDRESS,
            "status": "TRANSCENDED",
            "live_id": SEED["id"],
        }
    ]


def test_it_can_be_imported_and_then_there_is_nothing_to_do(there: Road) -> None:
    """What is not known is written down as it is, and passes validate and plan."""
    there.ok("import", "--sandbox", "from_tomorrow")
    there.ok("validate")
    assert there.settled()["unchanged"] == 2
    sent = there.sandbox("calls").out
    assert [json.loads(line)["method"] for line in sent.splitlines()].count("POST") == 1
