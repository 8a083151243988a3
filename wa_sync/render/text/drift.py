"""Drift as plain text: what differs, from what is declared to what is live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.drift import Standing
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text import change as one_change
from wa_sync.render.text import fields


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.drift import Difference, Drift
    from wa_sync.render.style import Style


_WORDS = {
    Standing.CHANGED: "live is something else (declared → live)",
    Standing.MISSING: "declared, and not live",
    Standing.STILL_THERE: "removed from the files, and still live",
}


def drift(found: Drift, style: Style, *, verbose: bool = False) -> Text:
    """Return all differences, and their count; ends with a line end."""
    several = len(found.accounts) > 1
    paragraphs = [
        *(
            list(_one(item, style, several=several, verbose=verbose))
            for item in found.differences
        ),
        *(list(one_change.note(said, style)) for said in found.notes),
    ]
    if several or paragraphs:
        paragraphs.insert(0, [line("{}", ", ".join(found.accounts))])
    written = [Text("\n").join(lines) for lines in paragraphs]
    ending = style.paint(Role.STRONG, wording.drift(found))
    return line("{}\n", Text("\n\n").join([*written, ending]))


def _one(
    item: Difference, style: Style, *, several: bool, verbose: bool
) -> Iterator[Text]:
    sign = style.paint(Role.INFO, "!")
    name = f"{item.account}: {item.address}" if several else str(item.address)
    yield line("  {} {}", sign, style.paint(Role.STRONG, name))
    facts = [line("{}", _WORDS[item.standing])]
    if item.source is not None:
        facts.insert(0, line("{}:{}", item.source.file, item.source.line))
    if cause := wording.CAUSE[item.cause]:
        facts.append(line("{}", cause))
    yield style.paint(Role.FAINT, line("    {}", Text(" · ").join(facts)))
    for one in fields.lines(item.diff, style, verbose=verbose):
        yield line("    {}", one).rstrip()
