"""plan → outcomes, account by account, side by side where there are several."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING

from wa_sync.apply import Hands, apply
from wa_sync.workflow.plan import CONNECTIONS


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.model.change import Change, Plan
    from wa_sync.model.report import Outcome


def carry_out(
    plan: Plan, hands_of: Callable[[str], Hands], *, allow_delete: bool
) -> Iterator[Outcome]:
    """Make the changes of a plan; within one account one after the other.

    Meta takes 100 creates an hour and account, so overlapping writes within an
    account buys nothing; accounts do not know of each other.
    """
    shares = [
        (account.name, [c for c in plan.changes if c.account == account.name])
        for account in plan.accounts
    ]
    busy = [(name, changes) for name, changes in shares if changes]
    if len(busy) == 1:
        name, changes = busy[0]
        yield from apply(changes, hands_of(name), allow_delete=allow_delete)
    else:
        yield from _side_by_side(busy, hands_of, allow_delete=allow_delete)


def _side_by_side(
    shares: list[tuple[str, list[Change]]],
    hands_of: Callable[[str], Hands],
    *,
    allow_delete: bool,
) -> Iterator[Outcome]:
    results: SimpleQueue[Outcome | BaseException | None] = SimpleQueue()

    def work(name: str, changes: list[Change]) -> None:
        try:
            for outcome in apply(changes, hands_of(name), allow_delete=allow_delete):
                results.put(outcome)
        except BaseException as error:  # noqa: BLE001 - raised again by the reader
            results.put(error)
        finally:
            results.put(None)

    with ThreadPoolExecutor(CONNECTIONS, "wa-sync-apply") as pool:
        for share in shares:
            pool.submit(work, *share)
        running = len(shares)
        while running:
            result = results.get()
            if result is None:
                running -= 1
            elif isinstance(result, BaseException):
                raise result
            else:
                yield result
