"""WA_SYNC_* variables that mean or say nothing are mistakes, and are said so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wa_sync.errors import UsageProblem


if TYPE_CHECKING:
    from collections.abc import Iterator

    import click


PREFIX, FREE = "WA_SYNC_", "WA_SYNC_VAR_"


def refuse_unknown_variables(group: click.Group) -> None:
    """Raise UsageProblem for a variable that no option of any command reads.

    And for one that is empty: it would count as not set, and a guard that a pipeline
    failed to fill in would guard nothing.
    """
    present = sorted(
        name
        for name in os.environ
        if name.startswith(PREFIX) and not name.startswith(FREE)
    )
    if not present:
        return
    from difflib import get_close_matches

    known = set(_variables(group))
    for name in present:
        if name not in known:
            close = get_close_matches(name, sorted(known), n=1)
            raise UsageProblem(
                f"the environment variable {name} means nothing to wa-sync",
                hint=f"did you mean {close[0]}?" if close else f"unset {name}",
            )
        if not os.environ[name]:
            raise UsageProblem(
                f"the environment variable {name} is set, and empty",
                hint=f"unset {name}, or say what it is",
            )


def _variables(command: click.Command) -> Iterator[str]:
    import click

    for parameter in command.params:
        if isinstance(parameter.envvar, str):
            yield parameter.envvar
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _variables(below)
