"""One thing that jsonschema says about a value, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, cast

from jsonschema import Draft202012Validator

from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterable

    from jsonschema import ValidationError

    from wa_sync.model.source import Json, Pointer, Spec


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that a keyword of the schema refuses.

    ``wanted`` is what stands behind the keyword, ``schema`` what it stands in.
    ``inside`` holds the reasons why the alternatives of an ``anyOf`` or ``oneOf`` were
    no match; ``branch`` is the alternative that a reason belongs to. ``name`` says that
    a key was judged, not a value.
    """

    keyword: str
    wanted: Json
    value: Json
    at: Pointer
    schema: Json
    message: str
    branch: str
    name: bool
    inside: tuple[Misfit, ...]


class Witness:
    """jsonschema with a schema taken in once: that takes longer than one value does."""

    def __init__(self, schema: Spec) -> None:
        """Take in a schema (2020-12)."""
        self._validator = Draft202012Validator(_sayable(schema))

    def misfits(self, value: Json) -> tuple[Misfit, ...]:
        """Return what jsonschema has to say, as it says it, up to a limit."""
        return _plain(islice(self._validator.iter_errors(value), _MOST))


_MOST = 1_000
"""Of one value: past it nobody reads on, and explaining takes its time."""


def _sayable(schema: Spec) -> dict[str, Json]:
    """Write ``false`` as ``{"not": {}}`` for a property: jsonschema loses its name."""
    found: dict[str, Json] = {}
    for word, part in schema.items():
        if word == "properties":
            found[word] = {
                name: {"not": {}} if below is False else _sayable_part(below)
                for name, below in mapping(part).items()
            }
        else:
            found[word] = _sayable_part(part)
    return found


def _sayable_part(part: Json) -> Json:
    if isinstance(part, dict):
        return _sayable(part)
    return [_sayable_part(item) for item in part] if isinstance(part, list) else part


def _plain(errors: Iterable[ValidationError]) -> tuple[Misfit, ...]:
    return tuple(
        Misfit(
            keyword=text(_json(error.validator)),
            wanted=_json(error.validator_value),
            value=_json(error.instance),
            at=tuple(error.absolute_path),
            schema=_json(error.schema),
            message=error.message,
            branch=str(next(iter(error.relative_schema_path), "")),
            name="propertyNames" in error.absolute_schema_path,
            inside=_plain(error.context),
        )
        for error in errors
    )


def _json(part: object) -> Json:
    # jsonschema hands back parts of the value and of the schema: both were JSON
    return cast("Json", part)
