"""Bytes → documents: every scalar as it was typed, every value with its place.

The road: bytes → text (decode) → events (syntax) → plain JSON (builder). Whatever is
wrong becomes a diagnostic; no content makes this raise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.config.budgets import (
    MAX_FILE_BYTES,
    MAX_NODES,
    Budget,
)
from wa_sync.config.builder import Builder
from wa_sync.config.characters import FORBIDDEN, hide_separators
from wa_sync.config.decode import decode, not_yaml
from wa_sync.config.places import INDEX, FilePlaces, Lines, Marks
from wa_sync.config.plain import Odd, PlainBuilder, looks_plain
from wa_sync.config.problems import Problems, Stop
from wa_sync.config.syntax import Unparsable, hint_for, needs_pure, parse
from wa_sync.model.source import SourceFile


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.config.syntax import Event
    from wa_sync.config.wants import Wants
    from wa_sync.model.finding import Diagnostic
    from wa_sync.model.source import Json, Places


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document, whose root is a mapping.

    Where ``literal``, none of its texts holds ``${``.
    """

    file: SourceFile
    value: Mapping[str, Json]
    places: Places
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds, and everything that is wrong with it as a file."""

    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]


def read(
    content: bytes, path: str, wants: Wants, budget: Budget | None = None
) -> Reading:
    """Read one file; ``path`` is how people write it, ``budget`` what is left."""
    budget = budget or Budget()
    text, refusal = "", _too_large(len(content))
    if refusal is None:
        text, refusal = decode(content)
    if refusal is None:
        refusal = not_yaml(text)
    lines = Lines(SourceFile(path, text))
    problems = Problems(lines)
    if refusal is not None:
        problems.stop(refusal)
        return Reading((), tuple(problems.found))
    documents = tuple(_documents(lines, problems, wants, budget))
    if not documents and not problems.found:
        problems.stop(Stop("empty_file", "the file declares nothing", 0))
    return Reading(documents, tuple(problems.found))


def _too_large(size: int) -> Stop | None:
    if size <= MAX_FILE_BYTES:
        return None
    message = f"the file has {size:,} bytes; at most {MAX_FILE_BYTES:,} are read"
    return Stop("file_too_large", message, 0)


def _documents(
    lines: Lines, problems: Problems, wants: Wants, budget: Budget
) -> Iterator[Document]:
    short = _short_road(lines, wants, budget)
    if short is not None:
        yield from short
        return
    marks = Marks(lines)
    try:
        events = _events(lines.file.text, problems, marks, budget)
        for root, value in Builder(marks, problems, wants).documents(events):
            if isinstance(value, dict):
                yield Document(lines.file, value, FilePlaces(marks, root))
            elif value != "":
                problems.stop(_no_mapping(value, marks.starts[root]))
    except Stop as stop:
        problems.stop(stop)
    except Unparsable as error:
        hint = hint_for(lines.file.text, error)
        problems.stop(Stop(error.rule, error.problem, error.index, hint=hint))
    budget.nodes -= len(marks.starts)


def _short_road(lines: Lines, wants: Wants, budget: Budget) -> list[Document] | None:
    if not looks_plain(lines.file.text, budget.nodes):
        return None
    marks = Marks(lines)
    try:
        found = PlainBuilder(marks, wants).documents()
    except Odd:
        return None
    budget.nodes -= len(marks.starts)
    # no escape is on the short road, so what stands in no file stands in no text
    literal = "${" not in lines.file.text
    return [
        Document(lines.file, value, FilePlaces(marks, root), literal)
        for root, value in found
    ]


def _no_mapping(value: Json, start: int) -> Stop:
    what = "a list" if isinstance(value, list) else "a text"
    return Stop(
        "document_not_mapping",
        f"a document is a mapping of sections; this is {what}",
        start & INDEX,
        hint="begin with version: 1, and put the rest below message_templates:",
    )


def _events(
    text: str, problems: Problems, marks: Marks, budget: Budget
) -> Iterator[Event]:
    if not text.replace("\n", "").isprintable():
        text = _tame(text, problems)
    events = parse(text, pure=needs_pure(text))
    # no text has more nodes than this, so most need no counting
    return (
        events if 2 * len(text) + 2 <= budget.nodes else _counted(events, marks, budget)
    )


def _tame(text: str, problems: Problems) -> str:
    if FORBIDDEN.search(text):
        problems.characters(text)
        text = FORBIDDEN.sub("x", text)
    return hide_separators(text) if "\u2028" in text or "\u2029" in text else text


def _counted(events: Iterator[Event], marks: Marks, budget: Budget) -> Iterator[Event]:
    starts, left = marks.starts, budget.nodes
    for event in events:
        if len(starts) > left:
            message = f"more than {MAX_NODES:,} values in the project"
            raise Stop("too_many_values", message, event.start_mark.index)
        yield event
