"""Waiting for Meta's review after an apply: whether, and for how long."""

from __future__ import annotations

from random import SystemRandom
from time import monotonic
from typing import TYPE_CHECKING

import click

from wa_sync.cli.options import Duration, option
from wa_sync.workflow.reviews import Vigil


if TYPE_CHECKING:
    from wa_sync.cli.workshop import Workshop


APPROVED = "approved"
WAIT = option(
    "--wait",
    type=click.Choice(["none", APPROVED]),
    default="none",
    show_default=True,
    help="approved: afterwards wait for Meta's review of what this run created or "
    "edited. Ends with 8 when Meta rejects, pauses or disables something, with 9 when "
    "the time is up.",
)
WAIT_TIMEOUT = option(
    "--wait-timeout",
    type=Duration(),
    metavar="TIME",
    default="30m",
    show_default=True,
    help="How long --wait waits: seconds, or 90s, 30m, 2h.",
)


def timeout_of(ctx: click.Context) -> float | None:
    """For how many seconds reviews are waited for; None for not at all."""
    wanted: float = ctx.params["wait_timeout"]
    return wanted if ctx.params["wait"] == APPROVED else None


def vigil(workshop: Workshop, timeout: float, *, fail_fast: bool) -> Vigil:
    """Say how a run waits for reviews."""
    connection, stop = workshop.connection, workshop.stop
    return Vigil(
        accounts={account.name: account for account in workshop.loaded.accounts},
        reader_of=connection.reader,
        timeout=timeout,
        clock=monotonic,
        wait=stop.wait,
        stopped=stop.stopped,
        jitter=SystemRandom().random,
        now=connection.now,
        fail_fast=fail_fast,
    )
