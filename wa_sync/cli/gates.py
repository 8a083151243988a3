"""--fail-on: what a pipeline stops for, beyond what is always refused."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import click

from wa_sync.cli.options import option
from wa_sync.plan.gates import Gate, shut


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.change import Plan

F = TypeVar("F", bound="Callable[..., object]")

_BETWEEN = re.compile(r"[,\s]+")
_WORDS = tuple(gate.value for gate in Gate)


def _read(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> tuple[Gate, ...]:
    """Read what several options name; a word that is not known is a usage error."""
    if not given:
        return ()
    words = [one for one in _BETWEEN.split(" ".join(given)) if one]
    unknown = next((one for one in words if one not in _WORDS), None)
    if words and unknown is None:
        return tuple(Gate(word) for word in words)
    raise click.BadParameter(_reason(unknown), ctx, param)


def _reason(unknown: str | None) -> str:
    from difflib import get_close_matches

    there = f"here are {', '.join(_WORDS)}."
    if unknown is None:
        return f"it names nothing; t{there}"
    close = get_close_matches(unknown, _WORDS, n=1)
    hint = f"did you mean {close[0]!r}? T" if close else "t"
    return f"{unknown!r} is no reason to fail; {hint}{there}"


def _fail_on(words: str) -> Callable[[F], F]:
    return option(
        "--fail-on", multiple=True, callback=_read, metavar="WORDS", help=words
    )


_ANY = f"any of {', '.join(_WORDS)}: words with commas in between"
FAIL_ON = _fail_on(
    f"Exit with 5 where there is {_ANY}. plan shows all the same; apply changes "
    "nothing then. Repeatable."
)
SHOW_FAIL_ON = _fail_on(
    f"Show as refused what plan was told to fail for: {_ANY}. Repeatable."
)


def gated(plan: Plan, gates: tuple[Gate, ...]) -> Plan:
    """Let every format say what a gate refuses: this run, and not what was saved."""
    return replace(plan, safety=(*plan.safety, *shut(plan, gates)))
