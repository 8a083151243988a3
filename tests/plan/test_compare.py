"""One pair becomes one change, a note, both, or neither."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.sides import ACCOUNT, NOW, TEMPLATE, declared, live, spec, tombstone

from wa_sync.canonical import fingerprint
from wa_sync.model.account import Account
from wa_sync.model.change import (
    ABSENT,
    Action,
    Cause,
    Change,
    Consequence,
    FieldChange,
    LiveStatus,
    Note,
    Place,
    Precondition,
    Risk,
)
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.resource import Address, Declared, Live, Tombstone
from wa_sync.plan.compare import Surroundings, Verdict, compare
from wa_sync.plan.pair import Pair


ADDRESS = Address("message_template", "a/de")
OLD, NEW = spec("a/de", "Your parcel is here."), spec("a/de", "Your parcel is there.")


def verdict(
    one: Declared | None,
    other: Live | None,
    tomb: Tombstone | None = None,
    *,
    account: Account = ACCOUNT,
    declared_count: int = 1,
) -> Verdict:
    """Compare a pair."""
    around = Surroundings(
        account=account,
        siblings=() if other is None else (other,),
        live_count=1,
        limit=None,
        declared_count=declared_count,
        now=NOW,
    )
    return compare(Pair(TEMPLATE, ADDRESS, one, other, tomb), around)


def test_what_is_not_there_is_created() -> None:
    """The whole declaration is sent, and nothing may be there before."""
    found = verdict(declared(OLD, line=7), None).change
    assert found is not None
    assert found.diff
    assert all(field.before is ABSENT for field in found.diff)
    assert replace(found, diff=()) == Change(
        account="demo",
        address=ADDRESS,
        action=Action.CREATE,
        after=OLD,
        send=OLD,
        precondition=Precondition(exists=False),
        consequences=(Consequence(Risk.REVIEW, "goes to Meta's review"),),
        source=Place("a.yaml", 7),
    )


def test_what_differs_is_updated() -> None:
    """The change is bound to the live object that it was computed from."""
    there = live(OLD)
    assert verdict(declared(NEW), there) == Verdict(
        Change(
            account="demo",
            address=ADDRESS,
            action=Action.UPDATE,
            before=OLD,
            after=NEW,
            send=NEW,
            diff=(
                FieldChange(
                    "/components/body/text",
                    "replace",
                    "Your parcel is here.",
                    "Your parcel is there.",
                ),
            ),
            live_id="id of a/de",
            live_status="APPROVED",
            precondition=Precondition(
                exists=True, status=LiveStatus.EDITABLE, fingerprint=fingerprint(OLD)
            ),
            source=Place("a.yaml", 3),
            findings=(
                Finding(
                    rule="live_template",
                    at=(),
                    message="of 1 edit in 24 hours and 10 in 30 days, "
                    "none is known to be used up",
                    severity=Severity.INFO,
                ),
            ),
            consequences=(
                Consequence(Risk.OUTAGE, "cannot be sent if the review says no"),
                Consequence(Risk.REVIEW, "goes back to Meta's review"),
            ),
        )
    )


def test_what_is_equal_is_no_change() -> None:
    """Neither a change nor a note."""
    assert verdict(declared(OLD), live(OLD)) == Verdict()


def test_what_is_on_its_way_out_counts_as_not_there() -> None:
    """It cannot be edited any more; it is created anew once Meta lets it."""
    found = verdict(declared(NEW), live(OLD, "PENDING_DELETION")).change
    assert found is not None
    assert (found.action, found.precondition) == (
        Action.CREATE,
        Precondition(exists=False),
    )
    assert found.blocked is not None


def test_what_meta_changed_is_noted() -> None:
    """Meta's own recategorisation is a remark, and no change."""
    moved = live(
        {**OLD, "category": "MARKETING"}, previous_category="UTILITY", status="APPROVED"
    )
    found = verdict(declared(OLD), moved)
    assert found.change is None
    (note,) = found.notes
    assert replace(note, message="") == Note(
        account="demo",
        address=ADDRESS,
        cause=Cause.META,
        message="",
        live_id="id of a/de",
        source=Place("a.yaml", 3),
    )
    assert "MARKETING" in note.message


def test_a_tombstone_deletes() -> None:
    """What is deleted is shown as it is, with its place and its fingerprint."""
    assert verdict(None, live(OLD), tombstone("a/de")) == Verdict(
        Change(
            account="demo",
            address=ADDRESS,
            action=Action.DELETE,
            before=OLD,
            live_id="id of a/de",
            live_status="APPROVED",
            precondition=Precondition(
                exists=True, status=LiveStatus.EDITABLE, fingerprint=fingerprint(OLD)
            ),
            consequences=(
                Consequence(Risk.BREAKING, "who sends a in de gets 132001"),
                Consequence(
                    Risk.OUTAGE, "locks the name in this language for about 30 days"
                ),
            ),
            source=Place("a.yaml", 9),
        )
    )


def test_nothing_is_deleted_without_a_tombstone() -> None:
    """Absence is never intent, even if such a pair came about."""
    assert verdict(None, live(OLD)) == Verdict()


@pytest.mark.parametrize(
    ("there", "account", "count", "rule"),
    [
        (live(spec("hello_world/en_US")), ACCOUNT, 1, "delete_sample"),
        (live(OLD), replace(ACCOUNT, protect=("a*",)), 1, "delete_protected"),
        (live(OLD), ACCOUNT, 0, "delete_nothing_declared"),
        (live(OLD, "DISABLED"), ACCOUNT, 1, "disabled_cannot_be_deleted"),
    ],
)
def test_each_condition_of_a_delete_blocks_it(
    there: Live, account: Account, count: int, rule: str
) -> None:
    """The change stays in sight, with the reason."""
    tomb = tombstone(there.address.key)
    found = verdict(None, there, tomb, account=account, declared_count=count).change
    assert found is not None
    assert found.blocked is not None
    assert found.blocked.rule == rule
