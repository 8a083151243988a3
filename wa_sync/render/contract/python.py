"""Shapes → Python types: a type checker finds a wrong call.

Typed dictionaries are written as calls, since a key may be any text there, keywords and
digits too (Python 3.11 and later).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.contract.identifiers import ALL, camel, identifiers
from wa_sync.render.contract.message import message
from wa_sync.render.contract.shapes import (
    Anything,
    Fixed,
    Number,
    Record,
    Several,
    String,
    Words,
)
from wa_sync.render.sinks.source import Python


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.contract import Signature
    from wa_sync.render.contract.shapes import Shape


_HEAD = Python(
    '"""Made by wa-sync contract; do not edit."""\n\n'
    "from collections.abc import Mapping, Sequence\n"
    "from typing import Literal, Never, NotRequired, TypeAlias, TypedDict\n"
)


def python(signatures: Sequence[Signature]) -> Python:
    """Return a module with a type for each name, and ``Message`` for all of them."""
    made = identifiers(one.name for one in signatures)
    lines = [_HEAD]
    names: list[Python] = []
    for one in signatures:
        if one.forms:
            names.append(Python.word(made[one.name]))
            lines += _message(one, made[one.name])
    whole = Python(" | ").join(names) if names else Python("Never")
    lines.append(Python.of("\n{}: TypeAlias = {}\n", Python.word(ALL), whole))
    return Python("").join(lines)


def _message(signature: Signature, name: str) -> list[Python]:
    """Write the types of one name, each before it is used."""
    lines: list[Python] = []
    forms = [message(signature, form) for form in signature.forms]
    if len(forms) == 1:
        _type(forms[0], name, lines)
        return lines
    parts = [
        _type(form, f"{name}Form{number}", lines)
        for number, form in enumerate(forms, start=1)
    ]
    whole = Python(" | ").join(parts)
    lines.append(Python.of("\n{}: TypeAlias = {}\n", Python.word(name), whole))
    return lines


def _type(shape: Shape, name: str, lines: list[Python]) -> Python:  # noqa: PLR0911 - one for each shape
    """Write a type; records get a name, and are put before whatever needs them."""
    match shape:
        case String():
            return Python("str")
        case Words(words=words):
            inner = Python(", ").join(Python.escape(word) for word in words)
            return Python.of("Literal[{}]", inner)
        case Number(whole=whole):
            return Python("int" if whole else "float")
        case Anything():
            return Python("Mapping[str, object]")
        case Fixed(items=items):
            # cards are alike, so they share their types
            kinds = {
                one: _type(one, f"{name}{number}", lines)
                for number, one in enumerate(dict.fromkeys(items))
            }
            inner = Python(", ").join(kinds[one] for one in items)
            return Python.of("tuple[{}]", inner)
        case Several(item=item):
            return Python.of("Sequence[{}]", _type(item, name, lines))
        case Record():
            return _record(shape, name, lines)
        case _:
            return Python(" | ").join(
                _type(one, f"{name}{number}", lines)
                for number, one in enumerate(shape.options)
            )


def _record(shape: Record, name: str, lines: list[Python]) -> Python:
    fields = []
    for one in shape.fields:
        kind = _type(one.shape, f"{name}{camel(one.name)}", lines)
        form = "        {}: {},\n" if one.required else "        {}: NotRequired[{}],\n"
        fields.append(Python.of(form, Python.escape(one.name), kind))
    word, text = Python.word(name), Python.escape(name)
    body = Python("").join(fields)
    lines.append(
        Python.of(
            "\n{} = TypedDict(\n    {},\n    {{\n{}    }},\n)\n", word, text, body
        )
    )
    return word
