"""How options are declared. Each is also a WA_SYNC_* variable."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from wa_sync.http.bounds import LONGEST_WAIT


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import SupportsFloat, SupportsIndex


_UNITS = {"s": 1, "m": 60, "h": 3600}
F = TypeVar("F", bound="Callable[..., object]")


class Seconds(click.types.FloatParamType):
    """A number of seconds from ``least`` to a month."""

    def __init__(self, least: float = 0.0) -> None:
        """Take no fewer seconds than this."""
        self._least = least

    def convert(
        self,
        value: SupportsFloat | SupportsIndex,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Read a number; anything else is a usage error."""
        seconds = float(super().convert(value, param, ctx))
        # nan is neither smaller nor larger than anything
        if not self._least <= seconds <= LONGEST_WAIT:
            self.fail(
                f"{value} is out of range: at least {self._least:g} seconds, at most "
                f"31 days ({LONGEST_WAIT:.0f} seconds).",
                param,
                ctx,
            )
        return seconds


class Duration(Seconds):
    """A time: a number of seconds, or one with a unit (90s, 30m, 2h)."""

    name = "duration"

    def convert(
        self,
        value: SupportsFloat | SupportsIndex,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Read a number and its unit; anything else is a usage error."""
        number, unit = str(value), 1
        if number[-1:] in _UNITS:
            number, unit = number[:-1], _UNITS[number[-1]]
        try:
            seconds = float(number) * unit
        except ValueError:
            self.fail(f"{value!r} is no time: say 90, 90s, 30m or 2h.", param, ctx)
        return super().convert(seconds, param, ctx)


class Given(click.types.StringParamType):
    """A text that says something: an empty one is a variable that nobody filled."""

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Take any text but an empty one, which would not guard, narrow or lead."""
        text: object = super().convert(value, param, ctx)
        if not isinstance(text, str) or not text:
            self.fail("it is empty; leave the option out, or say what it is.", param)
        return text


def option(
    *names: str, variable: str | None = None, **settings: object
) -> Callable[[F], F]:
    """A click option that can be set by WA_SYNC_<NAME> as well.

    ``variable`` is another NAME, where an option of another command has that one and
    takes something else. Where nothing else is said of its type, it is a text, and not
    an empty one.
    """
    two_sided = any("/" in name for name in names)
    if not two_sided and not {"type", "is_flag", "count"} & settings.keys():
        settings["type"] = Given()
    longest = max((n.split("/")[0] for n in names if n.startswith("--")), key=len)
    called = variable or longest.lstrip("-").replace("-", "_").upper()
    return click.option(*names, envvar=f"WA_SYNC_{called}", **settings)  # type: ignore[arg-type] # click types its settings one by one
