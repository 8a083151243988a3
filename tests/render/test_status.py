"""How templates fare, as people, programs and CI systems read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faring import calm, mixed, said

from wa_sync.model.condition import Status
from wa_sync.model.finding import Severity
from wa_sync.render import ci, condition, text
from wa_sync.render.style import Style


if TYPE_CHECKING:
    from collections.abc import Callable


CASES = {"mixed": mixed, "calm": calm}


@pytest.mark.parametrize("case", CASES)
def test_status(golden: Callable[[str, str], None], case: str) -> None:
    """Text for people, whole and short, the document, and annotations."""
    found: Status = CASES[case]()
    golden(f"status/{case}.txt", text.status(found, Style.plain()))
    golden(f"status/{case}.ansi.txt", text.status(found, Style.ansi(), verbose=True))
    golden(f"status/{case}.json", condition.status(found))
    golden(f"status/{case}.github.txt", ci.github(ci.concerns(found)))


def test_counts_may_stand_elsewhere() -> None:
    """Then they are not said twice."""
    found, plain = mixed(), Style.plain()
    short = text.status(found, plain, counted=False)
    assert text.status(found, plain) == f"{short}\n{text.counts(found)}\n"
    assert text.status(calm(), plain, counted=False) == "\n"


def test_of_one_account_none_is_named() -> None:
    """Annotations say what is wrong, and in which account only where there are two."""
    found = mixed()
    only = found.faring(found.conditions[1].health)[0]
    one = Status(at=found.at, accounts=("demo",), conditions=(only,))
    (told,) = ci.concerns(one)
    assert told.finding == only.findings[0]
    assert told.span == only.span
    assert told.finding.severity is said(Severity.ERROR).severity
