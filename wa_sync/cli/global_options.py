"""The options of every command."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from wa_sync.cli.options import Seconds, option
from wa_sync.cli.targets import output_option


if TYPE_CHECKING:
    from collections.abc import Callable


F = TypeVar("F", bound="Callable[..., object]")

_FIRST: tuple[Callable[[F], F], ...] = (
    option(
        "-C",
        "--directory",
        metavar="DIR",
        help="Run as if started in DIR.",
    ),
    option(
        "-a",
        "--account",
        multiple=True,
        metavar="GLOB",
        help="Only these accounts of the project. Repeatable.",
    ),
    option(
        "--sandbox",
        is_flag=True,
        default=None,
        help="Use the embedded sandbox (the project's .wa-sync/sandbox.db) instead of "
        "Meta.",
    ),
    option(
        "--sandbox-url",
        metavar="URL",
        help="Use a sandbox that is being served.",
    ),
    option(
        "--endpoint",
        metavar="URL",
        help="Another address for the API. https, or http on this machine.",
    ),
    option(
        "--token-file",
        metavar="FILE",
        help="Read the token from FILE instead of the environment.",
    ),
)
_NARROWING: tuple[Callable[[F], F], ...] = (
    option(
        "--only",
        multiple=True,
        metavar="GLOB",
        help="Only these names or addresses. Repeatable.",
    ),
    option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        help="Not these names or addresses. Repeatable.",
    ),
)
_LAST: tuple[Callable[[F], F], ...] = (
    option("-q", "--quiet", is_flag=True, default=None, help="No progress, no notes."),
    option("-v", "--verbose", count=True, help="More; twice: a line for each request."),
    option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        help="auto: on a terminal, unless NO_COLOR is set.",
    ),
    option("--no-input", is_flag=True, default=None, help="Never ask anything."),
    option(
        "--timeout",
        type=Seconds(0.001),
        metavar="SECONDS",
        help="For one call to the API, all in all.  [default: 60]",
    ),
    option(
        "--max-wait",
        type=Seconds(),
        metavar="SECONDS",
        help="For rate limits, altogether, with each token; accounts that wait side "
        "by side count once.  [default: plan 120, apply 900]",
    ),
)


def global_options(*formats: str, narrowed: bool = True) -> Callable[[F], F]:
    """Decorate a command with the options of every command, and the formats it has.

    One that is not about what is declared cannot be ``narrowed`` to some names.
    """
    output = (output_option(formats),) if formats else ()
    first = (*_FIRST, *_NARROWING) if narrowed else _FIRST

    def decorate(function: F) -> F:
        # a decorator comes before those that were there
        for one in reversed((*first, *output, *_LAST)):
            function = one(function)
        return function

    return decorate
