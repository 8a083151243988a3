"""How what a template takes is given: by an option, or in a file. For hints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Forms of ``str.format``: of texts with a name, of buttons with their index.

    ``medium`` is filled with a type; ``components`` is as it is.
    """

    body: str
    header: str
    button: str
    medium: str
    location: str
    components: str

    def text(self, place: str, name: str) -> str:
        """Say how a variable of the body or the header is given."""
        return (self.body if place == "body" else self.header).format(name)

    def shown(self, type_: str) -> str:
        """Say how that is given which a header shows."""
        return self.location if type_ == "location" else self.medium.format(type_)


OPTIONS: Final = Way(
    body="--param {}=…",
    header="--header-param {}=…",
    button="--button {}=…",
    medium="--header-{} MEDIA",
    location="--header-location LAT,LON",
    components="--components FILE",
)
FILE: Final = Way(
    body="body: {{{}: …}}",
    header="header: {{text: {{{}: …}}}}",
    button="buttons: {{{}: …}}",
    medium="header: {{{}: {{link: …}}}}",
    location="header: {location: {latitude: …, longitude: …, name: …, address: …}}",
    components="components: [...]",
)
