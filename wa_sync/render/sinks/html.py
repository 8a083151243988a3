"""HTML: texts of others are text, in an element or in a quoted attribute.

Not in a script, a style, a comment or the address of a link: those have no texts of
others in them.
"""

from __future__ import annotations

import re
from typing import Self

from wa_sync.render.sinks.shown import Shown
from wa_sync.render.sinks.visible import visible


# the second character of what CI runners obey, since a page may end in a log
_COMMANDS = (("##", "#&#35;"), ("::", ":&#58;"), ("section_", "section&#95;"))
_HARMLESS = re.compile(r"[ !#$%()*+,\-./0-9:;=?@A-Z\[\\\]^_`a-z{|}~]*")
_MARKUP = (
    *(("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")),
    *(('"', "&quot;"), ("'", "&#x27;")),
)


class Html(Shown):
    """HTML: a text of others in it is text on one line, whatever it looks like."""

    __slots__ = ()

    @classmethod
    def escape(cls, text: str) -> Self:
        """Write what HTML would take for its own as entities."""
        if _HARMLESS.fullmatch(text) and not any(sign in text for sign, _ in _COMMANDS):
            return cls(text)  # usual, and a page has very many texts
        shown = visible(text)
        for sign, entity in (*_MARKUP, *_COMMANDS):
            shown = shown.replace(sign, entity)
        return cls(shown)

    def __html__(self) -> str:
        """Tell templates that nothing is left to be escaped."""
        return str(self)


def lines(text: str) -> Html:
    """Write a text of several lines, for an element that keeps them."""
    return Html("\n").join(text.split("\n"))
