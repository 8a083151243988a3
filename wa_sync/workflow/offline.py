"""base + declared → plan, and nobody is asked what is live."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from wa_sync.errors import UsageProblem
from wa_sync.graph.profile import origin_for
from wa_sync.kind import Aligned, Listing
from wa_sync.kinds import KINDS
from wa_sync.model.change import LiveStatus, Precondition
from wa_sync.model.resource import Live
from wa_sync.plan.build import Question, build
from wa_sync.plan.pair import AccountState
from wa_sync.workflow.plan import all_named, worth_repeating


if TYPE_CHECKING:
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change, Plan
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Spec
    from wa_sync.workflow.load import Loaded
    from wa_sync.workflow.past import Past


_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Nothing that is said offline depends on when it is said."""


def plan_offline(loaded: Loaded, past: Past | None) -> Plan:
    """Say what changes from the base to the files; no digest, since nothing was read.

    What Meta would refuse depends on what is live, so nothing is blocked for that. Of
    a base that has no such project, everything is new. Raises UsageProblem where there
    is no base to compare with.
    """
    loaded.or_refuse()
    past = _with_a_base(past)
    states = past.of([_state(loaded, account, past) for account in loaded.accounts])
    all_named(loaded.scope, states)
    made = build(
        states,
        [_silent(kind) for kind in KINDS],
        Question(
            now=_NO_TIME,
            origin_of=lambda account: str(origin_for(account)),
            scope=loaded.scope,
            skipped=loaded.skipped,
            base=past.base,
        ),
        worth_repeating(loaded),
    )
    return replace(
        made,
        offline=True,
        changes=tuple(map(_unread, made.changes)),
        accounts=tuple(replace(account, digest="") for account in made.accounts),
        unmanaged=(),
        summary=replace(made.summary, unmanaged=0),
        safety=tuple(one for one in made.safety if one.rule != "unmanaged"),
        digest="",
    )


def _with_a_base(past: Past | None) -> Past:
    if past is not None and past.there is None and past.without is not None:
        past.nothing_declared("it has no such project, so all that is declared is new")
    if past is None or past.there is None:
        base = None if past is None else past.base
        why = "no base was named" if base is None else base.why
        raise UsageProblem(
            f"--offline compares with a base, and {why}",
            hint="see --base-ref" if base is None else base.hint,
        )
    return past


def _state(loaded: Loaded, account: Account, past: Past) -> AccountState:
    """Take what the base declared for what is live."""
    was = past.declared(account)
    return AccountState(
        account=account,
        declared=[d for d in loaded.desired.declared if d.account == account.name],
        tombstones=[t for t in loaded.desired.tombstones if t.account == account.name],
        listings={
            kind.name: Listing(
                tuple(_as_live(one) for one in was if one.address.kind == kind.name)
            )
            for kind in KINDS
        },
    )


def _as_live(declared: Declared) -> Live:
    return Live(address=declared.address, spec=declared.spec, live_id="")


def _silent(kind: Kind) -> Kind:
    """A kind that compares all that is declared, and says nothing of Meta's mind."""
    return replace(
        kind,
        align=_as_it_is,
        judge=lambda _: None,
        caution=lambda _: (),
        foresee=lambda _who, _what: (),
        ignored=lambda _: False,
        status=lambda _: LiveStatus.OTHER,
    )


def _as_it_is(spec: Spec, live: Live, _: Account) -> Aligned:
    return Aligned(spec, live.spec)


def _unread(change: Change) -> Change:
    """Leave out what only reading could have told."""
    exists = change.precondition.exists
    return replace(change, live_id=None, precondition=Precondition(exists=exists))
