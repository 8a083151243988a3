"""Markdown, as GitHub, GitLab and Azure render it in comments and summaries.

Texts of others are never prose there, only code: in a code span or in a fence there
are no links, images, mentions, references, tables, HTML or headings. What nobody can
see is made visible, and CI runners find no command, since a summary may end in a log.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from wa_sync.render.sinks.shown import Shown
from wa_sync.render.sinks.terminal import Text
from wa_sync.render.sinks.visible import mark


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.render.sinks.html import Html

_BACKTICKS = re.compile("`+")
_SHORTEST_FENCE = 3
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")


class Markdown(Shown):
    """Markdown: a text of others in it is a code span on one line."""

    __slots__ = ()

    @classmethod
    def escape(cls, text: str) -> Self:
        """Write a text as a code span (CommonMark 0.31 §6.1); blanks at its ends stay.

        Stands anywhere but in a table and inside a block of HTML.
        """
        shown = str(Text.escape(text)) or " "
        ticks = "`" * (_longest_run(shown) + 1)
        # one blank is taken off each side, unless the whole is blank
        beside = "`" in (shown[0], shown[-1]) or (shown[0] == " " == shown[-1])
        pad = " " if beside and shown.strip(" ") else ""
        return cls(f"{ticks}{pad}{shown}{pad}{ticks}")


def cell(text: str) -> Markdown:
    """Write a text as a code span in a table, where a bar ends a cell even in code."""
    return Markdown.escape(text.replace("|", mark("|")))


def fence(text: str, language: str = "") -> Markdown:
    """Write a text of several lines as a block of code, each line made harmless.

    The fence is longer than any run of backticks inside (CommonMark 0.31 §4.5), and
    has to begin a line. ``language`` is a word of ours.
    """
    body = Text("\n").join(text.split("\n"))
    ticks = "`" * max(_SHORTEST_FENCE, _longest_run(body) + 1)
    return Markdown(f"{ticks}{language}\n{body}\n{ticks}")


def element(html: Html) -> Markdown:
    """Let HTML stand in Markdown, on lines of its own; texts of others in ``<code>``.

    GitHub and GitLab look for mentions and references in rendered HTML too, but not
    in code.
    """
    return Markdown(str(html))


def marker(name: str, facts: Mapping[str, str]) -> Markdown:
    """Write facts into a comment of HTML, for programs; nobody sees it.

    Values are percent-encoded, hyphens too, so that none ends the comment.
    """
    told = "".join(f" {key}={_encoded(value)}" for key, value in facts.items())
    return Markdown(f"<!-- {name}{told} -->")


def _encoded(value: str) -> str:
    whole = quote(value, safe=":", errors="surrogatepass")
    # GitLab obeys section_start: in a log
    return whole.replace("-", "%2D").replace("_", "%5F")


def link(words: str, url: str) -> Markdown:
    """Write words of ours that lead to an address; nothing if that is no plain one."""
    return Markdown(f"[{words}]({url})") if _PLAIN_URL.fullmatch(url) else Markdown("")


def cut(text: str, octets: int) -> str:
    """Return as much of a text as fits into so many bytes of UTF-8, then ``…``.

    Never ends inside a character, nor between a letter and what belongs to it:
    accents, joiners, variation selectors, skin tones.
    """
    whole = text.encode("utf-8", "surrogatepass")
    if len(whole) <= octets:
        return text
    room = max(octets - len("…".encode()), 0)
    end = len(whole[:room].decode("utf-8", "ignore"))
    while end and (_belongs_before(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return f"{text[:end]}…" if octets >= len("…".encode()) else ""


def _belongs_before(char: str) -> bool:
    tone = "\U0001f3fb" <= char <= "\U0001f3ff"
    return tone or char == "\u200d" or unicodedata.category(char) in {"Mn", "Mc", "Me"}


def _longest_run(text: str) -> int:
    return max(map(len, _BACKTICKS.findall(text)), default=0)
