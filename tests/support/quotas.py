"""Templates of one text each, applied and planned."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from support.road import Ran, Road


OLD, NEW, NEWEST = "Hello from us.", "Hello from all of us.", "Hello, it is us."


def templates(**texts: str) -> str:
    """A document with one template a name."""
    entries = "".join(
        f"  - name: {name}\n    language: en_US\n    category: UTILITY\n"
        f"    components: [{{type: BODY, text: '{text}'}}]\n"
        for name, text in texts.items()
    )
    return f"version: 1\nmessage_templates:\n{entries}"


def buried(*names: str, **texts: str) -> str:
    """The same, with tombstones for others."""
    gone = ", ".join(f"message_template: {name}/en_US" for name in names)
    return f"{templates(**texts)}removed: [{{{gone}}}]\n"


def applied(road: Road, content: str, *flags: str) -> Ran:
    """Declare this, and apply it."""
    road.write("templates/all.yaml", content)
    return road.run("apply", "--sandbox", "--yes", "-q", *flags)


def planned(road: Road, content: str) -> dict[str, object]:
    """Declare this, and return the only change that is planned."""
    road.write("templates/all.yaml", content)
    (change,) = road.ok("plan", "--sandbox", "-o", "json").json["changes"]
    assert isinstance(change, dict)
    return change


def rule(change: dict[str, object]) -> str | None:
    """By which rule a change is blocked."""
    blocked = change["blocked"]
    return blocked["rule"] if isinstance(blocked, dict) else None


def forget(road: Road) -> None:
    """Go to another machine, which remembers nothing."""
    shutil.rmtree(road.folder.parent / "state")
