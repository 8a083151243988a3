"""outcomes → the same, once Meta has reviewed what was made: by looking, now and then.

Only what this run made is waited for. Nothing is written, and one list tells of all
that is in review in an account.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from wa_sync.errors import ApiUnavailable, Throttled
from wa_sync.kind import Situation
from wa_sync.kinds import BY_NAME
from wa_sync.model.change import Action
from wa_sync.model.condition import Assessment, Review
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.report import Outcome, State, Waiting, subject
from wa_sync.model.source import ROOT


if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from datetime import datetime

    from wa_sync.graph.client import Reader
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.address import Address
    from wa_sync.model.report import Started
    from wa_sync.model.resource import Live


FIRST: Final = 5.0
"""Seconds before the second look: an edit of what is approved is let through soon."""
GROWTH: Final = 1.5
LONGEST: Final = 60.0
"""Later ones come less and less often: a review may take 24 hours (meta-api.md §10.4),
and 60 looks an hour leave room in the 200 calls that a new account has (§9.5)."""
SPREAD: Final = 0.1
"""By how much of itself a pause is longer or shorter: runs of a CI start together."""
TOLD: Final = 300.0
"""Seconds of silence; CI systems end what says nothing for longer."""
GONE: Final = Finding(
    rule="gone",
    at=ROOT,
    message="it is no longer live: somebody deleted it, or Meta did",
    hint="run apply again: plan says whether its name is locked",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vigil:
    """How reviews are waited for: ``timeout`` in seconds by ``clock``.

    ``wait`` returns early, with True, where the run is to stop. ``jitter`` gives
    numbers from 0 to 1. With ``fail_fast`` the first refusal ends it.
    """

    accounts: Mapping[str, Account]
    reader_of: Callable[[Account], Reader]
    timeout: float
    clock: Callable[[], float]
    wait: Callable[[float], bool]
    stopped: Callable[[], bool]
    jitter: Callable[[], float]
    now: Callable[[], datetime]
    fail_fast: bool = False


def reviewed(
    steps: Generator[Started | Outcome], vigil: Vigil
) -> Generator[Started | Outcome | Waiting]:
    """Pass all steps on, and then an outcome for each review that came to an end.

    What is in review when the time is up is told as that. Raises what reading
    raises, but for an API that is gone: it may be back before the time is up.
    """
    made: dict[tuple[str, Address], Outcome] = {}
    for step in steps:
        if isinstance(step, Outcome):
            made[subject(step.change)] = step
        yield step
    waiting = [one for one in made.values() if _goes_to_review(one)]
    if waiting and not vigil.stopped():
        yield from _until_reviewed(waiting, vigil)


def _goes_to_review(outcome: Outcome) -> bool:
    change = outcome.change
    return (
        outcome.state in {State.DONE, State.ALREADY}
        and change.action is not Action.DELETE
        and BY_NAME[change.address.kind].assess is not None
    )


def _until_reviewed(
    waiting: list[Outcome], vigil: Vigil
) -> Generator[Outcome | Waiting]:
    end, pause, told = vigil.clock() + vigil.timeout, FIRST, float("-inf")
    while True:
        seen = list(_looked_at(waiting, vigil))
        waiting = [one for one in seen if one.review is None]
        yield from (one for one in seen if one.review is not None)
        if vigil.fail_fast and any(one.review is Review.REFUSED for one in seen):
            break
        left = end - vigil.clock()
        if not waiting or left <= 0:
            break
        if vigil.clock() - told >= TOLD:
            told = vigil.clock()
            yield Waiting(len(waiting), left)
        spread = 1 + SPREAD * (2 * vigil.jitter() - 1)
        if vigil.wait(min(pause * spread, left)):
            break
        pause = min(pause * GROWTH, LONGEST)
    yield from (replace(one, review=Review.IN_REVIEW) for one in waiting)


def _looked_at(waiting: Sequence[Outcome], vigil: Vigil) -> Iterator[Outcome]:
    """Yield all of them as they are now; without a review what is still in it."""
    for (name, kind), group in groupby(sorted(waiting, key=_list_of), _list_of):
        account, asked = vigil.accounts[name], list(group)
        reader = vigil.reader_of(account)
        try:
            found = _read(BY_NAME[kind], reader, account, asked)
        except (ApiUnavailable, Throttled):
            yield from asked
            continue
        for one in asked:
            yield _now(one, found.get(one.change.address), account, vigil.now())


def _list_of(outcome: Outcome) -> tuple[str, str]:
    return outcome.change.account, outcome.change.address.kind


def _read(
    kind: Kind, reader: Reader, account: Account, asked: Sequence[Outcome]
) -> Mapping[Address, Live]:
    """Read the list, and what it does not show by itself: a list may be late."""
    alone = len(asked) == 1
    listed = () if alone else kind.read(reader, account).objects
    found = {one.address: one for one in listed}
    for one in asked:
        address = one.change.address
        if address not in found:
            live = kind.find(reader, account, address, one.live_id)
            found |= {} if live is None else {address: live}
    return found


def _now(
    outcome: Outcome, live: Live | None, account: Account, now: datetime
) -> Outcome:
    """Say what the review came to, if it is over."""
    assessed = None if live is None else _assess(live, account, now)
    if live is None or assessed is None:
        return replace(
            outcome, review=Review.REFUSED, message=GONE.message, findings=(GONE,)
        )
    why = tuple(one for one in assessed.findings if one.severity is Severity.ERROR)
    over = assessed.review is not Review.IN_REVIEW
    return replace(
        outcome,
        review=assessed.review if over else None,
        status=live.status,
        category=assessed.category,
        live_id=live.live_id,
        message=" ".join(one.message for one in why),
        findings=why,
    )


def _assess(live: Live, account: Account, now: datetime) -> Assessment | None:
    kind = BY_NAME[live.address.kind]
    if kind.assess is None:
        return None
    return kind.assess(
        Situation(
            account=account,
            action=Action.UPDATE,
            declared=None,
            live=live,
            before=None,
            after=None,
            siblings=(),
            live_count=1,
            limit=None,
            now=now,
        )
    )
