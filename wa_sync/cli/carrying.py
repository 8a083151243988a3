"""An apply while it runs: each step is shown, noted and counted as it comes."""

from __future__ import annotations

import sys
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TextIO

from wa_sync.apply import outcomes
from wa_sync.cli.output import emit, ready, say, say_error, style_for
from wa_sync.cli.progress import progress
from wa_sync.cli.targets import Target
from wa_sync.errors import LocalIO
from wa_sync.model.report import Outcome, Started, Waiting, report, subject
from wa_sync.model.waiting import spoken
from wa_sync.render import events, json, text
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.store.events import appended


if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from wa_sync.cli.progress import Bar
    from wa_sync.cli.settings import Settings
    from wa_sync.cli.signals import Stop
    from wa_sync.model.change import Change, Plan
    from wa_sync.model.report import Report
    from wa_sync.render.sinks.json import Document
    from wa_sync.render.style import Style


TEXT = Target("text", None)
BUG = 1
BROKE_OFF = "the run broke off before it was sent"
OPEN = "nobody knows whether it took effect: the run broke off"


@dataclass(slots=True)
class Carrying:
    """One run.

    ``lost`` is why somebody cannot be told any more; then the run stops. ``mute`` says
    that it is whoever reads the output, and not the file of events.
    """

    chosen: Settings
    plan: Plan
    stop: Stop
    now: Callable[[], datetime]
    append: Callable[[str], None] = lambda _: None
    lost: LocalIO | None = None
    mute: bool = False

    def run(self, steps: Generator[Started | Outcome | Waiting]) -> int:
        """Take all steps, tell them, and return the exit code.

        Whatever goes wrong here, the accounts' threads have ended before anything
        that they need is closed, and what became of every change is reported.
        """
        self._note(events.run_started(self.plan, self.now()))
        try:
            with closing(steps):
                self._take_all(steps)
        except Exception as error:
            self.stop.broken = _code_of(error)
            self._end()
            raise
        return self._end()

    def _take_all(self, steps: Iterable[Started | Outcome | Waiting]) -> None:
        style = style_for(self._stream(), self.chosen.color)
        with progress(self.chosen, self.plan, said=self._said) as bar:
            try:
                for step in steps:
                    self._take(step, bar, style)
            except BaseException:
                self.stop.request()
                for outcome in self._rest(steps):
                    self._told(outcome, bar, style)
                raise

    def _rest(self, steps: Iterable[Started | Outcome | Waiting]) -> list[Outcome]:
        """Hear what the accounts still did, and say of each other change that it ended.

        All of it is known before any of it is told, which may be what went wrong.
        """
        rest: list[Outcome] = []
        for step in steps:
            if isinstance(step, Waiting):
                continue
            self.stop.at(step)
            rest += [step] if isinstance(step, Outcome) else []
        told = {subject(one.change) for one in self.stop.outcomes}
        for change in self.plan.changes:
            if subject(change) not in told:
                rest.append(self._broken_off(change))
                self.stop.at(rest[-1])
        return rest

    def _broken_off(self, change: Change) -> Outcome:
        if self.stop.is_open(change):
            return outcomes.unknown(change, OPEN)
        return outcomes.skipped(change, BROKE_OFF)

    def _end(self) -> int:
        """Report, and say last of all how the process will end."""
        ended = report(self.stop.outcomes)
        self._tell(ended)
        code = self.stop.verdict(ended)
        self._note(events.run_finished(ended, code, self.now()))
        if self.lost is not None:
            say_error(self.lost.message, self.lost.hint)
        return self.stop.verdict(ended)

    def _take(self, step: Started | Outcome | Waiting, bar: Bar, style: Style) -> None:
        if isinstance(step, Waiting):
            self._show(lambda: bar.wait(step.count, f"at most {spoken(step.left)}"))
            return
        self.stop.at(step)
        if isinstance(step, Started):
            self._note(events.change_started(step.change, self.now()))
            return
        self._told(step, bar, style)

    def _told(self, outcome: Outcome, bar: Bar, style: Style) -> None:
        self._note(events.change_finished(outcome, self.now()))
        show = text.outcome if self._said else text.outcome_line
        self._show(lambda: bar.advance(show(outcome, style)))

    def _note(self, event: Document) -> None:
        try:
            self.append(ready(event))
        except LocalIO as error:
            self._lose(error)
            self.append = lambda _: None

    def _show(self, show: Callable[[], None]) -> None:
        if self.mute:
            return
        try:
            show()
        except LocalIO as error:
            self._lose(error)
            self.mute = True

    def _lose(self, error: LocalIO) -> None:
        """What cannot be told stops the run before the next write."""
        self.lost = self.lost or error
        self.stop.broken = self.stop.broken or error.exit_code
        self.stop.request()

    def _tell(self, ended: Report) -> None:
        """Report; on standard error where nobody reads the asked-for way."""
        self._show(lambda: _report(self.chosen, self.plan, ended))
        if self.mute:
            style = style_for(sys.stderr, self.chosen.color)
            with suppress(LocalIO):
                say(text.report(ended, style), err=True)

    @property
    def _said(self) -> bool:
        return TEXT in self.chosen.outputs

    def _stream(self) -> TextIO:
        return sys.stdout if self._said else sys.stderr


@contextmanager
def carrying(
    chosen: Settings,
    plan: Plan,
    stop: Stop,
    now: Callable[[], datetime],
    to: Path | None,
) -> Iterator[Carrying]:
    """Open the file of events, if one is asked for; raises LocalIO where it cannot."""
    with ExitStack() as stack:
        run = Carrying(chosen, plan, stop, now)
        if to is not None:
            run.append = stack.enter_context(appended(to))
        yield run


def _code_of(error: Exception) -> int:
    """The exit code of an error by itself; cli/main says OSError as LocalIO."""
    if isinstance(error, OSError):
        return LocalIO.exit_code
    return getattr(error, "exit_code", BUG)


def _report(chosen: Settings, made: Plan, ended: Report) -> None:
    """Write the report: after the outcomes, or whole, after the plan, into a file."""

    def whole(style: Style) -> Text:
        told = line("\n{}", text.report(ended, style)) if ended.outcomes else Text("")
        return text.plan(made, style) + told

    for target in chosen.outputs:
        render = whole if target.file is not None else partial(text.ending, ended)
        emit(
            replace(chosen, outputs=(target,)),
            {"text": render, "json": lambda _: json.report(ended)},
        )
