"""A message with up to three buttons to answer with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from wa_sync.messages import interactive, limits
from wa_sync.messages.wrong import invalid, missing, repeated, too_long


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.messages.interactive import Header
    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Spec


@dataclass(frozen=True, slots=True)
class Button:
    """One answer: ``id`` comes back when the reader taps ``title``."""

    id: str
    title: str

    def content(self) -> Spec:
        """Return the button as it is sent."""
        return {"type": "reply", "reply": {"id": self.id, "title": self.title}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """A body, its buttons, and what stands above and below."""

    body: str
    buttons: Sequence[Button]
    header: Header = None
    footer: str | None = None
    type: ClassVar[str] = "interactive"

    def content(self) -> Spec:
        """Return what stands under the message's type."""
        shown: list[Json] = [one.content() for one in self.buttons]
        around = interactive.around(self.body, self.header, self.footer)
        return {"type": "button", **around, "action": {"buttons": shown}}

    def check(self) -> Iterator[Finding]:
        """Judge the whole message."""
        yield from interactive.check(self.body, self.header, self.footer)
        at, count = (*interactive.AT, "action", "buttons"), len(self.buttons)
        if not count:
            yield missing("buttons_missing", at, "The message has no button.")
        if count > limits.BUTTONS:
            what = f"The message has {count} of at most {limits.BUTTONS} buttons."
            hint = f"A list has up to {limits.ROWS} rows."
            yield invalid("buttons_too_many", at, what, hint)
        for place, one in enumerate(self.buttons):
            yield from _button(one, place)
        for place, id_ in repeated([one.id for one in self.buttons]):
            what = f"Two buttons have the id {id_}."
            yield invalid("button_id_repeated", (*at, place, "reply", "id"), what)
        for place, title in repeated([one.title for one in self.buttons]):
            what = f"Two buttons are called {title}."
            yield invalid("button_title_repeated", (*at, place, "reply", "title"), what)


def _button(one: Button, place: int) -> Iterator[Finding]:
    at = (*interactive.AT, "action", "buttons", place, "reply")
    if not one.id or one.id != one.id.strip():
        what = "The id of a button is empty, or has spaces around it."
        yield invalid("button_id_malformed", (*at, "id"), what)
    yield from too_long(
        *("button_id_too_long", (*at, "id"), "The id of a button", one.id),
        limits.BUTTON_ID_LENGTH,
    )
    if not one.title.strip():
        what = "A button has no title."
        yield missing("button_title_missing", (*at, "title"), what)
    yield from too_long(
        *("button_title_too_long", (*at, "title"), f"The title {one.title}", one.title),
        limits.BUTTON_TITLE_LENGTH,
    )
