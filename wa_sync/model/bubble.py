"""A message as the phone shows it: what a template looks like to whoever gets it.

Neutral: a kind fills it in, renderers draw it, and neither knows of the other. All
texts are untrusted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from wa_sync.model.change import Place
    from wa_sync.model.resource import Address, Asset


class Mark(Enum):
    """How a stretch of a body is set. The values are the signs that were written."""

    BOLD = "*"
    ITALIC = "_"
    STRUCK = "~"
    MONO = "```"
    CODE = "`"


class Origin(Enum):
    """Where a stretch of text comes from."""

    WRITTEN = auto()
    EXAMPLE = auto()
    """The sample value of a variable: another one when the message is sent."""
    MISSING = auto()
    """A variable without a sample value: its placeholder."""
    META = auto()
    """Words that Meta writes itself, in the language of the template."""


class Run(NamedTuple):
    """A stretch of one line that is alike: never with a line end in it.

    ``name`` is that of the variable that it stands for.
    """

    text: str
    marks: frozenset[Mark] = frozenset()
    origin: Origin = Origin.WRITTEN
    name: str = ""


class Shape(Enum):
    """What a line of a body is."""

    PLAIN = auto()
    QUOTE = auto()
    BULLET = auto()
    NUMBERED = auto()


class Line(NamedTuple):
    """One line of a body; ``number`` is that of a numbered one, as it was written."""

    runs: tuple[Run, ...] = ()
    shape: Shape = Shape.PLAIN
    number: str = ""


class Media(Enum):
    """What may stand at the head of a message instead of a text."""

    IMAGE = auto()
    VIDEO = auto()
    GIF = auto()
    DOCUMENT = auto()
    LOCATION = auto()
    PRODUCT = auto()
    CATALOG = auto()
    ORDER = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Header:
    """A line of text, or a medium with the local sample of it, where there is one."""

    text: tuple[Run, ...] = ()
    media: Media | None = None
    asset: Asset | None = None


class Icon(Enum):
    """What is drawn before the label of a button."""

    REPLY = auto()
    LINK = auto()
    PHONE = auto()
    COPY = auto()
    CALL = auto()
    FLOW = auto()
    DOCUMENT = auto()
    PROMOTION = auto()
    REVIEW = auto()
    LIST = auto()
    PAY = auto()
    CONTACT = auto()
    FILL = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Button:
    """What can be tapped. ``detail`` is where that leads, as far as it is declared."""

    icon: Icon
    label: Run
    detail: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A limited-time offer; ``code`` is what can be copied, where there is one."""

    text: str
    expires: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a carousel."""

    header: Header | None = None
    body: tuple[Line, ...] = ()
    buttons: tuple[Button, ...] = ()


class Value(NamedTuple):
    """A variable, the part of the message it is in, and its sample value or None."""

    part: str
    name: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """A whole message in one language.

    ``language`` is Meta's code, ``called`` the language's name. ``others`` are types
    of components whose look nobody describes. ``library`` names the template of Meta's
    library whose text this is. ``stand_in`` says that Meta writes texts in this
    language which are only known in English. ``phone_only`` says that desktop apps do
    not show the message.
    """

    language: str
    called: str = ""
    right_to_left: bool = False
    header: Header | None = None
    body: tuple[Line, ...] = ()
    offer: Offer | None = None
    footer: tuple[Run, ...] = ()
    buttons: tuple[Button, ...] = ()
    cards: tuple[Card, ...] = ()
    others: tuple[str, ...] = ()
    library: str = ""
    values: tuple[Value, ...] = ()
    stand_in: bool = False
    phone_only: bool = False

    @property
    def at_once(self) -> int:
        """How many buttons are shown before somebody asks for all of them."""
        return len(self.buttons) if len(self.buttons) <= SHOWN else SHOWN - 1


SHOWN = 3
"""Of more buttons than these a phone shows one less, and "See all options" (components,
2026-05)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A declared resource, and the message that it makes."""

    account: str
    address: Address
    category: str
    source: Place
    bubble: Bubble
