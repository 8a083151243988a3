"""Where outputs go: the option -o, with the formats that its command has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from wa_sync.cli.options import option


if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


F = TypeVar("F", bound="Callable[..., object]")
FORMATS = (
    *("text", "json", "markdown", "html"),
    *("sarif", "github", "gitlab", "junit"),
    *("json-schema", "typescript", "python"),
)
"""All that any command has, in the order in which they are named."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where one output goes: a format, and a file or None for standard output."""

    format: str
    file: str | None


class Output(click.Option):
    """``-o FORMAT[=FILE]``, which knows the formats of its command."""

    formats: tuple[str, ...] = FORMATS


def output_option(formats: Collection[str]) -> Callable[[F], F]:
    """Return the option of a command that has these formats."""
    there = tuple(one for one in FORMATS if one in formats)
    names = " or ".join(filter(None, [", ".join(there[:-1]), there[-1]]))

    class OfCommand(Output):
        formats = there

    return option(
        "-o",
        "--output",
        cls=OfCommand,
        multiple=True,
        metavar="FORMAT[=FILE]",
        help=f"{names}; to a file with =FILE. Repeatable.",
    )


def formats_of(command: click.Command) -> tuple[str, ...]:
    """Return the formats that a command has, in the order in which they are named."""
    found = (one.formats for one in command.params if isinstance(one, Output))
    return next(found, ())


def targets(outputs: Sequence[str], formats: Collection[str]) -> tuple[Target, ...]:
    """Read ``-o`` values; ``formats`` are those that the command has.

    Two for standard output are one too many, but for ``github``: the runner takes its
    lines out of the log.
    """
    if outputs and not formats:
        raise click.BadParameter(
            "this command has no formats to choose from.", param_hint="--output"
        )
    found = [_target(one, formats) for one in outputs] or [Target("text", None)]
    files = [one.file for one in found if one.file is not None]
    twice = next((one for one in files if files.count(one) > 1), None)
    if twice is not None:
        raise click.BadParameter(
            f"{twice} is named twice; each format has a file of its own.",
            param_hint="--output",
        )
    said = [one for one in found if one.file is None and one.format != "github"]
    if len(said) > 1:
        raise click.BadParameter(
            "only one format can go to standard output; name a file for the others.",
            param_hint="--output",
        )
    return tuple(found)


def _target(given: str, formats: Collection[str]) -> Target:
    # -o=json is what many write, though a short option takes no sign
    name, to, file = given.removeprefix("=").partition("=")
    if name not in formats:
        there = ", ".join(formats)
        reason = "is no format of this command" if name in FORMATS else "is no format"
        raise click.BadParameter(
            f"{name!r} {reason}; there are {there}.", param_hint="--output"
        )
    if to and not file:
        raise click.BadParameter(
            f"{given} names no file; {name} alone is standard output.",
            param_hint="--output",
        )
    return Target(name, file or None)
