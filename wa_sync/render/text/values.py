"""JSON values as people read them: scalars in a word, the rest as YAML-like lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from wa_sync.model.source import array
from wa_sync.render.columns import width
from wa_sync.render.diff import shown
from wa_sync.render.untrusted import terminal


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json

_NARROW = 60  # columns up to which a list of scalars stays on its line
_LOOKS_TYPED = re.compile(r"[-+.0-9]*|true|false|null|~", re.IGNORECASE)


def scalar(value: Json) -> str:
    """Write a scalar; a text is quoted where it could be taken for something else."""
    if isinstance(value, str):
        text = terminal(value)
        bare = text and text == text.strip() and not _LOOKS_TYPED.fullmatch(text)
        return text if bare else f'"{text}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        pairs = (f"{terminal(key)}: {scalar(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(scalar, value))}]"
    return "null" if value is None else str(value)


def short(value: Json) -> str | None:
    """Write a value on one line; None where it needs more."""
    if isinstance(value, str):
        return None if "\n" in value else scalar(value)
    if isinstance(value, Mapping):
        return None if value else "{}"
    if isinstance(value, list):
        plain = not any(isinstance(item, Mapping | list) for item in value)
        line = scalar(value) if plain and "\n" not in "".join(_texts(value)) else ""
        return line if line and width(line) <= _NARROW else None
    return scalar(value)


def lines(value: Json) -> Iterator[str]:
    """Write a value as YAML-like lines, without indentation of their own."""
    line = short(value)
    if line is not None:
        yield line
    elif isinstance(value, str):
        yield from (f"│ {shown(part)}".rstrip() for part in value.split("\n"))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from entry(terminal(key), item)
    else:
        for item in array(value):
            first, *rest = lines(item)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)


def entry(label: str, value: Json) -> Iterator[str]:
    """Write a labelled value: on one line, or below its label."""
    line = short(value)
    if line is not None:
        yield f"{label}: {line}"
        return
    yield f"{label}:"
    yield from (f"  {line}" for line in lines(value))


def _texts(value: Json) -> Iterator[str]:
    return (item for item in array(value) if isinstance(item, str))
