"""How a change ended, in every word that is shown and saved."""

from __future__ import annotations

import pytest
from support import plans

from wa_sync.apply import outcomes
from wa_sync.errors import (
    ApiError,
    ApiUnavailable,
    BadEnvironment,
    InvalidConfiguration,
    LocalIO,
    NotAuthorized,
    NotFound,
    OutcomeUnknown,
    Rejected,
    StalePlan,
    Throttled,
    UsageProblem,
    WaSyncError,
)
from wa_sync.kind import Written
from wa_sync.model.change import Blocked
from wa_sync.model.report import Outcome, State


CREATE = plans.create(plans.template("a/en_US"), plans.OTP, line=1)
UPDATE = plans.update(plans.template("b/en_US"), plans.OTP, plans.WELCOME, line=2)
LOCKED = Blocked(rule="locked", reason="it is locked", way_out="wait")


def test_what_was_in_place_says_why() -> None:
    """Nothing was sent, and nothing is wrong."""
    assert outcomes.already(CREATE, "it is there") == Outcome(
        change=CREATE, state=State.ALREADY, message="it is there"
    )


def test_what_was_done_says_what_the_api_said() -> None:
    """Id, status and category are those of the answer."""
    written = Written("17", "PENDING", "UTILITY")
    assert outcomes.done(CREATE, written) == Outcome(
        change=CREATE,
        state=State.DONE,
        live_id="17",
        status="PENDING",
        category="UTILITY",
    )


@pytest.mark.parametrize(("said", "known"), [("17", "17"), (None, UPDATE.live_id)])
def test_what_was_edited_keeps_its_id(said: str | None, known: str | None) -> None:
    """An answer that names none leaves the one that was planned for."""
    assert outcomes.done(UPDATE, Written(said)) == Outcome(
        change=UPDATE, state=State.DONE, live_id=known
    )


@pytest.mark.parametrize("hint", [None, "code 100"])
def test_what_was_blocked_carries_the_refusal(hint: str | None) -> None:
    """Its reason is the message, and the exit code that of a refusal."""
    assert outcomes.blocked(CREATE, LOCKED, hint=hint) == Outcome(
        change=CREATE,
        state=State.BLOCKED,
        message="it is locked",
        hint=hint,
        blocked=LOCKED,
        exit_code=5,
    )


@pytest.mark.parametrize(
    ("hint", "way_out"),
    [
        ("Shorten it.", "Shorten it."),
        (None, "change the declaration, or ask Meta"),
    ],
)
def test_a_refusal_that_nobody_knows_is_in_metas_words(
    hint: str | None, way_out: str
) -> None:
    """What Meta said is the reason, and the numbers are there for its support."""
    error = Rejected("Too long", status=400, code=100, subcode=23, hint=hint)
    assert outcomes.refused(CREATE, error, None) == Outcome(
        change=CREATE,
        state=State.BLOCKED,
        message="Meta refused it: Too long",
        hint="for Meta's support: code 100/23",
        blocked=Blocked(
            rule="refused_by_meta", reason="Meta refused it: Too long", way_out=way_out
        ),
        exit_code=5,
    )


def test_a_refusal_that_the_kind_knows_is_in_its_words() -> None:
    """Whoever knows better says it better; the numbers stay."""
    error = Rejected("Too long", status=400, code=100, trace_id="A1b")
    assert outcomes.refused(CREATE, error, LOCKED) == outcomes.blocked(
        CREATE, LOCKED, hint="for Meta's support: code 100, trace A1b"
    )


def test_what_was_left_out_is_no_failure() -> None:
    """The run did not come to it, so that its exit code is that of success."""
    assert outcomes.skipped(CREATE, "the run was stopped") == Outcome(
        change=CREATE, state=State.SKIPPED, message="the run was stopped"
    )


STALE = Outcome(
    change=UPDATE,
    state=State.STALE,
    message="somebody changed it",
    hint="plan again and look at the difference",
    exit_code=6,
)


def test_what_is_stale_is_to_be_planned_again() -> None:
    """It does not by itself end the account."""
    assert outcomes.stale(UPDATE, "somebody changed it") == STALE
    assert outcomes.failed(UPDATE, StalePlan("somebody changed it")) == STALE


def test_what_is_unknown_ends_the_account() -> None:
    """Nothing more is sent where nobody knows what the last write did."""
    assert outcomes.unknown(CREATE, "nobody knows") == Outcome(
        change=CREATE,
        state=State.UNKNOWN,
        message="nobody knows",
        hint="run again: a new plan sees what is live",
        exit_code=7,
        ends_account=True,
    )


@pytest.mark.parametrize(
    ("error", "code", "ends"),
    [
        (InvalidConfiguration("no", []), 3, False),
        (LocalIO("no"), 74, False),
        (Rejected("no", status=400), 1, False),
        (UsageProblem("no"), 64, False),
        (NotFound("no", status=404), 77, True),
        (NotAuthorized("no", status=401), 77, True),
        (Throttled("no", status=429), 75, True),
        (ApiUnavailable("no"), 75, True),
        (OutcomeUnknown("no"), 7, True),
        (BadEnvironment("no"), 78, True),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_failed_ends_the_account_unless_it_is_about_one_change(
    error: WaSyncError, code: int, *, ends: bool
) -> None:
    """A bad file is no reason against the next change; a bad token is."""
    assert outcomes.failed(CREATE, error) == Outcome(
        change=CREATE,
        state=State.FAILED,
        message="no",
        exit_code=code,
        ends_account=ends,
    )


@pytest.mark.parametrize(
    ("error", "hint"),
    [
        (Rejected("no", status=400, code=1, hint="Look."), "Look."),
        (
            Rejected("no", status=400, code=1, trace_id="A1b"),
            "for Meta's support: code 1, trace A1b",
        ),
        (LocalIO("no", hint="Make room."), "Make room."),
        (LocalIO("no"), None),
    ],
)
def test_what_failed_says_how_to_mend_it(error: WaSyncError, hint: str | None) -> None:
    """Else by which numbers Meta finds it."""
    assert outcomes.failed(CREATE, error).hint == hint


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ApiError("no", status=400), None),
        (ApiError("no", status=400, code=0), "for Meta's support: code 0"),
        (ApiError("no", status=400, trace_id="A1b"), "for Meta's support: A1b"),
        (ApiError("no", status=400, subcode=33), "for Meta's support: code 33"),
        (
            ApiError("no", status=400, code=100, subcode=33),
            "for Meta's support: code 100/33",
        ),
        (
            ApiError("no", status=400, code=100, subcode=33, trace_id="A1b"),
            "for Meta's support: code 100/33, trace A1b",
        ),
    ],
)
def test_a_refusal_is_found_by_its_numbers(error: ApiError, text: str | None) -> None:
    """Only those are named that Meta gave."""
    assert outcomes.trace(error) == text
