"""GitHub's file of outputs (``GITHUB_OUTPUT``, ``GITHUB_ENV``): names and values."""

from __future__ import annotations

import re
from secrets import token_hex
from typing import TYPE_CHECKING

from wa_sync.render.sinks.shown import Shown


if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class Outputs(Shown):
    """Lines for the file of outputs: made by ``output`` only, then put together."""

    __slots__ = ()


def output(
    name: str, value: str, draw: Callable[[], str] = lambda: token_hex(16)
) -> Outputs:
    """Write one output between delimiters that nobody can guess.

    ``draw`` gives 128 random bits, again where the value holds them. Raises ValueError
    for a name that is none: names are ours.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of an output")
    value = value.encode("utf-8", "replace").decode()
    end = f"wa-sync-{draw()}"
    while end in value:
        end = f"wa-sync-{draw()}"
    return Outputs(f"{name}<<{end}\n{value}\n{end}\n")
