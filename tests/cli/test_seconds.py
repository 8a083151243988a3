"""Options that take seconds."""

from __future__ import annotations

import pytest
from support.road import Road


@pytest.mark.parametrize("option", ["--timeout", "--max-wait", "--lock-timeout"])
@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e308", "1e999", "-1", "x"])
def test_what_is_no_number_of_seconds_is_a_usage_error(
    road: Road, option: str, value: str
) -> None:
    """No clock takes them, so neither does the command line."""
    road.project()
    ran = road.run("apply", "--sandbox", "--yes", f"{option}={value}")
    assert ran.code == 64
    assert f"Invalid value for '{option}'" in ran.err
    assert not (road.folder / ".wa-sync").exists()


@pytest.mark.parametrize("option", ["--timeout", "--max-wait"])
def test_a_month_is_a_number_of_seconds(road: Road, option: str) -> None:
    """The longest that is taken is one that clocks can wait for."""
    road.project()
    road.ok("plan", "--sandbox", f"{option}={31 * 24 * 60 * 60}")
