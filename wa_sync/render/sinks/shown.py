"""Shown: text that may go out, since nothing that others wrote is in it unescaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, SupportsIndex


if TYPE_CHECKING:
    from collections.abc import Iterable


class Shown(str):
    """Text that is harmless in one place; every sink derives a type for its own.

    It is made of our own words, ``Text("Nothing was changed.")``, or of a form of
    ours and what is to be put into it, ``line("{}: {}", name, message)``: whatever
    is not of the same type is escaped on the way in, so that nobody has to remember
    it. An f-string makes a plain ``str``, which no door takes. Only words that stand
    in the source may be given to the constructor and as a form (tests/render/sinks/
    test_house.py).
    """

    __slots__ = ()

    @classmethod
    def escape(cls, text: str) -> Self:
        """Make a text of others harmless."""
        raise NotImplementedError

    @classmethod
    def of(cls, form: str, *given: object) -> Self:
        """Fill the braces of a form of ours, as ``str.format`` does."""
        return cls(form.format(*map(cls._kept, given)))

    @classmethod
    def made(cls, given: str) -> Self:
        """Escape what is not harmless here yet."""
        return given if isinstance(given, cls) else cls.escape(given)

    @classmethod
    def _kept(cls, given: object) -> str | float:
        # numbers stay numbers, for the sake of forms like {:>3}
        if isinstance(given, cls | int | float):
            return given
        return cls.escape(str(given))

    def join(self, parts: Iterable[str], /) -> Self:
        """Join, and escape each part that is not harmless yet."""
        return type(self)(super().join(map(self.made, parts)))

    def __add__(self, other: str, /) -> Self:
        """Append a text, escaped where it is not harmless yet."""
        return type(self)(super().__add__(self.made(other)))

    def __radd__(self, other: str) -> Self:
        """Prepend a text, escaped where it is not harmless yet."""
        return self.made(other) + self

    def __mul__(self, times: SupportsIndex, /) -> Self:
        """Repeat."""
        return type(self)(super().__mul__(times))

    def rstrip(self, chars: str | None = None, /) -> Self:
        """Drop blanks at the end; what is left is as harmless as it was."""
        return type(self)(super().rstrip(chars))
