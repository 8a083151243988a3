"""wa-sync send: one message of any type."""

from __future__ import annotations

import click

from wa_sync.cli import send_plain, send_tapped, send_template


@click.group("send")
def command() -> None:
    """Send one message, and print its id.

    Everything that Meta would refuse is said before anything is sent, all at once.
    --dry-run shows the request and sends nothing.

    A message is sent once. Where nobody knows whether it was (the connection broke
    off), the exit code is 7, and it is not sent again by itself. Where its id could
    not be told (a full disk, a closed output), nothing is sent: 74.

    Only a template opens a conversation; everything else reaches only people who wrote
    within the last 24 hours.
    """


for one in (
    *(send_plain.text, send_template.template, *send_plain.MEDIA),
    *(send_plain.location, send_plain.contacts),
    *(send_tapped.buttons, send_tapped.list_),
):
    command.add_command(one)
