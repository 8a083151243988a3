"""Changes as rows: where there is no room for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render import wording
from wa_sync.render.markdown import risks
from wa_sync.render.sinks.markdown import Markdown, cell
from wa_sync.render.weighing import weighed


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.change import Change

_HEAD = Markdown("| | resource | declared at | risk |\n|:-:|---|---|---|")
_NOTE = 60  # bytes kept for the sentence that counts what is left out


def changes(found: Sequence[Change], *, several: bool) -> Iterator[Markdown]:
    """Yield the table, whole; of ``several`` accounts, each row names its own."""
    rows = (_row(one, several=several) for one in found)
    yield Markdown("\n").join([_HEAD, *rows])


def fitting(found: Sequence[Change], room: int, *, several: bool) -> Iterator[Markdown]:
    """Yield as much of the table as fits, and how many rows it lacks.

    ``room`` is in bytes of UTF-8, and includes the empty lines after both.
    """
    room -= len(_HEAD.encode()) + _NOTE
    rows = [_HEAD]
    for one in found:
        row = _row(one, several=several)
        room -= len(row.encode()) + 1
        if room < 0:
            break
        rows.append(row)
    if len(rows) > 1:
        yield Markdown("\n").join(rows)
    left = len(found) - len(rows) + 1
    if left:
        yield Markdown.of("… and {} more, not shown.", left)


def _row(change: Change, *, several: bool) -> Markdown:
    source = change.source
    place = cell(f"{source.file}:{source.line}") if source else Markdown("")
    sign = cell(wording.SIGN[change.action])
    what = cell(wording.subject(change, several=several))
    named = risks.named(weighed(change))
    if change.blocked is not None:
        named = Markdown(", ").join(filter(None, (Markdown("blocked"), named)))
    return Markdown.of("| {} | {} | {} | {} |", sign, what, place, named)
