"""What becomes of each cause: what waits for consent, what is deleted, what shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.sides import ACCOUNT, TEMPLATE, declared, live, spec, tombstone
from support.three_sides import KEY, change_of, known, note_of, one, planned

from wa_sync.model.account import CategoryPolicy, Manage
from wa_sync.model.change import Action, Cause
from wa_sync.model.resource import Asset, Declared
from wa_sync.plan import causes
from wa_sync.plan.pair import Scope


if TYPE_CHECKING:
    from wa_sync.model.source import Json


AT = ("components", 0, "example", "header_handle")


def test_drift_is_left_alone_without_consent() -> None:
    """It is told with its fields, is not unchanged, and is no part of the digest."""
    sides = (declared(one("1")), live(one("2")))
    plan = planned(*sides, before=known(declared(one("1"))))
    note = note_of(plan)
    assert (note.cause, note.live_id) == (Cause.DRIFT, "id of a/de")
    assert [(f.path, f.before, f.after) for f in note.diff] == [
        ("/components/body/text", "2", "1")
    ]
    assert (plan.summary.unchanged, plan.summary.drift) == (0, 1)
    untouched = planned(
        declared(one("1")), live(one("1")), before=known(declared(one("1")))
    )
    assert plan.digest == untouched.digest
    wanted = planned(*sides, before=known(declared(one("1"))), overwrite=True)
    assert (change_of(wanted).cause, wanted.drift) == (Cause.DRIFT, ())
    assert wanted.digest != plan.digest


def test_both_is_blocked_without_consent() -> None:
    """A change over somebody's work waits for a word, a delete as an edit does."""
    past = known(declared(one("1")))
    for sides in ((declared(one("2")),), (declared(spec("b/de")),)):
        left = planned(*sides, live(one("3")), live(spec("b/de")), before=past)
        made = planned(
            *sides, live(one("3")), live(spec("b/de")), before=past, overwrite=True
        )
        assert [c.blocked.rule for c in left.changes if c.blocked] == [
            "live_changed_too"
        ]
        assert [c.blocked for c in made.changes] == [None]
        assert left.digest != made.digest


def test_the_digest_knows_no_cause() -> None:
    """The same change has the same digest, whichever base it is told from."""
    sides = (declared(one("2")), live(one("1")))
    pasts = (
        None,
        known(declared(one("1"))),
        known(declared(one("2")), older={KEY: declared(one("1"))}),
    )
    plans = [planned(*sides, before=past) for past in pasts]
    assert [change_of(p).cause for p in plans] == [
        Cause.UNKNOWN,
        Cause.THIS_CHANGE,
        Cause.BEHIND,
    ]
    assert len({p.digest for p in plans}) == 1


def test_a_tombstone() -> None:
    """New it is this change, old it is one that an earlier apply did not make."""
    sides = (
        declared(spec("b/de")),
        live(spec("b/de")),
        live(one("3")),
        tombstone("a/de"),
    )
    for past, cause in (
        (known(declared(one("1"))), Cause.THIS_CHANGE),
        (known(tombstone("a/de")), Cause.BEHIND),
    ):
        change = change_of(planned(*sides, before=past))
        assert (change.action, change.cause) == (Action.DELETE, cause)
        assert (change.blocked, change.source is None) == (None, False)


def test_what_is_gone_is_deleted_through_the_same_gates() -> None:
    """It is shown where it stood; what protects from tombstones protects from this."""
    other = (declared(spec("b/de")), live(spec("b/de")))
    past = known(declared(one("1"), file="old.yaml", line=7))
    change = change_of(planned(*other, live(one("1")), before=past))
    assert (change.action, change.cause, change.source) == (
        Action.DELETE,
        Cause.THIS_CHANGE,
        None,
    )
    assert change.findings[-1].message.startswith("old.yaml:7 declared it")
    guarded = replace(ACCOUNT, protect=("a",))
    blocked = change_of(planned(*other, live(one("1")), before=past, account=guarded))
    assert blocked.blocked is not None
    assert blocked.blocked.rule == "delete_protected"
    nothing = change_of(planned(live(one("1")), before=past))
    assert nothing.blocked is not None
    assert nothing.blocked.rule == "delete_nothing_declared"


def test_what_is_only_out_of_sight_is_not_gone() -> None:
    """Another account, a narrower account and a narrower run delete nothing."""
    sides = (declared(spec("b/de")), live(spec("b/de")), live(one("1")))
    past = known(declared(one("1")))
    for more in (
        {"before": replace(past, kept=frozenset({KEY}))},
        {"before": past, "scope": Scope(exclude=("zzz",))},
        {"before": past, "scope": Scope(files=frozenset({"a.yaml"}))},
        {"before": past, "account": replace(ACCOUNT, manage=Manage(("b*",)))},
        {"before": None},
    ):
        plan = planned(*sides, **more)
        assert plan.changes == (), more
    leaving = live(one("1"), status="PENDING_DELETION")
    assert planned(*sides[:2], leaving, before=past).changes == ()


def test_a_category_that_the_files_changed_is_never_hidden() -> None:
    """A policy hides what Meta moved, and not what a reviewer is to see."""
    base, head = declared(one("1")), declared(one("1", category="MARKETING"))
    there = live(one("1"))
    hidden = planned(head, there, before=known(head))
    assert hidden.changes == ()
    assert [n.cause for n in hidden.drift] == [Cause.UNKNOWN]
    shown = change_of(planned(head, there, before=known(base)))
    assert [(f.path, f.cause) for f in shown.diff] == [("/category", Cause.THIS_CHANGE)]
    assert shown.blocked is not None
    strict = replace(ACCOUNT, category_policy=CategoryPolicy.ENFORCE)
    enforced = change_of(planned(head, there, before=known(base), account=strict))
    assert enforced.diff == shown.diff


def test_what_meta_moved_is_metas() -> None:
    """Its own recategorisation is neither drift nor this change."""
    base = declared(one("1"))
    moved = live(one("1", category="MARKETING"), previous_category="UTILITY")
    assert note_of(planned(base, moved, before=known(base))).cause is Cause.META
    both = planned(declared(one("2")), moved, before=known(base))
    assert change_of(both).cause is Cause.THIS_CHANGE
    assert [n.cause for n in both.drift] == [Cause.META]


def test_what_cannot_be_compared_never_counts() -> None:
    """A field that Meta does not show is no drift, and no change of its own."""
    base = declared(one("1"))
    head = declared(one("1", allow_category_change=True))
    plan = planned(head, live(one("1")), before=known(base))
    assert (plan.changes, plan.drift) == ((), ())


def sample(digest: str) -> Asset:
    """A picture that holds something."""
    return Asset("a.png", "image/png", 10, digest * 64)


def pictured(digest: str, text: str = "1") -> Declared:
    """A template with a picture."""
    parts: list[Json] = [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": text},
    ]
    return replace(
        declared(spec("a/de", components=parts)), assets={AT: sample(digest)}
    )


def test_other_bytes_are_this_change() -> None:
    """Live shows nothing of them, so those of the base are compared with the files'."""
    account = replace(ACCOUNT, app_id="9")
    base, head = pictured("1"), pictured("2")
    there = live(head.spec)
    change = change_of(planned(head, there, before=known(base), account=account))
    assert (change.cause, change.blocked) == (Cause.THIS_CHANGE, None)
    assert [(f.path, f.op, f.before, f.after, f.cause) for f in change.diff] == [
        (
            "/components/header/example/header_handle",
            "replace",
            f"a.png ({'1' * 12})",
            f"a.png ({'2' * 12})",
            Cause.THIS_CHANGE,
        )
    ]
    assert change.send == head.spec
    drifted = planned(
        head, live(pictured("1", "9").spec), before=known(base), account=account
    )
    assert change_of(drifted).cause is Cause.BOTH
    assert {f.path: f.cause for f in change_of(drifted).diff} == {
        "/components/body/text": Cause.DRIFT,
        "/components/header/example/header_handle": Cause.THIS_CHANGE,
    }


def test_the_same_bytes_need_no_remark() -> None:
    """With a base they were compared; without one they are taken as equal, aloud."""
    head = pictured("1")
    there = live(head.spec)
    told = [d.finding.rule for d in planned(head, there, before=None).diagnostics]
    assert told == ["asset_taken_as_equal"]
    assert planned(head, there, before=known(head)).diagnostics == ()
    bare = replace(head, assets={})
    new = planned(head, there, before=known(bare))
    assert [d.finding.rule for d in new.diagnostics] == ["asset_taken_as_equal"]


def test_what_is_worth_looking_up_in_older_commits() -> None:
    """Only what neither the base nor the files explain."""
    base, head = declared(one("1")), declared(one("2"))
    past = known(base)
    for there, expected in (("1", False), ("2", False), ("3", True)):
        found = causes.unexplained(TEMPLATE, head, live(one(there)), ACCOUNT, past)
        assert found is expected, there
    assert causes.unexplained(TEMPLATE, None, live(one("2")), ACCOUNT, past)
