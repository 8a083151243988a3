"""``wa-sync sandbox serve``: the pretend API for other programs, with its webhooks."""

from __future__ import annotations

import os
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING

import click

from wa_sync.cli.output import tell
from wa_sync.cli.sandbox_file import path_of, readable
from wa_sync.cli.signals import Stop
from wa_sync.errors import ApiUnavailable, LocalIO, UsageProblem


if TYPE_CHECKING:
    from queue import SimpleQueue

    from wa_sync.sandbox.webhooks.courier import Delivery
    from wa_sync.sandbox.webhooks.subscription import Subscription


APP_SECRET = "WHATSAPP_APP_SECRET"  # noqa: S105 - the name of a variable
VERIFY_TOKEN = "WHATSAPP_VERIFY_TOKEN"  # noqa: S105 - the name of a variable
LOOK_SECONDS = 0.1


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Listen on this port of 127.0.0.1.  [default: a free one]",
)
@click.option(
    "--db",
    metavar="FILE",
    help="The sandbox's file.  [default: the project's .wa-sync/sandbox.db]",
)
@click.option(
    "--strict",
    metavar="TOKENFILE",
    help="Take only the token in this file; others get 401.  [default: any token]",
)
@click.option(
    "--webhook",
    metavar="URL",
    help="Post what happens to templates to this address on this machine.",
)
@click.option(
    "--app-secret-file",
    metavar="FILE",
    help=f"Sign webhooks with the app secret in this file.  [default: in {APP_SECRET}]",
)
@click.option(
    "--verify-token-file",
    metavar="FILE",
    help="Verify the address first, with the token in this file.  [default: in "
    f"{VERIFY_TOKEN}; without one, it is not verified]",
)
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    port: int,
    db: str | None,
    strict: str | None,
    **news: str | None,
) -> None:
    """Serve until interrupted; the first line of output is the address.

    With --webhook, whatever changes a template's status or category is posted, in
    order, with Meta's signature; what became of it is said on standard error. An event
    that is not answered with 200 within 10 seconds is tried again six times within a
    minute; later ones wait for it. Redirects are not followed.
    """
    from wa_sync.kinds import KINDS
    from wa_sync.sandbox import server

    token = None if strict is None else _secret(strict, "--strict")
    subscription = _subscription(**news)
    routes = [route for kind in KINDS for route in kind.routes()]
    stop = ctx.ensure_object(Stop)
    path = path_of(db)
    with readable(path):
        running = server.serve(
            path, routes=routes, port=port, strict_token=token, webhook=subscription
        )
        with running as served:
            stop.stopping = "Stopping …"
            stop.finish_gently()
            tell(served.url)
            if served.deliveries is None:
                stop.wait()
            else:
                while not stop.wait(LOOK_SECONDS):
                    _report(served.deliveries)
        if served.deliveries is not None:
            _report(served.deliveries)


def _secret(file: str, option: str) -> str:
    try:
        secret = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        # its name is not shown: somebody may have given the secret itself
        what = "token" if option == "--strict" else "secret"
        raise LocalIO(
            f"cannot read the file that {option} names",
            hint=f"the {what} itself goes into a file",
        ) from error
    if not secret:
        raise UsageProblem(f"the file that {option} names is empty")
    return secret


def _subscription(
    webhook: str | None, app_secret_file: str | None, verify_token_file: str | None
) -> Subscription | None:
    """Return where webhooks go, verified where there is a token for it."""
    if webhook is None:
        if app_secret_file is not None or verify_token_file is not None:
            raise UsageProblem("without --webhook there is nothing to sign or verify")
        return None
    from wa_sync.sandbox.webhooks.post import Post
    from wa_sync.sandbox.webhooks.subscription import Subscription, address

    try:
        host, port, target = address(webhook)
    except ValueError as error:
        raise UsageProblem(f"--webhook takes no such address: {error}") from None
    secret = _given(app_secret_file, "--app-secret-file", APP_SECRET)
    if secret is None:
        raise UsageProblem(
            "webhooks are signed, and there is no app secret to sign them with",
            hint=f"put it into {APP_SECRET}, or into a file for --app-secret-file",
        )
    token = _given(verify_token_file, "--verify-token-file", VERIFY_TOKEN)
    subscription = Subscription(host, port, target, secret, token)
    problem = Post(subscription).verify() if token is not None else None
    if problem is not None:
        raise ApiUnavailable(
            f"the address of --webhook was not verified: {problem}",
            hint="the receiver has to run by now, and to answer GET with the text of "
            "hub.challenge where hub.verify_token is its own",
        )
    return subscription


def _given(file: str | None, option: str, variable: str) -> str | None:
    if file is not None:
        return _secret(file, option)
    return os.environ.get(variable, "").strip() or None


def _report(deliveries: SimpleQueue[Delivery]) -> None:
    """Say what became of events, a line each; of tries, only the first that failed."""
    while True:
        try:
            one = deliveries.get_nowait()
        except Empty:
            return
        if one.problem is None:
            tries = "" if one.tries == 1 else f" after {one.tries} tries"
            tell(f"Delivered{tries}: {_news(one)}.", err=True)
        elif not one.again:
            tried = f"{one.tries} tries; " if one.tries else ""
            tell(f"Not delivered: {_news(one)} ({tried}{one.problem}).", err=True)
        elif one.tries == 1:
            tell(f"Trying again: {_news(one)} ({one.problem}).", err=True)


def _news(one: Delivery) -> str:
    value = one.event.value
    about = f"{value['message_template_name']}/{value['message_template_language']}"
    if "event" in value:
        return f"{about} is {value['event']}"
    if "correct_category" in value:
        return f"{about} will be {value['correct_category']}"
    return f"{about} is now {value['new_category']}"
