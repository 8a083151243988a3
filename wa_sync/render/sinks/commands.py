"""Workflow commands of GitHub's runner: the only ones in an output are these.

A message is put on one line with everything visible; the runner takes ``%0A`` for a
line end, and reads ``,`` and ``:`` as its own in properties (actions/toolkit,
core/src/command.ts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from wa_sync.render.sinks.shown import Shown
from wa_sync.render.sinks.terminal import Text


if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


class Commands(Shown):
    """Lines that the runner obeys: made by ``annotation`` only, then put together."""

    __slots__ = ()


def annotation(
    level: Literal["error", "warning", "notice"],
    message: str,
    properties: Mapping[str, str | int],
) -> Commands:
    """Write one annotation with a line end; the names of the properties are ours."""
    given = ",".join(
        f"{name}={_escaped(str(value), _PROPERTY)}"
        for name, value in properties.items()
    )
    body = "\n".join(str(Text.escape(part)) for part in message.split("\n"))
    return Commands(f"::{level}{f' {given}' if given else ''}::{_data(body)}\n")


def _data(text: str) -> str:
    for sign, code in _DATA:
        text = text.replace(sign, code)
    return text


def _escaped(text: str, signs: tuple[tuple[str, str], ...]) -> str:
    shown = str(Text.escape(text))
    for sign, code in signs:
        shown = shown.replace(sign, code)
    return shown
