"""One change of a page: what it is, what to weigh, and the message before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_sync.model.change import Action
from wa_sync.render import wording
from wa_sync.render.html.fields import rows
from wa_sync.render.preview.html import bubble_html
from wa_sync.render.weighing import severe, weighed


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wa_sync.model.address import Address
    from wa_sync.model.bubble import Bubble
    from wa_sync.model.change import Change, Note, Place
    from wa_sync.model.resource import Asset
    from wa_sync.model.source import Pointer, Spec
    from wa_sync.render.sinks.html import Html

    Draw: TypeAlias = Callable[[Address, Spec, Mapping[Pointer, Asset]], Bubble | None]


def change(
    change: Change,
    anchor: str,
    *,
    draw: Draw | None,
    told: bool,
    offline: bool,
) -> Mapping[str, object]:
    """Return what the template needs.

    Without ``draw`` no messages are shown, and no fields unless they are ``told``.
    """
    block = change.blocked
    risks = weighed(change)
    return {
        "anchor": anchor,
        "sign": wording.SIGN[change.action],
        "action": change.action.value,
        "address": str(change.address),
        "account": change.account,
        "place": _place(change.source),
        "cause": wording.CAUSE[change.cause],
        "risks": [risk.value for risk in wording.WEIGHED if risk in risks],
        "classes": " ".join(_classes(change)),
        "blocked": None
        if block is None
        else {
            "rule": block.rule,
            "reason": block.reason,
            "way_out": block.way_out,
            "not_before": block.not_before and wording.moment(block.not_before),
        },
        "consequences": change.consequences,
        "findings": change.findings,
        "rows": list(rows(change.diff)) if told and _edits(change) else [],
        "sides": list(_sides(change, draw, offline=offline)) if draw else [],
    }


def note(note: Note) -> Mapping[str, object]:
    """Return what the template needs of a difference that is left alone."""
    return {
        "address": str(note.address),
        "account": note.account,
        "cause": wording.CAUSE[note.cause],
        "place": _place(note.source),
        "message": note.message,
        "rows": list(rows(note.diff)),
    }


def sides(*, offline: bool) -> tuple[str, str]:
    """Name both sides of a change; nobody knows what is live offline."""
    return ("At the base", "In the files") if offline else ("Live now", "After apply")


def _edits(change: Change) -> bool:
    return change.action is Action.UPDATE


def _place(source: Place | None) -> str:
    return "" if source is None else f"{source.file}:{source.line}"


def _classes(change: Change) -> Iterator[str]:
    """Yield what filters look for; a blocked change is neither of the actions."""
    yield "is-blocked" if change.blocked is not None else f"is-{change.action}"
    if severe(change):
        yield "is-risky"


def _sides(change: Change, draw: Draw, *, offline: bool) -> Iterator[tuple[str, Html]]:
    """Draw the message that there is, and the one that there would be."""
    was, would = sides(offline=offline)
    desired = change.send if change.after is not None else None
    for said, spec, assets in (
        (was, change.before, {}),
        (would, desired or change.after, change.assets),
    ):
        bubble = None if spec is None else draw(change.address, spec, assets)
        if bubble is not None:
            yield said, bubble_html(bubble)
