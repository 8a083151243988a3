"""What the command line and the environment say, as one value."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from click.core import ParameterSource

from wa_sync.cli import overwriting
from wa_sync.cli.signals import Stop
from wa_sync.cli.targets import Target, formats_of, targets
from wa_sync.cli.tokens import know
from wa_sync.errors import BadEnvironment, UsageProblem
from wa_sync.http.origins import parse_override
from wa_sync.model.account import Endpoint
from wa_sync.workflow.load import Inputs


if TYPE_CHECKING:
    import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The global options of one run, and what may end it."""

    cwd: Path
    account: tuple[str, ...]
    sandbox: bool
    sandbox_url: str | None
    endpoint: str | None
    token_file: str | None
    only: tuple[str, ...]
    exclude: tuple[str, ...]
    outputs: tuple[Target, ...]
    quiet: bool
    verbose: int
    color: str
    no_input: bool
    timeout: float | None
    max_wait: float | None
    stop: Stop

    def inputs(self, paths: tuple[str, ...]) -> Inputs:
        """What the road starts from."""
        return Inputs(
            cwd=self.cwd,
            paths=paths,
            accounts=self.account,
            only=self.only,
            exclude=self.exclude,
            env=os.environ.get,
            stdin=sys.stdin.buffer.read,
            tokens=know,
        )

    @property
    def interactive(self) -> bool:
        """Whether somebody is there to be asked."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()


class _Given:
    """The options given before the command and after it; the last word wins."""

    def __init__(self, ctx: click.Context) -> None:
        self._ctx = ctx

    def value(self, name: str) -> object:
        context: click.Context | None = self._ctx
        while context is not None:
            if name in context.params:
                source = context.get_parameter_source(name)
                if source is ParameterSource.COMMANDLINE:
                    return context.params[name]
            context = context.parent
        return self._ctx.params.get(name)

    def flag(self, name: str) -> bool:
        return bool(self.value(name))

    def text(self, name: str) -> str | None:
        value = self.value(name)
        return value if isinstance(value, str) else None

    def several(self, name: str) -> tuple[str, ...]:
        value = self.value(name)
        return value if isinstance(value, tuple) else ()

    def number(self, name: str) -> float | None:
        value = self.value(name)
        return value if isinstance(value, float) else None

    def count(self, name: str) -> int:
        value = self.value(name)
        return value if isinstance(value, int) else 0


def named_endpoint(ctx: click.Context) -> Endpoint | None:
    """Return the endpoint that --endpoint names, where it gives no address."""
    given = _Given(ctx).text("endpoint")
    return next((one for one in Endpoint if one.value == given), None)


def settings(ctx: click.Context, *, may_name: bool = False) -> Settings:
    """Collect the global options of one run; raises UsageProblem where they clash.

    With ``may_name``, --endpoint may be a word, which then is no address.
    """
    given = _Given(ctx)
    word = named_endpoint(ctx) if may_name else None
    chosen = Settings(
        cwd=_folder(given.text("directory")),
        account=given.several("account"),
        sandbox=given.flag("sandbox"),
        sandbox_url=given.text("sandbox_url"),
        endpoint=None if word else given.text("endpoint"),
        token_file=given.text("token_file"),
        only=given.several("only"),
        exclude=given.several("exclude"),
        outputs=targets(given.several("output"), formats_of(ctx.command)),
        quiet=given.flag("quiet"),
        verbose=given.count("verbose"),
        color=given.text("color") or "auto",
        no_input=given.flag("no_input"),
        timeout=given.number("timeout"),
        max_wait=given.number("max_wait"),
        stop=ctx.ensure_object(Stop),
    )
    _one_address(chosen)
    overwriting.outputs(chosen.cwd, chosen.outputs)
    return chosen


def _folder(directory: str | None) -> Path:
    folder = Path(directory or ".").absolute()
    # unlike Path, quiet about names that the system does not take
    if not os.path.isdir(folder):  # noqa: PTH112 - as above
        if os.path.lexists(folder):
            raise UsageProblem(f"-C: {directory} is no folder")
        raise UsageProblem(f"-C: the folder {directory} does not exist")
    return folder


def _one_address(chosen: Settings) -> None:
    given = [
        name
        for name, value in (
            ("--sandbox", chosen.sandbox or None),
            ("--sandbox-url", chosen.sandbox_url),
            ("--endpoint", chosen.endpoint),
        )
        if value is not None
    ]
    if len(given) > 1:
        raise UsageProblem(
            f"{' and '.join(given)} exclude each other", hint="keep one of them"
        )
    if chosen.sandbox_url is not None:
        _address_of_a_sandbox(chosen.sandbox_url)


def _address_of_a_sandbox(url: str) -> None:
    """Refuse what is no address; not quoted, since it may hold a password."""
    try:
        parse_override(url)
    except BadEnvironment as error:
        raise UsageProblem(
            "--sandbox-url: that is no address a sandbox can have",
            hint=f"{error.hint or error.message} wa-sync sandbox serve says its own.",
        ) from None
