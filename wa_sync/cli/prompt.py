"""A question on the terminal, which a signal can end at any moment."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from wa_sync.errors import UsageProblem
from wa_sync.render.sinks.terminal import line


if TYPE_CHECKING:
    from collections.abc import Callable


def confirmed(question: str) -> bool:
    """Ask until the answer is yes or no; no answer, and the end of input, are no.

    Not by ``input``, which throws away what a signal raises just before it waits.
    """
    click.echo(f"{question} [y/N]: ", nl=False, err=True)
    while True:
        answer = sys.stdin.readline()
        if not answer:
            click.echo(err=True)
        word = answer.strip().lower()
        if word in {"y", "yes", "n", "no", ""}:
            return word.startswith("y")
        click.echo("y or n? [y/N]: ", nl=False, err=True)


def answered(
    question: str, *, default: str | None = None, fits: Callable[[str], str | None]
) -> str:
    """Ask for a text until one fits; ``fits`` says what is wrong with it, or None.

    An empty answer is the default, where there is one. Raises UsageProblem at the end
    of input: nobody is there any more.
    """
    shown = line("{} [{}]: ", question, default) if default else line("{}: ", question)
    while True:
        click.echo(str(shown), nl=False, err=True)
        answer = sys.stdin.readline()
        if not answer:
            click.echo(err=True)
            raise UsageProblem(
                "there was no answer, and nothing was written",
                hint="each question has an option: see --help",
            )
        given = answer.strip() or default or ""
        wrong = fits(given)
        if wrong is None:
            return given
        click.echo(str(line("  {}", wrong)), err=True)
