"""A place on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from wa_sync.messages import limits
from wa_sync.messages.wrong import invalid, missing


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer, Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place, in degrees. An address is shown only under a name."""

    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None
    type: ClassVar[str] = "location"

    def content(self) -> Spec:
        """Return what stands under the message's type."""
        told: dict[str, Json] = {
            "latitude": self.latitude,
            "longitude": self.longitude,
            "name": self.name,
            "address": self.address,
        }
        return {key: value for key, value in told.items() if value is not None}

    def check(self, at: Pointer = ()) -> Iterator[Finding]:
        """Judge the place; ``at`` leads to what holds it, if not the message."""
        here = (*at, self.type)
        for name, value, most in (
            ("latitude", self.latitude, limits.LATITUDE),
            ("longitude", self.longitude, limits.LONGITUDE),
        ):
            # nan is neither smaller nor larger than anything
            if not -most <= value <= most:
                what = f"The {name} {value:g} is not from -{most:g} to {most:g}."
                yield invalid(f"{name}_out_of_range", (*here, name), what)
        if self.address and not self.name:
            what = "The address is shown only under a name, and there is none."
            yield missing("location_name_missing", (*here, "name"), what)
