"""plan → outcomes, account by account, side by side where there are several."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from wa_sync.apply import Ending, apply_in_a_row, outcomes
from wa_sync.errors import LocalIO
from wa_sync.model.change import Action
from wa_sync.plan.build import ORDER
from wa_sync.workflow.plan import CONNECTIONS


if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Generator,
        Iterator,
        Mapping,
        Sequence,
    )

    from wa_sync.apply import Hands, Terms
    from wa_sync.model.change import Change, Plan
    from wa_sync.model.report import Outcome, Started


NO_LONGER = "it is no longer as it was when the plan was saved"


def carry_out(
    plan: Plan,
    hands_of: Callable[[str], Hands],
    terms: Terms,
    stale: Sequence[Change] = (),
    dropped: Sequence[Change] = (),
) -> Generator[Started | Outcome]:
    """Make the changes of a plan; within one account one after the other.

    ``stale`` are changes that are left out because they no longer fit, ``dropped``
    those that were approved and are asked for no more: neither replaces anything, so
    deletes wait. Who closes the generator before its end waits until the accounts'
    threads have ended.

    Meta takes 100 creates an hour and account, so overlapping writes within an
    account buys nothing; accounts do not know of each other, but for ``fail_fast``.
    """
    left_out = (*stale, *dropped)

    def one_by_one(names: Collection[str]) -> Iterator[Started | Outcome]:
        mine = terms if terms.fail_fast else replace(terms, ending=Ending())
        return apply_in_a_row(
            # creates, updates and deletes of all of them: to Meta they are one account
            sorted(
                (c for c in plan.changes if c.account in names),
                key=lambda change: ORDER[change.action],
            ),
            hands_of,
            mine,
            trouble=any(c.account in names and _matters(c) for c in left_out),
        )

    yield from (outcomes.stale(change, NO_LONGER) for change in stale)
    rows = list(_rows(plan).values())
    if len(rows) == 1:
        yield from one_by_one(rows[0])
    else:
        yield from _side_by_side([partial(one_by_one, row) for row in rows])


def _matters(left_out: Change) -> bool:
    """A delete that is left out is no reason against the others."""
    return left_out.action is not Action.DELETE


def _rows(plan: Plan) -> Mapping[str, list[str]]:
    """Accounts of one WABA are one behind the other: to Meta they are the same."""
    rows: dict[str, list[str]] = {}
    for account in plan.accounts:
        rows.setdefault(account.identity, []).append(account.name)
    return rows


def _side_by_side(
    rows: Sequence[Callable[[], Iterator[Started | Outcome]]],
) -> Iterator[Started | Outcome]:
    """Yield what all rows yield; an error is raised when the others are done.

    Raises LocalIO, before anything is asked, where the system starts no thread.
    """
    waiting: SimpleQueue[Callable[[], Iterator[Started | Outcome]]] = SimpleQueue()
    results: SimpleQueue[Started | Outcome | BaseException | None] = SimpleQueue()
    for row in rows:
        waiting.put(row)

    def work() -> None:
        with suppress(Empty):
            while True:
                _carry(waiting.get_nowait(), results.put)
        results.put(None)

    threads = _started(work, min(CONNECTIONS, len(rows)))
    failure: BaseException | None = None
    running = len(threads)
    try:
        while running:
            result = results.get()
            if result is None:
                running -= 1
            elif isinstance(result, BaseException):
                failure = failure or result
            else:
                yield result
    finally:
        for thread in threads:
            thread.join()
    if failure is not None:
        raise failure


def _carry(
    row: Callable[[], Iterator[Started | Outcome]],
    put: Callable[[Started | Outcome | BaseException], None],
) -> None:
    """Hand on what a row yields, and what ends it."""
    try:
        for step in row():
            put(step)
    except BaseException as error:  # noqa: BLE001 - raised again by the reader
        put(error)


def _started(work: Callable[[], None], count: int) -> Sequence[threading.Thread]:
    """Start so many threads, or as many as there are to be had; at least one."""
    started: list[threading.Thread] = []
    for number in range(count):
        thread = threading.Thread(target=work, name=f"wa-sync-apply-{number}")
        try:
            thread.start()
        except RuntimeError as error:
            if started:
                break
            raise LocalIO(
                f"nothing was changed: the system starts no thread: {error}",
                hint="end what else runs, or raise the limit of processes (ulimit -u)",
            ) from None
        started.append(thread)
    return started
