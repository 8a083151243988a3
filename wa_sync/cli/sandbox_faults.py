"""``wa-sync sandbox faults``: order what is to go wrong, for a rehearsal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_sync.cli.output import tell
from wa_sync.cli.sandbox_file import opened
from wa_sync.errors import UsageProblem


if TYPE_CHECKING:
    from wa_sync.model.source import Json
    from wa_sync.sandbox.fault import Fault


class _Explained(click.Command):
    """A command whose help is the sandbox's own list of what can go wrong."""

    def format_epilog(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the sandbox knows, when it is asked."""
        from wa_sync.sandbox.fault import KEYS, WHAT

        with formatter.section("WHAT"):
            formatter.write_dl(list(WHAT.items()))
        with formatter.section("KEY"):
            formatter.write_dl([(key, text) for key, (_, text) in KEYS.items()][1:])


@click.command(cls=_Explained)
@click.argument("orders", nargs=-1, metavar="[clear | WHAT KEY=VALUE…]")
@click.option(
    "--db",
    metavar="FILE",
    help="The sandbox's file.  [default: the project's .wa-sync/sandbox.db]",
)
def faults(orders: tuple[str, ...], db: str | None) -> None:
    """Order a fault; without arguments show what is ordered.

    \b
    wa-sync sandbox faults reset method=POST after_commit=true
    wa-sync sandbox faults throttle status=400 code=80008 times=3
    wa-sync sandbox faults refuse code=190 subcode=463 skip=5 times=0
    wa-sync sandbox faults headers header="Retry-After: soon"
    """  # noqa: D301 - \b is a sign to click, and has to arrive as one
    from wa_sync.sandbox import faults as kept

    with opened(db) as world:
        if orders == ("clear",):
            kept.clear(world)
        elif orders:
            kept.order(world, _fault(orders))
        ordered = kept.ordered(world)
    for number, fault, seen in ordered:
        tell(f"{number}: {_shown(fault)}; {seen} seen")
    if not ordered:
        tell("No faults are ordered.")


def _shown(fault: Fault) -> str:
    times = f"{fault.times}x" if fault.times else "for good"
    return f"{fault.what} for {fault.method} {fault.path}, {times}, after {fault.skip}"


def _fault(orders: tuple[str, ...]) -> Fault:
    from wa_sync.sandbox.fault import parse

    spec: dict[str, Json] = {"what": orders[0]}
    headers: list[str] = []
    for pair in orders[1:]:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageProblem(f"{pair!r} is no KEY=VALUE")
        if key == "header":
            headers.append(value)
        else:
            spec[key] = _value(key, value)
    try:
        return parse({**spec, "header": "\n".join(headers)} if headers else spec)
    except ValueError as error:
        raise UsageProblem(f"cannot order this fault: {error}") from error


def _value(key: str, value: str) -> Json:
    """Read a number or a truth value where a fault wants one."""
    from wa_sync.sandbox.fault import KEYS

    if str in KEYS.get(key, ((), ""))[0]:
        return value
    if value in {"true", "false"}:
        return value == "true"
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value
