"""Rules about ``raw``: it adds fields that wa-sync does not know, and nothing else.

What stands there is neither judged nor planned. So it must not say again, and
otherwise, what is: a name under ``raw`` would write another template than the one
that was approved, outside of what the account manages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits, schema
from wa_sync.kinds.message_template.normal.unknown import OF_BUTTON, OF_COMPONENT, known
from wa_sync.kinds.message_template.rules import codes
from wa_sync.model.finding import Finding
from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from wa_sync.kinds.message_template.spec import Template
    from wa_sync.model.source import Pointer, Spec


def raw_known_field(template: Template) -> Iterator[Finding]:
    """No field is said twice: what has a place in the format is written there."""
    if "raw" in template.fields:
        yield from _known((), template.fields, mapping(schema.schema()["properties"]))
    for parts in (template.parts, *template.cards):
        for one in parts.components:
            if "raw" in one.fields:
                yield from _known(one.at, one.fields, known(one.type, OF_COMPONENT))
        for button in parts.buttons:
            if "raw" in button.fields:
                fields = known(button.type, OF_BUTTON)
                yield from _known(button.at, button.fields, fields)


def raw_order(template: Template) -> Iterator[Finding]:
    """The Graph API takes some parameters as orders, wherever a body holds them."""
    for key in mapping(template.fields.get("raw")):
        if key in limits.GRAPH_ORDERS:
            yield Finding(
                rule="raw_order",
                at=("raw", key),
                message=f"{key} is no field of a template, but an order to the API.",
                hint="Remove it; it is never sent.",
                meta=codes.INVALID,
                key=True,
            )


def _known(at: Pointer, fields: Spec, names: Container[str]) -> Iterator[Finding]:
    for key in mapping(fields.get("raw")):
        if key in names:
            yield Finding(
                rule="raw_known_field",
                at=(*at, "raw", key),
                message=f"{key} is a field that wa-sync knows; raw is for others.",
                hint=f"Write {key} beside raw instead of under it.",
                meta=codes.INVALID,
                key=True,
            )
