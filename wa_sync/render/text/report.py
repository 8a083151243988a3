"""What became of a plan, as plain text: done, not done, unknown, and what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.report import State
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text import findings


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.report import Outcome, Report
    from wa_sync.render.style import Style

_ROLE: Mapping[State, Role] = {
    State.DONE: Role.CREATE,
    State.ALREADY: Role.FAINT,
    State.FAILED: Role.ERROR,
    State.BLOCKED: Role.WARNING,
    State.STALE: Role.WARNING,
    State.UNKNOWN: Role.ERROR,
    State.SKIPPED: Role.FAINT,
}


def report(report: Report, style: Style) -> Text:
    """Return all outcomes and what to do next; ends with a line end, or is empty.

    What went well comes first, so that the rest stands at the end, where one looks.
    """
    well = [item for item in report.outcomes if item.state in wording.FINE]
    ill = [item for item in report.outcomes if item.state not in wording.FINE]
    lines = [outcome(item, style) for item in [*well, *ill]]
    return Text("").join(line("{}\n", one) for one in lines) + ending(report, style)


def ending(report: Report, style: Style) -> Text:
    """Return what became of it all, and what to do next; ends with a line end.

    Empty where there was nothing to do: the plan has said so.
    """
    if not report.outcomes:
        return Text("")
    lines = [Text(""), style.paint(Role.STRONG, wording.ending(report))]
    lines += map(Text.escape, wording.advice(report))
    return line("{}\n", Text("\n").join(lines))


def outcome(outcome: Outcome, style: Style) -> Text:
    """Return one outcome with its reasons, without a last line end."""
    why = [line("    {}", one) for one in _why(outcome, style)]
    # what blocks a change is told in full below its line
    message = outcome.message if outcome.blocked is None else ""
    return Text("\n").join([_line(outcome, style, message), *why])


def outcome_line(outcome: Outcome, style: Style) -> Text:
    """Return one outcome on one line, without a line end."""
    return _line(outcome, style, outcome.message)


def _line(outcome: Outcome, style: Style, message: str) -> Text:
    change = outcome.change
    word = style.paint(_ROLE[outcome.state], f"{wording.ended(outcome):<9}")
    facts = [line("{}", fact) for fact in (outcome.status, outcome.category) if fact]
    if outcome.live_id is not None:
        facts.append(line("id {}", outcome.live_id))
    known = line(" ({})", Text(", ").join(facts)) if facts else ""
    said = line(": {}", message) if message else ""
    return line("{} {}: {}{}{}", word, change.account, change.address, known, said)


def _why(outcome: Outcome, style: Style) -> Iterator[Text]:
    if outcome.blocked is not None:
        yield from findings.blocked(outcome.blocked, style)
    if outcome.hint is not None:
        yield line("hint: {}", outcome.hint)
