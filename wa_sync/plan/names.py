"""Several names for one account: what they share is changed under one of them.

To Meta they are one account, so a change that each of them asks for would be made
twice: a delete would find nothing, an edit would use up the quota of a day. What they
declare of one object is the same, or the files are refused (``declared_differently``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.model.change import Action, Cause, Note


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.account import Account
    from wa_sync.model.address import Address
    from wa_sync.model.change import Change, Plan
    from wa_sync.plan.compare import Verdict


def once(
    accounts: Sequence[Account], verdicts: Sequence[Sequence[Verdict]]
) -> list[list[Verdict]]:
    """Leave each change to one name of its account; the others say whose it is.

    ``verdicts`` are those of the accounts, in their order.
    """
    asked: dict[tuple[str, Address], list[Change]] = {}
    for account, some in zip(accounts, verdicts, strict=True):
        for change in (one.change for one in some if one.change is not None):
            asked.setdefault((account.identity, change.address), []).append(change)
    made = {key: _made(changes) for key, changes in asked.items()}
    return [
        [_left(one, account, made) for one in some]
        for account, some in zip(accounts, verdicts, strict=True)
    ]


def _made(asked: Sequence[Change]) -> Change:
    """Choose the change that stands for all that are asked for one object.

    Whatever forbids a delete under one name forbids it. Anything else is made under
    the first name that can: only one may have an app id, or know the past.
    """
    delete = asked[0].action is Action.DELETE
    fitting = (one for one in asked if (one.blocked is not None) is delete)
    return next(fitting, asked[0])


def _left(
    verdict: Verdict, account: Account, made: dict[tuple[str, Address], Change]
) -> Verdict:
    change = verdict.change
    if change is None:
        return verdict
    kept = made[account.identity, change.address]
    if kept is change:
        return verdict
    left = Note(
        account=account.name,
        address=change.address,
        cause=Cause.OTHER_NAME,
        message=f"the same object as that of {kept.account!r}, where it is shown: both "
        f"are one account to Meta ({account.identity})",
        live_id=change.live_id,
        source=change.source,
    )
    return replace(verdict, change=None, notes=(*verdict.notes, left))


def under_each(plan: Plan) -> Iterator[Change]:
    """Yield the changes of a plan, once more for each other name of their account."""
    identities = {account.name: account.identity for account in plan.accounts}
    made = {(identities.get(one.account), one.address): one for one in plan.changes}
    yield from plan.changes
    for note in plan.under_another_name:
        change = made.get((identities.get(note.account), note.address))
        if change is not None:
            yield replace(change, account=note.account)
