"""A declaration and an answer, reduced to what can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.variants import ACCOUNT, template

from wa_sync.kind import Aligned
from wa_sync.kinds.message_template.align import align
from wa_sync.kinds.message_template.normal import from_answer, normalize


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def aligned(desired: Spec, answer: Spec) -> Aligned:
    """Align a variant as written with an answer as given."""
    return align(normalize(desired), from_answer(answer), ACCOUNT)


def settled(desired: Spec, answer: Spec) -> bool:
    """Whether a plan would be empty."""
    found = aligned(desired, answer)
    return found.desired == found.live


def buttons(*given: Spec, **fields: Json) -> Spec:
    """A template with these buttons."""
    return template({"type": "BUTTONS", "buttons": list(given)}, **fields)


URL = "https://shop.example/t/{{1}}"
