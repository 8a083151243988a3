"""Anchors and what their aliases repeat, under a budget of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.config.budgets import MAX_EXPANDED_CHARACTERS, MAX_EXPANDED_NODES
from wa_sync.config.places import INDEX
from wa_sync.config.problems import Stop


if TYPE_CHECKING:
    from wa_sync.config.places import Marks
    from wa_sync.config.problems import Problems
    from wa_sync.model.source import Json


@dataclass(frozen=True, slots=True)
class Anchored:
    """A value that has a name, and what one more of it costs when written out."""

    value: Json
    node: int
    nodes: int
    characters: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A name, and how much had been repeated when its value began."""

    name: str
    nodes: int
    characters: int


class Anchors:
    """The anchors of one document, and how much aliases have repeated so far."""

    def __init__(self, marks: Marks, problems: Problems) -> None:
        """Begin with none."""
        self._marks = marks
        self._problems = problems
        self._unused: dict[str, int] = {}
        self._known: dict[str, Anchored | None] = {}
        self._nodes = 0
        self._characters = 0

    def begin(self, name: str) -> Opening:
        """Note that a value with this name begins; until it ends it has none."""
        self._known[name] = None
        return Opening(name, self._nodes, self._characters)

    def add(self, opening: Opening, value: Json, node: int, end: int) -> None:
        """Note the value of a name; the source of it ends at character ``end``."""
        start = self._marks.starts[node] & INDEX
        self._unused[opening.name] = start
        self._known[opening.name] = Anchored(
            value,
            node,
            len(self._marks.starts) - node + self._nodes - opening.nodes,
            end - start + self._characters - opening.characters,
        )

    def use(self, name: str, index: int) -> Anchored | None:
        """Return what a name stands for; raises Stop past the budget."""
        if name not in self._known:
            return None
        anchored = self._known[name]
        if anchored is None:
            raise Stop("yaml_recursive_alias", f"*{name[:60]} holds itself", index)
        self._unused.pop(name, None)
        self._nodes += anchored.nodes
        self._characters += anchored.characters
        if (
            self._nodes > MAX_EXPANDED_NODES
            or self._characters > MAX_EXPANDED_CHARACTERS
        ):
            raise Stop(
                "yaml_alias_bomb",
                "written out, the aliases of this file are too large",
                index,
                hint=f"at most {MAX_EXPANDED_NODES:,} values may come from aliases",
            )
        return anchored

    def forget(self) -> None:
        """End a document: its names are gone, what they spent is not.

        A name that nobody uses is a text that begins with ``&`` and lost a word.
        """
        for name, start in self._unused.items():
            begin = self._marks.lines.file.text.rfind("&", 0, start + 1)
            self._problems.add(
                "yaml_unused_anchor",
                f"YAML takes &{name[:60]} for an anchor, and nothing uses it",
                begin,
                begin + 1 + len(name),
                "to begin a text with &, put it in quotes",
            )
        self._unused.clear()
        self._known.clear()
