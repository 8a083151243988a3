"""What two accounts do not have in common, as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.between import Where
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text import fields
from wa_sync.render.wording import counted, listed


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.between import Between, Gap
    from wa_sync.render.style import Style


_SIGN = {Where.FIRST: "<", Where.SECOND: ">"}
_ROLE = {Where.FIRST: Role.REMOVED, Where.SECOND: Role.ADDED}


def between(found: Between, style: Style, *, verbose: bool = False) -> Text:
    """Return all that differs, and a line that counts it; ends with a line end.

    What differs as the files want it is shown where that was asked for.
    """
    both = [gap for gap in found.gaps if gap.where is Where.BOTH]
    paragraphs = [list(_both(one, "!", style, verbose=verbose)) for one in both]
    paragraphs += [
        [_only(gap, found, style) for gap in found.gaps if gap.where is where]
        for where in (Where.FIRST, Where.SECOND)
    ]
    if verbose:
        wanted = (_both(one, "=", style, verbose=True) for one in found.as_declared)
        paragraphs += map(list, wanted)
    if any(paragraphs):
        paragraphs.insert(0, [line("{} → {}", found.first, found.second)])
    paragraphs.append([line("{}", said) for said in found.untold])
    paragraphs.append([style.paint(Role.STRONG, _ending(found, verbose=verbose))])
    written = [Text("\n").join(lines) for lines in paragraphs if lines]
    return line("{}\n", Text("\n\n").join(written))


def _only(gap: Gap, found: Between, style: Style) -> Text:
    account = found.first if gap.where is Where.FIRST else found.second
    statuses = (side.status for side in gap.sides if side.status is not None)
    facts = ", ".join((f"only in {account}", *statuses))
    sign = style.paint(_ROLE[gap.where], _SIGN[gap.where])
    name = style.paint(Role.STRONG, gap.name)
    return line("  {} {} {}", sign, name, style.paint(Role.FAINT, f"({facts})"))


def _both(gap: Gap, sign: str, style: Style, *, verbose: bool) -> Iterator[Text]:
    mark = style.paint(Role.INFO, sign)
    yield line("  {} {}", mark, style.paint(Role.STRONG, gap.name))
    facts = [*_places(gap), *_statuses(gap)]
    if sign == "=":
        facts.append(line("as declared"))
    if facts:
        yield style.paint(Role.FAINT, line("    {}", Text(" · ").join(facts)))
    for one in fields.lines(gap.diff, style, verbose=verbose):
        yield line("    {}", one).rstrip()


def _places(gap: Gap) -> Iterator[Text]:
    """Where the files declare both: one place, or one for each."""
    sources = [side.source for side in gap.sides if side.source is not None]
    said = [line("{}:{}", one.file, one.line) for one in dict.fromkeys(sources)]
    if said:
        yield Text(" → ").join(said)


def _statuses(gap: Gap) -> Iterator[Text]:
    """What Meta says of both, where it does not say the same."""
    first, second = (side.status or "" for side in gap.sides)
    if first != second:
        yield line("{} → {}", first, second)


def _ending(found: Between, *, verbose: bool) -> Text:
    names = line("{} and {}", found.first, found.second)
    rest = [f"{found.same} the same"] if found.same else []
    if found.as_declared:
        hint = "" if verbose else " (-v shows them)"
        rest.append(f"{len(found.as_declared)} different as declared{hint}")
    if not found.gaps and not rest:
        return line("Nothing to compare in {}.", names)
    number = counted(len(found.gaps), "difference") if found.gaps else "No difference"
    more = f"; {listed(rest)}" if rest else ""
    return line("{} between {}{}.", number, names, more)
