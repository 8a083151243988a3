"""A question on the terminal, which a signal can end at any moment."""

from __future__ import annotations

import select
import sys

import click


LOOK_AGAIN = 200
"""Milliseconds: a signal that comes just before a read does not wake it."""


def confirmed(question: str) -> bool:
    """Ask until the answer is yes or no; no answer, and the end of input, are no."""
    click.echo(f"{question} [y/N]: ", nl=False, err=True)
    while True:
        answer = _line()
        if not answer:
            click.echo(err=True)
        word = answer.strip().lower()
        if word in {"y", "yes", "n", "no", ""}:
            return word.startswith("y")
        click.echo("y or n? [y/N]: ", nl=False, err=True)


def _line() -> str:
    """Read a line; empty at the end of input."""
    poll = select.poll()
    poll.register(sys.stdin, select.POLLIN)
    while not poll.poll(LOOK_AGAIN):
        pass
    return sys.stdin.readline()
