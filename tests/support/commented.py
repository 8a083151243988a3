"""YAML as people type it: any layout that YAML takes, with comments everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from wa_sync.config.quoting import fits_block, flow_text, line_text
from wa_sync.model.source import Json


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


KEYS = (
    *("name", "language", "category", "components", "type", "format", "text"),
    *("example", "buttons", "url", "raw", "languages", "allow", "no", "a key", "é:"),
)
TEXTS = st.sampled_from(
    [
        *("BODY", "yes", "0123", "12:30", "Hi {{1}}", "a\nb", "a\n\n b", " a", "a: b"),
        *("a # b", "", "it's", 'a "b"', "one two three", "…", "::error::x", "a\\b"),
    ]
)
VALUES: st.SearchStrategy[Json] = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=8,
)
ENTRIES: st.SearchStrategy[dict[str, Json]] = st.dictionaries(
    st.sampled_from(KEYS), VALUES, min_size=1, max_size=4
)


@st.composite
def typed(
    draw: Callable[[st.SearchStrategy[int]], int], value: Mapping[str, Json]
) -> str:
    """Draw a way to type a document that holds a value."""
    return "\n".join(_Typist(lambda most: draw(st.integers(0, most))).document(value))


class _Typist:
    """Types values in a way that ``choose`` decides: a number from 0 to so many."""

    def __init__(self, choose: Callable[[int], int]) -> None:
        self.choose = choose
        self.numbers = count(1)

    def document(self, value: Mapping[str, Json]) -> Iterator[str]:
        yield from self.between(0)
        yield from self.mapping(value, 0)
        # further in, a comment would belong to a block of text that ends the document
        yield from self.between(0)
        yield from [""] * self.choose(1)

    def comment(self) -> str:
        return f"# note {next(self.numbers)}."

    def between(self, column: int) -> Iterator[str]:
        """Yield comments and empty lines that may stand before an entry."""
        for _ in range(max(0, self.choose(4) - 2)):
            yield " " * column + self.comment() if self.choose(2) else ""

    def ending(self) -> str:
        return (
            f"{' ' * (1 + self.choose(3))}{self.comment()}"
            if not self.choose(3)
            else ""
        )

    def mapping(self, value: Mapping[str, Json], column: int) -> Iterator[str]:
        for i, (key, item) in enumerate(value.items()):
            yield from self.between(self.choose(column) if i else column)
            name = flow_text(key) if self.choose(1) else json.dumps(key)
            yield from self.entry(f"{' ' * column}{name}:", item, column, mapped=True)

    def sequence(self, value: Sequence[Json], column: int) -> Iterator[str]:
        for item in value:
            yield from self.between(self.choose(column))
            yield from self.entry(f"{' ' * column}-", item, column, mapped=False)

    def entry(
        self, head: str, value: Json, column: int, *, mapped: bool
    ) -> Iterator[str]:
        blank = " " * (1 + self.choose(2))
        if isinstance(value, str):
            yield from self.text(f"{head}{blank}", value, column)
        elif not value or self.choose(3) == 0:
            yield from self.flow(f"{head}{blank}", value, column)
        elif isinstance(value, Mapping):
            inner = column + 1 + self.choose(3)
            below = list(self.mapping(value, inner))
            first = below[0].lstrip(" ")
            if not mapped and self.choose(1) and first and first[0] != "#":
                # on the line of the dash: the first key says how far all are in
                lead = f"{head}{' ' * (inner - column - 1)}"
                yield (
                    f"{lead}{first}" if inner > column + 1 else f"{head}{self.ending()}"
                )
                yield from below[inner > column + 1 :]
            else:
                yield f"{head}{self.ending()}"
                yield from below
        else:
            items = value if isinstance(value, list) else []
            inner = column + (0 if mapped and self.choose(1) else 1 + self.choose(2))
            yield f"{head}{self.ending()}"
            yield from self.sequence(items, inner)

    def text(self, lead: str, value: str, column: int) -> Iterator[str]:
        way = self.choose(5)
        inner = " " * (column + 1 + self.choose(3))
        if way == 0 and fits_block(value):
            sign = "|" if value.endswith("\n") else "|-"
            yield f"{lead}{sign}{self.ending()}"
            for line in value.removesuffix("\n").split("\n"):
                yield f"{inner}{line}" if line else ""
        elif way == 1 and "\n" not in value:
            quoted = value.replace("'", "''")
            yield f"{lead}'{quoted}'{self.ending()}"
        elif way == 2 and value == "one two three":
            yield f"{lead}one"
            yield f"{inner}two three{self.ending()}"
        elif way == 3 and value == "one two three":
            yield f"{lead.rstrip()}{self.ending()}"
            yield from self.between(column + 1)
            yield f"{inner}'one"
            yield ""[: self.choose(1)] + f"{inner}two three'{self.ending()}"
        elif way == 4:
            yield f"{lead}{line_text(value)}{self.ending()}"
        else:
            yield f"{lead}{json.dumps(value, ensure_ascii=False)}{self.ending()}"

    def flow(self, lead: str, value: Json, column: int) -> Iterator[str]:
        if self.choose(1):
            yield f"{lead}{json.dumps(value, ensure_ascii=False)}{self.ending()}"
            return
        lines = json.dumps(value, ensure_ascii=False, indent=1 + self.choose(2))
        first, *rest = lines.split("\n")
        yield f"{lead}{first}{self.ending()}"
        for line in rest:
            yield f"{' ' * (column + 1)}{line}{self.ending()}"


def comments(text: str) -> list[str]:
    """Return the comments that were typed, sorted: the order may change with keys."""
    return sorted(f"# note {part.split('.')[0]}." for part in text.split("# note ")[1:])
