"""One change of a plan, as a reviewer wants to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.change import Action, Risk
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role, Style
from wa_sync.render.text import fields, findings, template, values


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


def lines(change: Change, style: Style, *, verbose: bool = False) -> Iterator[Text]:
    """Write a change: what, where from, what follows, which fields, what is wrong."""
    yield line("  {}", head(change, style))
    remarks = Text(" · ").join(filter(None, _remarks(change, verbose=verbose)))
    if remarks:
        yield style.paint(Role.FAINT, line("    {}", remarks))
    if change.blocked is not None:
        yield from _indented(findings.blocked(change.blocked, style), "    ")
    for said in change.consequences:
        if said.risk in wording.WEIGHED:
            yield line("    {}: {}", _risk(said.risk, style), said.message)
    yield from _indented(body(change, style, verbose=verbose), "    ")
    for found in change.findings:
        yield from _indented(findings.finding(found, style), "    ")


def head(change: Change, style: Style) -> Text:
    """Write the sign, the word and the address of a change."""
    role = _ROLE[change.action]
    doing = style.paint(role, f"{wording.SIGN[change.action]} {change.action}")
    return line("{} {}", doing, style.paint(Role.STRONG, str(change.address)))


def note(said: Note, style: Style, *, verbose: bool = False) -> Iterator[Text]:
    """Write a difference that apply leaves alone."""
    sign = style.paint(Role.INFO, "!")
    yield line("  {} {}", sign, style.paint(Role.STRONG, str(said.address)))
    if said.source is not None:
        yield line("    {}:{}", said.source.file, said.source.line)
    cause = wording.CAUSE[said.cause]
    yield line("    {} ({})" if cause else "    {}", said.message, cause)
    yield from _indented(fields.lines(said.diff, style, verbose=verbose), "    ")


def _risk(risk: Risk, style: Style) -> Text:
    role = Role.ERROR if risk is Risk.BREAKING else Role.WARNING
    return style.paint(role, wording.WEIGHED[risk])


def _remarks(change: Change, *, verbose: bool) -> Iterator[Text]:
    if change.source is not None:
        yield line("{}:{}", change.source.file, change.source.line)
    yield line("{}", wording.CAUSE[change.cause])
    yield line("{}", wording.follows(change))
    if verbose and change.live_id is not None:
        yield line("live id {}", change.live_id)
    if verbose and change.precondition.exists:
        yield line("live is {}", change.precondition.status.replace("_", " "))


def body(change: Change, style: Style, *, verbose: bool = False) -> Iterator[Text]:
    """Write what changes; the first two columns are a sign's or blank."""
    if change.action is Action.UPDATE:
        yield from fields.lines(change.diff, style, verbose=verbose)
        yield from _indented(_uploads(change), "  ")
    elif change.action is Action.CREATE:
        yield from _indented(_whole(change, change.send or change.after or {}), "  ")
    else:
        yield from _indented(_epitaph(change, style, verbose=verbose), "  ")


def _epitaph(change: Change, style: Style, *, verbose: bool) -> Iterator[Text]:
    """Show enough of what goes to see that it is the right one."""
    found = list(_whole(change, change.before or {}))
    left = 0 if verbose else len(found) - _EPITAPH
    if left > 0:
        found[_EPITAPH:] = [line("… {}", wording.counted(left, "more line"))]
    yield from (style.paint(Role.FAINT, one) for one in found)


def _uploads(change: Change) -> Iterator[Text]:
    for asset in sorted(change.assets.values(), key=lambda asset: asset.path):
        size = wording.size(asset.size)
        yield line("uploads {} ({}, {})", asset.path, asset.content_type, size)


def _whole(change: Change, spec: Spec) -> Iterator[Text]:
    if change.address.kind == "message_template":
        yield from template.lines(spec, change.assets)
    else:
        yield from values.lines(spec)


def _indented(inner: Iterator[Text], blanks: str) -> Iterator[Text]:
    return (line("{}{}", blanks, one).rstrip() for one in inner)
