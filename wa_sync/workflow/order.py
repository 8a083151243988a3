"""The order in which fields are written, by fmt and by import alike."""

from __future__ import annotations

from functools import cache

from wa_sync.config.order import Order
from wa_sync.workflow.load import schema


@cache
def fields_order() -> Order:
    """Return the order of the schema of a whole document."""
    return Order(schema())
