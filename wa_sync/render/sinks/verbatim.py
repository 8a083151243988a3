"""A text that goes back, character for character, to whoever handed it in."""

from __future__ import annotations

from wa_sync.render.sinks.shown import Shown


class Verbatim(Shown):
    """A file that was piped in and is piped out: made by ``verbatim`` only.

    It is never for a terminal: there, ``terminal.page`` shows it.
    """

    __slots__ = ()


def verbatim(text: str) -> Verbatim:
    """Take a text that its owner wants back: any escape would change the file."""
    return Verbatim(text)
