"""Plain JSON, and the place of every value in the file that declared it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, cast


Json: TypeAlias = (
    bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None
)
Spec: TypeAlias = Mapping[str, Json]
Pointer: TypeAlias = tuple[str | int, ...]

ROOT: Pointer = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was read: its path as people write it, and its text (LF only)."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file. Lines and columns count from 1; the end is exclusive."""

    file: SourceFile
    line: int
    column: int
    end_line: int
    end_column: int


class Places(Protocol):
    """What a document knows about where its values stand."""

    def span(self, at: Pointer, *, key: bool = False) -> Span:
        """Return the place of a value, or of its nearest ancestor that was written.

        With ``key``, the place of the key that ``at`` ends with.
        """
        ...


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one declaration was written.

    A language variant takes some fields from its entry and some from below
    ``languages.<code>``; ``overlay`` leads there, and ``own`` names the fields
    that are found there.
    """

    places: Places
    base: Pointer = ROOT
    overlay: Pointer = ROOT
    own: frozenset[str] = frozenset()

    def span(self, at: Pointer = ROOT, *, key: bool = False) -> Span:
        """Return the place of a value of this declaration."""
        if self.overlay and (not at or at[0] == "language"):
            # the language code itself is a key in the file
            return self.places.span(self.base + self.overlay, key=True)
        middle = self.overlay if at and at[0] in self.own else ROOT
        return self.places.span(self.base + middle + at, key=key)


@dataclass(frozen=True, slots=True)
class Part:
    """An entry without what has not the shape it needs.

    ``doubts`` leads to what nobody knows before that is mended.
    """

    value: Json
    doubts: frozenset[Pointer] = frozenset()


def mapping(value: Json) -> Mapping[str, Json]:
    """Narrow to a mapping; anything else counts as an empty one."""
    return value if isinstance(value, Mapping) else {}


def array(value: Json) -> Sequence[Json]:
    """Narrow to a list; anything else counts as an empty one."""
    return value if isinstance(value, list) else ()


def text(value: Json, default: str = "") -> str:
    """Narrow to a text; anything else counts as ``default``."""
    return value if isinstance(value, str) else default


def at(value: Json, pointer: Pointer) -> Json:
    """Follow a pointer; None where it leads nowhere."""
    for step in pointer:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = cast("Json", value[step])
        else:
            return None
    return value


def deeper(value: Json, most: int) -> bool:
    """Whether there are more than ``most`` containers one inside another.

    Whoever compares or shows a value recurses into it. The value is as a parser made
    it, of plain types: a list of 6,000 templates is looked through in no time.
    """
    level = [value]
    for _ in range(most):
        level = [
            below
            for one in level
            for below in (one.values() if type(one) is dict else array(one))
            if type(below) is dict or type(below) is list
        ]
        if not level:
            return False
    return True


def json_pointer(pointer: Pointer) -> str:
    """Write a pointer as RFC 6901 does."""
    return "".join(f"/{str(s).replace('~', '~0').replace('/', '~1')}" for s in pointer)
