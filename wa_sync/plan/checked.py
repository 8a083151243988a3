"""Fields of a document that nobody vouches for: each of its type, or MalformedPlan."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from wa_sync.model.source import Json, array, mapping


if TYPE_CHECKING:
    from wa_sync.model.source import Pointer, Spec


E_ = TypeVar("E_", bound=StrEnum)


class MalformedPlan(ValueError):
    """A field is missing or has the wrong type; the message names it."""


def text(value: Spec, key: str) -> str:
    """Return a text."""
    found = value.get(key)
    if not isinstance(found, str):
        raise MalformedPlan(f"{key} has to be a text")
    return found


def text_or_none(value: Spec, key: str) -> str | None:
    """Return a text; None for null and for what is missing."""
    return None if value.get(key) is None else text(value, key)


def whole(value: Spec, key: str) -> int:
    """Return a whole number; a truth value is none, though Python says so."""
    found = value.get(key)
    if not isinstance(found, int) or isinstance(found, bool):
        raise MalformedPlan(f"{key} has to be a whole number")
    return found


def truth(value: Spec, key: str) -> bool:
    """Return true or false."""
    found = value.get(key)
    if not isinstance(found, bool):
        raise MalformedPlan(f"{key} has to be true or false")
    return found


def truth_or_none(value: Spec, key: str) -> bool | None:
    """Return true or false; None for null and for what is missing."""
    return None if value.get(key) is None else truth(value, key)


def items(value: Spec, key: str) -> list[Json]:
    """Return what is in a list."""
    found = value.get(key)
    if not isinstance(found, list):
        raise MalformedPlan(f"{key} has to be a list")
    return list(array(found))


def texts(value: Spec, key: str) -> tuple[str, ...]:
    """Return a list of texts."""
    found = items(value, key)
    if not all(isinstance(one, str) for one in found):
        raise MalformedPlan(f"{key} has to be a list of texts")
    return tuple(str(one) for one in found)


def spec(value: Spec, key: str) -> Spec | None:
    """Return an object; None for null and for what is missing."""
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, dict):
        raise MalformedPlan(f"{key} has to be an object")
    return mapping(found)


def one_of(value: Spec, key: str, values: type[E_]) -> E_:
    """Return the member of an enumeration that a text names."""
    found = text(value, key)
    try:
        return values(found)
    except ValueError:
        raise MalformedPlan(f"{key} cannot be {found!r}") from None


def moment(written: str) -> datetime:
    """Return a time that can be compared and shown: ISO 8601, with its zone.

    Whether it can be told in UTC is seen here: at the ends of the calendar some cannot.
    """
    try:
        found = datetime.fromisoformat(written)
        if found.tzinfo is not None:
            found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise MalformedPlan(f"{written!r} is no time") from None
    if found.tzinfo is None:
        raise MalformedPlan(f"the time {written!r} has no zone")
    return found


def pointer(value: Spec) -> Pointer:
    """Return the steps under ``at``; what cannot be a step is passed over."""
    steps = items(value, "at")
    return tuple(step for step in steps if isinstance(step, str | int))
