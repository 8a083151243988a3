"""WA_SYNC_* variables: each means one thing, whichever command reads it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import click

from wa_sync.cli.main import group


if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.road import Road


def parameters(command: click.Command) -> Iterator[click.Parameter]:
    """Yield the parameters of a command and of all below it."""
    yield from command.params
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from parameters(below)


def test_a_variable_takes_the_same_everywhere() -> None:
    """What one command asks for is never a mistake of another one."""
    taken: dict[str, set[str]] = defaultdict(set)
    for one in parameters(group):
        if isinstance(one.envvar, str):
            told = one.type.to_info_dict()
            flag = getattr(one, "is_flag", False)
            taken[one.envvar].add(f"{told} {flag} {one.multiple} {one.nargs}")
    assert len(taken) > 30
    assert {name: kinds for name, kinds in taken.items() if len(kinds) > 1} == {}


def test_apply_and_a_connection_wait_each_by_itself(road: Road) -> None:
    """A pipeline whose applies wait can start connections, and the other way round."""
    road.project()
    road.sandbox("review", "manual")
    road.env(WA_SYNC_WAIT="approved", WA_SYNC_WAIT_TIMEOUT="0s")
    assert road.run("connection", "create", "--sandbox").code == 0
    road.env(WA_SYNC_CONNECTION_WAIT="1")
    assert road.run("connection", "create", "--sandbox").code == 9
    assert road.run("apply", "--sandbox", "--yes").code == 9
