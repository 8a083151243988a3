"""A file that is valid → its one layout, proved to say the same as before."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.config.amend import settled
from wa_sync.config.layout import laid_out
from wa_sync.config.outline import Sort, outline
from wa_sync.config.reader import read
from wa_sync.errors import WaSyncError


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.config.order import Order
    from wa_sync.config.outline import Node
    from wa_sync.config.reader import Document
    from wa_sync.config.wants import Wants


class NotTheSame(WaSyncError):
    """Formatting would have changed what a file says: a mistake in wa-sync."""


def formatted(documents: Sequence[Document], wants: Wants, order: Order) -> str:
    """Return the text of a file, whose documents these are, in its one layout.

    Raises NotTheSame where it would not declare the same values (but for blanks that
    end a text, which Meta drops), or where a comment would be lost. Whoever gets a text
    may write it.
    """
    file = documents[0].file
    values = [document.value for document in documents]
    text = laid_out(file.text, values, order)
    if text == file.text:
        return text
    again = read(text.encode(), file.path, wants)
    found = [document.value for document in again.documents]
    if again.diagnostics or not equal(settled(values), settled(found)):
        raise NotTheSame(f"{file.path} would not say the same any more", hint=_HINT)
    if sorted(comments(text)) != sorted(comments(file.text)):
        raise NotTheSame(f"a comment in {file.path} would get lost", hint=_HINT)
    return text


_HINT = "the file is as it was; this is a mistake in wa-sync: please report it"


def comments(text: str) -> list[str]:
    """Return every comment of a valid text."""
    edges = [0, *(edge for root in outline(text) for edge in _texts(root, text))]
    stretches = [text[a:b] for a, b in pairwise([*edges, len(text)])]
    # every second stretch is a text; of a block, the first line is none
    return [found.rstrip() for one in stretches[::2] for found in _COMMENT.findall(one)]


_COMMENT = re.compile(r"#[^\n]*")


def _texts(node: Node, text: str) -> Iterator[int]:
    """Yield where each key and scalar begins and ends."""
    if node.sort is Sort.SCALAR:
        start = node.start
        if node.style in {"|", ">"}:
            line = text.find("\n", start, node.end)
            start = node.end if line < 0 else line
        yield from (start, node.end)
    for entry in node.entries:
        if entry.key is not None:
            yield from _texts(entry.key, text)
        yield from _texts(entry.node, text)
