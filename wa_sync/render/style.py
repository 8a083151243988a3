"""Paint for a terminal, or none: renderers name a role and never a colour."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from wa_sync.render.sinks.terminal import Text


if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(Enum):
    """What a stretch of output is."""

    ERROR = auto()
    WARNING = auto()
    INFO = auto()
    CREATE = auto()
    UPDATE = auto()
    DELETE = auto()
    ADDED = auto()
    REMOVED = auto()
    ADDED_WORD = auto()
    REMOVED_WORD = auto()
    STRONG = auto()
    FAINT = auto()
    ITALIC = auto()
    STRUCK = auto()
    CODE = auto()
    SAMPLE = auto()


# SGR codes, ECMA-48 §8.3.117; words are underlined too, for who sees no colours
_SGR: Mapping[Role, str] = {
    Role.ERROR: "1;31",
    Role.WARNING: "1;33",
    Role.INFO: "1;36",
    Role.CREATE: "1;32",
    Role.UPDATE: "1;33",
    Role.DELETE: "1;31",
    Role.ADDED: "32",
    Role.REMOVED: "31",
    Role.ADDED_WORD: "1;4;32",
    Role.REMOVED_WORD: "1;4;31",
    Role.STRONG: "1",
    Role.FAINT: "2",
    Role.ITALIC: "3",
    Role.STRUCK: "9",
    Role.CODE: "36",
    Role.SAMPLE: "4",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How roles are painted; ``coloured`` is False where marks must do instead."""

    codes: Mapping[Role, str] = field(default_factory=dict)

    @classmethod
    def plain(cls) -> Style:
        """No paint at all."""
        return cls()

    @classmethod
    def ansi(cls) -> Style:
        """The eight colours that every terminal has."""
        return cls(_SGR)

    @property
    def coloured(self) -> bool:
        """Whether paint shows."""
        return bool(self.codes)

    def paint(self, role: Role, text: str) -> Text:
        """Paint a text, made harmless where it is not yet."""
        made, code = Text.made(text), self.codes.get(role)
        return Text(f"\x1b[{code}m{made}\x1b[0m") if code and made else made
