"""Shapes → TypeScript types: a wrong call does not compile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.contract.identifiers import ALL, identifiers
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
from wa_sync.render.sinks.source import TypeScript


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.contract import Signature
    from wa_sync.render.contract.shapes import Field, Shape


def typescript(signatures: Sequence[Signature]) -> TypeScript:
    """Return a module with a type for each name, and ``Message`` for all of them."""
    made = identifiers(one.name for one in signatures)
    types = [TypeScript.word(made[one.name]) for one in signatures if one.forms]
    lines = [
        TypeScript("// Made by wa-sync contract; do not edit.\n"),
        *(
            _declared(TypeScript.word(made[one.name]), _message(one))
            for one in signatures
            if one.forms
        ),
        _declared(TypeScript.word(ALL), _either(types)),
    ]
    return TypeScript("\n").join(lines)


def _declared(name: TypeScript, body: TypeScript) -> TypeScript:
    return TypeScript.of("export type {} = {};\n", name, body)


def _message(signature: Signature) -> TypeScript:
    forms = [_type(message(signature, form), "") for form in signature.forms]
    return _either(forms)


def _either(options: Sequence[TypeScript]) -> TypeScript:
    return TypeScript(" | ").join(options) if options else TypeScript("never")


def _type(shape: Shape, indent: str) -> TypeScript:  # noqa: PLR0911 - one for each shape
    match shape:
        case String():
            return TypeScript("string")
        case Words(words=words):
            return _either([TypeScript.escape(word) for word in words])
        case Number():
            return TypeScript("number")
        case Anything():
            return TypeScript("Record<string, unknown>")
        case Fixed(items=items):
            inner = TypeScript(", ").join(_type(one, indent) for one in items)
            return TypeScript.of("readonly [{}]", inner)
        case Several(item=item):
            return TypeScript.of("ReadonlyArray<{}>", _type(item, indent))
        case Record(fields=fields):
            return _record(fields, indent)
        case _:
            return _either([_type(one, indent) for one in shape.options])


def _record(fields: Sequence[Field], indent: str) -> TypeScript:
    if not fields:
        return TypeScript("Record<string, never>")
    deeper = f"{indent}  "
    lines = [
        TypeScript.of(
            "{}{}{}: {};",
            _blank(deeper),
            TypeScript.escape(one.name),
            TypeScript("" if one.required else "?"),
            _type(one.shape, deeper),
        )
        for one in fields
    ]
    whole = TypeScript("\n").join(lines)
    return TypeScript.of("{{\n{}\n{}}}", whole, _blank(indent))


def _blank(indent: str) -> TypeScript:
    return TypeScript(" ") * len(indent)
