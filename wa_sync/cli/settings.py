"""What the command line and the environment say, as one value."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from click.core import ParameterSource

from wa_sync.cli.options import Target, targets
from wa_sync.errors import UsageProblem
from wa_sync.workflow.load import Inputs


if TYPE_CHECKING:
    import click


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The global options of one run."""

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
        )

    @property
    def interactive(self) -> bool:
        """Whether somebody is there to be asked."""
        return not self.no_input and sys.stdin.isatty() and sys.stderr.isatty()


def settings(ctx: click.Context) -> Settings:
    """Collect the options given before the command and after it; after wins."""

    def get(name: str) -> object:
        for context in (ctx, ctx.parent):
            if context is not None and name in context.params:
                source = context.get_parameter_source(name)
                if source is ParameterSource.COMMANDLINE:
                    return context.params[name]
        return ctx.params.get(name)

    def text(name: str) -> str | None:
        value = get(name)
        return value if isinstance(value, str) else None

    def several(name: str) -> tuple[str, ...]:
        value = get(name)
        return value if isinstance(value, tuple) else ()

    def number(name: str) -> float | None:
        value = get(name)
        return value if isinstance(value, float) else None

    verbose = get("verbose")
    chosen = Settings(
        cwd=_folder(text("directory")),
        account=several("account"),
        sandbox=bool(get("sandbox")),
        sandbox_url=text("sandbox_url"),
        endpoint=text("endpoint"),
        token_file=text("token_file"),
        only=several("only"),
        exclude=several("exclude"),
        outputs=targets(several("output")),
        quiet=bool(get("quiet")),
        verbose=verbose if isinstance(verbose, int) else 0,
        color=text("color") or "auto",
        no_input=bool(get("no_input")),
        timeout=number("timeout"),
        max_wait=number("max_wait"),
    )
    _one_address(chosen)
    return chosen


def _folder(directory: str | None) -> Path:
    folder = Path(directory or ".").absolute()
    if not folder.is_dir():
        raise UsageProblem(f"-C: there is no folder {directory}")
    return folder


def _one_address(chosen: Settings) -> None:
    given = [
        name
        for name, value in (
            ("--sandbox", chosen.sandbox),
            ("--sandbox-url", chosen.sandbox_url),
            ("--endpoint", chosen.endpoint),
        )
        if value
    ]
    if len(given) > 1:
        raise UsageProblem(
            f"{' and '.join(given)} exclude each other", hint="keep one of them"
        )
