"""A question on the terminal, which a signal can end at any moment."""

from __future__ import annotations

import sys

import click


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
