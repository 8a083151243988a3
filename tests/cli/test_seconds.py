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


@pytest.mark.parametrize("value", ["inf", "1e999", "2678401", "nan", "0"])
def test_a_usage_error_says_how_many_seconds_there_may_be(
    road: Road, value: str
) -> None:
    """In words that somebody thinks in."""
    ran = road.run("plan", "--sandbox", f"--timeout={value}")
    assert (
        " is out of range: at least 0.001 seconds, at most 31 days (2678400 seconds).\n"
    ) in ran.err


@pytest.mark.parametrize("option", ["--timeout", "--max-wait"])
def test_a_month_is_a_number_of_seconds(road: Road, option: str) -> None:
    """The longest that is taken is one that clocks can wait for."""
    road.project()
    road.ok("plan", "--sandbox", f"{option}={31 * 24 * 60 * 60}")


@pytest.mark.parametrize(
    "value", ["nan", "inf", "-1s", "m", "30 minutes", "32d", "9e9h"]
)
def test_what_is_no_time_is_a_usage_error(road: Road, value: str) -> None:
    """Units are s, m and h, and no clock takes more than a month."""
    road.project()
    ran = road.run("apply", "--sandbox", "--yes", f"--wait-timeout={value}")
    assert ran.code == 64
    assert "Invalid value for '--wait-timeout'" in ran.err
    assert not (road.folder / ".wa-sync").exists()


@pytest.mark.parametrize("value", ["0", "90", "1.5s", "30m", "2h", "744h"])
def test_times_have_units(road: Road, value: str) -> None:
    """Seconds need none."""
    road.project()
    road.sandbox("review", "now")
    road.ok("apply", "--sandbox", "--yes", "--wait=approved", f"--wait-timeout={value}")
