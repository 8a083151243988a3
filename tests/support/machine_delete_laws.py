"""What holds for deletes in every run, and how much a run may write at all."""

from __future__ import annotations

from collections import Counter

from support.machine_config import Key
from support.machine_run import WELL, Run
from support.machine_world import Seen

from wa_sync.model.account import matches


def deletes_are_authorised(run: Run) -> None:
    """A delete has a consent, a snapshot, a clean run so far, and one id and name."""
    for one in run.mutations:
        for action, key in one.effects():
            if action != "delete":
                continue
            was = one.before[key]
            assert run.asked.allow_delete, "nobody allowed a delete"
            assert not matches(key.name, run.config.protect), f"{key} is protected"
            assert run.config.declared or run.config.profile, "nothing is declared"
            assert one.method == "DELETE"
            assert one.args == {"hsm_id": was.live_id, "name": key.name}, one.args
            fresh = [t for name, t in one.kept.items() if name not in run.kept_before]
            kept = [t for t in fresh if _holds(t, key, was)]
            assert kept, f"there is no snapshot of {key}"
            _clean_until(run, key)


def _holds(snapshot: str, key: Key, was: Seen) -> bool:
    return all(part in snapshot for part in (key.name, key.language, was.text))


def _clean_until(run: Run, key: Key) -> None:
    """Deletes come last, and only if nothing went wrong before."""
    effects = run.effects()
    later = effects[effects.index(("delete", key)) + 1 :]
    assert all(action == "delete" for action, _ in later), "a delete was not last"
    order = [one.key for one in run.ended]
    before = run.ended[: order.index(key)] if key in order else run.ended
    wrong = [e for e in before if e.action != "delete" and e.state not in WELL]
    assert not wrong, f"{key} was deleted although {wrong}"
    if run.asked.saved is not None:
        claimed = run.asked.saved.claims.items()
        needed = {k for k, one in claimed if one.action != "delete"} - run.acted
        for other in needed & run.config.declared.keys():
            there = run.after.get(other)
            right = there and there.text == run.config.declared[other]
            assert right or not run.selected(other), f"{key} went before {other} came"


def limits_hold(run: Run) -> None:
    """No run writes more than the limits allow, or a person consented to."""
    limits, asked = run.config.limits, run.asked
    effects = Counter(action for action, _ in run.effects())
    deletes = effects["delete"]
    assert effects.total() <= limits.max_changes, "max_changes"
    allowed = limits.max_deletes if asked.max_deletes is None else asked.max_deletes
    assert deletes <= allowed, f"{deletes} deletes, {allowed} allowed"
    if asked.max_deletes is None and deletes > 1 and not run.acted_planning:
        live = sum(_ours(run, key) for key in run.before)
        share = limits.max_delete_percent
        assert deletes * 100 <= share * live, f"{deletes} of {live} deleted"


def _ours(run: Run, key: Key) -> bool:
    """Whether it could be deleted: the percentage is of nothing else."""
    config = run.config
    ours = key.owner == config.waba and key.name and not config.outside(key.name)
    return bool(ours) and not matches(key.name, config.protect)
