"""What a sender has to pass with a message template, whatever its texts say.

Two templates with equal contracts take the same calls: texts, labels and samples may
differ (meta-api.md §11.1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Takes(StrEnum):
    """What a button takes when a message is sent."""

    NOTHING = "nothing"
    URL_SUFFIX = "url_suffix"
    COUPON_CODE = "coupon_code"
    CODE = "code"
    PAYLOAD = "payload"
    FLOW = "flow"
    THUMBNAIL = "thumbnail"
    SECTIONS = "sections"
    ORDER = "order_details"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One text to be passed; ``name`` is its position where it has no other.

    ``example`` is none of a sender's business, so it does not make a difference.
    """

    name: str
    example: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Header:
    """A header that takes something: texts, a medium, a place or a product.

    ``format`` is Meta's word for it: TEXT, IMAGE, VIDEO, DOCUMENT, GIF, LOCATION …
    """

    format: str
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """One button at its place (from 0), which is how senders call it.

    ``label`` and ``url`` tell people which one it is. A button that takes something
    may do without where it is not ``required``.
    """

    index: int
    type: str
    takes: Takes = Takes.NOTHING
    required: bool = False
    label: str | None = field(default=None, compare=False)
    url: str | None = field(default=None, compare=False)
    example: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a message takes, or one card of it; ``header`` only where it takes any."""

    header: Header | None = None
    body: tuple[Parameter, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What a sender has to pass.

    As many cards are sent as there are, unless they may ``vary``. ``expires`` says
    that a limited-time offer takes the moment of its end.
    """

    named: bool
    message: Parts
    cards: tuple[Parts, ...] = ()
    vary: bool = False
    expires: bool = False

    @property
    def code(self) -> bool:
        """Whether a one-time password is passed: in the body and in the button."""
        return any(button.takes is Takes.CODE for button in self.message.buttons)


@dataclass(frozen=True, slots=True)
class Form:
    """The languages of a name that are called in one way."""

    languages: tuple[str, ...]
    contract: Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """How one name is called: usually in one form, for all of its languages.

    ``unknown`` are languages of which the files do not tell, since Meta's library does.
    """

    name: str
    category: str
    forms: tuple[Form, ...]
    unknown: tuple[str, ...] = ()
