"""What a reader of HTML makes of a page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Self


class Seen(HTMLParser):
    """The elements with their attributes, the text, and whatever else there is."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.other: list[str] = []

    @classmethod
    def of(cls, page: str) -> Self:
        """Read a whole page."""
        seen = cls()
        # it keeps the type of what it is fed, and would escape what it reads
        seen.feed(str(page))
        seen.close()
        return seen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        """Keep a declaration."""
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        """Keep an instruction."""
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        """Keep what is none of these."""
        self.other.append(data)
