"""Several reasons, one exit code: which of them comes first (DESIGN §4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.writes import UPDATE, ended

from wa_sync.cli import exit_codes
from wa_sync.model.change import Blocked
from wa_sync.model.report import Report, State


def failed(code: int) -> Report:
    """A change that failed with this code."""
    return Report((replace(ended(UPDATE, State.FAILED), exit_code=code),))


def only(state: State) -> Report:
    """A change that ended like this."""
    return Report((ended(UPDATE, state),))


BLOCKED = Report(
    (
        replace(
            ended(UPDATE, State.BLOCKED),
            blocked=Blocked(rule="delete_sample", reason="a", way_out="b"),
        ),
    )
)
UNKNOWN, STALE, SKIPPED = only(State.UNKNOWN), only(State.STALE), only(State.SKIPPED)
FIRST_TO_LAST = [
    ("unknown", UNKNOWN, 7),
    ("stale", STALE, 6),
    *((f"failed-{code}", failed(code), code) for code in (1, 64, 74, 78)),
    ("blocked", BLOCKED, 5),
    *((f"failed-{code}", failed(code), code) for code in (77, 75, 3)),
    ("not-tried", SKIPPED, 7),
]


@pytest.mark.parametrize("first", range(len(FIRST_TO_LAST)))
def test_the_first_of_several_reasons_is_the_code(first: int) -> None:
    """Whatever comes after it in the order, and wherever it stands in the report."""
    _, report, code = FIRST_TO_LAST[first]
    for _, other, _ in FIRST_TO_LAST[first:]:
        together = (*other.outcomes, *report.outcomes)
        assert exit_codes.of_report(Report(together), interrupted=0) == code


@pytest.mark.parametrize(("state", "code"), [(State.UNKNOWN, 7), (State.STALE, 143)])
def test_a_signal_comes_right_after_unknown_outcomes(state: State, code: int) -> None:
    """What may have been done is told before all else."""
    assert exit_codes.of_report(only(state), interrupted=143) == code


@pytest.mark.parametrize(
    ("states", "interrupted", "code"),
    [
        ([], 0, 74),
        (["done"], 0, 74),
        (["skipped"], 0, 74),
        (["already", "skipped"], 0, 74),
        (["done", "skipped"], 0, 7),
        (["done", "skipped"], 143, 143),
        (["skipped", "unknown"], 143, 7),
        (["skipped", "stale"], 0, 6),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_a_run_that_broke_off_half_way_is_partly_applied(
    states: list[str], interrupted: int, code: int
) -> None:
    """Its error is the code only where nothing was done, or nothing is left to do."""
    report = Report(tuple(ended(UPDATE, State(state)) for state in states))
    assert exit_codes.of_report(report, interrupted=interrupted, broken=74) == code
