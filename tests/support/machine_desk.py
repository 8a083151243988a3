"""What a run has at hand, with a clock that jumps, and places where it may die."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from wa_sync.apply import Hands
from wa_sync.cli.connection import Connection
from wa_sync.cli.settings import Settings
from wa_sync.cli.signals import Stop
from wa_sync.cli.workshop import Workshop
from wa_sync.kind import Kind
from wa_sync.model.resource import Live
from wa_sync.workflow.load import Loaded
from wa_sync.workflow.snapshot import snapshot


T = TypeVar("T")


class Crash(BaseException):
    """The process dies here; not an Exception, so that nothing swallows it."""


@dataclass
class Clock:
    """One time for the tool and for Meta, in unix seconds; waiting moves it."""

    now: float


class SlowStop(Stop):
    """Waits without taking time, and knows where the process is to die.

    ``crash`` is a place, and how often it goes well there before.
    """

    def __init__(self, clock: Clock, crash: tuple[str, int] | None) -> None:
        """Begin to count."""
        super().__init__()
        self.clock = clock
        self._crash = crash
        self._passed = 0

    def wait(self, seconds: float | None = None) -> bool:
        """Let time pass."""
        self.at_place("wait")
        self.clock.now += seconds or 0.0
        return self.stopped()

    def at_place(self, place: str) -> None:
        """Die here, if it is time."""
        if self._crash is None or self._crash[0] != place:
            return
        self._passed += 1
        if self._passed > self._crash[1]:
            raise Crash


class Desk(Workshop):
    """A workshop whose time is injected. ``full`` is a place that takes no file."""

    stop: SlowStop

    def __init__(self, connection: Connection, loaded: Loaded, stop: SlowStop) -> None:
        """Take what a workshop takes."""
        super().__init__(connection, loaded, stop)
        self.full: Path | None = None

    def hands(self, name: str) -> Hands:
        """Return what apply works with: as ever, but mortal."""
        hands = super().hands(name)
        return replace(
            hands,
            clock=lambda: self.stop.clock.now,
            snapshot=self._keeping(hands),
            intend=self._dying("intend", hands.intend),
            record=self._dying("record", hands.record),
        )

    def _keeping(self, hands: Hands) -> Callable[[Kind, Live], str]:
        def keep(kind: Kind, live: Live) -> str:
            if self.full is not None:
                snapshot(self.full, hands.account, kind, live, now=datetime.now(UTC))
            kept = hands.snapshot(kind, live)
            self.stop.at_place("snapshot")
            return kept

        return keep

    def _dying(self, place: str, note: Callable[[T], None]) -> Callable[[T], None]:
        def noting(what: T) -> None:
            note(what)
            self.stop.at_place(place)

        return noting


def settings_for(folder: Path, url: str, stop: Stop) -> Settings:
    """Return what a command line would say."""
    return Settings(
        cwd=folder,
        account=(),
        sandbox=False,
        sandbox_url=url,
        endpoint=None,
        token_file=None,
        only=(),
        exclude=(),
        outputs=(),
        quiet=True,
        verbose=0,
        color="never",
        no_input=True,
        timeout=None,
        max_wait=None,
        stop=stop,
    )
