"""JSON values as people read them: scalars in a word, the rest as YAML-like lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from wa_sync.model.source import array
from wa_sync.render.columns import width
from wa_sync.render.diff import shown
from wa_sync.render.sinks.terminal import Text, line


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json

_NARROW = 60  # columns up to which a list of scalars stays on its line
_LOOKS_TYPED = re.compile(r"[-+.0-9]*|true|false|null|~", re.IGNORECASE)


def scalar(value: Json) -> Text:
    """Write a scalar; a text is quoted where it could be taken for something else."""
    if isinstance(value, str):
        text = Text.escape(value)
        bare = text and text == text.strip() and not _LOOKS_TYPED.fullmatch(text)
        return text if bare else line('"{}"', text)
    if isinstance(value, bool):
        return Text("true") if value else Text("false")
    if isinstance(value, Mapping):
        pairs = (line("{}: {}", key, scalar(item)) for key, item in value.items())
        return line("{{{}}}", Text(", ").join(pairs))
    if isinstance(value, list):
        return line("[{}]", Text(", ").join(map(scalar, value)))
    return Text("null") if value is None else line("{}", value)


def short(value: Json) -> Text | None:
    """Write a value on one line; None where it needs more."""
    if isinstance(value, str):
        return None if "\n" in value else scalar(value)
    if isinstance(value, Mapping):
        return None if value else Text("{}")
    if isinstance(value, list):
        plain = not any(isinstance(item, Mapping | list) for item in value)
        if not plain or "\n" in "".join(_texts(value)):
            return None
        text = scalar(value)
        return text if width(text) <= _NARROW else None
    return scalar(value)


def lines(value: Json) -> Iterator[Text]:
    """Write a value as YAML-like lines, without indentation of their own."""
    text = short(value)
    if text is not None:
        yield text
    elif isinstance(value, str):
        yield from (line("│ {}", shown(part)).rstrip() for part in value.split("\n"))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from entry(Text.escape(key), item)
    else:
        for item in array(value):
            first, *rest = lines(item)
            yield line("- {}", first)
            yield from (line("  {}", one) for one in rest)


def entry(label: Text, value: Json) -> Iterator[Text]:
    """Write a labelled value: on one line, or below its label."""
    text = short(value)
    if text is not None:
        yield line("{}: {}", label, text)
        return
    yield line("{}:", label)
    yield from (line("  {}", one) for one in lines(value))


def _texts(value: Json) -> Iterator[str]:
    return (item for item in array(value) if isinstance(item, str))
