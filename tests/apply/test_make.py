"""The protocol of one change, over real sockets, under faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.made import CREATE, GONE, HELLO, REMOVED
from support.sandbox_account import ACCOUNT
from support.workbench import Workbench, templates, workbench

from wa_sync.apply import Terms
from wa_sync.apply.verify import Standing, verify
from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.model.change import Change
from wa_sync.sandbox import review
from wa_sync.sandbox.faults import Fault


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """Give a checkout with an account."""
    with workbench(tmp_path) as made:
        yield made


def settled(bench: Workbench) -> bool:
    """Whether a plan has nothing to do."""
    return bench.plan().changes == ()


def test_a_change_is_made_once(bench: Workbench) -> None:
    """A create is one write, and then there is nothing to do."""
    assert bench.states(templates(a=HELLO, b=GONE)) == ["done", "done"]
    assert bench.writes() == [CREATE, CREATE]
    assert settled(bench)
    assert bench.states(templates(a=HELLO, b=GONE)) == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault(what="reset", method="POST", after_commit=True),
        Fault(what="error", method="POST", status=500, after_commit=True),
        Fault(what="error", method="POST", status=503, after_commit=True),
        Fault(what="html", method="POST", status=502, after_commit=True),
        Fault(what="html", method="POST", status=200, after_commit=True),
        Fault(what="empty", method="POST", after_commit=True),
        Fault(what="half", method="POST"),
        Fault(what="truncated", method="POST"),
    ],
    ids=lambda fault: f"{fault.what}-{fault.status}",
)
def test_a_write_that_took_effect_is_not_repeated(
    bench: Workbench, fault: Fault
) -> None:
    """However the answer got lost: reading settles it, and nothing is sent twice."""
    bench.order(fault)
    assert bench.states(templates(a=HELLO)) == ["done"]
    assert bench.writes() == [CREATE]
    assert bench.waits == []
    assert settled(bench)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(what="reset", method="POST"),
        Fault(what="error", method="POST", status=500),
        Fault(what="html", method="POST", status=502),
        Fault(what="empty", method="POST"),
    ],
    ids=lambda fault: fault.what,
)
def test_a_write_that_got_lost_is_sent_once_more(
    bench: Workbench, fault: Fault
) -> None:
    """Only after the old state was seen for the whole lag window."""
    bench.order(fault)
    assert bench.states(templates(a=HELLO)) == ["done"]
    assert bench.writes() == [CREATE, CREATE]
    assert sum(bench.waits) >= 10
    assert settled(bench)


def test_a_write_that_gets_lost_twice_is_unknown(bench: Workbench) -> None:
    """A third time would be blind: it is reported, and the run ends."""
    bench.order(Fault(what="reset", method="POST", times=0))
    plan = bench.plan(templates(a=HELLO, b=GONE))
    first, second = bench.apply(plan)
    assert (first.state, first.exit_code) == ("unknown", 7)
    assert first.hint == "run again: a new plan sees what is live"
    assert second.state == "skipped"
    assert second.message == "the run ended at message_template.a/en_US"
    assert bench.writes() == [CREATE, CREATE]


def test_a_list_that_lags_does_not_make_a_duplicate(bench: Workbench) -> None:
    """A create that is not listed yet is waited for, and not sent again."""
    plan = bench.plan(templates(a=HELLO))
    bench.order(Fault(what="lag", method="GET", path="*/message_templates", times=4))
    bench.order(Fault(what="reset", method="POST", after_commit=True))
    (outcome,) = bench.apply(plan)
    assert outcome.state == "done"
    assert bench.writes() == [CREATE]


def test_throttling_is_waited_for_and_then_done(bench: Workbench) -> None:
    """A throttled write was not executed, so it may be sent again."""
    bench.order(Fault(what="throttle", method="POST", retry_after=0))
    assert bench.states(templates(a=HELLO)) == ["done"]
    assert settled(bench)


def test_what_somebody_created_meanwhile_is_in_place_already(bench: Workbench) -> None:
    """The same content is a success, whoever put it there."""
    plan = bench.plan(templates(a=HELLO))
    bench.apply(plan)
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.message) == ("already", "it is already as declared")
    assert bench.writes() == [CREATE]


def test_what_somebody_created_meanwhile_with_other_content_is_stale(
    bench: Workbench,
) -> None:
    """Nobody's work is overwritten on account of an old plan."""
    plan = bench.plan(templates(a=HELLO))
    bench.states(templates(a=GONE))
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.exit_code) == ("stale", 6)
    assert outcome.message == ("somebody created it since the plan, with other content")


def test_what_somebody_edited_meanwhile_is_stale(bench: Workbench) -> None:
    """An update is made only to what the plan was computed from."""
    bench.states(templates(a=HELLO))
    plan = bench.plan(templates(a="Hello, this is the other shop."))
    bench.states(templates(a=GONE))
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.message) == (
        "stale",
        "somebody changed it since the plan",
    )


def test_what_somebody_deleted_meanwhile_is_stale(bench: Workbench) -> None:
    """An update of something that is gone is no create."""
    bench.states(templates(a=HELLO, kept=GONE))
    plan = bench.plan(templates(a="Hello, this is the other shop.", kept=GONE))
    bench.states(
        templates(kept=GONE) + "removed: [{message_template: a/en_US}]\n",
        allow_delete=True,
    )
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.message) == (
        "stale",
        "somebody deleted it since the plan",
    )


def test_a_delete_keeps_a_snapshot_first(bench: Workbench) -> None:
    """What is deleted is kept, and deleted by id and name together."""
    bench.states(templates(old=HELLO, kept="This one stays as it is."))
    assert bench.states(REMOVED, allow_delete=True) == ["done"]
    assert [live.address.key for live in bench.snapshots] == ["old/en_US"]
    assert bench.writes()[-1] == "DELETE message_templates"
    assert settled(bench)


def test_a_delete_without_a_snapshot_is_not_made(bench: Workbench) -> None:
    """Where the snapshot cannot be kept, the template stays."""
    bench.states(templates(old=HELLO, kept="This one stays as it is."))
    bench.disk_full = True
    (outcome,) = bench.apply(bench.plan(REMOVED), allow_delete=True)
    assert (outcome.state, outcome.exit_code) == ("failed", 74)
    assert "DELETE message_templates" not in bench.writes()


def test_a_delete_needs_consent(bench: Workbench) -> None:
    """Without --allow-delete a delete is planned, shown, and not made."""
    bench.states(templates(old=HELLO, kept="This one stays as it is."))
    (outcome,) = bench.apply(bench.plan(REMOVED))
    assert outcome.state == "blocked"
    assert outcome.blocked is not None
    assert outcome.blocked.rule == "delete_without_consent"
    assert "DELETE message_templates" not in bench.writes()


def test_a_delete_that_is_done_already_is_in_place(bench: Workbench) -> None:
    """Gone is gone, whoever deleted it."""
    bench.states(templates(old=HELLO, kept="This one stays as it is."))
    plan = bench.plan(REMOVED)
    bench.apply(plan, allow_delete=True)
    (outcome,) = bench.apply(plan, allow_delete=True)
    assert (outcome.state, outcome.message) == ("already", "it is already gone")


def test_nothing_is_deleted_in_a_run_in_which_something_failed(
    bench: Workbench,
) -> None:
    """A delete comes last, and only if all went well."""
    bench.states(templates(old=HELLO, kept="This one stays as it is."))
    plan = bench.plan(REMOVED.replace("stays as it is", "is edited"))
    bench.states(templates(old=HELLO, kept="Somebody else was here."))
    terms = Terms(allow_delete=True, skip_stale=True)
    update, delete = bench.apply(plan, terms=terms)
    assert update.state == "stale"
    assert (delete.state, delete.message) == (
        "skipped",
        "nothing is deleted unless all else went well",
    )


def test_what_meta_refuses_is_blocked_and_the_rest_goes_on(bench: Workbench) -> None:
    """A refusal that nobody could foresee becomes blocked, with Meta's words."""
    bench.states(templates(a=HELLO))
    bench.states(templates(a="Hello again, this is the shop."))
    plan = bench.plan(templates(a="Hello once more, here is the shop.", b=GONE))
    create, update = bench.apply(plan)
    assert create.state == "done"
    assert (update.state, update.exit_code) == ("blocked", 5)


def test_an_edit_that_went_into_review_meanwhile_is_stale(bench: Workbench) -> None:
    """Meta takes no edit while it reviews one, even of the same content."""
    bench.states(templates(a=HELLO))
    plan = bench.plan(templates(a=GONE))
    world = bench.there.world
    (stored,) = world.objects.named("message_template", ACCOUNT.waba_id or "", "a")
    review.decide(world, stored, "PENDING")
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.message) == (
        "stale",
        "it went into review since the plan",
    )


def test_an_interrupted_run_says_what_it_did_not_do(bench: Workbench) -> None:
    """After a signal nothing more is begun."""
    plan = bench.plan(templates(a=HELLO))
    bench.stopped = True
    (outcome,) = bench.apply(plan)
    assert outcome.state == "skipped"
    assert bench.writes() == []


def test_an_api_that_goes_away_ends_the_run(bench: Workbench) -> None:
    """What cannot be read cannot be changed; the rest is not tried."""
    plan = bench.plan(templates(a=HELLO, b=GONE))
    bench.order(Fault(what="error", method="GET", status=500, times=0))
    first, second = bench.apply(plan)
    assert (first.state, first.exit_code) == ("failed", 75)
    assert second.state == "skipped"


def test_a_signal_while_waiting_for_a_turn_leaves_it_undone(bench: Workbench) -> None:
    """What was throttled was not executed, so it is not unknown."""
    plan = bench.plan(templates(a=HELLO))
    bench.order(Fault(what="throttle", method="POST", retry_after=1, times=0))
    token = Secret("EAAsandboxtoken0000")
    with Http(wait=lambda _: True) as http:
        writer = open_writer(http, ACCOUNT, token, origin=bench.there.url)
        bench.there = replace(bench.there, writer=writer)
        (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.exit_code) == ("skipped", 0)


def test_another_object_of_the_same_name_is_not_the_planned_one(
    bench: Workbench,
) -> None:
    """What was deleted and created by hand has another id."""
    bench.states(templates(a=HELLO))
    (change,) = bench.plan(templates(a=GONE)).changes
    outcome = standing(bench, replace(change, live_id="1"))
    assert outcome == (
        Standing.MOVED,
        "somebody deleted and created it since the plan",
    )


def test_a_change_that_sends_nothing_is_never_in_place(bench: Workbench) -> None:
    """Without a content there is nothing that live could be equal to."""
    bench.states(templates(a=HELLO))
    (change,) = bench.plan(templates(a=GONE)).changes
    outcome = standing(bench, replace(change, send=None))
    assert outcome == (Standing.AS_PLANNED, "")


def standing(bench: Workbench, change: Change) -> tuple[Standing, str]:
    """Say where live stands against one change."""
    hands = bench.hands()
    kind = hands.kinds[change.address.kind]
    live = kind.find(hands.writer, hands.account, change.address, None)
    return verify(kind, change, live, hands.account)
