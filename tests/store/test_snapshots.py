"""Snapshots never overwrite one another."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from wa_sync.model.resource import Address
from wa_sync.store import snapshots


def test_a_snapshot_is_named_after_its_time_and_object(tmp_path: Path) -> None:
    """The name says when, of which account, and which object."""
    path = snapshots.keep(
        tmp_path,
        "demo/../..",
        Address("message_template", "order_update/en_US"),
        "version: 1\n",
        now=datetime(2026, 11, 22, 4, 5, 6, 7, tzinfo=UTC),
    )
    name = "20261122T040506.000007Z-demo-..-...order_update-en_US.yaml"
    assert path == tmp_path / name
    assert path.read_text() == "version: 1\n"
