"""Fixtures that several folders share."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.road import Road


# who runs the tests in the background of a shell ignores SIGINT, and so would every
# process that a test starts
for _number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.SIG_DFL)

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
# for make mutation, which runs the same tests again and again in one process
settings.register_profile(
    "mutants",
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


Figure = Callable[[str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """A sweep is small in CI and whole when it is asked for (make sweeps)."""
    parser.addoption(
        "--sweep", choices=("small", "full"), default="small", help="size of the sweeps"
    )


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the sweeps are to be run whole."""
    return bool(request.config.getoption("--sweep") == "full")


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Keep a figure that was measured; all are printed at the end of the run."""

    def keep(text: str) -> None:
        request.node.user_properties.append(("figure", text))

    return keep


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures, whichever worker they come from."""
    reports = [one for kind in terminalreporter.stats.values() for one in kind]
    figures = [
        text
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, text in report.user_properties
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("figures")
    for text in sorted(figures):
        terminalreporter.line(str(text))


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
