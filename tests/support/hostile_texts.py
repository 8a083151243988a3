"""Texts that attack whoever shows them, drawn the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from support.hostile import POISONS


_TERMINAL = (
    *("\x1b[2J", "\x1b[1;1H", "\x1b[31m", "\x1b[1A\x1b[2K", "\x1b]0;t\x07", "\x1bc"),
    *("\x1b]52;c;ZXZpbA==\x1b\\", "\x1b]8;;http://x\x1b\\", "\x1bP+q544e\x1b\\"),
    *("\x1b[?1049h", "\x1b[6n", "\x1b(0", "\x9b31m", "\x90q\x9c", "\x0e", "\x0f"),
    *("\r", "\b\b\b", "\x07", "\x0b", "\x0c", "\x7f", "\x85", "\x00", "\x1b", "\u2028"),
)
_INVISIBLE = (
    *("\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u200f"),
    *("\u115f", "\u3164", "\u2800", "\u034f", "\U000e0041", "\ufe0f", "\u00a0"),
    *("\ud800", "\udfff", "\ufdd0", "\U0010ffff", "\ue000", "\u2029"),
)
_RUNNERS = (
    *("::error::", "::add-mask::", "::stop-commands::x", "  ::set-env name=A::b"),
    *("##[command]", "##[add-matcher]/tmp/m", "##vso[task.complete]", "##VSO[a]"),
    *("##teamcity[a 'b']", "section_start:1:a", "section_end:2:b", "##", "[", "::"),
    *("a<<EOF", "EOF", "%0A", "section_", "start:", "#"),
)
_MARKDOWN = (
    *("`", "``", "```", "```` x", "~~~", "    code", "# h", "> q", "- l", "1. l"),
    *(
        "***",
        "---",
        "===",
        "| a | b |",
        "|---|",
        "\\",
        "[a](http://x)",
        "![](http://x)",
    ),
    *("<http://x>", "http://x.example", "www.x.example", "me@x.example", "@org/team"),
    *(
        "#1",
        "GH-1",
        "org/repo#1",
        "<details>",
        "</details>",
        "<!--",
        "-->",
        "<img src=x>",
    ),
    *("[a]: http://x", "[^1]", "**b**", "~~s~~", "&amp;", "&#64;x", "$$", "- [ ] t"),
)
_HTML = (
    *("<script>alert(1)</script>", "</p>", '" onload="x', "' x='", "<b", "&lt;", "]]>"),
    *("<!DOCTYPE x>", "<?php ?>", "<style>", "javascript:x", "&", ">", "</title>"),
)
_PLAIN = (
    *("Hi {{1}}", "order", " ", "\n", "\t", "日本語", "e\u0301", "👩\u200d👧", "שלום"),
    *("$(x)", "'y'", '"', "{}", "{0}", "%s", ": ", "null", "../..", "~", "*a", "&a"),
)
_FAMILIES = (_TERMINAL, _INVISIBLE, _RUNNERS, _MARKDOWN, _HTML, _PLAIN, POISONS)


def texts(count: int, kind: str = "text") -> Iterator[str]:
    """Draw so many texts: each a few pieces of one family or of all of them."""
    for number in range(count):
        draw = Random(f"{kind}:{number}")  # noqa: S311 - the same each time
        family = draw.choice(_FAMILIES)
        pieces = [
            draw.choice(family if draw.random() < 0.5 else draw.choice(_FAMILIES))
            for _ in range(draw.randint(1, 7))
        ]
        yield draw.choice(("", "", "\n", " ")).join(pieces)
