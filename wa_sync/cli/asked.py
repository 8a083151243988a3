"""What the options of apply say, and what both a saved plan and the new one say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from glob import escape
from typing import TYPE_CHECKING

from wa_sync.cli.consent import expected
from wa_sync.cli.output import note
from wa_sync.config import git
from wa_sync.errors import StalePlan, UsageProblem
from wa_sync.model.change import Action
from wa_sync.plan import saved
from wa_sync.render.wording import made_from
from wa_sync.store import planfile


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from wa_sync.cli.settings import Settings
    from wa_sync.model.change import Change, Plan
    from wa_sync.model.resource import Declared, Tombstone
    from wa_sync.plan.gates import Gate
    from wa_sync.workflow.load import Loaded


_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the options of apply say; ``approved`` is the plan file's content."""

    yes: bool
    allow_delete: bool
    max_deletes: int | None
    expect_digest: str | None
    skip_stale: bool
    fail_fast: bool
    lock_timeout: float
    wait: float | None = None
    events: Path | None = None
    approved: Plan | None = None
    fail_on: tuple[Gate, ...]


def approved(
    chosen: Settings, paths: tuple[str, ...]
) -> tuple[Plan | None, tuple[str, ...]]:
    """Tell a plan file from paths, by what is in it."""
    plans = [path for path in paths if planfile.is_one(chosen.cwd / path)]
    if len(plans) > 1:
        raise UsageProblem(
            f"{' and '.join(plans)} are both plan files", hint="apply one at a time"
        )
    others = tuple(path for path in paths if path not in plans)
    if not plans:
        return None, others
    return saved.parse(planfile.read(chosen.cwd / plans[0])), others


def named_by(plan: Plan) -> tuple[str, ...]:
    """Return globs for the accounts of a saved plan: each fits that name alone.

    Names are at most 64 characters long; of what is longer, more would fit nothing.
    """
    return tuple(escape(account.name[:65]) for account in plan.accounts)


def agree(
    chosen: Settings, made: Plan, asked: Asked, *, loaded: Loaded, now: datetime
) -> saved.Agreed:
    """Keep what was approved; raises StalePlan for a plan that no longer fits."""
    agreed = saved.Agreed(made)
    if asked.approved is not None:
        saved.in_time(asked.approved, now)
        _tell_commit(chosen, asked.approved, loaded.root)
        agreed = saved.restrict(
            made,
            asked.approved,
            max_deletes=asked.max_deletes,
            skip_stale=asked.skip_stale,
        )
        agreed = _sorted_out(agreed, loaded)
        _tell_difference(chosen, agreed)
    if not expected(agreed.plan, asked.expect_digest):
        raise StalePlan(
            f"nothing was changed: the plan is another by now, and has digest "
            f"{agreed.plan.digest}",
            hint="plan again, look at it, and give the new digest",
        )
    return agreed


def _tell_commit(chosen: Settings, plan: Plan, root: Path) -> None:
    """Say that the checkout is another one; what it declares decides, not its name."""
    there = plan.made
    here = git.head(root) if there and there.commit else None
    if there is None or here is None:
        return
    other = f", and {here[:12]} is checked out" if here != there.commit else ""
    if other or there.dirty:
        note(
            chosen,
            f"The plan was saved at commit {made_from(there)}{other}: only what both "
            "say is done.",
        )


def _sorted_out(agreed: saved.Agreed, loaded: Loaded) -> saved.Agreed:
    """Part what is made by now from what the run does not ask for any more."""
    made = tuple(change for change in agreed.settled if _wanted(change, loaded))
    left = tuple(change for change in agreed.settled if change not in made)
    return replace(agreed, settled=made, dropped=left)


def _tell_difference(chosen: Settings, agreed: saved.Agreed) -> None:
    """Name what is in one plan only: made by now, no longer asked for, or new."""
    left = "Of the saved plan, not declared any more, or not chosen"
    _tell(chosen, agreed.settled, "Of the saved plan, made already")
    _tell(chosen, agreed.dropped, left)
    _tell(chosen, agreed.beyond, "Not in the saved plan, so left alone")


def _wanted(change: Change, loaded: Loaded) -> bool:
    """Whether the run asks for the end of a change, which then is there."""
    desired = loaded.desired
    said: Sequence[Declared | Tombstone] = desired.declared
    if change.action is Action.DELETE:
        if change.source is None and not loaded.scope.narrowed:
            # no file asked for it: none declared it any more
            return all(
                (one.account, one.address) != (change.account, change.address)
                for one in desired.declared
            )
        said = desired.tombstones
    return any(
        (one.account, one.address) == (change.account, change.address)
        and loaded.scope.covers(one.address, one.origin.span().file.path)
        for one in said
    )


def _tell(chosen: Settings, changes: Sequence[Change], what: str) -> None:
    if not changes:
        return
    names = [str(change.address) for change in changes[:_NAMED]]
    more = len(changes) - len(names)
    rest = f" and {more} more" if more else ""
    note(chosen, f"{what}: {', '.join(names)}{rest}.")
