"""Saved plans: what is read back, and what a plan file can never do."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from support import plans
from support.signed import signed

from wa_sync.errors import StalePlan, UsageProblem
from wa_sync.model.change import Blocked, Change, LiveStatus, Plan
from wa_sync.plan import saved
from wa_sync.render import json as documents


EVERYTHING = signed(plans.everything())
WRITTEN = documents.plan(EVERYTHING)
SAVE_ONE = "wa-sync plan --out FILE writes one"
EDITED = ("the plan file was changed after it was saved", "plan again, with --out")
IN_REVIEW = Blocked(rule="in_review", reason="in review", way_out="wait")


def document() -> dict[str, Any]:
    """Return a plan as a plan file holds it."""
    found: dict[str, Any] = json.loads(WRITTEN)
    return found


def with_changes(*changes: Change) -> Plan:
    """Return a plan that has these changes only."""
    return replace(EVERYTHING, changes=changes)


def parse(value: object) -> Plan:
    """Read a document back."""
    return saved.parse(json.dumps(value).encode())


def test_a_saved_plan_reads_back_as_it_was() -> None:
    """Writing what was read gives the same bytes."""
    assert documents.plan(saved.parse(WRITTEN.encode())) == WRITTEN


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"not json", "this is no plan file: it is not JSON"),
        (b"[" * 100_000, "this is no plan file: it is not JSON"),
        (b"\xff", "this is no plan file: it is not JSON"),
        (b"[]", "this is no plan file: it has no format_version"),
        (b"{}", "this is no plan file: it has no format_version"),
        (b'{"format_version": 2}', "this plan was saved by another version of wa-sync"),
        (
            b'{"format_version": 1}',
            "this is no plan file: complete has to be true or false",
        ),
    ],
)
def test_what_is_no_plan_is_said(content: bytes, message: str) -> None:
    """Each kind of wrong file gets its own sentence."""
    with pytest.raises(UsageProblem) as caught:
        saved.parse(content)
    another = message.startswith("this plan")
    hint = "plan again with this one" if another else SAVE_ONE
    assert (caught.value.message, caught.value.hint) == (message, hint)


def _paths(
    value: object, path: tuple[str | int, ...] = ()
) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, below in value.items():
            found += _paths(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            found += _paths(below, (*path, index))
    return found


ANYTHING: tuple[object, ...] = (None, 7, "x", [], {}, True, [[]], "2026-13-45")

FREE = {"before", "after", "send", "diff"}
"""Below these, any JSON is possible."""


def _set(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    whole = document()
    parent: Any = whole
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return whole


def _refusal(value: object) -> str | None:
    """The way to mend a document that is refused; None for one that is read."""
    try:
        parse(value)
    except (UsageProblem, StalePlan) as error:
        return error.hint
    return None


@pytest.mark.costly
def test_any_field_may_hold_anything_without_a_crash() -> None:
    """Whatever stands in a field, the answer is a plan or one clear refusal."""
    paths = [
        path for path in _paths(document()) if not FREE & {str(s) for s in path[:-1]}
    ]
    for path in paths:
        for value in ANYTHING:
            assert _refusal(_set(path, value)) != "", path


def test_a_difference_of_an_unknown_sort_is_refused() -> None:
    """What a later version might say is not guessed at."""
    whole = document()
    whole["changes"][0]["diff"] = [{"path": "/a", "op": "move"}]
    with pytest.raises(UsageProblem, match="there is no op 'move'"):
        parse(whole)


def test_diagnostics_keep_their_place() -> None:
    """A warning of a saved plan is shown where it stands."""
    whole = document()
    place = {"line": 3, "column": 5, "end_line": 3, "end_column": 9}
    finding = {"rule": "r", "severity": "warning", "message": "m", "hint": None}
    rest = {"address": None, "file": "a.yaml", "meta": None}
    whole["diagnostics"] = [finding | rest | place]
    (read,) = parse(whole).diagnostics
    assert read.span is not None
    assert (read.span.file.path, read.span.line, read.span.end_column) == (
        "a.yaml",
        3,
        9,
    )


def test_a_changed_content_is_noticed() -> None:
    """Whoever edits what would be sent breaks the digest."""
    whole = document()
    whole["changes"][0]["send"]["category"] = "MARKETING"
    with pytest.raises(StalePlan) as caught:
        parse(whole)
    assert (caught.value.message, caught.value.hint) == EDITED


def test_a_changed_digest_of_the_whole_is_noticed() -> None:
    """The digest of the plan covers the accounts' digests."""
    with pytest.raises(StalePlan) as caught:
        parse(document() | {"digest": "sha256:00"})
    assert (caught.value.message, caught.value.hint) == EDITED


class TestRestrict:
    """What a new plan and an approved one agree on."""

    def test_what_both_say_is_kept(self) -> None:
        """The same plan twice is that plan."""
        plan = replace(EVERYTHING, safety=())
        agreed = saved.restrict(plan, plan, max_deletes=99)
        assert agreed == saved.Agreed(plan)

    def test_limits_and_digests_are_those_of_what_is_left(self) -> None:
        """A narrow plan is not refused for what it does not do."""
        whole = saved.restrict(EVERYTHING, EVERYTHING, max_deletes=0).plan
        assert [one.rule for one in whole.safety] == ["max_deletes"]
        narrow = signed(replace(EVERYTHING, changes=EVERYTHING.changes[:1]))
        kept = saved.restrict(EVERYTHING, narrow).plan
        assert kept.safety == ()
        assert kept.digest == narrow.digest

    def test_what_only_the_new_plan_says_is_left_out(self) -> None:
        """Nothing is done that was not approved."""
        approved = replace(EVERYTHING, changes=EVERYTHING.changes[:1])
        kept = saved.restrict(EVERYTHING, approved).plan
        assert kept.changes == EVERYTHING.changes[:1]

    def test_what_only_the_approved_plan_says_is_never_done(self) -> None:
        """A plan file cannot add a change: what is not needed any more is done."""
        fresh = replace(EVERYTHING, changes=())
        agreed = saved.restrict(fresh, EVERYTHING)
        assert agreed.plan.changes == ()
        assert agreed.settled == EVERYTHING.changes

    def test_another_content_is_stale(self) -> None:
        """The same object with another content is refused by name."""
        first, *others = EVERYTHING.changes
        moved = replace(first, send={"name": "other"})
        fresh = replace(EVERYTHING, changes=(moved, *others))
        with pytest.raises(StalePlan) as caught:
            saved.restrict(fresh, EVERYTHING)
        assert caught.value.message == (
            f"{first.address} is no longer as it was when the plan was saved"
        )

    def test_all_that_is_stale_is_named_or_skipped(self) -> None:
        """What no longer fits stops all, or is left out and handed back."""
        first, second, *others = (c for c in EVERYTHING.changes if c.blocked is None)
        moved = [replace(c, send={"name": "other"}) for c in (first, second)]
        fresh = replace(EVERYTHING, changes=(*moved, *others))
        with pytest.raises(StalePlan) as caught:
            saved.restrict(fresh, EVERYTHING)
        assert caught.value.message == (
            f"{first.address}, {second.address} are no longer as they were when the "
            "plan was saved"
        )
        assert caught.value.hint == (
            "plan again and look at the difference; --stale skip makes the others"
        )
        agreed = saved.restrict(fresh, EVERYTHING, skip_stale=True)
        assert (agreed.plan.changes, agreed.stale) == (tuple(others), tuple(moved))

    def test_a_review_that_is_over_makes_nothing_stale(self) -> None:
        """What may be done to an object changes; what was planned stays the same."""
        first = next(c for c in EVERYTHING.changes if c.blocked is None)
        over = replace(first.precondition, status=LiveStatus.OTHER)
        held = replace(first, precondition=over, blocked=IN_REVIEW)
        for approved, fresh in ((first, held), (held, held)):
            agreed = saved.restrict(with_changes(fresh), with_changes(approved))
            assert agreed.plan.changes == (held,)

    def test_what_was_blocked_was_not_approved(self) -> None:
        """A change that could not be made when it was looked at stays blocked."""
        first = next(c for c in EVERYTHING.changes if c.blocked is None)
        held = replace(first, blocked=IN_REVIEW)
        agreed = saved.restrict(with_changes(first), with_changes(held))
        blocked = replace(first, blocked=saved.NOT_APPROVED)
        assert agreed.plan.changes == (blocked,)
        assert agreed.plan.summary.blocked == 1

    def test_what_waits_for_a_known_time_is_approved_for_then(self) -> None:
        """A quota that one machine remembers binds no other, in no digest either."""
        first = next(c for c in EVERYTHING.changes if c.blocked is None)
        until = replace(IN_REVIEW, not_before=datetime(2026, 1, 2, tzinfo=UTC))
        held = replace(first, blocked=until)
        for approved, fresh in ((held, first), (first, held), (held, held)):
            agreed = saved.restrict(with_changes(fresh), with_changes(approved))
            assert agreed.plan.changes == (fresh,)
        digests = {signed(with_changes(change)).digest for change in (first, held)}
        assert len(digests) == 1

    def test_another_phone_number_is_another_account(self) -> None:
        """A plan for another phone number is no plan for this one."""
        account, *others = EVERYTHING.accounts
        changed = replace(account, phone_number_id="9")
        foreign = replace(EVERYTHING, accounts=(changed, *others))
        with pytest.raises(StalePlan):
            saved.restrict(foreign, EVERYTHING)

    def test_another_account_is_refused(self) -> None:
        """A plan for one WABA is no plan for another."""
        account, *others = EVERYTHING.accounts
        foreign = replace(EVERYTHING, accounts=(replace(account, waba_id="9"), *others))
        with pytest.raises(StalePlan) as caught:
            saved.restrict(foreign, EVERYTHING)
        assert caught.value.message == (
            f"the plan file says nothing about account {account.name!r}"
        )
        assert caught.value.hint == "plan again, for the accounts that are meant"

    def test_another_address_is_another_account(self) -> None:
        """A plan for one server is no plan for another, whatever it is called there."""
        account, *others = EVERYTHING.accounts
        moved = replace(account, origin="https://127.0.0.1:1")
        foreign = replace(EVERYTHING, accounts=(moved, *others))
        with pytest.raises(StalePlan) as caught:
            saved.restrict(foreign, EVERYTHING)
        assert caught.value.message == (
            f"the plan is for account {account.name!r} at {account.origin}, and this "
            "run asks https://127.0.0.1:1"
        )
        assert signed(foreign).digest != EVERYTHING.digest

    def test_what_is_new_is_named_and_left_alone(self) -> None:
        """A change that the approved plan does not have is nothing it says yes to."""
        first, *others = EVERYTHING.changes
        agreed = saved.restrict(EVERYTHING, with_changes(*others))
        assert agreed.beyond == (first,)
        assert first not in agreed.plan.changes
