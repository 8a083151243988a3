"""What people type for messages: pairs, places on the map, media, and files of JSON."""

from __future__ import annotations

import re
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

import click

from wa_sync.errors import LocalIO, UsageProblem


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.cli.settings import Settings
    from wa_sync.model.source import Json


F = TypeVar("F", bound="Callable[..., object]")
FILES: Final = frozenset(
    {"components", "directory", "file", "output", "sections", "token_file"}
)
"""Parameters that name a file or a folder."""
_DEGREES: Final = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]+)?")
LARGEST: Final = 1024 * 1024
"""Bytes of a file; a message of Meta's holds far less."""


def legible(function: F) -> F:
    """Decorate a command that sends what is typed: all of it has to be text.

    A shell hands over any bytes. Names of files may be of any; Meta takes UTF-8.
    """

    @wraps(function)
    def checked(*args: object, **given: object) -> object:
        for name, value in click.get_current_context().params.items():
            if name not in FILES and not _is_text(value):
                raise click.BadParameter("it is not UTF-8.", param_hint=_named(name))
        return function(*args, **given)

    return cast("F", checked)


def _is_text(value: object) -> bool:
    given = value if isinstance(value, tuple) else (value,)
    try:
        for one in given:
            str(one).encode()
    except UnicodeEncodeError:
        return False
    return True


def _named(name: str) -> str:
    context = click.get_current_context()
    made = next(one for one in context.command.params if one.name == name)
    return made.get_error_hint(context)


def pairs(given: tuple[str, ...], flag: str) -> dict[str, str]:
    """Read KEY=VALUE; a key that comes twice is a mistake."""
    found: dict[str, str] = {}
    for one in given:
        key, sign, value = one.partition("=")
        if not sign or not key.strip():
            raise click.BadParameter(
                f"{one!r} is not of the form KEY=VALUE.", param_hint=flag
            )
        if key in found:
            raise click.BadParameter(f"{key} is given twice.", param_hint=flag)
        found[key] = value
    return found


def degrees(given: str, flag: str) -> tuple[float, float]:
    """Read LAT,LON."""
    both = given.split(",")
    if len(both) != 2 or not all(_DEGREES.fullmatch(one.strip()) for one in both):  # noqa: PLR2004 - a pair
        raise click.BadParameter(
            f"{given!r} is not of the form LAT,LON, like 52.52,13.405.",
            param_hint=flag,
        )
    return float(both[0]), float(both[1])


def text(given: str) -> str:
    """Return a text; ``-`` stands for standard input, without its last line end."""
    if given != "-":
        return given
    return _decoded(sys.stdin.buffer.read(LARGEST + 1), "standard input").rstrip("\n")


def json(chosen: Settings, name: str) -> Json:
    """Read a file of JSON; ``-`` is standard input."""
    import orjson

    if name == "-":
        content, shown = sys.stdin.buffer.read(LARGEST + 1), "standard input"
    else:
        shown = name
        try:
            with (chosen.cwd / Path(name)).open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError as error:
            raise LocalIO(f"cannot read {name}: {error.strerror}") from None
    if len(content) > LARGEST:
        raise UsageProblem(f"{shown} is larger than a megabyte")
    try:
        value: Json = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UsageProblem(f"{shown} is no JSON: {error}") from None
    return value


def objects(chosen: Settings, name: str, what: str) -> list[dict[str, Json]]:
    """Read a list of objects; one object alone counts as a list of one."""
    value = json(chosen, name)
    found = value if isinstance(value, list) else [value]
    if not all(isinstance(one, dict) for one in found):
        raise UsageProblem(f"{name} holds no list of {what}")
    return [one for one in found if isinstance(one, dict)]


def _decoded(content: bytes, shown: str) -> str:
    if len(content) > LARGEST:
        raise UsageProblem(f"{shown} is larger than a megabyte")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise UsageProblem(f"{shown} is not UTF-8") from None
