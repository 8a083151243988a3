from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.browser import DESKTOP, Look, Tab, browser, opened


if TYPE_CHECKING:
    from playwright.sync_api import Browser

    Visit = Callable[..., Tab]


# not for the session: Playwright keeps an event loop running in this thread, which
# other modules' tests have to find without one
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    with browser() as running:
        yield running


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Open files, each in a window of its own; all are closed when the test ends."""
    with ExitStack() as windows:

        def go(file: Path, look: Look = DESKTOP) -> Tab:
            return windows.enter_context(opened(chromium, file, look))

        yield go
