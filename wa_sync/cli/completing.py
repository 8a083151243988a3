"""What a shell offers when somebody presses Tab: commands, options, accounts, files.

Loaded for that alone. What options take is known by their names and placeholders, so
that no command has to think of it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from wa_sync.cli.targets import Output
from wa_sync.config.budgets import MAX_FILE_BYTES
from wa_sync.config.discover import PROJECT, project_root
from wa_sync.config.opening import Unusable, content_of
from wa_sync.config.reader import read
from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Iterator


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
"""Of an account (document.schema.json): a file offers a shell nothing else."""
_PATHS = frozenset({"paths", "file"})
_ACCOUNTS = frozenset({"account", "between", "source", "target"})


class _Offered(click.types.StringParamType):
    """A text for which something can be offered; it is never used as a value."""

    def __init__(self, what: str) -> None:
        self._what = what

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return what begins like that; files are looked up by the shell."""
        if self._what in {"file", "dir"}:
            return [CompletionItem(incomplete, type=self._what)]
        formats = param.formats if isinstance(param, Output) else None
        words = formats or _accounts(ctx)
        return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def prepare(command: click.Command) -> None:
    """Let the options and arguments of a command offer what they take."""
    for param in command.params:
        what = _taken(param)
        if what is not None:
            param.type = _Offered(what)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            prepare(below)


def _taken(param: click.Parameter) -> str | None:
    if param.name == "output":
        return "format"
    if param.name in _ACCOUNTS:
        return "account"
    shown = getattr(param, "metavar", None)
    if shown == "DIR":
        return "dir"
    return "file" if shown == "FILE" or param.name in _PATHS else None


def _accounts(ctx: click.Context) -> Iterator[str]:
    """Yield the accounts in the project's file; none where it cannot be read."""
    given: list[str | None] = []
    at: click.Context | None = ctx
    while at is not None:
        given.append(at.params.get("directory"))
        at = at.parent
    root = project_root(Path(next(filter(None, given), ".")).resolve())
    if root is None:
        return
    try:
        content = content_of(root / PROJECT, MAX_FILE_BYTES)
    except Unusable:
        return
    for document in read(content, PROJECT, {}).documents:
        names = mapping(document.value.get("accounts"))
        yield from filter(_NAME.fullmatch, names)
