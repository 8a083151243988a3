"""One change of a plan, as a reviewer wants to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.change import Action
from wa_sync.render import wording
from wa_sync.render.style import Role, Style
from wa_sync.render.text import fields, findings, template, values
from wa_sync.render.untrusted import terminal


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.change import Change, Note
    from wa_sync.model.source import Spec

_ROLE: Mapping[Action, Role] = {
    Action.CREATE: Role.CREATE,
    Action.UPDATE: Role.UPDATE,
    Action.DELETE: Role.DELETE,
}
_EPITAPH = 6  # lines shown of what a delete takes away


def lines(change: Change, style: Style, *, verbose: bool = False) -> Iterator[str]:
    """Write a change: what, where from, what follows, which fields, what is wrong."""
    yield f"  {head(change, style)}"
    remarks = " · ".join(filter(None, _remarks(change, verbose=verbose)))
    if remarks:
        yield style.paint(Role.FAINT, f"    {remarks}")
    if change.blocked is not None:
        yield from _indented(findings.blocked(change.blocked, style), "    ")
    yield from _indented(_body(change, style, verbose=verbose), "    ")
    for found in change.findings:
        yield from _indented(findings.finding(found, style), "    ")


def head(change: Change, style: Style) -> str:
    """Write the sign, the word and the address of a change."""
    role = _ROLE[change.action]
    doing = style.paint(role, f"{wording.SIGN[change.action]} {change.action}")
    return f"{doing} {style.paint(Role.STRONG, terminal(str(change.address)))}"


def note(said: Note, style: Style, *, verbose: bool = False) -> Iterator[str]:
    """Write a difference that apply leaves alone."""
    sign = style.paint(Role.INFO, "!")
    yield f"  {sign} {style.paint(Role.STRONG, terminal(str(said.address)))}"
    cause = wording.CAUSE[said.cause]
    message = terminal(said.message)
    yield f"    {message}{f' ({cause})' if cause else ''}"
    yield from _indented(fields.lines(said.diff, style, verbose=verbose), "    ")


def _remarks(change: Change, *, verbose: bool) -> Iterator[str]:
    if change.source is not None:
        yield f"{terminal(change.source.file)}:{change.source.line}"
    yield wording.CAUSE[change.cause]
    yield wording.consequence(change)
    if verbose and change.live_id is not None:
        yield f"live id {terminal(change.live_id)}"
    if verbose and change.precondition.exists:
        yield f"live is {change.precondition.status.replace('_', ' ')}"


def _body(change: Change, style: Style, *, verbose: bool) -> Iterator[str]:
    """Write what changes; the first two columns are a sign's or blank."""
    if change.action is Action.UPDATE:
        yield from fields.lines(change.diff, style, verbose=verbose)
        yield from _indented(_uploads(change), "  ")
    elif change.action is Action.CREATE:
        yield from _indented(_whole(change, change.send or change.after or {}), "  ")
    else:
        yield from _indented(_epitaph(change, style, verbose=verbose), "  ")


def _epitaph(change: Change, style: Style, *, verbose: bool) -> Iterator[str]:
    """Show enough of what goes to see that it is the right one."""
    found = list(_whole(change, change.before or {}))
    left = 0 if verbose else len(found) - _EPITAPH
    if left > 0:
        found[_EPITAPH:] = [f"… {wording.counted(left, 'more line')}"]
    yield from (style.paint(Role.FAINT, line) for line in found)


def _uploads(change: Change) -> Iterator[str]:
    for asset in sorted(change.assets.values(), key=lambda asset: asset.path):
        size = wording.size(asset.size)
        yield f"uploads {terminal(asset.path)} ({terminal(asset.content_type)}, {size})"


def _whole(change: Change, spec: Spec) -> Iterator[str]:
    if change.address.kind == "message_template":
        yield from template.lines(spec, change.assets)
    else:
        yield from values.lines(spec)


def _indented(inner: Iterator[str], blanks: str) -> Iterator[str]:
    return (f"{blanks}{line}".rstrip() for line in inner)
