"""What became of a plan, as plain text: done, not done, unknown, and what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.condition import Review
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
_REVIEWED: Mapping[Review, Role] = {
    Review.APPROVED: Role.CREATE,
    Review.IN_REVIEW: Role.WARNING,
    Review.REFUSED: Role.ERROR,
}
_REVIEW: Mapping[Review, str] = {
    Review.APPROVED: "approved",
    Review.REFUSED: "refused",
    Review.IN_REVIEW: "in review",
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
    lines += map(Text.escape, _reviews(report))
    lines += map(Text.escape, wording.advice(report))
    return line("{}\n", Text("\n").join(lines))


def _reviews(report: Report) -> Iterator[str]:
    """Count the reviews that were waited for, and say what to do about them."""
    words = [
        f"{number} {word}"
        for review, word in _REVIEW.items()
        if (number := report.reviewed(review))
    ]
    if words:
        yield f"Meta's review: {', '.join(words)}."
    if report.reviewed(Review.REFUSED):
        yield "What Meta refused cannot be sent. Mend it, then run apply again."
    if report.reviewed(Review.IN_REVIEW):
        yield "What is in review goes on without wa-sync: wa-sync status says how."


def outcome(outcome: Outcome, style: Style) -> Text:
    """Return one outcome with its reasons, without a last line end."""
    why = [line("    {}", one) for one in _why(outcome, style)]
    # what blocks a change, or why it was refused, is told in full below its line
    told = outcome.blocked is not None or outcome.findings
    message = "" if told else outcome.message
    return Text("\n").join([_line(outcome, style, message), *why])


def outcome_line(outcome: Outcome, style: Style) -> Text:
    """Return one outcome on one line, without a line end."""
    return _line(outcome, style, outcome.message)


def _line(outcome: Outcome, style: Style, message: str) -> Text:
    change = outcome.change
    role, said = _ROLE[outcome.state], wording.ended(outcome)
    if outcome.review is not None:
        role, said = _REVIEWED[outcome.review], _REVIEW[outcome.review]
    word = style.paint(role, f"{said:<9}")
    facts = [line("{}", fact) for fact in (outcome.status, outcome.category) if fact]
    if outcome.live_id is not None:
        facts.append(line("id {}", outcome.live_id))
    known = line(" ({})", Text(", ").join(facts)) if facts else ""
    why = line(": {}", message) if message else ""
    return line("{} {}: {}{}{}", word, change.account, change.address, known, why)


def _why(outcome: Outcome, style: Style) -> Iterator[Text]:
    if outcome.blocked is not None:
        yield from findings.blocked(outcome.blocked, style)
    place = outcome.change.source
    if outcome.findings and place is not None:
        yield style.paint(Role.FAINT, line("{}:{}", place.file, place.line))
    for found in outcome.findings:
        yield from findings.finding(found, style)
    if outcome.hint is not None:
        yield line("hint: {}", outcome.hint)
