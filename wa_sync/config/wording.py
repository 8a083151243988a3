"""The sentences about shape, one function per fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.model.finding import Finding
from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_sync.config.misfit import Misfit
    from wa_sync.model.source import Json


_LONGEST = 40
_NAMED = 12
_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "array": "a list",
    "object": "a mapping",
}
_COUNTED = {
    "minItems": ("too_few", "at least {} {}", "item"),
    "maxItems": ("too_many", "at most {} {}", "item"),
    "minLength": ("too_short", "at least {} {}", "character"),
    "maxLength": ("too_long", "at most {} {}", "character"),
    "minProperties": ("too_few", "at least {} {}", "key"),
    "maxProperties": ("too_many", "at most {} {}", "key"),
}


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Say what was probably meant, where something is close enough."""
    meant = closest(word, known)
    return None if meant is None else f"did you mean {meant}?"


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return what was probably meant, None where nothing is close enough."""
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), folded, n=1)
    return folded[close[0]] if close else None


def unknown_key(error: Misfit, key: str, known: Iterable[str]) -> Finding:
    """A key that means nothing here."""
    names = list(known)
    hint = did_you_mean(key, names)
    if hint is None and names:
        hint = f"there are: {_listed(names)}"
    at = (*error.at, key)
    message = f"{_quoted(key)} is not a key here"
    return Finding(rule="unknown_key", at=at, message=message, hint=hint, key=True)


def misplaced_key(error: Misfit, key: str) -> Finding:
    """A key that means something, but not beside the others."""
    at = (*error.at, key)
    message = f"{_quoted(key)} does not go with the other keys here"
    return Finding(rule="misplaced_key", at=at, message=message, key=True)


def misplaced(error: Misfit) -> Finding:
    """A key, or several at once, that the schema forbids."""
    together = mapping(error.wanted).get("required")
    at = error.at
    if isinstance(together, list) and together:
        message = f"{' and '.join(map(str, together))} cannot both be written"
        if len(together) == 1:
            message = (
                f"{_quoted(str(together[0]))} does not go with the other keys here"
            )
        at = (*at, str(together[-1]))
        return Finding(rule="misplaced_key", at=at, message=message, key=True)
    if at and isinstance(at[-1], str) and error.wanted == {}:
        message = f"{_quoted(at[-1])} does not go with the other keys here"
        return Finding(rule="misplaced_key", at=at, message=message, key=True)
    return other(error)


def missing_key(error: Misfit, name: str) -> Finding:
    """A key that has to be there."""
    said = _description(mapping(mapping(error.schema).get("properties")).get(name))
    message = f"the key {_quoted(name)} is missing"
    if name == "version" and error.at == ():
        said = "add version: 1 as its first line"
    return Finding(rule="missing_key", at=error.at, message=message, hint=said)


def bad_name(error: Misfit) -> Finding:
    """A key that is free, but not that free."""
    at = (*error.at, str(error.value))
    message = f"{_quoted(str(error.value))} cannot be a name here"
    hint = "letters, digits and underscores; it begins with a letter or a digit"
    return Finding(rule="bad_name", at=at, message=message, hint=hint, key=True)


def wrong_type(error: Misfit) -> Finding:
    """A value of another type than the schema has it."""
    types = _strings(error.wanted)
    message = f"this has to be {_or(types)}, not {_what(error.value)}"
    at = error.at
    return Finding(
        rule="wrong_type", at=at, message=message, hint=_typing(error, types)
    )


_UNQUOTED = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|(?i:true|false)")


def _typing(error: Misfit, types: Sequence[str]) -> str | None:
    value = error.value
    if value == "":
        return "write null to clear it, or remove the key" if "null" in types else None
    if isinstance(value, str) and "array" in types:
        return "put it in brackets: [...]"
    if isinstance(value, str) and _UNQUOTED.fullmatch(value[:_LONGEST]):
        if "integer" in types and "." in value:
            return f"write {value.partition('.')[0]}"
        return "write it without quotes"
    return None


def unknown_value(error: Misfit) -> Finding:
    """A word that is none of those there are."""
    is_const = error.keyword == "const"
    known = [error.wanted] if is_const else array(error.wanted)
    words = [str(word) for word in known]
    if isinstance(error.value, dict | list):
        message = f"this has to be one of {_listed(words)}, not {_what(error.value)}"
        return Finding(rule="wrong_type", at=error.at, message=message)
    value = str(error.value)
    if value == "":
        message = "this is empty"
    elif len(words) == 1:
        message = f"this has to be {words[0]}, not {value[:_LONGEST]}"
    else:
        message = f"{_quoted(value)} is none of the values there are"
    hint = did_you_mean(value, words)
    if hint is None and len(words) > 1:
        hint = f"there are: {_listed(words)}"
    return Finding(rule="unknown_value", at=error.at, message=message, hint=hint)


def no_alternative(error: Misfit) -> Finding:
    """None of several shapes, or more than one of those that exclude each other."""
    reasons = error.inside
    if reasons and all(reason.keyword == "type" for reason in reasons):
        types = [t for r in reasons for t in _strings(r.wanted)]
        message = f"this has to be {_or(types)}, not {_what(error.value)}"
        return Finding(rule="wrong_type", at=error.at, message=message)
    names = [
        " and ".join(_strings(mapping(part).get("required")))
        for part in array(error.wanted)
        if "required" in mapping(part)
    ]
    listed = " or ".join(dict.fromkeys(names))
    if reasons:
        message = (
            f"one key is missing: {listed}" if names else "this fits no known shape"
        )
        return Finding(rule="missing_key", at=error.at, message=message)
    message = (
        f"only one of these can be written: {listed}" if names else "this is unclear"
    )
    return Finding(rule="misplaced_key", at=error.at, message=message)


def wrong_form(error: Misfit) -> Finding:
    """A text that is made of other characters than it may be."""
    schema = mapping(error.schema)
    said = schema.get("patternErrorMessage")
    message = said if isinstance(said, str) else "this text has not the form it needs"
    hint = _description(schema) if said is None else None
    if error.value == "":
        message = "this is empty"
    return Finding(rule="wrong_form", at=error.at, message=message, hint=hint)


def count(error: Misfit) -> Finding:
    """Too few or too many of something."""
    rule, sentence, unit = _COUNTED[str(error.keyword)]
    limit = error.wanted
    told = sentence.format(limit, unit if limit == 1 else f"{unit}s")
    if error.value == "":
        types = _strings(mapping(error.schema).get("type"))
        message, hint = "this is empty", None
        if "null" in types:
            hint = "write null to clear it, or remove the key"
        return Finding(rule="empty_text", at=error.at, message=message, hint=hint)
    there = len(error.value) if isinstance(error.value, str | list | dict) else 0
    message = f"{told}, and these are {there}"
    return Finding(rule=rule, at=error.at, message=message)


def size(error: Misfit) -> Finding:
    """A number that is out of its range."""
    least = error.keyword == "minimum"
    rule = "too_small" if least else "too_large"
    told = "at least" if least else "at most"
    message = f"this has to be {told} {error.wanted}"
    return Finding(rule=rule, at=error.at, message=message)


def repeated(error: Misfit) -> Finding:
    """A list that holds something twice."""
    message = "something stands in this list twice"
    return Finding(rule="repeated_item", at=error.at, message=message)


def needs(error: Misfit) -> Finding:
    """A key that needs another one beside it."""
    for key, names in mapping(error.wanted).items():
        missing = [name for name in _strings(names) if name not in mapping(error.value)]
        if key in mapping(error.value) and missing:
            message = f"{_quoted(key)} needs {' and '.join(missing)} beside it"
            at = (*error.at, key)
            return Finding(rule="missing_key", at=at, message=message, key=True)
    return other(error)


def other(error: Misfit) -> Finding:
    """What the schema says in a way that has no sentence of its own here."""
    message = "this has not the shape it needs"
    hint = _description(error.schema)
    return Finding(rule="wrong_shape", at=error.at, message=message, hint=hint)


def _strings(value: Json) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(item) for item in value] if isinstance(value, list) else []


def _description(schema: Json) -> str | None:
    said = mapping(schema).get("description")
    return said if isinstance(said, str) else None


def _quoted(word: str) -> str:
    return repr(word if len(word) <= _LONGEST else word[:_LONGEST] + "…")


def _listed(words: Sequence[str]) -> str:
    shown = list(dict.fromkeys(words))[:_NAMED]
    return ", ".join(shown) + (", …" if len(set(words)) > _NAMED else "")


def _or(types: Iterable[str]) -> str:
    return " or ".join(_TYPES[name] for name in dict.fromkeys(types) if name in _TYPES)


def _what(value: Json) -> str:
    if isinstance(value, str):
        return "a text" if value else "nothing"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a number"
