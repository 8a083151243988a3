"""Checks as plain text: a line each, those of an account under its name."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from wa_sync.model.checkup import Verdict
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.checkup import Check
    from wa_sync.render.style import Style

_ROLES: Mapping[Verdict, Role] = {
    Verdict.OK: Role.CREATE,
    Verdict.WARNING: Role.WARNING,
    Verdict.WRONG: Role.ERROR,
    Verdict.SKIPPED: Role.FAINT,
}
_WIDEST = max(len(one) for one in Verdict)


def checkup(checks: Sequence[Check], style: Style) -> Text:
    """Return a line for each check, and how many came to what; ends with a line end."""
    names = max((len(one.name) for one in checks), default=0)
    lines: list[Text] = []
    for account, group in groupby(checks, lambda one: one.account):
        if account is not None:
            lines += [Text(""), style.paint(Role.STRONG, line("account {}", account))]
        for one in group:
            lines += _check(one, names, style)
    lines += [Text(""), style.paint(Role.STRONG, _summary(checks))]
    return line("{}\n", Text("\n").join(lines))


def _check(one: Check, names: int, style: Style) -> Iterator[Text]:
    word = style.paint(_ROLES[one.verdict], one.verdict.value)
    gap = Text(" ") * (_WIDEST - len(one.verdict.value))
    yield line(
        "  {}{}  {}  {}", word, gap, Text.made(one.name.ljust(names)), one.message
    )
    if one.hint:
        yield line("  {}  hint: {}", Text(" ") * (_WIDEST + names + 2), one.hint)


def _summary(checks: Sequence[Check]) -> Text:
    found = Counter(one.verdict for one in checks)
    told = ", ".join(f"{found[one]} {one.value}" for one in Verdict if found[one])
    return line("{}: {}.", wording.counted(len(checks), "check"), told or "none")
