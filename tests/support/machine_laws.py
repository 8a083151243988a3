"""What holds for every run, whoever acts and whatever fails; judged by Meta's record.

A law is a function that fails on a run which breaks it. Where a law asks what the
tool said, it is to compare that with what Meta noted, never instead of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

from support.checker import of_states
from support.machine_config import PROFILE, Key
from support.machine_delete_laws import deletes_are_authorised, limits_hold
from support.machine_run import WELL, Run, doable, key_of
from support.machine_world import Mutation, Seen

from wa_sync.model.source import mapping


BELIEVED = 3
"""How many reads in a row have to show the old state before it is believed."""
OTHERS = -1
PRECEDENCE = (7, 130, 143, 6, OTHERS, 5, 77, 75, 3)
"""DESIGN §4: where several apply. Of the others (74) it says nothing."""
GOOD_FOR = 86_400.0
"""For how many seconds a plan file is good."""


def only_what_is_meant(run: Run) -> None:
    """Every write is one thing that the checkout asks for, in the selection."""
    config = run.config
    for one in run.mutations:
        effects = list(one.effects())
        assert len(effects) == 1, f"one write did {effects}"
        action, key = effects[0]
        assert run.what == "apply", "plan wrote"
        assert config.valid, "the configuration is broken"
        assert run.selected(key), f"{key} is outside the selection"
        assert key.owner in {config.waba, PROFILE.owner}, f"{key}: another account"
        assert not config.outside(key.name), f"{key} is not managed"
        if key == PROFILE:
            shown = mapping(json.loads(one.after[key].content))
            assert config.profile.items() <= shown.items(), "another profile"
        elif action == "delete":
            assert key in config.tombstones, f"nobody wants {key} deleted"
        else:
            wanted = config.declared.get(key)
            assert one.after[key].text == wanted, f"{key} is not as declared"


def only_what_was_planned(run: Run) -> None:
    """Every write was in the plan, in the file where one was given, and still fits."""
    planned = doable(run.planned.changes, run.config.waba) if run.planned else None
    for one in run.mutations:
        for action, key in one.effects():
            # without the tool's own word for it, what was live has to do
            assert planned is None or planned.get(key) == action, f"unplanned: {key}"
            was = one.before.get(key)
            moments = {seen and seen.same for seen in run.moments(key)}
            assert (was and was.same) in moments, f"{key} had changed since the plan"
            if run.asked.saved is not None:
                _agreed(run, one, action, key, was)


def _agreed(run: Run, one: Mutation, action: str, key: Key, was: Seen | None) -> None:
    """What is written is in the file; and a genuine file knew what was live."""
    saved = run.asked.saved
    assert saved is not None
    claim = saved.claims.get(key)
    assert claim is not None, f"the plan file does not mention {key}"
    assert claim.action == action, f"the plan file says {claim.action} of {key}"
    assert not claim.blocked, f"{key} was blocked when it was approved"
    if action != "delete" and key != PROFILE:
        assert one.after[key].text in claim.send, f"the plan file sends another {key}"
    if saved.genuine:
        then = saved.live.get(key)
        assert (was and was.same) == (then and then.same), f"stale plan: {key}"


def nothing_is_wasted(run: Run) -> None:
    """No edit leaves what it finds, and no key is written twice."""
    effects = Counter(key for _, key in run.effects())
    twice = [key for key, times in effects.items() if times > 1]
    assert not twice, f"written twice: {twice}"
    for one in run.mutations:
        for action, key in one.effects():
            same = action == "update" and one.before[key].same == one.after[key].same
            assert not same, f"an edit changed nothing of {key}"


def nothing_is_sent_twice(run: Run) -> None:
    """What Meta has carried out is not asked for again, where Meta shows it in time.

    Meta's own quotas would hide most of what is sent blindly for a second time. Where
    somebody else put it back meanwhile, that looks like a write that was lost.
    """
    if run.troubled and run.acted:
        return
    carried_out = set()
    for asked, done in run.attempts:
        again = asked in carried_out and run.lag < BELIEVED
        assert not again, f"sent again: {asked}"
        if done:
            carried_out.add(asked)


def outcomes_are_honest(run: Run) -> None:
    """Done is one write, unknown is one at most, and anything else is none."""
    written = Counter(key for _, key in run.effects())
    said = run.states()
    for key, end in said.items():
        times = written[key]
        if run.troubled and key in run.acted:
            # its answer may be lost, and what it wrote undone
            continue
        if end.state == "done":
            assert times == 1 or key in run.acted, f"{key} is done {times} times"
        elif end.state == "unknown":
            assert times <= 1, f"{key} is unknown {times} times"
        elif end.state != "stale" or key not in run.acted:
            assert times == 0, f"{key} is {end.state}, and was written"
    if run.code is not None:
        assert written.keys() <= said.keys(), "written, and nothing said of it"


def exit_code_is_true(run: Run) -> None:
    """The exit code follows from the outcomes, and 0 from nothing but success."""
    if run.code is None or not run.ended:
        return
    ends = run.states().values()
    states = Counter(end.state for end in ends)
    codes = {end.exit_code for end in ends if end.state == "failed"}
    if states["unknown"] or (codes and states["done"]):
        codes.add(7)
    if run.signal:
        codes.add(run.signal)
    if states["stale"]:
        codes.add(6)
    blocked = [end for end in ends if end.state == "blocked"]
    if blocked:
        codes.add(75 if all(end.time_helps for end in blocked) else 5)
    ranked = sorted(codes, key=_rank)
    # what was left out for none of these is not done either
    rest = 7 if states["skipped"] else 0
    assert run.code == (ranked[0] if ranked else rest), f"{run.code}, not {ranked}"
    if run.code == 0:
        assert states.keys() <= WELL, f"exit 0 with {states}"


def _rank(code: int) -> int:
    """Where a code stands among those that DESIGN names; others are about this run."""
    return PRECEDENCE.index(code if code in PRECEDENCE else OTHERS)


def success_is_true(run: Run) -> None:
    """After exit 0 everything selected and approved is as declared, for Meta to see."""
    if run.code != 0 or run.what != "apply":
        return
    config, saved = run.config, run.asked.saved

    def concerned(key: Key) -> bool:
        approved = saved is None or (
            key in saved.claims and not saved.claims[key].blocked
        )
        return run.selected(key) and approved and key not in run.acted

    for key, text in config.declared.items():
        if concerned(key):
            shown = run.after.get(key)
            assert shown is not None, f"exit 0, and {key} is not there"
            assert shown.text == text, f"exit 0, and {key} is not as declared"
    for key in config.tombstones:
        if concerned(key):
            assert key not in run.after, f"exit 0, and {key} is still there"
    if config.profile and concerned(PROFILE):
        shown_profile = mapping(json.loads(run.after[PROFILE].content))
        assert config.profile.items() <= shown_profile.items(), "exit 0: profile"


def broken_means_three(run: Run) -> None:
    """A configuration that is broken is told as such; one that is not, is taken."""
    if not run.config.valid:
        assert run.code == 3, f"a broken configuration ended in {run.code}"
    else:
        assert run.code != 3, "a sound configuration was refused"


def calm_runs_succeed(run: Run) -> None:
    """Where nobody interferes nothing fails, is unknown or stale."""
    assert run.code != 1, "a mistake of the tool's own"
    if not run.calm:
        return
    asked, states = run.asked, Counter(end.state for end in run.ended)
    assert not states["failed"] + states["unknown"], f"calm: {states}"
    if run.planned is None or run.what != "apply" or asked.saved is not None:
        return
    assert not states["stale"], f"calm: {states}"
    todo = doable(run.planned.changes, run.config.waba)
    for end in run.ended:
        if end.key in todo and end.state == "blocked":
            refused = end.action == "delete" and not asked.allow_delete
            assert refused or run.refusals, f"{end.key} was blocked by nobody"


def plan_is_right(run: Run) -> None:
    """A plan names what differs, and nothing else; a partial list makes no plan."""
    if run.planned is None:
        return
    config, live = run.config, run.before
    found = {
        key: action
        for key, action in _planned(run).items()
        if key not in run.acted_planning
    }
    for key, text in config.declared.items():
        if key in run.acted_planning or not run.selected(key):
            continue
        there = live.get(key)
        said = found.pop(key, None)
        if there is None:
            assert said == "create", f"{key} is not live: {said}"
        elif there.text != text:
            assert said == "update", f"{key} differs: {said}"
        elif there.category == config.categories[key.name]:
            assert said is None, f"{key} is as declared: {said}"
    for key in config.tombstones & live.keys():
        if key not in run.acted_planning and run.selected(key):
            assert found.pop(key, None) == "delete", f"{key} is to go"
    profile = live.get(PROFILE)
    if found.pop(PROFILE, None) is not None:
        shown = mapping(json.loads(profile.content)) if profile else {}
        assert not config.profile.items() <= shown.items(), "the profile is as declared"
    assert not found, f"planned for no reason: {found}"


def _planned(run: Run) -> dict[Key, str]:
    """All changes of a plan, blocked ones included."""
    assert run.planned is not None
    return {
        key_of(str(change.address), run.config.waba): change.action.value
        for change in run.planned.changes
    }


def approval_is_not_stale(run: Run) -> None:
    """A plan file fits for a day, as long as only reviews ended since it was made."""
    saved = run.asked.saved
    if saved is None or not saved.genuine or not run.calm or run.planned is None:
        return
    if repr(saved.config) != repr(run.config):
        return
    same = {key: one.same for key, one in saved.live.items()}
    if same != {key: one.same for key, one in run.before.items()}:
        return
    if all(_only_approved(saved.live[key], run.before[key]) for key in same):
        old = run.at - saved.at > GOOD_FOR
        assert (run.code == 6) == old, "an approval made the plan stale"


def _only_approved(then: Seen, now: Seen) -> bool:
    return then.status == now.status or (then.status, now.status) == (
        "PENDING",
        "APPROVED",
    )


def the_checker_agrees(run: Run) -> None:
    """What every other sweep holds against a run holds here, too."""
    if run.troubled and run.acted:
        return
    said = [(end.key.address, end.state) for end in run.ended]
    run.witness.check(None if run.code is None else of_states(said))


LAWS: tuple[Callable[[Run], None], ...] = (
    only_what_is_meant,
    only_what_was_planned,
    deletes_are_authorised,
    limits_hold,
    nothing_is_wasted,
    nothing_is_sent_twice,
    outcomes_are_honest,
    exit_code_is_true,
    success_is_true,
    broken_means_three,
    calm_runs_succeed,
    plan_is_right,
    approval_is_not_stale,
    the_checker_agrees,
)
