"""Plain JSON → the YAML that a person would have written, and that reads back equal.

Texts of several lines and long ones become blocks, short lists stay on one line,
quotes stand only where YAML 1.1, YAML 1.2 or our own reader would need them.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from wa_sync.config.quoting import fits_block, flow_text, line_text
from wa_sync.model.source import array


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.source import Json


WIDTH = 88
_STEP = "  "
_LONGEST_KEY = 120
"""A longer one needs the form with a question mark (YAML allows 1,024 characters)."""


def write_document(value: Mapping[str, Json], *, comment: str | None = None) -> str:
    """Return one document, keys in the order given, ended by a line feed.

    ``comment`` stands above it. Between sections, and between the entries of a
    section, there is an empty line.
    """
    head = [f"# {line}".rstrip() for line in (comment or "").splitlines()]
    sections = ["\n".join(_section(key, item)) for key, item in value.items()]
    body = _spaced(sections) if sections else "{}"
    return "\n".join([*head, body]) + "\n"


def field_lines(key: str, value: Json, column: int) -> list[str]:
    """Return the lines of one key and its value, as they stand at a column."""
    return list(_field(key, value, " " * column))


def item_lines(value: Json, column: int) -> list[str]:
    """Return the lines of one item of a list, as they stand at a column."""
    return list(_item(value, " " * column))


def inline(value: Json) -> str:
    """Write a value on one line, safe inside of brackets."""
    if isinstance(value, str):
        return flow_text(value)
    if isinstance(value, Mapping):
        fields = (f"{flow_text(key)}: {inline(item)}" for key, item in value.items())
        return f"{{{', '.join(fields)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    return _literal(value)


def _spaced(sections: Sequence[str]) -> str:
    text = sections[0]
    for before, section in pairwise(sections):
        several = "\n" in before or "\n" in section
        text = f"{text}\n\n{section}" if several else f"{text}\n{section}"
    return text


def _section(key: str, value: Json) -> list[str]:
    entries = array(value)
    if not any(isinstance(entry, dict) for entry in entries):
        return list(_field(key, value, ""))
    lines = [f"{flow_text(key)}:"]
    for i, entry in enumerate(entries):
        lines.extend([""] if i else [])
        lines.extend(_item(entry, _STEP))
    return lines


def _field(key: str, value: Json, indent: str) -> Iterator[str]:
    """Yield the lines of one key and its value."""
    lead = f"{indent}{flow_text(key)}"
    if len(lead) > _LONGEST_KEY:
        yield f"{indent}? {flow_text(key)}"
        lead = indent
    short = _short(value, len(lead) + 2)
    if short is not None:
        yield f"{lead}: {short}"
    elif isinstance(value, str):
        yield f"{lead}: {'|-' if not value.endswith(chr(10)) else '|'}"
        yield from _block(value, indent + _STEP)
    else:
        yield f"{lead}:"
        yield from _lines(value, indent + _STEP)


def _item(value: Json, indent: str) -> Iterator[str]:
    """Yield the lines of one item of a list."""
    lead = f"{indent}- "
    short = _short(value, len(lead))
    if short is not None:
        yield f"{lead}{short}"
        return
    if isinstance(value, str):
        yield f"{lead}{'|-' if not value.endswith(chr(10)) else '|'}"
        yield from _block(value, indent + _STEP)
        return
    below = list(_lines(value, indent + _STEP))
    yield f"{lead}{below[0][len(lead) :]}"
    yield from below[1:]


def _lines(value: Json, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _field(key, item, indent)
    else:
        for item in array(value):
            yield from _item(item, indent)


def _block(value: str, indent: str) -> Iterator[str]:
    for line in value.removesuffix("\n").split("\n"):
        yield f"{indent}{line}" if line else ""


def _short(value: Json, column: int) -> str | None:
    """Return what fits behind a key on its line; None where it takes several."""
    if isinstance(value, str):
        long = " " in value and column + len(value) > WIDTH
        if ("\n" in value or long) and fits_block(value):
            return None
        return line_text(value)
    if isinstance(value, list):
        flow = _flow(value)
        fits = flow is not None and column + len(flow) <= WIDTH
        return flow if fits or not value else None
    if isinstance(value, dict):
        return None if value else "{}"
    return _literal(value)


def _flow(value: Json) -> str | None:
    """Return a list of short things on one line; None where it holds a mapping."""
    if isinstance(value, str):
        return flow_text(value)
    if isinstance(value, dict):
        return None if value else "{}"
    if not isinstance(value, list):
        return _literal(value)
    parts: list[str] = []
    for item in value:
        part = _flow(item)
        if part is None:
            return None
        parts.append(part)
    return f"[{', '.join(parts)}]"


def _literal(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)
