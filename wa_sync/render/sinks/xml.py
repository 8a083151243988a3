"""XML 1.0: texts of others are character data, or the value of an attribute.

What XML cannot hold, and what nobody sees, is made visible; CI runners find no command
in a document that ends in a log.
"""

from __future__ import annotations

from typing import Self

from wa_sync.render.sinks.html import Html
from wa_sync.render.sinks.shown import Shown


class Xml(Shown):
    """XML: a text of others in it is text on one line, whatever it looks like."""

    __slots__ = ()

    @classmethod
    def escape(cls, text: str) -> Self:
        """Write what XML would take for its own as numeric entities, as HTML does."""
        # &amp; &lt; &gt; &quot; and numbers are all that Html writes: XML has them too
        return cls(str(Html.escape(text)))


def lines(text: str) -> Xml:
    """Write a text of several lines, for an element that keeps them."""
    return Xml("\n").join(text.split("\n"))
