"""Statuses that are given by hand."""

from __future__ import annotations

from support.graph_caller import (
    Caller,
)

from wa_sync.sandbox import review


def give(caller: Caller, node: str, status: str) -> None:
    """Give a template a status, as a hand command does."""
    with caller.world.store.transaction():
        stored = caller.world.objects.find("message_template", node)
        assert stored is not None
        review.decide(caller.world, stored, status)
