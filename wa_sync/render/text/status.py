"""How everything fares as plain text: what needs somebody first, counts last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.condition import Health
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text import findings


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.condition import Condition, Edits, Quality, Status
    from wa_sync.render.style import Style

_SIGN: Mapping[Health, tuple[str, Role]] = {
    Health.ATTENTION: ("!", Role.ERROR),
    Health.IN_REVIEW: ("~", Role.WARNING),
    Health.NOT_LIVE: ("-", Role.FAINT),
    Health.FINE: ("+", Role.CREATE),
}
_HEADING: Mapping[Health, str] = {
    Health.ATTENTION: "Needs attention:",
    Health.IN_REVIEW: "In review:",
    Health.NOT_LIVE: "Not live:",
    Health.FINE: "Fine:",
}
_COUNTED: Mapping[Health, tuple[str, str]] = {
    Health.ATTENTION: ("needs attention", "need attention"),
    Health.IN_REVIEW: ("in review", ""),
    Health.NOT_LIVE: ("not live", ""),
    Health.FINE: ("fine", ""),
}
QUIET = "UNKNOWN"


def status(
    found: Status, style: Style, *, verbose: bool = False, counted: bool = True
) -> Text:
    """Return everything by how it fares, and the counts; ends with a line end.

    Unless ``verbose``, what is fine is only counted; unless ``counted``, somebody else
    says the counts.
    """
    paragraphs = [
        Text("\n").join(_group(found, health, style, verbose=verbose))
        for health in Health
        if found.faring(health) and (verbose or health is not Health.FINE)
    ]
    ending = [style.paint(Role.STRONG, counts(found))] if counted else []
    return line("{}\n", Text("\n\n").join([*paragraphs, *ending]))


def counts(found: Status) -> str:
    """Count what fares how: ``3 templates: 1 needs attention, 2 fine.``"""
    words = [
        f"{number} {plural if plural and number > 1 else singular}"
        for health, (singular, plural) in _COUNTED.items()
        if (number := len(found.faring(health)))
    ]
    if found.unmanaged:
        words.append(f"{found.unmanaged} unmanaged (--all shows them)")
    total = wording.counted(len(found.conditions), "template")
    return f"{total}{': ' if words else ''}{', '.join(words)}."


def _group(
    found: Status, health: Health, style: Style, *, verbose: bool
) -> Iterator[Text]:
    yield style.paint(Role.STRONG, _HEADING[health])
    for one in found.faring(health):
        yield from _one(one, style, several=len(found.accounts) > 1, verbose=verbose)


def _one(
    one: Condition, style: Style, *, several: bool, verbose: bool
) -> Iterator[Text]:
    sign, role = _SIGN[one.health]
    name = f"{one.account}: {one.address}" if several else str(one.address)
    yield line("  {} {}", style.paint(role, sign), style.paint(Role.STRONG, name))
    facts = list(_facts(one, verbose=verbose))
    yield style.paint(Role.FAINT, line("    {}", Text(" · ").join(facts)))
    for said in one.findings:
        for text in findings.finding(said, style):
            yield line("    {}", text)


def _facts(one: Condition, *, verbose: bool) -> Iterator[Text]:
    span, assessment = one.span, one.assessment
    if span is None:
        yield Text("unmanaged")
    else:
        yield line("{}:{}", span.file.path, span.line)
    for said in (one.status, assessment and assessment.category):
        if said:
            yield line("{}", said)
    if assessment is None:
        return
    if assessment.quality is not None:
        yield from _quality(assessment.quality, verbose=verbose)
    if assessment.edits is not None and (verbose or assessment.edits.month):
        yield _edits(assessment.edits)
    if verbose:
        yield line("id {}", one.live_id)


def _quality(quality: Quality, *, verbose: bool) -> Iterator[Text]:
    if quality.score != QUIET or verbose:
        since = "" if quality.at is None else f" ({quality.at:%Y-%m-%d})"
        yield line("quality {}{}", quality.score, since)


def _edits(edits: Edits) -> Text:
    if edits.month:
        used = (
            f"edits used up: at least {edits.today} of {edits.per_day} in 24 hours, "
            f"{edits.month} of {edits.per_month} in 30 days"
        )
    else:
        used = (
            f"no edit known of {edits.per_day} in 24 hours and {edits.per_month} in 30 "
            "days"
        )
    if edits.not_before is None:
        return line("{}", used)
    return line("{}, none before {}", used, wording.moment(edits.not_before))
