"""Rules about buttons that open a Flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.spec import parsed, upper
from wa_sync.model.finding import Finding


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Button, Template


REFERENCES = ("flow_id", "flow_name", "flow_json")


def flow_ambiguous(_: Template, button: Button) -> Iterator[Finding]:
    """A Flow is named once."""
    given = [key for key in REFERENCES if key in button.fields]
    if len(given) > 1:
        yield Finding(
            rule="flow_ambiguous",
            at=(*button.at, given[1]),
            message=f"The Flow is given {len(given)} times: by {' and '.join(given)}.",
            hint="Keep one of them.",
            meta=codes.INVALID,
            key=True,
        )


def flow_json_unreadable(_: Template, button: Button) -> Iterator[Finding]:
    """A Flow that is written out is a JSON text."""
    written = button.fields.get("flow_json")
    if isinstance(written, str) and not isinstance(parsed(written), dict):
        yield Finding(
            rule="flow_json_unreadable",
            at=(*button.at, "flow_json"),
            message="flow_json is a text that is no JSON object.",
            hint="Use flow_id or flow_name, or the Flow's JSON as one text.",
            meta=codes.INVALID,
        )


def flow_missing(_: Template, button: Button) -> Iterator[Finding]:
    """A FLOW button opens a Flow."""
    if not any(button.fields.get(key) for key in REFERENCES):
        yield Finding(
            rule="flow_missing",
            at=button.at,
            message="The FLOW button names no Flow.",
            hint="Add flow_id or flow_name.",
            meta=codes.BUTTON_FIELDS,
        )


def flow_screen_unexpected(_: Template, button: Button) -> Iterator[Finding]:
    """A first screen is for the action NAVIGATE."""
    action = upper(button.fields.get("flow_action"))
    if "navigate_screen" in button.fields and action not in {"", "NAVIGATE"}:
        yield Finding(
            rule="flow_screen_unexpected",
            at=(*button.at, "navigate_screen"),
            message=f"navigate_screen goes with flow_action NAVIGATE, not {action}.",
            hint="Remove navigate_screen.",
            meta=codes.INVALID,
            key=True,
        )
