"""Where a live object stands, by every combination that decides it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import plans

from wa_sync.apply.verify import Standing, verify
from wa_sync.canonical import fingerprint
from wa_sync.kind import Aligned, Kind
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.model.account import Account
from wa_sync.model.change import Change, LiveStatus, Precondition
from wa_sync.model.resource import Live
from wa_sync.model.source import Spec


ACCOUNT = Account(name="demo", waba_id="1")
ADDRESS = plans.template("a/en_US")
BEFORE: Spec = {"text": "before"}
AFTER: Spec = {"text": "after"}
OTHER: Spec = {"text": "somebody else's"}
PLANNED = Precondition(
    exists=True, status=LiveStatus.EDITABLE, fingerprint=fingerprint(BEFORE)
)
CREATE = plans.create(ADDRESS, AFTER, line=1)
UPDATE = plans.update(ADDRESS, BEFORE, AFTER, line=1, live_id="7", precondition=PLANNED)
DELETE = plans.delete(ADDRESS, BEFORE, line=1, live_id="7", precondition=PLANNED)

IN_PLACE = (Standing.ALREADY, "it is already as declared")
AS_PLANNED = (Standing.AS_PLANNED, "")
REVIEW = (Standing.MOVED, "it went into review since the plan")


def kind(status: LiveStatus = LiveStatus.EDITABLE, *, ignored: bool = False) -> Kind:
    """Templates of which all live ones have one status."""
    return replace(
        MESSAGE_TEMPLATE,
        align=_align,
        status=lambda _: status,
        ignored=lambda _: ignored,
    )


def _align(desired: Spec, live: Live, account: Account) -> Aligned:
    assert account is ACCOUNT
    return Aligned(desired, live.spec)


def live(spec: Spec, live_id: str = "7") -> Live:
    """Return what is live now."""
    return Live(address=ADDRESS, spec=spec, live_id=live_id)


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        (CREATE, AS_PLANNED),
        (UPDATE, (Standing.MOVED, "somebody deleted it since the plan")),
        (DELETE, (Standing.ALREADY, "it is already gone")),
    ],
    ids=["create", "update", "delete"],
)
def test_what_is_not_there(change: Change, standing: tuple[Standing, str]) -> None:
    """It is as planned, gone, or as desired; what is on its way out is not there."""
    assert verify(kind(), change, None, ACCOUNT) == standing
    on_its_way_out = kind(ignored=True)
    assert verify(on_its_way_out, change, live(AFTER), ACCOUNT) == standing


@pytest.mark.parametrize("change", [CREATE, UPDATE], ids=["create", "update"])
@pytest.mark.parametrize("live_id", ["7", "8"])
def test_what_is_as_declared_is_in_place(change: Change, live_id: str) -> None:
    """Whoever put it there, and under whatever id."""
    assert verify(kind(), change, live(AFTER, live_id), ACCOUNT) == IN_PLACE


@pytest.mark.parametrize(
    ("change", "now", "why"),
    [
        (
            CREATE,
            live(BEFORE),
            "somebody created it since the plan, with other content",
        ),
        (UPDATE, live(BEFORE, "8"), "somebody deleted and created it since the plan"),
        (DELETE, live(BEFORE, "8"), "somebody deleted and created it since the plan"),
        (UPDATE, live(OTHER), "somebody changed it since the plan"),
        (DELETE, live(OTHER), "somebody changed it since the plan"),
        (DELETE, live(AFTER), "somebody changed it since the plan"),
    ],
)
def test_what_is_neither_has_moved(change: Change, now: Live, why: str) -> None:
    """Whether the change was sent or not: it says what somebody did."""
    for sent in (False, True):
        assert verify(kind(), change, now, ACCOUNT, sent=sent) == (Standing.MOVED, why)


@pytest.mark.parametrize("status", LiveStatus)
@pytest.mark.parametrize("sent", [False, True])
def test_a_delete_minds_no_status(status: LiveStatus, *, sent: bool) -> None:
    """What goes may be in review."""
    standing = verify(kind(status), DELETE, live(BEFORE), ACCOUNT, sent=sent)
    assert standing == AS_PLANNED


@pytest.mark.parametrize(
    "status", [s for s in LiveStatus if s is not LiveStatus.EDITABLE]
)
def test_an_edit_goes_to_what_may_be_edited(status: LiveStatus) -> None:
    """After it was sent, the review is that of the edit; before, somebody else's."""
    seen = live(BEFORE)
    assert verify(kind(), UPDATE, seen, ACCOUNT) == AS_PLANNED
    assert verify(kind(), UPDATE, seen, ACCOUNT, sent=True) == AS_PLANNED
    assert verify(kind(status), UPDATE, seen, ACCOUNT) == REVIEW
    sent = verify(kind(status), UPDATE, seen, ACCOUNT, sent=True)
    assert sent == (Standing.ARRIVED, "")


def test_what_was_in_review_when_planned_may_still_be() -> None:
    """Nothing has happened since the plan; whether Meta takes it is Meta's word."""
    reviewed = replace(PLANNED, status=LiveStatus.IN_REVIEW)
    change = replace(UPDATE, precondition=reviewed)
    in_review = kind(LiveStatus.IN_REVIEW)
    assert verify(in_review, change, live(BEFORE), ACCOUNT) == AS_PLANNED


def test_what_sends_nothing_is_never_in_place() -> None:
    """Without a content there is nothing that live could be equal to."""
    change = replace(UPDATE, send=None)
    assert verify(kind(), change, live(BEFORE), ACCOUNT) == AS_PLANNED


AT = ("header", 0)
PICTURED = replace(
    UPDATE,
    before={**BEFORE, "header": ["a.png (1)"]},
    after={**BEFORE, "header": ["a.png (2)"]},
    send=BEFORE,
    assets={AT: plans.sample("a.png", 10)},
)
"""A change that is nothing but other bytes."""


@pytest.mark.parametrize(
    ("change", "there", "more", "standing"),
    [
        (PICTURED, BEFORE, {}, AS_PLANNED),
        (PICTURED, BEFORE, {"sent": True}, AS_PLANNED),
        (PICTURED, BEFORE, {"sent": True, "done": True}, IN_PLACE),
        (PICTURED, OTHER, {}, (Standing.MOVED, "somebody changed it since the plan")),
        (replace(PICTURED, send=AFTER), AFTER, {}, IN_PLACE),
        (
            replace(PICTURED, after={**AFTER, "header": ["x"]}, send=BEFORE),
            BEFORE,
            {},
            IN_PLACE,
        ),
        (replace(PICTURED, before=None), BEFORE, {}, IN_PLACE),
    ],
)
def test_bytes_that_nobody_can_see(
    change: Change, there: Spec, more: dict[str, bool], standing: tuple[Standing, str]
) -> None:
    """Other bytes are not there already because the rest is; done is for the API."""
    assert verify(kind(), change, live(there), ACCOUNT, **more) == standing
