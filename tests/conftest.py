"""Fixtures that several folders share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.road import Road


# tests are never timed; and what CI draws is the same for the same code, so that a
# failure there is a failure here
settings.register_profile(
    "wa-sync",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("wa-sync")
# for a sweep by hand: pytest --hypothesis-profile=long
settings.register_profile(
    "long", max_examples=1000, stateful_step_count=50, deadline=None
)


@pytest.fixture
def road(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Road:
    """Give a folder of its own in which wa-sync is run, with a clean environment."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in os.environ:
        if name.startswith("WA_SYNC_") or name in {"MATON_API_KEY", "WHATSAPP_TOKEN"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(folder)
    return Road(folder, monkeypatch, capsys)
