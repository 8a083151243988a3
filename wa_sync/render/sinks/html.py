"""HTML: texts of others are text, in an element or in a quoted attribute.

Not in a script, a style, a comment or the address of a link: those have no texts of
others in them.
"""

from __future__ import annotations

from typing import Self

from wa_sync.render.sinks.shown import Shown
from wa_sync.render.sinks.visible import visible


# the second character of what CI runners obey, since a page may end in a log
_COMMANDS = (("##", "#&#35;"), ("::", ":&#58;"), ("section_", "section&#95;"))
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
