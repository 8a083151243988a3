"""One declared value of a file → another, and the rest of the file as it was."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.config.amend import Amending, applied, settled
from wa_sync.config.outline import Entry, Sort, outline
from wa_sync.config.reader import read
from wa_sync.errors import WaSyncError
from wa_sync.model.source import array, json_pointer
from wa_sync.model.source import at as find


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.config.outline import Node
    from wa_sync.config.reader import Document
    from wa_sync.config.wants import Wants
    from wa_sync.model.source import Json, Pointer, SourceFile, Span


class CannotRewrite(WaSyncError):
    """The value cannot be changed alone, in the place where it stands."""


def rewritten(span: Span, at: Pointer, after: Json, wants: Wants) -> str:
    """Return the text of a file with another value at a pointer.

    ``span`` is a place in the document that the pointer leads into (a file may hold
    several), as ``Declared.origin`` knows it: ``origin.span()`` and ``origin.base``.
    What is equal in both values keeps its layout and its comments; texts that differ
    only in the blanks at their end are equal. A last step that names no field yet adds
    it. Raises CannotRewrite where the file is not valid, where the value comes from an
    alias, and where anything else would change with it.
    """
    documents = _documents(span.file, wants)
    text = documents[0].file.text
    roots = [root for root in outline(text) if root.mapped]
    number = bisect_right([root.start for root in roots], _index(text, span)) - 1
    before = documents[max(number, 0)].value
    path, value = _there(before, at, after)
    around, entry = _entry(roots[max(number, 0)], path)
    edits = Amending(text).value(around, entry, find(before, path), value)
    text = applied(text, [*edits])
    expected: list[Json] = [document.value for document in documents]
    expected[max(number, 0)] = _with(before, path, value)
    found = read(text.encode(), span.file.path, wants)
    values = settled([one.value for one in found.documents])
    if found.diagnostics or not equal(settled(expected), values):
        raise CannotRewrite(
            f"{span.file.path}: {json_pointer(at)} cannot be changed alone",
            hint="an alias or << repeats it: write it out there, and try again",
        )
    return text


def _documents(file: SourceFile, wants: Wants) -> Sequence[Document]:
    reading = read(file.text.encode(), file.path, wants)
    if reading.diagnostics:
        raise CannotRewrite(f"{file.path} is not valid", hint="wa-sync validate")
    return reading.documents


def _index(text: str, span: Span) -> int:
    """Return the character that a span begins with."""
    start = 0
    for _ in range(span.line - 1):
        start = text.find("\n", start) + 1
    return start + span.column - 1


def _there(before: Json, at: Pointer, after: Json) -> tuple[Pointer, Json]:
    """Return a pointer that leads somewhere, and the value to be there."""
    parent = find(before, at[:-1])
    if isinstance(parent, dict) and at[-1] not in parent:
        return at[:-1], {**parent, str(at[-1]): after}
    return at, after


def _entry(root: Node, path: Pointer) -> tuple[Node, Entry]:
    """Return the container and the entry that a pointer ends with."""
    around, entry = root, Entry(root.start, root.start, None, root)
    for step in path:
        around = entry.node
        some = [
            one
            for i, one in enumerate(around.entries)
            if (one.key.value if one.key else i) == step
        ]
        if not some or around.sort is Sort.ODD:
            raise CannotRewrite(
                f"{json_pointer(path)} is not written in its place",
                hint="an alias, a << or a ? brings it in: write it out there",
            )
        entry = some[0]
    return around, entry


def _with(value: Json, path: Pointer, after: Json) -> Json:
    """Return a value with another one at a pointer that leads somewhere."""
    if not path:
        return after
    step, *rest = path
    if isinstance(value, dict) and isinstance(step, str):
        return {**value, step: _with(value[step], tuple(rest), after)}
    items = list(array(value))
    items[int(step)] = _with(items[int(step)], tuple(rest), after)
    return items
