"""session.toml, read: what is typed, and what is waited for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final


if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Moment:
    """A screen on the way: what the line of the cursor holds then, and the answer.

    ``types`` is None where nobody is asked, ``behind`` a command that runs unseen;
    ``hold`` is in seconds.
    """

    until: str
    types: str | None = None
    behind: str | None = None
    hold: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A command, up to the next prompt; ``hold`` is in seconds."""

    types: str
    then: tuple[Moment, ...] = ()
    hold: float | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """The whole session, for a terminal of so many columns and rows."""

    columns: int
    rows: int
    prepare: tuple[str, ...]
    steps: tuple[Step, ...]


def read(path: Path = FOLDER / "session.toml") -> Script:
    """Read a script; raises TypeError for a key that means nothing."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = tuple(map(_step, document.pop("step")))
    return Script(**document | {"prepare": tuple(document["prepare"])}, steps=steps)


def _step(given: Mapping[str, Any]) -> Step:
    then = tuple(Moment(**moment) for moment in given.get("then", ()))
    return Step(**{**given, "then": then})
