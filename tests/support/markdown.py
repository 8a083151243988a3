"""What a reader of Markdown makes of a text, as one flat list of nodes."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token


_CLOSING = {"paragraph_open", "paragraph_close", "inline"}


def reader() -> MarkdownIt:
    """CommonMark with HTML, and GitHub's tables and strikethrough."""
    made = MarkdownIt("commonmark", {"html": True})
    return made.enable(["table", "strikethrough"])


def nodes(source: str) -> Sequence[Token]:
    """Every node but paragraphs, in the order of the source."""
    found: list[Token] = []
    for token in reader().parse(source):
        found += [token] if token.type not in _CLOSING else []
        found += token.children or []
    return found


def code_of(found: Sequence[Token]) -> list[str]:
    """What stands in code."""
    return [node.content for node in found if node.type == "code_inline"]


def prose_of(found: Sequence[Token]) -> str:
    """What stands outside of code, where platforms look for mentions and addresses."""
    return "\n".join(node.content for node in found if node.type == "text")
