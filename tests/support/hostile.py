"""Text that attacks whoever shows it, and a small port of what CI runners obey."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, TypeVar


if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)

POISONS = (
    "\x1b[2J\x1b[H\x1b]0;owned\x07\x1b]52;c;ZXZpbA==\x07",
    "\x9b2J\x85\x90q\x9c\x7f\x00\x08\x08\x0b\x0c",
    "\r::error::x\r",
    "\n::add-mask::a\n  ::stop-commands::x",
    "##[add-matcher]/tmp/m",
    "##vso[task.setvariable variable=a]b",
    "##teamcity[buildNumber '1']",
    "section_start:1:a\r\x1b[0K",
    "section_end:1:a",
    "\u202eevil\u202c\u2066\u2069\u200f\u061c",
    "a\u200bb\u200dc\ufeff\u00ad\u2028\u2029\u3164\u2800\U000e0041\ufdd0",
    "\ud800 \udfff",
    "### ##\u200b[x] ##\\[x]",
    "::set-output name=a::b",
    " ::warning::c",
    "\u3000::notice::d",
)

_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
_SGR = re.compile("\x1b\\[[0-9;]*m")


def poisoned(value: T, poison: str, *, keys: bool) -> T:
    """Put a poison around every text of a value; ``keys`` means those of specs too."""
    changes: dict[str, object] = {}
    for field in fields(value):
        if field.name not in {"op", "endpoint"}:
            changes[field.name] = _poisoned(getattr(value, field.name), poison, keys)
    return replace(value, **changes)


def _poisoned(value: object, poison: str, keys: bool) -> object:  # noqa: FBT001, PLR0911
    if isinstance(value, Enum | datetime):
        return value
    if isinstance(value, str):
        return f"{poison}{value}{poison}"
    if isinstance(value, tuple):
        return tuple(_poisoned(item, poison, keys) for item in value)
    if isinstance(value, list):
        return [_poisoned(item, poison, keys) for item in value]
    if isinstance(value, dict):
        return {
            f"{poison}{key}{poison}" if keys and isinstance(key, str) else key: item
            if key in {"type", "format"} and not keys
            else _poisoned(item, poison, keys)
            for key, item in value.items()
        }
    if is_dataclass(value) and not isinstance(value, type):
        return poisoned(value, poison, keys=keys)
    return value


def commands(output: str) -> Iterator[str]:
    """Find the lines in which a CI runner would see a command.

    GitHub: ``ActionCommand.TryParseV2`` trims the start and wants ``::…::``,
    ``TryParse`` takes ``##[…]`` anywhere; a lone carriage return ends a line.
    """
    for line in re.split(r"\r\n|\r|\n", output):
        trimmed = line.lstrip()
        if trimmed.startswith("::") and "::" in trimmed[2:]:
            yield line
        if re.search(r"##\[.*\]|##(vso|teamcity)\[", line, re.IGNORECASE):
            yield line
        if re.search(r"section_(start|end):\d+:", line):
            yield line


def outputs(written: str) -> dict[str, str]:
    """Read a file of outputs as GitHub's runner does (``FileCommandManager``)."""
    read: dict[str, str] = {}
    lines = iter(written.split("\n"))
    for line in lines:
        if not line:
            continue
        name, heredoc, end = line.partition("<<")
        if not heredoc:
            name, _, read[name] = line.partition("=")
            continue
        read[name] = "\n".join(iter(lambda: next(lines), end))
    return read


def without_colour(output: str) -> str:
    """Drop what our own paint adds, and nothing else."""
    return _SGR.sub("", output)


def unseen(output: str) -> list[str]:
    """Find what is in the output and cannot be seen, but line ends."""
    return _UNSEEN.findall(output)
