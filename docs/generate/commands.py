"""A page for every command, out of the texts that --help shows."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import click

from generate.markdown import block, code, plain, table
from generate.navigation import contents
from wa_sync.cli.global_options import global_options
from wa_sync.cli.main import group
from wa_sync.cli.targets import FORMATS


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


FOLDER = "docs/commands"
INTRODUCTION = """\
# Commands

{summary}

Data goes to standard output, everything else (progress, notes, questions) to standard
error. [Exit codes](../exit-codes.md) tell how a run ended.

{list}

{contents}

## Options of every command

They may stand before or after the command. Each is also a variable of the environment;
where both are there, the option counts. A variable that begins with `WA_SYNC_` and is
no option of any command is an error, but for `WA_SYNC_VAR_…`, which is for
[your own texts](../file-format.md#variables).

{options}
"""


def pages() -> Mapping[str, str]:
    """Return path → Markdown: an index, and a page for each command."""
    context = click.Context(group, info_name="wa-sync")
    found = {name: _command(context, name) for name in group.list_commands(context)}
    made = {f"{FOLDER}/{name}.md": _page(one) for name, one in found.items()}
    return {f"{FOLDER}/index.md": _index(context, found), **made}


def _command(parent: click.Context, name: str) -> click.Context:
    command = parent.command
    assert isinstance(command, click.Group)  # noqa: S101 - narrows for mypy
    one = command.get_command(parent, name)
    assert one is not None  # noqa: S101 - the group names it
    return click.Context(one, info_name=name, parent=parent)


def _index(context: click.Context, found: Mapping[str, click.Context]) -> str:
    lines = [
        f"- [`wa-sync {name}`]({name}.md): {plain(one.command.get_short_help_str(200))}"
        for name, one in found.items()
    ]
    return INTRODUCTION.format(
        summary=_help(context.command),
        list="\n".join(lines),
        contents=contents(f"{name}.md" for name in found),
        options=_options(context, _shared()),
    )


def _page(context: click.Context, level: int = 1) -> str:
    command = context.command
    shared = {one.name for one in _shared()}
    own = [
        one
        for one in command.get_params(context)
        if isinstance(one, click.Option)
        and one.name not in shared
        and "--help" not in one.opts
    ]
    usage = command.get_usage(context).removeprefix("Usage: ")
    parts = [
        f"{'#' * level} {context.command_path}\n",
        block("text", re.sub(r"\s+", " ", usage)),
        _help(command),
    ]
    if own:
        parts += ["", _options(context, own)]
    if any(one.name in shared for one in command.params):
        parts += ["", "And the [options of every command](index.md).", ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            parts.append(_page(_command(context, name), level + 1))
    return "\n".join(parts)


def _shared() -> list[click.Option]:
    @click.command()
    @global_options(*FORMATS)
    def every() -> None:
        """Stand for any command."""

    return [one for one in every.params if isinstance(one, click.Option)]


def _help(command: click.Command) -> str:
    r"""Return the help; a paragraph that begins with \b is laid out by hand."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(
        block("text", one.lstrip("\b\n")) if one.startswith("\b") else _words(one)
        for one in paragraphs
    )


def _words(text: str) -> str:
    return plain(" ".join(text.split()))


def _options(context: click.Context, options: list[click.Option]) -> str:
    return table(("Option", "Variable", "Meaning"), _rows(context, options))


def _rows(context: click.Context, options: list[click.Option]) -> Iterator[list[str]]:
    for one in options:
        record = one.get_help_record(context)
        if record is not None:
            names, meaning = record
            variable = code(one.envvar) if isinstance(one.envvar, str) else ""
            yield [code(names), variable, _words(meaning)]
