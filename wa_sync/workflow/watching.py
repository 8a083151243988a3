"""How everything fares, again and again."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from wa_sync.errors import ApiUnavailable, Throttled
from wa_sync.model.condition import Review


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.errors import WaSyncError
    from wa_sync.model.condition import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """How often one looks, and when it ends; seconds by ``clock``.

    ``wait`` returns early, with True, where the run is to stop.
    """

    every: float
    clock: Callable[[], float]
    wait: Callable[[float], bool]
    until_approved: bool = False
    timeout: float = inf


def watched(
    look: Callable[[], Status], rounds: Rounds
) -> Iterator[Status | WaSyncError]:
    """Yield what each look shows, or why it showed nothing; raises what the first does.

    Who cannot be asked now may be there in the next round; whoever says no will not.
    """
    end = rounds.clock() + rounds.timeout
    found = look()
    yield found
    while not (rounds.until_approved and is_over(found)):
        left = end - rounds.clock()
        if left <= 0 or rounds.wait(min(rounds.every, left)):
            return
        seen: Status | WaSyncError
        try:
            seen = found = look()
        except (ApiUnavailable, Throttled) as error:
            seen = error
        yield seen


def is_over(found: Status) -> bool:
    """Whether Meta has decided about everything that is declared, or was named."""
    missing = any(one.assessment is None for one in found.counting)
    return not missing and not found.reviewed(Review.IN_REVIEW)
