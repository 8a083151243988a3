"""A live profile → the entry a person would have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kind import Draft
from wa_sync.kinds.business_profile.normal import FIELDS, FOREIGN, KIND


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.resource import Live


def compose(lives: Sequence[Live]) -> Iterator[Draft]:
    """Yield the fields that are set. Neither the picture nor its link is written.

    The phone number is the account's, unless it is known to be another, or there are
    several that might be it.
    """
    several = sum(FOREIGN not in live.facts for live in lives) > 1
    for live in lives:
        entry = {field: live.spec[field] for field in FIELDS if field in live.spec}
        if several or FOREIGN in live.facts:
            number = live.address.key
            yield Draft(f"{KIND}-{number}", {"phone_number_id": number, **entry})
        else:
            yield Draft(KIND, entry)
