"""Files that a run is told to write: looked at before it does anything else.

What is there already is replaced only where it is of the same sort. A slip of the
hand in an option would be the end of a project's file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wa_sync.errors import UsageProblem
from wa_sync.store import events, planfile


if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_sync.cli.targets import Target


def plan_file(cwd: Path, out: str) -> Path:
    """Return where --out saves the plan; raises UsageProblem where it must not."""
    _named("--out", out, "-o json prints the plan; only a saved one can be applied")
    path = cwd / Path(out)
    if not planfile.replaceable(path):
        raise UsageProblem(
            f"--out: {out} is there already, and is no saved plan",
            hint="only an older plan is replaced; name another file",
        )
    return path


def events_file(cwd: Path, to: str) -> Path:
    """Return where --events appends; raises UsageProblem where it must not."""
    _named("--events", to, "standard output is for the report; name a file or a pipe")
    path = cwd / Path(to)
    if not events.appendable(path):
        raise UsageProblem(
            f"--events: {to} is there already, and holds no events",
            hint="events are appended to those of earlier runs; name another file",
        )
    return path


def outputs(cwd: Path, targets: Iterable[Target]) -> None:
    """Raise UsageProblem where -o would replace declarations."""
    for target in targets:
        if target.file is None:
            continue
        bare = f"-o {target.format} without a file writes to standard output"
        _named("-o", target.file, bare)
        if planfile.declares(cwd / Path(target.file)):
            raise UsageProblem(
                f"-o: {target.file} is there already, and may declare something",
                hint="an output replaces no YAML file; name another one",
            )


def _named(option: str, file: str, hint: str) -> None:
    if file == "-":
        raise UsageProblem(f"{option}: - is no file", hint=hint)
