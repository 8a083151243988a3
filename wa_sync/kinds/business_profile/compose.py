"""A live profile → the entry a person would have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kind import Draft
from wa_sync.kinds.business_profile.normal import FIELDS, KIND


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.resource import Live


def compose(lives: Sequence[Live]) -> Iterator[Draft]:
    """Yield the fields that are set. Neither the picture nor its link is written.

    The phone number is the account's, unless there are several.
    """
    for live in lives:
        entry = {field: live.spec[field] for field in FIELDS if field in live.spec}
        if len(lives) == 1:
            yield Draft(KIND, entry)
        else:
            number = live.address.key
            yield Draft(f"{KIND}-{number}", {"phone_number_id": number, **entry})
