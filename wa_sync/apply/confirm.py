"""What the API called done is read back: "done" means that it shows.

An answer of 2xx is a promise. It may be that of a proxy, of a server that fails a
moment later, or come before somebody else's edit; reading is the proof
(reliability-security.md, P6).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.apply import outcomes
from wa_sync.apply.settle import Fate, settle
from wa_sync.apply.verify import verify


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_sync.apply.hands import Hands
    from wa_sync.model.report import Outcome


NOT_SHOWN = "the API said that it was done, and it does not show"
DIFFERS = "the API said that it was done, but something else is live"
NO_ANSWER = "the API said that it was done, and then could not be asked"


def confirm(
    done: Sequence[Outcome], hands_of: Callable[[str], Hands]
) -> Iterator[Outcome]:
    """Look at everything that was done; yield an outcome for what does not show.

    All was sent before: what shows late has one window for all of it, and after that
    a few looks at each are enough.
    A run that is to stop reads no more: then the API's word has to do.
    """
    gone = False
    start: float | None = None
    for outcome in done:
        hands = hands_of(outcome.change.account)
        start = hands.clock() if start is None else start
        if hands.stopped():
            return
        if gone:
            yield outcomes.unknown(outcome.change, _told(outcome, NO_ANSWER))
            continue
        fate = _fate(outcome, hands, start)
        if hands.stopped():
            return
        if fate is Fate.CONFLICT:
            yield outcomes.stale(outcome.change, _told(outcome, DIFFERS))
        elif fate is not Fate.APPLIED:
            gone = fate is Fate.UNKNOWN
            why = NO_ANSWER if gone else NOT_SHOWN
            yield outcomes.unknown(outcome.change, _told(outcome, why))


def _told(outcome: Outcome, why: str) -> str:
    """Keep what was said of it: where the text is of what was deleted."""
    return "; ".join(filter(None, (why, outcome.message)))


def _fate(outcome: Outcome, hands: Hands, start: float) -> Fate:
    change = outcome.change
    kind = hands.kinds[change.address.kind]
    # what was created now has an id, by which it is found at once, listed or not
    known = replace(change, live_id=outcome.live_id)
    fate, _ = settle(
        lambda: verify(
            kind, change, hands.look(known), hands.account, sent=True, done=True
        ),
        clock=hands.clock,
        wait=hands.wait,
        stopped=hands.stopped,
        since=start,
    )
    return fate
