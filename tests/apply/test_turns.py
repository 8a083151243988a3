"""When a create may go out: each turn by itself, on a clock of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from support.staged import CREATE, DELETE, NOON, UPDATE
from support.tempo import Tempo

from wa_sync.apply import outcomes
from wa_sync.apply.pace import Pace, duration
from wa_sync.errors import Throttled
from wa_sync.model.change import Blocked
from wa_sync.model.report import Outcome


KIND = "message_template"
TAKEN = "Meta takes 2 creates an hour, and as many were made"


def pace(
    tempo: Tempo,
    *past: float,
    patience: float = 0.0,
    per_hour: Iterable[tuple[str, int]] = ((KIND, 2),),
) -> Pace:
    """Begin where so many seconds ago creates were sent."""
    return Pace(
        dict(per_hour),
        past=[(KIND, ago) for ago in past],
        patience=patience,
        clock=tempo.clock,
        now=lambda: NOON + timedelta(seconds=tempo.now),
    )


def full(seconds: float) -> Outcome:
    """Return what is said of a create that has to wait for so long."""
    return outcomes.blocked(
        CREATE,
        Blocked(
            rule="create_rate",
            reason=TAKEN,
            way_out="run again then: what is done is not done again; --max-wait says "
            "how long a run may wait",
            not_before=NOON + timedelta(seconds=seconds),
            time_helps=True,
        ),
    )


@pytest.mark.parametrize(
    ("past", "left"),
    [
        ((), 0.0),
        ((10.0,), 0.0),
        ((10.0, 20.0), 3585.0),
        ((20.0, 10.0), 3585.0),
        ((10.0, 20.0, 30.0), 3585.0),
        ((10.0, 3604.5), 0.5),
        ((10.0, 3605.0), 0.0),
        ((10.0, 3606.0), 0.0),
    ],
)
def test_a_turn_comes_when_the_hour_has_room(
    past: tuple[float, ...], left: float
) -> None:
    """An hour and a few seconds after the create that is to make room."""
    for begin in (0.0, 10_000.0):
        tempo = Tempo(now=begin)
        said = pace(tempo, *past).before(CREATE, tempo.wait)
        assert said == (full(begin + left) if left else None)
        assert tempo.waits == []
        patient = pace(tempo, *past, patience=left)
        assert patient.before(CREATE, tempo.wait) is None
        assert tempo.waits == ([left] if left else [])


def test_patience_is_used_up() -> None:
    """What was waited for one turn cannot be waited for another."""
    tempo = Tempo()
    patient = pace(tempo, 5.0, 3600.0, 3602.0, patience=9.0)
    assert patient.before(CREATE, tempo.wait) is None
    patient.sending(CREATE)
    assert tempo.waits == [5.0]
    assert patient.before(CREATE, tempo.wait) == full(3600.0)


def test_only_creates_wait_and_count() -> None:
    """Edits and deletes have limits of another sort."""
    tempo = Tempo()
    busy = pace(tempo, per_hour=[(KIND, 1)])
    for one in (UPDATE, DELETE):
        busy.sending(one)
        assert busy.before(one, tempo.wait) is None
    assert busy.before(CREATE, tempo.wait) is None
    busy.sending(CREATE)
    said = busy.before(CREATE, tempo.wait)
    assert said is not None
    assert said.state == "blocked"
    assert busy.before(UPDATE, tempo.wait) is None


def test_kinds_are_counted_apart() -> None:
    """What has no limit has none, and counts for no other."""
    tempo = Tempo()
    profile = replace(CREATE, address=replace(CREATE.address, kind="business_profile"))
    apart = pace(tempo, 1.0)
    for _ in range(9):
        apart.sending(profile)
        assert apart.before(profile, tempo.wait) is None
    assert apart.before(CREATE, tempo.wait) is None


def test_a_signal_during_the_wait_is_heard() -> None:
    """The change is left out, and nothing was sent."""
    tempo = Tempo(stop_after=0)
    patient = pace(tempo, 10.0, 20.0, patience=3585.0)
    assert patient.before(CREATE, tempo.wait) == outcomes.skipped(
        CREATE, "the run was stopped before this change"
    )


@pytest.mark.parametrize(
    ("retry_after", "told"), [(None, False), (0.0, True), (60.0, True)]
)
def test_after_a_throttle_no_create_is_tried(
    retry_after: float | None, *, told: bool
) -> None:
    """Limit or no limit; and it is said when it is over only where Meta said so."""
    tempo = Tempo(now=7.0)
    error = Throttled("Too many calls", status=400, code=80008)
    error.retry_after = retry_after
    closed = pace(tempo, patience=9999.0, per_hour=())
    why = Blocked(
        rule="create_rate",
        reason="Meta takes no more creates now: Too many calls",
        way_out="run again later: what is done is not done again",
        not_before=NOON + timedelta(seconds=7.0 + (retry_after or 0.0))
        if told
        else None,
        time_helps=True,
    )
    assert closed.refused(CREATE, error) == outcomes.blocked(
        CREATE, why, hint="for Meta's support: code 80008"
    )
    assert closed.before(CREATE, tempo.wait) == outcomes.blocked(CREATE, why)
    assert closed.before(UPDATE, tempo.wait) is None
    assert tempo.waits == []


def test_a_wait_is_told_with_its_reason(caplog: pytest.LogCaptureFixture) -> None:
    """By the account whose turn it is."""
    caplog.set_level(logging.INFO, "wa_sync.waits")
    tempo = Tempo()
    patient = pace(tempo, 10.0, 20.0, patience=3585.0)
    assert patient.before(CREATE, tempo.wait) is None
    assert caplog.messages == [
        f"Waiting 1 h for the next create: {TAKEN} in account demo."
    ]


def test_the_last_turn_is_foretold_as_it_comes() -> None:
    """What is said before the run is what the run waits."""
    past = (10.0, 20.0, 3000.0)
    tempo = Tempo()
    patient = pace(tempo, *past, patience=99_999.0)
    for count in range(1, 8):
        assert patient.before(CREATE, tempo.wait) is None
        patient.sending(CREATE)
        assert tempo.now == duration(count, 2, past)


def test_what_is_past_is_not_waited_for() -> None:
    """Room that there was before now is room now."""
    assert duration(1, 1, [9000.0]) == 0.0
    assert duration(2, 1, [9000.0]) == 3605.0
    assert duration(0, 1, []) == 0.0
