"""A real browser that is let out nowhere, for tests of the pages we write.

``tests/browser/conftest.py`` makes the fixtures of it: ``visit`` opens a page as a
person would who was sent the file, under one ``Look``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import sync_playwright


if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Route

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-sync"),
)
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page: the system's colours, and a window's size."""

    scheme: Literal["light", "dark"]
    device: Literal["desktop", "phone"]

    @property
    def size(self) -> tuple[int, int]:
        """The window's width and height in CSS pixels."""
        return (1280, 900) if self.device == "desktop" else (390, 844)

    def __str__(self) -> str:
        """Name it, as screenshots and tests are named."""
        return f"{self.scheme}-{self.device}"


DESKTOP = Look("light", "desktop")
LOOKS = (
    *(DESKTOP, Look("dark", "desktop")),
    *(Look("light", "phone"), Look("dark", "phone")),
)


@dataclass
class Tab:
    """A page that was opened, and whatever it tried besides being looked at."""

    page: Page
    file: Path
    asked: list[str] = field(default_factory=list)
    """Addresses that it asked for; none was let through."""
    said: list[str] = field(default_factory=list)
    """Dialogs, errors of scripts, and what the console was told."""

    @property
    def inert(self) -> bool:
        """Whether it did nothing at all but be shown."""
        return not self.asked and not self.said

    def screenshot(self, name: str) -> Path:
        """Keep a picture of the whole page as build/screenshots/NAME.png."""
        there = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=there, full_page=True)
        return there

    def watch(self) -> None:
        """Keep what the page tries from now on."""
        self.page.context.route("**/*", self._gate)
        self.page.on("dialog", self._dismiss)
        self.page.on("pageerror", lambda one: self._say(str(one)))
        self.page.on("console", lambda one: self._say(one.text))
        self.page.on("popup", lambda one: self._say(f"popup {one.url}"))

    def _gate(self, route: Route) -> None:
        if route.request.url == self.file.as_uri():
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def _dismiss(self, dialog: Dialog) -> None:
        self._say(dialog.message)
        dialog.dismiss()

    def _say(self, what: str) -> None:
        self.said.append(what)


@contextmanager
def browser() -> Iterator[Browser]:
    """Run one headless Chromium, of ``$CHROMIUM`` or where Debian has it."""
    if not Path(CHROMIUM).exists():
        message = f"there is no Chromium at {CHROMIUM}: make chromium installs it"
        raise FileNotFoundError(message)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield running
        finally:
            running.close()


@contextmanager
def opened(running: Browser, file: Path, look: Look = DESKTOP) -> Iterator[Tab]:
    """Open a file in a window of its own, with the network cut off."""
    width, height = look.size
    context = running.new_context(
        color_scheme=look.scheme,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    try:
        tab = Tab(context.new_page(), file)
        tab.watch()
        tab.page.goto(file.as_uri())
        yield tab
    finally:
        context.close()
