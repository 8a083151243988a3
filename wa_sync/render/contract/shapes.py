"""Shapes of values, of which a JSON Schema, TypeScript and Python types are written.

No more than what a message needs: whatever is said here, all three can say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class String:
    """A text that is not empty, of at most so many characters where it matters."""

    most: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One of these texts."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number, a whole one where ``whole``."""

    whole: bool = True


@dataclass(frozen=True, slots=True)
class Anything:
    """An object of which only Meta knows what is in it."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A list of exactly these."""

    items: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """A list of so many."""

    item: Shape
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record."""

    name: str
    shape: Shape
    required: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """An object of these keys, and of no others."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of several."""

    options: tuple[Shape, ...]


Shape: TypeAlias = (
    String | Words | Number | Anything | Fixed | Several | Record | Either
)
